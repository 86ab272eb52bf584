#include "plan/cost_model.h"

#include "plan/strategies.h"

#include <array>

namespace kg {

namespace {

constexpr std::array<CostRate, 15> kRates{{
    {"start", "a draw, however small", &CostModel::start},
    {"dispatch", "a compute pass, however small", &CostModel::dispatch},
    {"layer", "a layer that a pass writes", &CostModel::layer},
    {"tap", "a tap, looked up", &CostModel::tap},
    {"fetch", "a fetch at a pixel", &CostModel::fetch},
    {"bilinear_fetch", "a fetch between pixels", &CostModel::bilinearFetch},
    {"multiply_add", "a multiply-add", &CostModel::multiplyAdd},
    {"running_sum", "a fetch of a running sum", &CostModel::runningSum},
    {"recursion", "a fetch of a recursion", &CostModel::recursion},
    {"tile_fetch", "a fetch into shared memory", &CostModel::tileFetch},
    {"tile_multiply_add", "a multiply-add from shared memory", &CostModel::tileMultiplyAdd},
    {"transform_multiply_add", "a multiply-add of a transform", &CostModel::transformMultiplyAdd},
    {"specialised", "taps with their weights written in, for each without", &CostModel::specialised, true},
    {"specialised_layer", "the first layer that such a program writes, for each of another",
     &CostModel::specialisedLayer, true},
    {"half", "16-bit floats written, for each of 32 bits", &CostModel::half, true},
}};

// Of a pixel that a pass writes.
double nanoseconds(const Pass& pass, const CostModel& costs, ProgramTier tier) {
    if (isFourier(pass.kind)) {
        return costs.transformMultiplyAdd * multiplyAddsPerPixel(pass);
    }
    const double fetches = fetchesPerPixel(pass);
    switch (pass.kind) {
        case PassKind::RunningSum:
            return costs.runningSum * fetches;
        case PassKind::Recursive:
            return costs.recursion * fetches;
        case PassKind::Tiled:
            return costs.tileFetch * fetches + costs.tileMultiplyAdd * multiplyAddsPerPixel(pass);
        default: {
            const double taps = (pass.prepares(pass.input) ? costs.multiplyAdd * fetches : 0) +
                                costs.tap * static_cast<double>(pass.taps.size()) +
                                (pass.bilinear ? costs.bilinearFetch : costs.fetch) * fetches +
                                costs.multiplyAdd * multiplyAddsPerPixel(pass);
            const bool isSpecial = tier == ProgramTier::Specialised && specialises(pass);
            const double more = costs.layer * (layersWritten(pass) - 1);  // their memory takes what it takes
            return isSpecial ? costs.specialisedLayer * costs.layer + more + costs.specialised * taps
                             : costs.layer + more + taps;
        }
    }
}

double predicted(const Pass& pass, double pixels, double starts, const CostModel& costs, ProgramTier tier) {
    const double start = isCompute(pass.kind) ? costs.dispatch : costs.start;
    return (start * starts + nanoseconds(pass, costs, tier) * pixels) *
           (pass.stores == Precision::Half ? costs.half : 1) * 1e-6;
}

}  // namespace

std::span<const CostRate> costRates() {
    return kRates;
}

double predictedMilliseconds(const Pass& pass, const CostModel& costs, ProgramTier tier) {
    return predicted(pass, pass.pixels(), 1, costs, tier);
}

double predictedMilliseconds(const Plan& plan, const CostModel& costs, ProgramTier tier) {
    double sum = 0;
    for (const Pass& pass : plan.passes) {
        sum += plan.tiles ? predicted(pass, static_cast<double>(plan.tiles->computedPixels),
                                      static_cast<double>(plan.tiles->columns) * plan.tiles->rows, costs, tier)
                          : predictedMilliseconds(pass, costs, tier);
    }
    return sum;
}

}  // namespace kg
