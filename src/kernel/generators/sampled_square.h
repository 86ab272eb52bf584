// sampledSquare: a square kernel from a function of the place.
#pragma once

#include "kernel/kernel.h"

#include <utility>
#include <vector>

namespace kg {

// Each cell worth what `weightAt` says for its distances right and down from the middle, which of an even side is the
// cell up and left. Throws Error for sides that no kernel has.
template <typename Function>
Kernel sampledSquare(int side, Function weightAt) {
    Kernel::requireSize(side, side);
    const int middle = (side - 1) / 2;
    std::vector<double> cells;
    cells.reserve(static_cast<std::size_t>(side) * side);
    for (int v = -middle; v < side - middle; ++v) {
        for (int u = -middle; u < side - middle; ++u) {
            cells.push_back(weightAt(u, v));
        }
    }
    return {side, side, std::move(cells)};
}

}  // namespace kg
