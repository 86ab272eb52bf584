#include "plan/strategies.h"

#include "plan/strategies/parts.h"

namespace kg {

std::vector<Candidate> candidatesFor(const FilterContext& context) {
    std::vector<Candidate> candidates;
    candidates.push_back(direct(context));
    candidates.push_back(separable(context));
    candidates.push_back(paired(context));
    candidates.push_back(lowRankSum(context));
    candidates.push_back(identitySplit(context));
    return candidates;
}

int fetchesPerPixel(const Pass& pass) {
    const int taps = pass.kind == PassKind::Convolve ? static_cast<int>(pass.taps.size()) : 1;
    const int layers = pass.terms == Terms::Read ? pass.kernels : 1;
    return taps * layers + (pass.other != Slot::kNone ? 1 : 0) + (pass.base != Slot::kNone ? 1 : 0);
}

}  // namespace kg
