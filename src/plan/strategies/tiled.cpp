#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

namespace kg {

namespace {

WorkTile tileOf(const Kernel& kernel) {
    return {.left = kernel.originX(),
            .above = kernel.originY(),
            .right = kernel.width() - 1 - kernel.originX(),
            .below = kernel.height() - 1 - kernel.originY()};
}

// Work groups for each pixel that a pass writes.
double groupsPerPixel(const Pass& pass) {
    const auto groups = [](int size, int side) { return std::ceil(static_cast<double>(size) / side); };
    return groups(pass.width, WorkTile::kWidth) * groups(pass.height, WorkTile::kHeight) /
           (static_cast<double>(pass.width) * pass.height);
}

// Kernels up to this many cells are faster tap by tap, also where they are one product: to wait for the sums of rows,
// and the memory that these take, costs more than they save (bench/peers, on an H100: 7x7 takes two thirds of the
// time).
constexpr int kFewCells = 49;

// The taps of a kernel; returns why they cannot run in tiles, or nothing. A larger kernel that is one product takes
// rows, then columns; where their sums do not fit beside the pixels, or it is none, its taps one by one.
std::string addTaps(const Kernel& kernel, Pass& pass) {
    std::optional<RankOneTerm> term;
    const bool large = kernel.width() * kernel.height() > kFewCells && std::min(kernel.width(), kernel.height()) > 1;
    if (large && pass.tile.pixelsKept(true) <= WorkTile::kMaxPixels) {
        term = separate(kernel);
    }
    if (term) {
        pass.taps = tapsOf(term->row, kernel.originX(), Axis::Row);
        pass.columnTaps = tapsOf(term->column, kernel.originY(), Axis::Column);
        return {};
    }
    if (pass.tile.pixelsKept(false) > WorkTile::kMaxPixels) {
        return fmt::format("a tile of {}x{} results reads {}x{} pixels of the {}x{} kernel, shared memory holds {}",
                           WorkTile::kWidth, WorkTile::kHeight, pass.tile.extentX(), pass.tile.extentY(),
                           kernel.width(), kernel.height(), WorkTile::kMaxPixels);
    }
    pass.taps = tapsOf(std::span(&kernel, 1));
    if (static_cast<int>(pass.taps.size()) > kMaxTaps) {
        return fmt::format("the kernel has {} non-zero weights, a tiled pass takes at most {}", pass.taps.size(),
                           kMaxTaps);
    }
    return {};
}

LaidKernel layTiled(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                    std::vector<Pass>& passes) {
    Pass pass = convolvePass(context, Strategy::Tiled, name + " tiled");
    pass.kind = PassKind::Tiled;
    pass.input = input;
    pass.tile = tileOf(kernel);
    LaidKernel laid{.reason = addTaps(kernel, pass)};
    passes.push_back(std::move(pass));
    return laid;
}

}  // namespace

double tiledFetches(const Pass& pass) {
    return groupsPerPixel(pass) * pass.tile.extentX() * pass.tile.extentY();
}

double tiledMultiplyAdds(const Pass& pass) {
    const auto taps = static_cast<double>(pass.taps.size());
    const double results = WorkTile::kWidth * WorkTile::kHeight;
    if (pass.columnTaps.empty()) {
        return groupsPerPixel(pass) * results * taps;
    }
    const double rowSums = WorkTile::kWidth * pass.tile.extentY();
    return groupsPerPixel(pass) * (rowSums * taps + results * static_cast<double>(pass.columnTaps.size()));
}

Candidate tiled(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Tiled, .reason = whyNotComputed(context), .passes = {}};
    if (candidate.legal()) {
        candidate = layBank(context, Strategy::Tiled,
                            [&](const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes) {
                                return layTiled(context, kernel, name, input, passes);
                            });
    }
    if (candidate.legal()) {
        finishComputed(context, Strategy::Tiled, candidate.passes);
    }
    // A rasteriser has no memory nearer than its cache, and takes 2 to 5 times as long in tiles.
    candidate.automatic = candidate.automatic && !context.software;
    return candidate;
}

}  // namespace kg
