// The Gaussian as kernels: five ways to make a bell of numbers from the continuous one, and how large to make it.
#pragma once

#include "kernel/kernel.h"

#include <vector>

namespace kg {

// How the continuous Gaussian becomes weights. All are divided by their sum.
//   Sampled      its height at the middle of each cell
//   Integrated   its mass over each cell, by the error function
//   Binomial     Pascal's triangle of the nearest variance, n / 4
//   Bessel       exp(-t) I_n(t), t = sigma^2: the one whose convolutions are bells again, exactly (Lindeberg, 1990)
//   Oversampled  the mean of three samples a cell, as ImageMagick's Blur
enum class BellMethod { Sampled, Integrated, Binomial, Bessel, Oversampled };

// How many cells a bell of a sigma gets, along one axis: always odd.
//   Reach        4 sigma on both sides
//   ImageMagick  until the weight at the edge falls below 1/65535 (see gaussian_size.h)
//   RealTime     until it falls to 1/255, which an 8-bit picture cannot show
enum class BellRule { Reach, ImageMagick, RealTime };

// At least 1, at most `most` (odd).
int bellSize(double sigma, BellRule rule, int most);

// The weights of one axis, `size` (odd) of them; sigma in pixels, 0 a delta. Sum 1.
std::vector<double> bellAxis(int size, double sigma, BellMethod method);

// The share of the continuous bell's mass that lies outside `size` cells along one axis: what cutting loses.
double truncatedWeight(int size, double sigma);
// The largest difference between the weights of one axis and the continuous bell's height at their middles.
double differenceFromContinuous(const std::vector<double>& axis, double sigma);

}  // namespace kg
