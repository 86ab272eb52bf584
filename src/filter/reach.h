// Reach: which pixels of its input a linear filter reads for one pixel of its result.
#pragma once

#include "filter/filter.h"

#include <vector>

namespace kg {

// Coordinates after the border rule, ascending, each once; the pixel's own are among them. What is read lies where
// a column and a row cross.
struct PixelReach {
    std::vector<int> columns;
    std::vector<int> rows;
};

// Throws Error where the pixel lies outside an image of this size.
PixelReach reachOf(const KernelBank& bank, BorderRule border, int width, int height, int x, int y);

}  // namespace kg
