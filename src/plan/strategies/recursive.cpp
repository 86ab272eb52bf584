#include "kernel/analysis/damped_sum.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kg {

namespace {

// The share of the response's gain beyond which a line's state before a segment is cut off: DampedSum::settled.
constexpr double kUnsettled = 0x1p-20;

std::optional<DampedSum> responseOf(const AxisFactor& factor, std::string& reason) {
    std::optional<DampedSum> response = dampedSum(factor.weights, factor.origin);
    const double share = response ? response->difference / factor.magnitudes() : 1;
    if (share > kMostDifference) {
        reason = fmt::format("the {} is not a Gaussian around its origin: a recursion differs by {:.0f} % of it",
                             factor.axis == Axis::Row ? "row" : "column", 100 * share);
        return std::nullopt;
    }
    return response;
}

// Clamped and constant lines go on with one value, whose state is known; the others with what must be walked.
LaidKernel layRecursion(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                        std::vector<Pass>& passes) {
    LaidKernel laid;
    const std::vector<AxisFactor> factors = axisFactors(context, kernel, laid.reason);
    for (const AxisFactor& factor : factors) {
        const std::optional<DampedSum> response = responseOf(factor, laid.reason);
        if (!response) {
            return laid;
        }
        const bool first = &factor == &factors.front();
        Pass pass = scanPass(context, PassKind::Recursive, factor, first ? input : newestSlot(context, passes),
                             2 * response->settled);
        pass.label = fmt::format("{} recursive {}", name, factor.axis == Axis::Row ? "rows" : "columns");
        pass.scan.response = *response;
        pass.scan.warmUp = response->settled;
        pass.scan.edgeWarmUp = extendsByConstant(context.border) ? 0 : response->settled;
        pass.approximation = response->difference + kUnsettled * response->gain;
        pass.keepsFull = true;  // the way back adds to what the way there has written
        const double gain = std::max(response->gain, factor.magnitudes());
        laid.approximation = laid.approximation * gain + pass.approximation * laid.gain;
        laid.gain *= gain;
        passes.push_back(std::move(pass));
    }
    return laid;
}

}  // namespace

// A recursion never forgets: an infinity would go on to the end of its line.
Candidate recursive(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Recursive, .reason = whyNotComputed(context), .passes = {}};
    if (candidate.legal()) {
        candidate = layBank(context, Strategy::Recursive,
                            [&](const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes) {
                                return layRecursion(context, kernel, name, input, passes);
                            });
    }
    if (candidate.legal()) {
        candidate.automatic = context.finite;
        finishComputed(context, Strategy::Recursive, candidate.passes);
    }
    return candidate;
}

}  // namespace kg
