// FilterProbe: what one filter of a chain read for a pixel on the GPU, and what it made of it. Plain data.
#pragma once

#include "filter/region.h"
#include "image/pixel_patch.h"
#include "plan/plan.h"

#include <array>

namespace kg {

// Values are those between passes: decoded in linear light, alpha multiplied in; red, green, blue, alpha.
struct FilterProbe {
    Region region;     // where the filter's input lies in the source; coordinates of `input` are within it
    PixelPatch input;  // the pixels of the filter's reach (filter/reach.h)
    std::array<double, 4> result{};
    Precision precision = Precision::Full;  // of the filter's passes
};

}  // namespace kg
