#include "plan/strategies.h"

#include "filter/renormalise.h"
#include "kernel/analysis/statistics.h"
#include "plan/strategies/parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

// Why a strategy cannot renormalise at the border; nothing where it can. Rows and columns can, each by themselves,
// where the sum of what lies inside is a product too.
std::string whyNotRenormalised(const Candidate& candidate, const KernelBank& bank) {
    switch (candidate.strategy) {
        case Strategy::Direct:
        case Strategy::Quad:
            return {};
        case Strategy::Separable:
        case Strategy::Paired:
            return std::all_of(bank.kernels.begin(), bank.kernels.end(), hasOneSign)
                       ? std::string{}
                       : "a kernel of both signs is renormalised at the border as a whole";
        default:
            return "what lies inside the border is not weighed here, so border renormalise has no sum to restore";
    }
}

// Tells the passes which sums they restore. The taps of a row or column sum to what that axis restores.
void renormalise(Candidate& candidate, const KernelBank& bank) {
    double stretch = 1;
    for (const Kernel& kernel : bank.kernels) {
        const double absoluteSum = statistics(kernel).absoluteSum;
        stretch = absoluteSum > 0 ? std::max(stretch, renormalisedGain(kernel) / absoluteSum) : stretch;
    }
    for (Pass& pass : candidate.passes) {
        for (std::size_t k = 0; k < pass.wholeSum.size(); ++k) {
            double sum = 0;
            double absoluteSum = 0;
            for (const Tap& tap : pass.taps) {
                sum += tap.weight[k];
                absoluteSum += std::abs(tap.weight[k]);
            }
            pass.wholeSum[k] = restorableSum(sum, absoluteSum);
            pass.leastInside[k] = leastInside(absoluteSum);
            pass.stretch[k] = stretch;
        }
    }
}

void applyRenormalisation(const FilterContext& context, std::vector<Candidate>& candidates) {
    for (Candidate& candidate : candidates) {
        if (candidate.legal()) {
            candidate.reason = whyNotRenormalised(candidate, *context.bank);
        }
        if (candidate.legal()) {
            renormalise(candidate, *context.bank);
        }
    }
}

// Tiles must give the bits of the whole image: fetches from pixels' centres do, wherever a pixel lies.
void refuseInTiles(const FilterContext& context, std::vector<Candidate>& candidates) {
    for (Candidate& candidate : candidates) {
        const std::vector<Pass>& passes = candidate.passes;
        if (std::any_of(passes.begin(), passes.end(), [](const Pass& pass) { return pass.step != 1; })) {
            candidate.reason = whyNotTiled(context, "the pixels of its smaller pictures lie across tiles");
        } else if (std::any_of(passes.begin(), passes.end(), [](const Pass& pass) { return pass.bilinear; })) {
            candidate.reason = whyNotTiled(context, "bilinear samples are rounded by their place");
        } else if (std::any_of(passes.begin(), passes.end(), [](const Pass& pass) { return isScan(pass.kind); })) {
            candidate.reason = whyNotTiled(context, "its sums run along whole lines");
        } else if (std::any_of(passes.begin(), passes.end(), [](const Pass& pass) { return isFourier(pass.kind); })) {
            candidate.reason = whyNotTiled(context, "a transform rounds by all pixels that it takes");
        }
    }
}

}  // namespace

std::vector<Candidate> candidatesFor(const FilterContext& context) {
    std::vector<Candidate> candidates;
    candidates.push_back(direct(context));
    candidates.push_back(separable(context));
    candidates.push_back(paired(context));
    for (Candidate& candidate : decomposed(context)) {
        candidates.push_back(std::move(candidate));
    }
    candidates.push_back(quad(context));
    candidates.push_back(symmetric(context));
    candidates.push_back(pyramid(context));
    candidates.push_back(runningSum(context));
    candidates.push_back(recursive(context));
    candidates.push_back(tiled(context));
    candidates.push_back(fourier(context));
    if (context.border == BorderRule::Renormalise) {
        applyRenormalisation(context, candidates);
    }
    if (context.tiled) {
        refuseInTiles(context, candidates);
    }
    return candidates;
}

double fetchesPerPixel(const Pass& pass) {
    if (isScan(pass.kind)) {
        return scanCost(pass).fetches;
    }
    if (pass.kind == PassKind::Tiled) {
        return tiledFetches(pass);
    }
    if (isFourier(pass.kind)) {
        return fourierFetches(pass);
    }
    const double taps = pass.kind == PassKind::Convolve ? static_cast<double>(pass.taps.size()) : 1;
    const int layers = pass.terms == Terms::Read ? pass.kernels : 1;
    return taps * layers * (pass.mirrored != 0 ? 2 : 1) + (pass.other != Slot::kNone ? 1 : 0) +
           (pass.base != Slot::kNone ? 1 : 0);
}

double multiplyAddsPerPixel(const Pass& pass) {
    if (isScan(pass.kind)) {
        return scanCost(pass).multiplyAdds;
    }
    if (pass.kind == PassKind::Tiled) {
        return tiledMultiplyAdds(pass);
    }
    if (isFourier(pass.kind)) {
        return fourierMultiplyAdds(pass);
    }
    return static_cast<double>(pass.taps.size()) * pass.kernels;
}

}  // namespace kg
