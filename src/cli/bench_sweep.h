// The part of `bench` that times one filter at many sizes.
#pragma once

#include "app/size_sweep.h"

#include <string>

namespace kg {

struct SweepJob {
    Chain chain;  // its last filter is swept
    PlanSettings settings;
    SweepRange range;
    MeterProtocol protocol;
    std::string device;  // its name
    std::string csv;     // a file; "-": standard output; empty: a table
    bool json = false;
};

// "3..63". Throws UsageError.
SweepRange sweepRangeFrom(const std::string& text);

// Prints the sweep over the engine's source; returns the exit status. Throws UsageError for an empty chain.
int benchSweep(Engine& engine, const SweepJob& job);

}  // namespace kg
