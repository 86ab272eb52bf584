#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <utility>

namespace kg {

namespace {

// 1 where opposite cells weigh the same, -1 where they cancel, 0 where neither holds for all of them.
int symmetryOf(const Kernel& kernel) {
    bool even = true;
    bool odd = true;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            const double weight = kernel.weight(x, y);
            const double opposite = kernel.weight(2 * kernel.originX() - x, 2 * kernel.originY() - y);
            even = even && weight == opposite;
            odd = odd && weight == -opposite;
        }
    }
    return even ? 1 : odd ? -1 : 0;
}

bool isBehind(const Tap& tap) {
    return tap.dy > 0 || (tap.dy == 0 && tap.dx > 0);
}

}  // namespace

// As many fetches as direct, and half as many multiplications. The pixel itself, which has no opposite, is a second
// operand.
Candidate symmetric(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Symmetric, .reason = {}, .passes = {}};
    const std::vector<Kernel>& kernels = context.bank->kernels;
    if (kernels.size() > 1) {
        candidate.reason = "several kernels are not folded together";
        return candidate;
    }
    Pass pass = convolvePass(context, Strategy::Symmetric, context.name + " symmetric");
    pass.mirrored = symmetryOf(kernels[0]);
    for (const Tap& tap : tapsOf(kernels)) {
        if (isBehind(tap)) {
            pass.taps.push_back(tap);
        } else if (tap.dx == 0 && tap.dy == 0) {
            pass.other = context.input;
            pass.otherScale = tap.weight[0];
            pass.combine = Combine::Sum;
        }
    }
    if (pass.mirrored == 0) {
        candidate.reason = "weights on opposite sides of the pixel differ";
    } else if (pass.taps.empty()) {
        candidate.reason = "the kernel only scales the pixel";
    } else if (static_cast<int>(pass.taps.size()) > kMaxTaps) {
        candidate.reason =
            fmt::format("the kernel has {} pairs of weights, a pass takes at most {}", pass.taps.size(), kMaxTaps);
    }
    if (candidate.legal()) {
        candidate.passes.push_back(std::move(pass));
        finishFilter(context, candidate.passes);
    }
    return candidate;
}

}  // namespace kg
