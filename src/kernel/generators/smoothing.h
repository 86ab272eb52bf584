// Generators: kernels made from a formula. Size and sigma are independent; every generator accepts any size from
// 1x1 up, odd or even (the centre of an even size lies between cells for the formula, its origin up and left).
#pragma once

#include "kernel/kernel.h"

#include <vector>

namespace kg {

// Width in cells of a Gaussian cut at 4 sigma on both sides: 2 * ceil(4 sigma) + 1; 1 for sigma 0. Cut there, it is
// off by less than 0.03 steps of 255. Throws Error for a negative or non-finite sigma. The result may pass what a
// kernel may measure: what to do then is the caller's choice.
int gaussianSize(double sigma);

// exp(-(u^2 / 2 sigmaX^2 + v^2 / 2 sigmaY^2)) sampled at the cell centres, divided by its sum. Sigma 0 is a delta
// along that axis (for an even size: the two middle cells, halved). Throws Error for negative or non-finite sigmas.
Kernel gaussian(int width, int height, double sigmaX, double sigmaY);

// Every weight 1 / (width * height).
Kernel box(int width, int height);

// A row of equal weights convolved with itself until it is there `times` times: nearer to a Gaussian of sigma
// sqrt(times (size^2 - 1) / 12) each time. Sum 1, times (size - 1) + 1 weights. Throws Error past Kernel::kMaxLength.
std::vector<double> repeatedBoxAxis(int size, int times);

// The binomial coefficients C(width - 1, i) * C(height - 1, j) / 2^(width + height - 2).
Kernel binomial(int width, int height);

}  // namespace kg
