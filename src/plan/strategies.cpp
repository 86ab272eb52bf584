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
    candidates.push_back(runningSum(context));
    candidates.push_back(recursive(context));
    return candidates;
}

double fetchesPerPixel(const Pass& pass) {
    if (isScan(pass.kind)) {
        return scanCost(pass).fetches;
    }
    const double taps = pass.kind == PassKind::Convolve ? static_cast<double>(pass.taps.size()) : 1;
    const int layers = pass.terms == Terms::Read ? pass.kernels : 1;
    return taps * layers + (pass.other != Slot::kNone ? 1 : 0) + (pass.base != Slot::kNone ? 1 : 0);
}

double multiplyAddsPerPixel(const Pass& pass) {
    return isScan(pass.kind) ? scanCost(pass).multiplyAdds : static_cast<double>(pass.taps.size()) * pass.kernels;
}

}  // namespace kg
