// What strategies are built from: taps, passes, and how the last pass becomes the filter's. Private to this room.
#pragma once

#include "kernel/analysis/factorisation.h"
#include "plan/plan.h"
#include "plan/strategies.h"

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// The taps of a factor whose cell `origin` lies on the pixel; zeros take none.
std::vector<Tap> tapsOf(const std::vector<double>& factor, int origin, Axis axis);
// The taps of one or two kernels: cells that both weigh share a fetch.
std::vector<Tap> tapsOf(std::span<const Kernel> kernels);

Pass convolvePass(const FilterContext& context, Strategy strategy, std::string label);

// Makes the last pass the filter's: what the bank says happens to the combined kernels happens here.
void finishFilter(const FilterContext& context, std::vector<Pass>& passes);

// The same for compute passes, which write plain sums: the last one is the filter's where that is all there is to do,
// else a pass of one tap is added.
void finishComputed(const FilterContext& context, Strategy strategy, std::vector<Pass>& passes);

// The slot that the newest pass of a candidate writes.
int newestSlot(const FilterContext& context, const std::vector<Pass>& passes);

// "convolve 3", or the filter's name where one pass computes the whole bank.
std::string partName(const FilterContext& context, std::size_t kernel);

// Why rows and columns cannot compute a kernel whose product this is; nothing where they can.
std::string whyNotSeparable(const Kernel& kernel, const std::optional<RankOneTerm>& term);

// What a device loses by bilinear fetches, for an input in [0, 1].
class BlendingLoss {
public:
    // Of fetches from the filter's input, or from what a pass of the candidate wrote.
    BlendingLoss(const FilterContext& context, int input);
    // Of one fetch of this weight at these shares of the way to the next pixel, 0 on the pixel itself.
    double of(double weight, double shareX, double shareY = 0) const;

private:
    double rounding(double share) const;

    BlendLoss m_blends;
    double m_coordinateError;
};

// Two neighbours of one sign, as one fetch between them: a linear blend of both is their weighted sum up to a factor.
bool haveOneSign(double a, double b);

// A kernel is no box and no bell where a larger share of its weights than this would have to differ.
constexpr double kMostDifference = 0.05;

// Whether what lies beyond an edge is one value a line, so that the result goes on beyond it as a sum of few terms.
constexpr bool extendsByConstant(BorderRule border) {
    return border == BorderRule::Clamp || border == BorderRule::Constant;
}

// Why a strategy whose roundings depend on where a pixel lies cannot run in tiles; nothing in whole images. `because`
// ends the sentence: "bilinear samples are rounded by their place".
std::string whyNotTiled(const FilterContext& context, std::string_view because);

// What lies outside for the column pass: it reads rows that the row pass has weighted, so a constant border has become
// the constant times the row's weight sum.
double weightSum(const std::vector<double>& row);
Color scaledColor(const Color& color, double factor);

// What laying one kernel of a bank takes and gives.
struct LaidKernel {
    std::string reason;        // why the strategy cannot lay it; empty where it can
    double approximation = 0;  // how far its weights may be from the kernel's
    double gain = 1;           // the sum of its weights' magnitudes
};
// Adds the passes that lay a kernel over a slot, the last one's sum being the result; `name` is for their labels.
using LayKernel =
    std::function<LaidKernel(const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes)>;

// A bank whose kernels are laid one by one: over one another's results, or over the filter's input and combined. A
// first kernel that only scales the pixel takes no pass. The passes are not finished.
Candidate layBank(const FilterContext& context, Strategy strategy, const LayKernel& lay);

// A kernel that is one product, as the factors that need a pass: a factor that only scales the pixel has gone into the
// other one. Rows come first.
struct AxisFactor {
    Axis axis = Axis::Row;
    std::vector<double> weights;
    int origin = 0;       // the cell that lies on the pixel
    Color borderColor{};  // as its pass's input has it

    double magnitudes() const;  // the sum of the weights'
};
// Where there is none, `reason` says why.
std::vector<AxisFactor> axisFactors(const FilterContext& context, const Kernel& kernel, std::string& reason);

// A compute pass along one axis of `input`, as large as the filter's and the pixels `beyond` each end of its lines.
// `restart` is how many pixels a segment reads before its own.
Pass scanPass(const FilterContext& context, PassKind kind, const AxisFactor& factor, int input, int restart,
              int beyond = 0);

// Why no compute pass takes a filter on; nothing where they do.
std::string whyNotComputed(const FilterContext& context);

// Each strategy's candidate for a filter; a reason in it where the strategy is not legal.
Candidate direct(const FilterContext& context);
Candidate separable(const FilterContext& context);
Candidate paired(const FilterContext& context);
// Low-rank and split share one decomposition, the dearest part of planning.
std::array<Candidate, 2> decomposed(const FilterContext& context);
Candidate quad(const FilterContext& context);
Candidate symmetric(const FilterContext& context);
Candidate pyramid(const FilterContext& context);
Candidate runningSum(const FilterContext& context);
Candidate recursive(const FilterContext& context);
Candidate tiled(const FilterContext& context);
Candidate fourier(const FilterContext& context);

// What a pass that walks along lines does for each pixel that it writes.
struct ScanCost {
    double fetches = 0;
    double multiplyAdds = 0;
};
ScanCost scanCost(const Pass& pass);

// The same for passes of tiled and fft.
double tiledFetches(const Pass& pass);
double tiledMultiplyAdds(const Pass& pass);
double fourierFetches(const Pass& pass);
double fourierMultiplyAdds(const Pass& pass);

}  // namespace kg
