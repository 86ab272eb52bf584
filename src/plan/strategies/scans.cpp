// What the strategies share whose passes walk along lines.
#include "base/integer.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

// Invocations that keep a large GPU busy; where an image has fewer lines, they are cut into segments, which are walked
// side by side: the shorter, the sooner. But what a segment reads before its own pixels is at most as much as these,
// for the sake of small GPUs.
constexpr int kInvocations = 65536;
constexpr int kShortestSegment = 32;
// Turns of all loops of an invocation together, after which Mesa's software rasterisers end them. A pixel takes one.
constexpr int kSoftwareTurns = 65535;

// Additions of a sum that carries what its roundings lose: six for the sum and its loss, one to keep the loss.
constexpr double kCompensatedAddition = 7;
// Multiply-adds of one damped oscillation: four turn its state, two weigh it.
constexpr double kTurn = 4;
constexpr double kWeigh = 2;

bool onlyScales(const std::vector<double>& weights, int origin) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] != 0 && static_cast<int>(i) != origin) {
            return false;
        }
    }
    return true;
}

int segmentOf(const FilterContext& context, PassKind kind, int length, int lines, int restart) {
    if (context.software) {
        // Where a pixel may be infinite, each may have both lines of a running sum's invocation sum their windows anew.
        const bool spoils = kind == PassKind::RunningSum && !context.finite;
        return spoils ? std::clamp((kSoftwareTurns - 2 * restart) / (1 + 2 * restart), 1, length) : length;
    }
    const int shortest = std::max(kShortestSegment, restart);
    const int wanted = dividedUp(kInvocations, lines);
    const int segments = std::clamp(wanted, 1, std::max(1, length / shortest));
    return dividedUp(length, segments);
}

int lengthOf(const Pass& pass) {
    return pass.scan.axis == Axis::Row ? pass.width : pass.height;
}

}  // namespace

double AxisFactor::magnitudes() const {
    double sum = 0;
    for (const double weight : weights) {
        sum += std::abs(weight);
    }
    return sum;
}

std::vector<AxisFactor> axisFactors(const FilterContext& context, const Kernel& kernel, std::string& reason) {
    const std::optional<RankOneTerm> term = separate(kernel);
    if (!term) {
        reason =
            fmt::format("the {}x{} kernel is not the product of a column and a row", kernel.width(), kernel.height());
        return {};
    }
    AxisFactor row{
        .axis = Axis::Row, .weights = term->row, .origin = kernel.originX(), .borderColor = context.borderColor};
    AxisFactor column{
        .axis = Axis::Column, .weights = term->column, .origin = kernel.originY(), .borderColor = context.borderColor};
    const bool rowScales = onlyScales(row.weights, row.origin);
    const bool columnScales = onlyScales(column.weights, column.origin);
    if (rowScales && columnScales) {
        reason = "the kernel only scales the pixel";
        return {};
    }
    if (rowScales || columnScales) {
        AxisFactor& kept = rowScales ? column : row;
        const double scale = rowScales ? row.weights[static_cast<std::size_t>(row.origin)]
                                       : column.weights[static_cast<std::size_t>(column.origin)];
        for (double& weight : kept.weights) {
            weight *= scale;
        }
        return {kept};
    }
    column.borderColor = scaledColor(context.borderColor, weightSum(row.weights));
    return {std::move(row), std::move(column)};
}

Pass scanPass(const FilterContext& context, PassKind kind, const AxisFactor& factor, int input, int restart,
              int beyond) {
    const bool rows = factor.axis == Axis::Row;
    Pass pass = convolvePass(context, kind == PassKind::RunningSum ? Strategy::RunningSum : Strategy::Recursive, {});
    pass.kind = kind;
    pass.input = input;
    pass.borderColor = factor.borderColor;
    (rows ? pass.width : pass.height) += 2 * beyond;
    pass.scan.axis = factor.axis;
    pass.scan.segment =
        segmentOf(context, kind, rows ? pass.width : pass.height, rows ? pass.height : pass.width, restart);
    return pass;
}

ScanCost scanCost(const Pass& pass) {
    const Scan& scan = pass.scan;
    const double length = lengthOf(pass);
    const double segments = std::ceil(length / scan.segment);
    if (pass.kind == PassKind::RunningSum) {
        // A pixel enters and one leaves; a segment fills its sum first, and reads the pixel before it.
        return {.fetches = 2 + segments * (scan.length + 1) / length,
                .multiplyAdds = 2 * kCompensatedAddition + 3 + segments * scan.length * kCompensatedAddition / length};
    }
    // There: a pixel. Back: the pixel, and the sum so far. Before its own pixels a segment reads the one whose steady
    // state it starts from and those that it warms up on, on either side.
    const double before = 2 * ((scan.edgeWarmUp + 1) + (segments - 1) * (scan.warmUp + 1));
    return {.fetches = 3 + before / length,
            .multiplyAdds = DampedSum::kTerms * (2 * (kTurn + kWeigh) + before * kTurn / length)};
}

}  // namespace kg
