#include "kernel/generators/smoothing.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace kg {

namespace {

void requireSigma(double sigma) {
    if (!std::isfinite(sigma) || sigma < 0) {
        throw Error(fmt::format("sigma is {}, a finite number of at least 0 was expected", sigma), "Gaussian");
    }
}

// exp(-u^2 / 2 sigma^2) at the cells of one axis, divided by its sum.
std::vector<double> gaussianAxis(int size, double sigma) {
    const double middle = 0.5 * (size - 1);
    // Distances are taken from the innermost cell, whose square is `inner`: the common factor cancels in the sum, and
    // however narrow the bell is, that cell's sample does not underflow.
    const double inner = size % 2 == 0 ? 0.25 : 0;
    std::vector<double> samples(static_cast<std::size_t>(size));
    double sum = 0;
    for (int i = 0; i < size; ++i) {
        const double beyond = (i - middle) * (i - middle) - inner;
        double& sample = samples[static_cast<std::size_t>(i)];
        if (beyond == 0) {
            sample = 1;
        } else if (sigma > 0) {
            sample = std::exp(-beyond / sigma / sigma / 2);  // divided twice: sigma^2 may underflow
        }
        sum += sample;
    }
    for (double& sample : samples) {
        sample /= sum;
    }
    return samples;
}

// C(size - 1, i) / 2^(size - 1), by Pascal's triangle halved in each row: exact up to size 57, where
// C(56, 28) still fits 53 bits, and never out of range.
std::vector<double> binomialAxis(int size) {
    std::vector<double> row(static_cast<std::size_t>(size));
    row[0] = 1;
    for (int n = 1; n < size; ++n) {
        for (int i = n; i > 0; --i) {
            row[i] = 0.5 * (row[i - 1] + row[i]);
        }
        row[0] *= 0.5;
    }
    return row;
}

Kernel product(const std::vector<double>& column, const std::vector<double>& row) {
    std::vector<double> weights;
    weights.reserve(column.size() * row.size());
    for (const double down : column) {
        for (const double along : row) {
            weights.push_back(down * along);
        }
    }
    return Kernel(static_cast<int>(row.size()), static_cast<int>(column.size()), std::move(weights));
}

}  // namespace

int gaussianSize(double sigma) {
    requireSigma(sigma);
    constexpr double kLargest = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(2 * std::ceil(4 * sigma) + 1, kLargest));
}

Kernel gaussian(int width, int height, double sigmaX, double sigmaY) {
    Kernel::requireSize(width, height);
    requireSigma(sigmaX);
    requireSigma(sigmaY);
    return product(gaussianAxis(height, sigmaY), gaussianAxis(width, sigmaX));
}

Kernel box(int width, int height) {
    Kernel::requireSize(width, height);
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return Kernel(width, height, std::vector<double>(count, 1.0 / static_cast<double>(count)));
}

std::vector<double> repeatedBoxAxis(int size, int times) {
    Kernel::requireSize(size, times);
    Kernel::requireSize(times * (size - 1) + 1, 1);
    std::vector<double> axis{1};
    for (int i = 0; i < times; ++i) {
        std::vector<double> wider(axis.size() + static_cast<std::size_t>(size) - 1);
        for (std::size_t j = 0; j < axis.size(); ++j) {
            for (std::size_t k = j; k < j + static_cast<std::size_t>(size); ++k) {
                wider[k] += axis[j] / size;
            }
        }
        axis = std::move(wider);
    }
    return axis;
}

Kernel binomial(int width, int height) {
    Kernel::requireSize(width, height);
    return product(binomialAxis(height), binomialAxis(width));
}

}  // namespace kg
