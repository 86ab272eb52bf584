#include "kernel/analysis/moments.h"

#include "kernel/analysis/statistics.h"

#include <cmath>

namespace kg {

KernelMoments moments(const Kernel& kernel) {
    constexpr double kNearlyZero = 1e-3;
    KernelMoments result;
    const KernelStatistics sums = statistics(kernel);
    const double relative = sums.absoluteSum > 0 ? std::abs(sums.sum) / sums.absoluteSum : 0;
    if (relative < kNearlyZero) {
        if (sums.absoluteSum > 0) {
            result.zeroSumResidue = relative;
        }
        return result;
    }
    double x = 0;
    double y = 0;
    double xx = 0;
    double yy = 0;
    for (int row = 0; row < kernel.height(); ++row) {
        for (int column = 0; column < kernel.width(); ++column) {
            const double share = kernel.weight(column, row) / sums.sum;
            const double u = column - kernel.originX();
            const double v = row - kernel.originY();
            x += share * u;
            y += share * v;
            xx += share * u * u;
            yy += share * v * v;
        }
    }
    const auto rootOf = [](double variance) {
        // What rounding leaves of a spread of 0 counts as 0.
        return variance >= 0      ? std::optional(std::sqrt(variance))
               : variance > -1e-9 ? std::optional(0.0)
                                  : std::nullopt;
    };
    result.centroid = KernelMoments::Centroid{.x = x, .y = y};
    result.sigmaX = rootOf(xx - x * x);
    result.sigmaY = rootOf(yy - y * y);
    return result;
}

}  // namespace kg
