#include "reference/filter_math.h"

#include "image/srgb.h"

#include <algorithm>
#include <cmath>

namespace kg {

ReferencePixel PixelMeaning::prepared(ReferencePixel stored) const {
    if (!m_hasAlpha) {
        stored[kAlphaChannel] = 1;
    }
    for (int channel = 0; channel < kColorChannels; ++channel) {
        stored[channel] = (m_convertsLight ? srgbToLinear(stored[channel]) : stored[channel]) * stored[kAlphaChannel];
    }
    return stored;
}

ReferencePixel PixelMeaning::finished(ReferencePixel pixel) const {
    for (int channel = 0; channel < kColorChannels; ++channel) {
        if (m_hasAlpha) {
            pixel[channel] = pixel[kAlphaChannel] > 0 ? pixel[channel] / pixel[kAlphaChannel] : 0;
        }
        if (m_convertsLight) {
            pixel[channel] = linearToSrgb(pixel[channel]);
        }
    }
    return pixel;
}

std::array<bool, 4> writtenChannels(const ChannelMask& mask, bool hasAlpha) {
    return {mask.red, mask.green, mask.blue, mask.alpha && hasAlpha};
}

ReferencePixel visiblePixel(const VisibleRule& rule, std::size_t kernel, ReferencePixel sum,
                            const ReferencePixel& own) {
    for (std::size_t channel = 0; channel < static_cast<std::size_t>(kColorChannels); ++channel) {
        sum[channel] = visibleColour(sum[channel], sum[kAlphaChannel], own[channel], own[kAlphaChannel],
                                     rule.whole[kernel], rule.most[kernel]);
    }
    return sum;
}

double combined(Combine combine, const std::vector<double>& results) {
    double sum = results.front();
    for (std::size_t i = 1; i < results.size(); ++i) {
        switch (combine) {
            case Combine::Single:
            case Combine::Sequence:  // kernels in sequence do not meet at a pixel
                return sum;
            case Combine::Sum:
                sum += results[i];
                break;
            case Combine::Difference:
                sum -= results[i];
                break;
            case Combine::Maximum:
                sum = std::max(sum, results[i]);
                break;
            case Combine::Minimum:
                sum = std::min(sum, results[i]);
                break;
            case Combine::Magnitude:
                sum = std::hypot(sum, results[i]);
                break;
        }
    }
    return sum;
}

FilteredPixel completed(const KernelBank& bank, const std::array<bool, 4>& written, double mix,
                        const ReferencePixel& before, const ReferencePixel& combined) {
    FilteredPixel pixel{.kept = before};
    for (std::size_t channel = 0; channel < combined.size(); ++channel) {
        if (written[channel]) {
            pixel.kept[channel] = combined[channel];
        }
    }
    pixel.biased = pixel.kept;
    for (int channel = 0; channel < kColorChannels; ++channel) {
        if (written[channel]) {
            pixel.biased[channel] += bank.bias * pixel.kept[kAlphaChannel];
        }
    }
    for (std::size_t channel = 0; channel < before.size(); ++channel) {
        pixel.mixed[channel] = before[channel] * (1 - mix) + pixel.biased[channel] * mix;
    }
    return pixel;
}

}  // namespace kg
