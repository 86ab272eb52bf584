#include "kernel/analysis/statistics.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kg {

KernelStatistics statistics(const Kernel& kernel) {
    KernelStatistics result;
    std::optional<double> largest;
    std::optional<double> smallest;
    double squares = 0;
    for (const double cell : kernel.cells()) {
        if (std::isnan(cell)) {
            continue;
        }
        result.nonzero += cell != 0 ? 1 : 0;
        (cell > 0 ? result.positiveSum : result.negativeSum) += cell;
        squares += cell * cell;
        largest = std::max(largest.value_or(cell), cell);
        smallest = std::min(smallest.value_or(cell), cell);
    }
    // The two halves round alike, so that a kernel whose negative weights mirror the positive ones sums to exactly 0.
    result.sum = result.positiveSum + result.negativeSum;
    result.absoluteSum = result.positiveSum - result.negativeSum;
    result.noiseGain = std::sqrt(squares);
    result.largest = largest.value_or(0);
    result.smallest = smallest.value_or(0);
    return result;
}

}  // namespace kg
