// CostModel: how long passes take on a device. It chooses between strategies and predicts their times.
//
// What a pass costs is a sum of rates times counts: what it writes, what it fetches, and what it multiplies. The rates
// are measured on the device (render/calibration.h); until then, those that were measured elsewhere stand in.
#pragma once

#include "plan/plan.h"
#include "plan/specialising.h"

#include <span>
#include <string_view>

namespace kg {

// Rates in nanoseconds: `start` and `dispatch` are for each pass, all others are for each pixel that a pass writes.
struct CostModel {
    double start = 0;                 // a draw, however small it is, that waits for what it reads
    double dispatch = 0;              // the same of a compute program
    double layer = 0;                 // a layer that is written, and whatever is done once a pixel
    double tap = 0;                   // to look up where it lies and what it weighs
    double fetch = 0;                 // at a pixel
    double bilinearFetch = 0;         // between pixels
    double multiplyAdd = 0;           // of what was fetched
    double runningSum = 0;            // a fetch of a running sum, with what is added for it
    double recursion = 0;             // a fetch of a recursion, with the turns that it takes
    double tileFetch = 0;             // a pixel that a work group keeps in shared memory
    double tileMultiplyAdd = 0;       // of what it keeps
    double transformMultiplyAdd = 0;  // of passes that transform, what they read and write included
    double half = 1;                  // no time: what a pass takes that stores 16-bit floats, for each of 32 bits
    double specialised = 1;           // no time: what taps take in a program of their own, for each in a general one
    double specialisedLayer = 1;      // the same of the first layer that it writes

    bool operator==(const CostModel&) const = default;
};

// What stands in for a device's own rates: Mesa's llvmpipe on two cores (bench/calibration.cpp); and a GPU of 200
// fetches a nanosecond, whose texture units blend for nothing.
inline constexpr CostModel kSoftwareCosts{.start = 60'000,
                                          .dispatch = 60'000,
                                          .layer = 12,
                                          .tap = 1.1,
                                          .fetch = 0.7,
                                          .bilinearFetch = 3.2,
                                          .multiplyAdd = 0.5,
                                          .runningSum = 7.7,
                                          .recursion = 9,
                                          .tileFetch = 35,
                                          .tileMultiplyAdd = 14,
                                          .transformMultiplyAdd = 9.3,
                                          .half = 1.01,
                                          .specialised = 0.2,
                                          .specialisedLayer = 0.5};
inline constexpr CostModel kHardwareCosts{.start = 5'000,
                                          .dispatch = 5'000,
                                          .layer = 0.025,
                                          .tap = 0.0001,
                                          .fetch = 0.0048,
                                          .bilinearFetch = 0.0048,
                                          .multiplyAdd = 0.0001,
                                          .runningSum = 0.01,
                                          .recursion = 0.018,
                                          .tileFetch = 0.015,
                                          .tileMultiplyAdd = 0.01,
                                          .transformMultiplyAdd = 0.005,
                                          .half = 0.6,
                                          .specialised = 0.8,
                                          .specialisedLayer = 1};

// A rate with its name, "tile_fetch", and what it is: for files and for people.
struct CostRate {
    std::string_view name;
    std::string_view meaning;
    double CostModel::*value;
    bool isRatio = false;  // no nanoseconds
};
std::span<const CostRate> costRates();

double predictedMilliseconds(const Pass& pass, const CostModel& costs, ProgramTier tier = ProgramTier::General);
// Of all passes, in tiles where the plan has them.
double predictedMilliseconds(const Plan& plan, const CostModel& costs, ProgramTier tier = ProgramTier::General);

}  // namespace kg
