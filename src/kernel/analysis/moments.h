// Moments: where the weights of a kernel lie and how far they spread, in pixels from the origin.
#pragma once

#include "kernel/kernel.h"

#include <optional>

namespace kg {

struct KernelMoments {
    // The weights' centre: how far the picture is shifted (against it, as laid). Nothing where the weights sum to 0.
    struct Centroid {
        double x = 0;
        double y = 0;
    };
    std::optional<Centroid> centroid;
    // Standard deviation of the weights around the centre along each axis. Nothing where the sum is 0 or the variance
    // is negative, as with kernels that sharpen.
    std::optional<double> sigmaX;
    std::optional<double> sigmaY;
    // What is left of a sum that was meant to be 0: |sum| over the sum of absolutes, where that is below 1 in 1000.
    std::optional<double> zeroSumResidue;
};

KernelMoments moments(const Kernel& kernel);

}  // namespace kg
