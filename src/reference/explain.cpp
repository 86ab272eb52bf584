#include "reference/explain.h"

#include "base/error.h"
#include "filter/reach.h"
#include "filter/renormalise.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace kg {

namespace {

constexpr int kLargestDivisor = 1024;
constexpr int kMostDividedCells = 31 * 31;  // beyond, nobody reads the numbers

bool isWhole(double value) {
    return std::abs(value - std::round(value)) <= 1e-9 * std::max(1.0, std::abs(value));
}

int divisorOf(const Kernel& kernel) {
    if (kernel.width() * kernel.height() > kMostDividedCells) {
        return 1;
    }
    for (int divisor = 1; divisor <= kLargestDivisor; ++divisor) {
        if (std::all_of(kernel.cells().begin(), kernel.cells().end(),
                        [&](double weight) { return std::isnan(weight) || isWhole(weight * divisor); })) {
            return divisor;
        }
    }
    return 1;
}

class Explainer {
public:
    Explainer(const PixelPatch& input, PixelExplanation& explanation) : m_input(input), m_explanation(explanation) {}

    KernelSum sumOf(const Kernel& kernel) const {
        KernelSum sum;
        sum.width = kernel.width();
        sum.height = kernel.height();
        sum.originX = kernel.originX();
        sum.originY = kernel.originY();
        sum.divisor = divisorOf(kernel);
        sum.terms.reserve(kernel.cells().size());
        for (int j = 0; j < kernel.height(); ++j) {
            for (int i = 0; i < kernel.width(); ++i) {
                addTerm(kernel, i, j, sum);
            }
        }
        if (m_explanation.border == BorderRule::Renormalise) {
            renormalise(sum);
        }
        return sum;
    }

private:
    static void renormalise(KernelSum& sum) {
        double whole = 0;
        double inside = 0;
        for (const PixelTerm& term : sum.terms) {
            whole += term.weight;
            inside += term.outside ? 0 : term.weight;
        }
        sum.renormalised = renormalisation(whole, inside, sum.absoluteSum);
        std::for_each(sum.sum.begin(), sum.sum.end(), [&](double& channel) { channel *= sum.renormalised; });
    }

    void addTerm(const Kernel& kernel, int i, int j, KernelSum& sum) const {
        PixelTerm term;
        term.dx = i - kernel.originX();
        term.dy = j - kernel.originY();
        const int column = m_explanation.x + term.dx;
        const int row = m_explanation.y + term.dy;
        term.x = mapBorder(m_explanation.border, column, m_explanation.imageWidth);
        term.y = mapBorder(m_explanation.border, row, m_explanation.imageHeight);
        term.outside = column < 0 || row < 0 || column >= m_explanation.imageWidth || row >= m_explanation.imageHeight;
        if (term.x < 0 || term.y < 0) {
            term.x = term.y = -1;
        }
        term.present = kernel.present(i, j);
        term.weight = kernel.weight(i, j);
        term.sample = term.x < 0 ? m_explanation.borderColor : m_input.at(term.x, term.y);
        for (std::size_t channel = 0; channel < term.sample.size(); ++channel) {
            // A weight of 0 is no fetch: what stands there, even an infinity, does not count.
            if (term.weight != 0) {
                term.product[channel] = term.weight * term.sample[channel];
                sum.sum[channel] += term.product[channel];
                m_explanation.largestSample = std::max(m_explanation.largestSample, std::abs(term.sample[channel]));
            }
        }
        term.runningSum = sum.sum;
        sum.absoluteSum += std::abs(term.weight);
        sum.terms.push_back(term);
    }

    const PixelPatch& m_input;
    PixelExplanation& m_explanation;
};

// Rounded as files round: what is not a number is 0.
int eightBitOf(double value) {
    return value > 0 ? static_cast<int>(std::floor(std::min(value, 1.0) * 255 + 0.5)) : 0;
}

double differenceOf(double a, double b) {
    if (a == b || (std::isnan(a) && std::isnan(b))) {
        return 0;
    }
    const double difference = std::abs(a - b);
    return std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
}

}  // namespace

PixelExplanation explainPixel(const Filter& filter, const PixelPatch& input, const ImageFormat& format, Light light,
                              int x, int y) {
    const KernelBank bank = bankOf(filter);
    if (bank.combine == Combine::Sequence) {
        throw Error("kernels laid one after the other have no one sum at a pixel", filter.kind,
                    "Compose them, or put each in a filter of its own.");
    }
    const PixelMeaning meaning(format, light);
    PixelExplanation explanation;
    explanation.kind = filter.kind;
    explanation.x = x;
    explanation.y = y;
    explanation.imageWidth = format.width;
    explanation.imageHeight = format.height;
    explanation.channels = format.channels;
    explanation.convertsLight = meaning.convertsLight();
    explanation.border = borderOf(filter);
    if (explanation.border != BorderRule::Renormalise) {
        explanation.borderColor = meaning.prepared(borderColorOf(filter));
    }
    explanation.written = writtenChannels(bank.channels, meaning.hasAlpha());
    explanation.combine = bank.combine;
    explanation.bias = bank.bias;
    explanation.mix = filter.mix;
    explanation.before = input.at(x, y);
    const Explainer explainer(input, explanation);
    for (const Kernel& kernel : bank.kernels) {
        explanation.kernels.push_back(explainer.sumOf(kernel));
    }
    explanation.visibleRule = visibleRuleOf(bank, meaning.hasAlpha());
    const VisibleRule& rule = explanation.visibleRule;
    for (std::size_t k = 0; k < explanation.kernels.size(); ++k) {
        KernelSum& kernel = explanation.kernels[k];
        kernel.visible =
            rule.how == Visible::OfEach ? visiblePixel(rule, k, kernel.sum, explanation.before) : kernel.sum;
    }
    std::vector<double> results(bank.kernels.size());
    for (std::size_t channel = 0; channel < explanation.combined.size(); ++channel) {
        std::transform(explanation.kernels.begin(), explanation.kernels.end(), results.begin(),
                       [&](const KernelSum& kernel) { return kernel.visible[channel]; });
        explanation.combined[channel] = combined(bank.combine, results);
    }
    explanation.visible = rule.how == Visible::OfTotal ? visiblePixel(rule, 0, explanation.combined, explanation.before)
                                                       : explanation.combined;
    const FilteredPixel pixel =
        completed(bank, explanation.written, filter.mix, explanation.before, explanation.visible);
    explanation.beforeMix = pixel.biased;
    explanation.result = pixel.mixed;
    explanation.stored = meaning.finished(pixel.mixed);
    std::transform(explanation.stored.begin(), explanation.stored.end(), explanation.eightBit.begin(), eightBitOf);
    return explanation;
}

PixelCheck checkPixel(const PixelExplanation& explanation, const ReferencePixel& measured, double tolerance) {
    PixelCheck check;
    check.measured = measured;
    check.tolerance = tolerance;
    for (std::size_t channel = 0; channel < measured.size(); ++channel) {
        check.difference[channel] = differenceOf(explanation.result[channel], measured[channel]);
        check.largest = std::max(check.largest, check.difference[channel]);
    }
    check.agrees = check.largest <= tolerance;
    return check;
}

}  // namespace kg
