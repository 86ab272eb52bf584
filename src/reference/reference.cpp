#include "reference/reference.h"

#include "filter/reach.h"
#include "filter/renormalise.h"
#include "reference/filter_math.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace kg {

namespace {

using Pixel = ReferencePixel;  // alpha multiplied into the colours

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<Pixel> values;

    Pixels(int w, int h) : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h)) {}
    Pixel& at(int x, int y) { return values[static_cast<std::size_t>(y) * width + x]; }
    const Pixel& at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

class Evaluator {
public:
    Evaluator(const Image& source, Light light) : m_source(source), m_meaning(source.format(), light) {}

    ReferenceImage evaluate(const Chain& chain) const;
    Pixels prepare() const;

private:
    Pixels apply(const Filter& filter, const Pixels& input) const;
    ReferenceImage finish(const Pixels& pixels) const;

    const Image& m_source;
    PixelMeaning m_meaning;
};

// The definition of laying a kernel over a pixel (kernel/kernel.h), cell by cell.
Pixel weighted(const Kernel& kernel, const Pixels& input, int x, int y, BorderRule border, const Pixel& outside) {
    Pixel sum{};
    double inside = 0;
    double whole = 0;
    double absoluteSum = 0;
    for (int j = 0; j < kernel.height(); ++j) {
        const int row = mapBorder(border, y + j - kernel.originY(), input.height);
        for (int i = 0; i < kernel.width(); ++i) {
            const double weight = kernel.weight(i, j);
            if (weight == 0) {
                continue;
            }
            const int column = mapBorder(border, x + i - kernel.originX(), input.width);
            const bool isOutside = row < 0 || column < 0;
            const Pixel& pixel = isOutside ? outside : input.at(column, row);
            for (std::size_t channel = 0; channel < sum.size(); ++channel) {
                sum[channel] += weight * pixel[channel];
            }
            whole += weight;
            absoluteSum += std::abs(weight);
            inside += isOutside ? 0 : weight;
        }
    }
    if (border == BorderRule::Renormalise) {
        const double factor = renormalisation(whole, inside, absoluteSum);
        std::for_each(sum.begin(), sum.end(), [=](double& channel) { channel *= factor; });
    }
    return sum;
}

Pixels laid(const Kernel& kernel, const Pixels& input, BorderRule border, const Pixel& outside) {
    Pixels result(input.width, input.height);
    for (int y = 0; y < input.height; ++y) {
        for (int x = 0; x < input.width; ++x) {
            result.at(x, y) = weighted(kernel, input, x, y, border, outside);
        }
    }
    return result;
}

// Each pixel's colours over the alpha that it keeps.
void weighVisible(const VisibleRule& rule, std::size_t kernel, const Pixels& input, Pixels& sums) {
    for (std::size_t i = 0; i < sums.values.size(); ++i) {
        sums.values[i] = visiblePixel(rule, kernel, sums.values[i], input.values[i]);
    }
}

// The bank's kernels over a picture, one after the other or side by side and combined.
Pixels combinedKernels(const KernelBank& bank, const VisibleRule& rule, const Pixels& input, BorderRule border,
                       const Pixel& outside) {
    Pixels result = laid(bank.kernels.front(), input, border, outside);
    const bool each = rule.how == Visible::OfEach;
    if (each) {
        weighVisible(rule, 0, input, result);
    }
    for (std::size_t k = 1; k < bank.kernels.size(); ++k) {
        if (bank.combine == Combine::Sequence) {
            result = laid(bank.kernels[k], result, border, outside);
            continue;
        }
        Pixels next = laid(bank.kernels[k], input, border, outside);
        if (each) {
            weighVisible(rule, k, input, next);
        }
        for (std::size_t i = 0; i < result.values.size(); ++i) {
            for (std::size_t channel = 0; channel < next.values[i].size(); ++channel) {
                double& value = result.values[i][channel];
                value = combined(bank.combine, {value, next.values[i][channel]});
            }
        }
    }
    if (rule.how == Visible::OfTotal) {
        weighVisible(rule, 0, input, result);
    }
    return result;
}

ReferenceImage Evaluator::evaluate(const Chain& chain) const {
    checkChain(chain);
    if (std::none_of(chain.begin(), chain.end(), std::mem_fn(&Filter::contributes))) {
        ReferenceImage stored{m_source.width(), m_source.height(), m_source.channels(), {}};
        for (int y = 0; y < stored.height; ++y) {
            for (int x = 0; x < stored.width; ++x) {
                for (int channel = 0; channel < stored.channels; ++channel) {
                    stored.values.push_back(m_source.value(x, y, channel));
                }
            }
        }
        return stored;
    }
    Pixels pixels = prepare();
    for (const Filter& filter : chain) {
        if (filter.contributes()) {
            pixels = apply(filter, pixels);
        }
    }
    return finish(pixels);
}

Pixels Evaluator::prepare() const {
    Pixels pixels(m_source.width(), m_source.height());
    const bool grey = m_source.channels() <= 2;
    for (int y = 0; y < pixels.height; ++y) {
        for (int x = 0; x < pixels.width; ++x) {
            Pixel stored{};
            for (int channel = 0; channel < kColorChannels; ++channel) {
                stored[channel] = m_source.value(x, y, grey ? 0 : channel);
            }
            stored[kAlphaChannel] = m_meaning.hasAlpha() ? m_source.value(x, y, m_source.channels() - 1) : 1;
            pixels.at(x, y) = m_meaning.prepared(stored);
        }
    }
    return pixels;
}

Pixels Evaluator::apply(const Filter& filter, const Pixels& input) const {
    const KernelBank bank = bankOf(filter);
    const BorderRule border = borderOf(filter);
    const Pixel outside = border == BorderRule::Renormalise ? Pixel{} : m_meaning.prepared(borderColorOf(filter));
    const std::array<bool, 4> written = writtenChannels(bank.channels, m_meaning.hasAlpha());
    const Pixels combination = combinedKernels(bank, visibleRuleOf(bank, m_meaning.hasAlpha()), input, border, outside);
    const Region kept = border == BorderRule::Crop ? croppedRegion(bank, input.width, input.height)
                                                   : Region{.width = input.width, .height = input.height};
    Pixels output(kept.width, kept.height);
    for (int y = 0; y < kept.height; ++y) {
        for (int x = 0; x < kept.width; ++x) {
            const int column = x + kept.x;
            const int row = y + kept.y;
            output.at(x, y) =
                completed(bank, written, filter.mix, input.at(column, row), combination.at(column, row)).mixed;
        }
    }
    return output;
}

ReferenceImage Evaluator::finish(const Pixels& pixels) const {
    ReferenceImage image{pixels.width, pixels.height, m_source.channels(), {}};
    image.values.reserve(pixels.values.size() * static_cast<std::size_t>(m_source.channels()));
    const int colors = m_source.channels() <= 2 ? 1 : kColorChannels;
    for (const Pixel& pixel : pixels.values) {
        const Pixel stored = m_meaning.finished(pixel);
        image.values.insert(image.values.end(), stored.begin(), stored.begin() + colors);
        if (m_meaning.hasAlpha()) {
            image.values.push_back(stored[kAlphaChannel]);
        }
    }
    return image;
}

}  // namespace

ReferenceImage evaluateReference(const Image& source, const Chain& chain, Light light) {
    return Evaluator(source, light).evaluate(chain);
}

double largestSample(const Image& source, Light light) {
    double largest = 0;
    for (const Pixel& pixel : Evaluator(source, light).prepare().values) {
        for (const double sample : pixel) {
            largest = std::isfinite(sample) ? std::max(largest, std::abs(sample)) : largest;
        }
    }
    return largest;
}

}  // namespace kg
