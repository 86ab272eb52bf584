#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kg {

// The first two kernels run in one pass, whose taps carry two weights; each further one in a pass that combines with
// what is there already. In a sequence every kernel reads what the one before it wrote.
Candidate direct(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Direct, .reason = {}, .passes = {}};
    const std::span<const Kernel> kernels = context.bank->kernels;
    const bool sequence = context.bank->combine == Combine::Sequence;
    for (std::size_t k = 0; k < kernels.size();) {
        const std::size_t count = !sequence && k == 0 ? std::min<std::size_t>(kernels.size(), 2) : 1;
        std::vector<Tap> taps = tapsOf(kernels.subspan(k, count));
        if (static_cast<int>(taps.size()) > kMaxTaps) {
            candidate.passes.clear();
            candidate.reason = fmt::format("the kernel has {} non-zero weights, a direct pass takes at most {} (32x32)",
                                           taps.size(), kMaxTaps);
            return candidate;
        }
        Pass pass = convolvePass(context, Strategy::Direct, partName(context, k + count - 1));
        pass.taps = std::move(taps);
        pass.kernels = static_cast<int>(count);
        if (k > 0 && sequence) {
            pass.input = newestSlot(context, candidate.passes);
        } else if (k > 0) {
            pass.other = newestSlot(context, candidate.passes);
        }
        pass.combine = sequence ? Combine::Single : context.bank->combine;
        candidate.passes.push_back(std::move(pass));
        k += count;
    }
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace kg
