// What the weights of a kernel say by themselves: sums, ranges and gains.
#pragma once

#include "kernel/kernel.h"

#include <algorithm>
#include <cmath>

namespace kg {

struct KernelStatistics {
    int nonzero = 0;         // cells whose weight is not 0: the fetches of a direct pass, a pixel
    double sum = 0;          // gain of a constant image
    double positiveSum = 0;  // largest result for inputs in [0, 1]
    double negativeSum = 0;  // smallest result for inputs in [0, 1]
    double absoluteSum = 0;  // worst-case gain
    double noiseGain = 0;    // root of the sum of squares: standard deviation of white noise, out over in
    double largest = 0;      // largest weight
    double smallest = 0;     // smallest weight

    // The sum as people want to read it: 0 where it is no more than what rounding leaves of one.
    double roundedSum() const { return std::abs(sum) < 1e-12 * absoluteSum ? 0 : sum; }
    double largestMagnitude() const { return std::max(std::abs(largest), std::abs(smallest)); }
};

KernelStatistics statistics(const Kernel& kernel);

}  // namespace kg
