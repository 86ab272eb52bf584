#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kg {

namespace {

std::string tooManyTaps(std::size_t taps) {
    return fmt::format("the kernel has {} non-zero weights, a direct pass takes at most {} (32x32)", taps, kMaxTaps);
}

// A single row or column of more weights than one pass takes: several passes, each of which adds to the one before.
void addLine(const FilterContext& context, const Pass& whole, std::vector<Pass>& passes) {
    constexpr auto kMost = static_cast<std::ptrdiff_t>(kMaxTaps);
    const auto count = static_cast<std::ptrdiff_t>(whole.taps.size());
    for (std::ptrdiff_t begin = 0; begin < count; begin += kMost) {
        Pass part = whole;
        part.label = fmt::format("{}, part {} of {}", whole.label, begin / kMost + 1, (count + kMost - 1) / kMost);
        part.taps.assign(whole.taps.begin() + begin, whole.taps.begin() + std::min(begin + kMost, count));
        if (begin > 0) {
            part.other = newestSlot(context, passes);
            part.combine = Combine::Sum;
        }
        part.keepsFull = begin + kMost < count;
        passes.push_back(std::move(part));
    }
}

}  // namespace

// The first two kernels run in one pass, whose taps carry two weights; each further one in a pass that combines with
// what is there already. In a sequence every kernel reads what the one before it wrote.
Candidate direct(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Direct, .reason = {}, .passes = {}};
    const std::span<const Kernel> kernels = context.bank->kernels;
    const bool sequence = context.bank->combine == Combine::Sequence;
    for (std::size_t k = 0; k < kernels.size();) {
        const std::size_t count = !sequence && k == 0 ? std::min<std::size_t>(kernels.size(), 2) : 1;
        Pass pass = convolvePass(context, Strategy::Direct, partName(context, k + count - 1));
        pass.taps = tapsOf(kernels.subspan(k, count));
        pass.kernels = static_cast<int>(count);
        if (k > 0 && sequence) {
            pass.input = newestSlot(context, candidate.passes);
        } else if (k > 0) {
            pass.other = newestSlot(context, candidate.passes);
        }
        pass.combine = sequence ? Combine::Single : context.bank->combine;
        const bool alone = sequence || kernels.size() == 1;
        if (static_cast<int>(pass.taps.size()) <= kMaxTaps) {
            candidate.passes.push_back(std::move(pass));
        } else if (alone && std::min(kernels[k].width(), kernels[k].height()) == 1) {
            addLine(context, pass, candidate.passes);
        } else {
            candidate.passes.clear();
            candidate.reason = tooManyTaps(pass.taps.size());
            return candidate;
        }
        k += count;
    }
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace kg
