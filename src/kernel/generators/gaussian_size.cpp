#include "kernel/generators/gaussian_size.h"

#include "kernel/kernel.h"

#include <cmath>

namespace kg {

namespace {

constexpr double kQuantum = 65535;

int sizeFor(double radius, double sigma, int dimensions) {
    if (radius > kImageMagickZero) {
        return 2 * static_cast<int>(std::ceil(radius)) + 1;
    }
    const double width = std::abs(sigma);
    if (width <= kImageMagickZero) {
        return 3;
    }
    const auto bell = [=](int distance) { return std::exp(-distance * distance / (2 * width * width)); };
    double line = 1 + 2 * bell(1);  // sum of the samples of one axis
    int size = 5;
    const int largest = dimensions == 1 ? Kernel::kMaxLength : Kernel::kMaxSide;
    for (; size <= largest + 2; size += 2) {
        const int edge = (size - 1) / 2;
        line += 2 * bell(edge);
        // The two-dimensional sum is the square of the line's.
        const double weight = bell(edge) / std::pow(line, dimensions);
        if (weight < 1 / kQuantum) {
            break;
        }
    }
    return size - 2;
}

}  // namespace

int imageMagickSize1D(double radius, double sigma) {
    return sizeFor(radius, sigma, 1);
}

int imageMagickSize2D(double radius, double sigma) {
    return sizeFor(radius, sigma, 2);
}

}  // namespace kg
