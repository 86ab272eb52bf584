// Reach: which pixels of its input a linear filter reads for one pixel of its result.
#pragma once

#include "filter/filter.h"
#include "filter/region.h"

#include <vector>

namespace kg {

// Coordinates after the border rule, ascending, each once; the pixel's own are among them. What is read lies where
// a column and a row cross.
struct PixelReach {
    std::vector<int> columns;
    std::vector<int> rows;
};

// How far a filter's kernels reach from a pixel, in pixels to each side.
struct Margins {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
};
Margins marginsOf(const KernelBank& bank);

// What border rule `crop` leaves of a filter's input, in the input's coordinates. Throws Error where that is nothing.
Region croppedRegion(const KernelBank& bank, int width, int height);

// Throws Error where the pixel lies outside an image of this size.
PixelReach reachOf(const KernelBank& bank, BorderRule border, int width, int height, int x, int y);

}  // namespace kg
