#include "filter/reach.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
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

Margins marginsOf(const KernelBank& bank) {
    Margins margins;
    const bool sequence = bank.combine == Combine::Sequence;
    const auto grow = [&](int& margin, int reach) { margin = sequence ? margin + reach : std::max(margin, reach); };
    for (const Kernel& kernel : bank.kernels) {
        grow(margins.left, kernel.originX());
        grow(margins.top, kernel.originY());
        grow(margins.right, kernel.width() - 1 - kernel.originX());
        grow(margins.bottom, kernel.height() - 1 - kernel.originY());
    }
    return margins;
}

Region croppedRegion(const KernelBank& bank, int width, int height) {
    const Margins margins = marginsOf(bank);
    const Region region{.x = margins.left,
                        .y = margins.top,
                        .width = width - margins.left - margins.right,
                        .height = height - margins.top - margins.bottom};
    if (region.width < 1 || region.height < 1) {
        throw Error(
            fmt::format("its input is {}x{}, and border crop leaves nothing of it: the kernels take {}x{} pixels",
                        width, height, margins.left + 1 + margins.right, margins.top + 1 + margins.bottom));
    }
    return region;
}

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
