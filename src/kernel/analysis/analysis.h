// KernelAnalysis: everything that is known of a kernel by its weights alone.
#pragma once

#include "kernel/analysis/low_rank.h"
#include "kernel/analysis/moments.h"
#include "kernel/analysis/spectrum.h"
#include "kernel/analysis/statistics.h"
#include "kernel/edit/symmetry.h"

#include <vector>

namespace kg {

struct KernelAnalysis {
    Kernel kernel;
    KernelStatistics statistics;
    KernelMoments moments;
    std::vector<Symmetry> symmetries;
    Spectrum spectrum;
    LowRank lowRank;
};

// A 31 x 31 kernel takes a few milliseconds (bench/analysis.cpp), so that it can follow a drag.
KernelAnalysis analyse(const Kernel& kernel, double budget = 0.25);

}  // namespace kg
