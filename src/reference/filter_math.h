// What a linear filter does to one pixel, step by step: the definitions that the evaluator and the explanation share.
#pragma once

#include "filter/filter.h"
#include "filter/visible.h"
#include "image/image.h"
#include "image/light.h"

#include <array>
#include <cstddef>
#include <vector>

namespace kg {

// Red, green, blue, alpha.
using ReferencePixel = std::array<double, 4>;

constexpr int kAlphaChannel = 3;
constexpr int kColorChannels = 3;

// How stored values become the numbers that filters see, and back.
class PixelMeaning {
public:
    PixelMeaning(const ImageFormat& format, Light light)
        : m_convertsLight(light == Light::Linear && format.transfer == Transfer::Srgb), m_hasAlpha(format.hasAlpha()) {}

    bool convertsLight() const { return m_convertsLight; }
    bool hasAlpha() const { return m_hasAlpha; }

    // Decodes light and multiplies alpha in; opaque where the image has no alpha.
    ReferencePixel prepared(ReferencePixel stored) const;
    // Divides alpha out, 0 where nothing is visible, and encodes light.
    ReferencePixel finished(ReferencePixel pixel) const;

private:
    bool m_convertsLight;
    bool m_hasAlpha;
};

// The channels that a filter writes; alpha only where the image has it.
std::array<bool, 4> writtenChannels(const ChannelMask& mask, bool hasAlpha);

// A kernel's sum, or that of all, as the colours of a pixel that keeps its own alpha; its alpha stays.
ReferencePixel visiblePixel(const VisibleRule& rule, std::size_t kernel, ReferencePixel sum, const ReferencePixel& own);

// The kernels' results in one channel, at least one, made one result.
double combined(Combine combine, const std::vector<double>& results);

// One pixel of a filter on its way from the combined kernels to the result.
struct FilteredPixel {
    ReferencePixel kept{};    // combined where written, the input elsewhere
    ReferencePixel biased{};  // the written colours with bias * alpha
    ReferencePixel mixed{};   // blended with the input: the result
};
FilteredPixel completed(const KernelBank& bank, const std::array<bool, 4>& written, double mix,
                        const ReferencePixel& before, const ReferencePixel& combined);

}  // namespace kg
