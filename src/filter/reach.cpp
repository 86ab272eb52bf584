#include "filter/reach.h"

#include "base/error.h"

#include <fmt/format.h>

#include <set>

namespace kg {

namespace {

void addCells(std::set<int>& coordinates, BorderRule border, int first, int count, int size) {
    for (int i = first; i < first + count; ++i) {
        const int mapped = mapBorder(border, i, size);
        if (mapped >= 0) {
            coordinates.insert(mapped);
        }
    }
}

}  // namespace

PixelReach reachOf(const KernelBank& bank, BorderRule border, int width, int height, int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
        throw Error(fmt::format("there is no pixel {}, {} in an image of {}x{}", x, y, width, height));
    }
    std::set<int> columns{x};
    std::set<int> rows{y};
    for (const Kernel& kernel : bank.kernels) {
        addCells(columns, border, x - kernel.originX(), kernel.width(), width);
        addCells(rows, border, y - kernel.originY(), kernel.height(), height);
    }
    return {.columns = {columns.begin(), columns.end()}, .rows = {rows.begin(), rows.end()}};
}

}  // namespace kg
