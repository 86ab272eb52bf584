#include "app/explanation_text.h"

#include <fmt/format.h>

#include <cmath>

namespace kg {

namespace {

std::string combineFormula(Combine combine, const std::vector<std::string>& operands) {
    const auto joined = [&](const char* separator) {
        std::string text;
        for (const std::string& operand : operands) {
            text += (text.empty() ? "" : separator) + operand;
        }
        return text;
    };
    switch (combine) {
        case Combine::Single:
        case Combine::Sequence:  // has no explanation
            return operands.front();
        case Combine::Sum:
            return joined(" + ");
        case Combine::Difference:
            return joined(" - ");
        case Combine::Maximum:
            return "max(" + joined(", ") + ")";
        case Combine::Minimum:
            return "min(" + joined(", ") + ")";
        case Combine::Magnitude:
            return "sqrt(" + joined("^2 + ") + "^2)";
    }
    return {};
}

// Values are written in the units, factors as they are.
class StepWriter {
public:
    StepWriter(const PixelExplanation& explanation, int channel, ValueUnits units)
        : m_pixel(explanation), m_channel(static_cast<std::size_t>(channel)), m_units(units) {}

    std::vector<ExplainedStep> write() {
        if (m_pixel.written[m_channel]) {
            writeSums();
            writeBias();
        } else {
            add("kept", "the filter does not write this channel", m_pixel.before[m_channel]);
        }
        if (m_pixel.mix != 1) {
            add("mix",
                fmt::format("{:.4g} * {} + {:.4g} * {}", m_pixel.mix, text(m_pixel.beforeMix[m_channel]),
                            1 - m_pixel.mix, text(m_pixel.before[m_channel])),
                m_pixel.result[m_channel]);
        }
        writeStored();
        m_steps.push_back({.label = "8 bit",
                           .formula = "clamped and rounded",
                           .result = fmt::format("{}", m_pixel.eightBit[m_channel])});
        return std::move(m_steps);
    }

private:
    std::string text(double value) const { return valueText(value, m_units); }

    void add(std::string label, std::string formula, double value) {
        m_steps.push_back({.label = std::move(label), .formula = std::move(formula), .result = text(value)});
    }

    std::string formulaOf(const KernelSum& kernel) const {
        const double sum = kernel.sum[m_channel];
        if (kernel.renormalised != 1) {
            return fmt::format("{} * {:.4g}, renormalised", text(sum / kernel.renormalised), kernel.renormalised);
        }
        return kernel.divisor == 1 ? "" : fmt::format("{} / {}", text(sum * kernel.divisor), kernel.divisor);
    }

    void writeSums() {
        std::vector<std::string> sums;
        for (std::size_t k = 0; k < m_pixel.kernels.size(); ++k) {
            const KernelSum& kernel = m_pixel.kernels[k];
            const double sum = kernel.sum[m_channel];
            sums.push_back(text(kernel.visible[m_channel]));
            add(m_pixel.kernels.size() == 1 ? "sum" : fmt::format("sum of kernel {}", k + 1), formulaOf(kernel), sum);
            if (m_pixel.visibleRule.how == Visible::OfEach) {
                writeVisible(k, kernel.sum, kernel.visible[m_channel]);
            }
        }
        if (sums.size() > 1) {
            add("combined", combineFormula(m_pixel.combine, sums), m_pixel.combined[m_channel]);
        }
        if (m_pixel.visibleRule.how == Visible::OfTotal) {
            writeVisible(0, m_pixel.combined, m_pixel.visible[m_channel]);
        }
    }

    // The colour over the alpha that the pixel keeps.
    void writeVisible(std::size_t kernel, const ReferencePixel& sum, double result) {
        if (m_channel == kAlphaChannel) {
            return;
        }
        const VisibleRule& rule = m_pixel.visibleRule;
        const double alpha = m_pixel.before[kAlphaChannel];
        const std::string formula =
            rule.most[kernel] > 1
                ? fmt::format("{} / weight there {:.4g} * weight {:.4g} * alpha {:.4g}", text(sum[m_channel]),
                              sum[kAlphaChannel], rule.whole[kernel], alpha)
                : fmt::format("{}, and for the weight of {:.4g} that is missing the pixel's own colour",
                              text(sum[m_channel]), rule.whole[kernel] * alpha - sum[kAlphaChannel]);
        add("over alpha", formula, result);
    }

    void writeBias() {
        if (m_pixel.bias == 0 || m_channel == kAlphaChannel) {
            return;
        }
        std::string formula = fmt::format("{} + {}", text(m_pixel.visible[m_channel]), text(m_pixel.bias));
        if (m_pixel.hasAlpha()) {
            formula += fmt::format(" * alpha {:.4g}", m_pixel.beforeMix[kAlphaChannel]);
        }
        add("bias", std::move(formula), m_pixel.beforeMix[m_channel]);
    }

    void writeStored() {
        if (m_channel == kAlphaChannel || (!m_pixel.hasAlpha() && !m_pixel.convertsLight)) {
            return;
        }
        std::string formula = m_pixel.hasAlpha() ? fmt::format("{} / alpha {:.4g}", text(m_pixel.result[m_channel]),
                                                               m_pixel.result[kAlphaChannel])
                                                 : text(m_pixel.result[m_channel]);
        add("stored", formula + (m_pixel.convertsLight ? ", encoded as sRGB" : ""), m_pixel.stored[m_channel]);
    }

    const PixelExplanation& m_pixel;
    std::size_t m_channel;
    ValueUnits m_units;
    std::vector<ExplainedStep> m_steps;
};

}  // namespace

double unitsFactor(ValueUnits units) {
    return units == ValueUnits::Steps ? 255 : 1;
}

std::string valueText(double value, ValueUnits units) {
    if (!std::isfinite(value)) {
        return fmt::format("{}", value);
    }
    std::string text = fmt::format("{:.{}f}", value * unitsFactor(units), units == ValueUnits::Steps ? 2 : 4);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text == "-0" ? "0" : text;
}

std::vector<NamedChannel> channelsOf(const PixelExplanation& explanation) {
    std::vector<NamedChannel> channels;
    if (explanation.channels <= 2) {
        channels.push_back({.index = 0, .name = "grey"});
    } else {
        channels = {{0, "red"}, {1, "green"}, {2, "blue"}};
    }
    if (explanation.hasAlpha()) {
        channels.push_back({.index = kAlphaChannel, .name = "alpha"});
    }
    return channels;
}

std::vector<ExplainedStep> stepsOf(const PixelExplanation& explanation, int channel, ValueUnits units) {
    return StepWriter(explanation, channel, units).write();
}

std::string borderSentence(BorderRule rule) {
    switch (rule) {
        case BorderRule::Clamp:
            return "clamp: the nearest pixel of the edge";
        case BorderRule::Mirror:
            return "mirror: the picture mirrored, edge included";
        case BorderRule::Reflect101:
            return "reflect101: the picture mirrored about its edge pixels";
        case BorderRule::Wrap:
            return "wrap: the picture from its other side";
        case BorderRule::Constant:
            return "constant: the border colour";
        case BorderRule::Crop:
            return "crop: nothing, the result keeps only pixels whose kernel lies inside";
        case BorderRule::Renormalise:
            return "renormalise: nothing, what lies inside counts for the whole kernel";
    }
    return {};
}

std::string agreementSentence(const ProbedPixel& pixel) {
    const int fraction = pixel.precision == Precision::Half ? 1024 : 65536;
    const std::string tolerance = fmt::format("{:.4g}/{}", pixel.amplification, fraction);
    return fmt::format("The GPU's value {} within {}: the largest difference is {:.2g}.",
                       pixel.check.agrees ? "agrees" : "does not agree", tolerance, pixel.check.largest);
}

}  // namespace kg
