// What a meter is asked for and what it reads: plain data.
#pragma once

#include "image/image.h"
#include "plan/plan.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace kg {

// How plans are timed. Textures and programs are made by runs that do not count; then each timing is that of a batch of
// runs, as many as fill a few milliseconds, divided by their number.
struct MeterProtocol {
    int warmUps = 2;               // at least 1
    int timings = 21;              // 0: nothing is timed, only results are read
    double batchMilliseconds = 2;  // that a batch takes at least, with at most kMostRunsInBatch runs
    // Where one plan has taken this long, no timing beyond the third is begun.
    double patienceMilliseconds = std::numeric_limits<double>::infinity();
};
constexpr int kMostRunsInBatch = 64;

struct MeterRequest {
    std::vector<Plan> plans;  // of one chain for the engine's source; each with at least one pass of the filter
    int filter = -1;          // whose passes alone are run, over an input that is made once; -1: the whole plans
    MeterProtocol protocol{};
    bool readsResults = true;
};

// One plan, measured.
struct MeterReading {
    std::size_t plan = 0;              // index in the request
    std::vector<double> milliseconds;  // GPU time of one run, as each timing found it
    // As Engine::readResult gives it; of a filter alone what stands between passes: red, green, blue, alpha as floats,
    // decoded in linear light, alpha multiplied in. Empty where results are not read.
    Image result;
};

// The middle of several timings and how far they lie apart, the lowest and the highest 5 % left out.
struct Spread {
    double median = 0;
    double lowest = 0;
    double highest = 0;
};
// All 0 of nothing.
Spread spreadOf(std::vector<double> timings);

}  // namespace kg
