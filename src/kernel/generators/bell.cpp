#include "kernel/generators/bell.h"

#include "kernel/generators/gaussian_size.h"
#include "kernel/generators/smoothing.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kg {

namespace {

double heightAt(double distance, double sigma) {
    return std::exp(-distance * distance / (2 * sigma * sigma)) / (sigma * std::sqrt(2 * std::numbers::pi));
}

void divideBySum(std::vector<double>& axis) {
    double sum = 0;
    for (const double weight : axis) {
        sum += weight;
    }
    for (double& weight : axis) {
        weight /= sum;
    }
}

// exp(-t) I_n(t) for n = 0..reach, by Miller's recurrence downwards from where it is nothing: upwards it is unstable,
// and I_n itself leaves the range of a double. The sum over all n, both signs, is 1.
std::vector<double> besselHalf(int reach, double t) {
    const int start = reach + 20 + static_cast<int>(6 * std::sqrt(t + 1)) + 20;
    std::vector<double> values(static_cast<std::size_t>(start) + 2);
    values[static_cast<std::size_t>(start)] = 1e-300;
    for (int n = start; n > 0; --n) {
        const auto i = static_cast<std::size_t>(n);
        values[i - 1] = values[i + 1] + 2 * n / t * values[i];
        if (values[i - 1] > 1e250) {
            for (double& value : values) {
                value *= 1e-250;
            }
        }
    }
    double sum = values[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        sum += 2 * values[i];
    }
    for (double& value : values) {
        value /= sum;
    }
    values.resize(static_cast<std::size_t>(reach) + 1);
    return values;
}

// Binomial coefficients of the nearest variance, cut to the size.
std::vector<double> binomialBell(int size, double sigma) {
    const int order = std::max(2 * static_cast<int>(std::lround(2 * sigma * sigma)), 2);  // even: the middle is a cell
    const int middle = (size - 1) / 2;
    std::vector<double> axis(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i) {
        const int k = order / 2 + i - middle;
        if (k >= 0 && k <= order) {
            axis[static_cast<std::size_t>(i)] = std::exp(std::lgamma(order + 1.0) - std::lgamma(k + 1.0) -
                                                         std::lgamma(order - k + 1.0) - order * std::numbers::ln2);
        }
    }
    divideBySum(axis);
    return axis;
}

}  // namespace

int bellSize(double sigma, BellRule rule, int most) {
    int size = 1;
    switch (rule) {
        case BellRule::Reach:
            size = gaussianSize(sigma);
            break;
        case BellRule::ImageMagick:
            size = imageMagickSize1D(0, sigma);
            break;
        case BellRule::RealTime: {
            constexpr double kStep = 1.0 / 255;
            double sum = 1;
            for (int edge = 1; sigma > 0 && size < most; ++edge) {
                const double weight = std::exp(-edge * edge / (2 * sigma * sigma));
                sum += 2 * weight;
                size = 2 * edge + 1;
                if (weight / sum <= kStep) {
                    break;
                }
            }
            break;
        }
    }
    return std::min(size, most);
}

std::vector<double> bellAxis(int size, double sigma, BellMethod method) {
    const int middle = (size - 1) / 2;
    std::vector<double> axis(static_cast<std::size_t>(size));
    if (sigma <= 0 || method == BellMethod::Sampled) {
        return gaussian(size, 1, std::max(sigma, 0.0), 0).cells();
    }
    if (method == BellMethod::Binomial) {
        return binomialBell(size, sigma);
    }
    if (method == BellMethod::Bessel) {
        const std::vector<double> half = besselHalf(middle, sigma * sigma);
        for (int i = 0; i < size; ++i) {
            axis[static_cast<std::size_t>(i)] = half[static_cast<std::size_t>(std::abs(i - middle))];
        }
        divideBySum(axis);
        return axis;
    }
    const double scale = sigma * std::numbers::sqrt2;
    for (int i = 0; i < size; ++i) {
        const double u = std::abs(i - middle);  // by distance: both sides round alike
        axis[static_cast<std::size_t>(i)] =
            method == BellMethod::Integrated
                ? std::erf((u + 0.5) / scale) - std::erf((u - 0.5) / scale)
                : heightAt(u - 1.0 / 3, sigma) + heightAt(u, sigma) + heightAt(u + 1.0 / 3, sigma);
    }
    divideBySum(axis);
    return axis;
}

double truncatedWeight(int size, double sigma) {
    return sigma <= 0 ? 0 : std::erfc(0.5 * size / (sigma * std::numbers::sqrt2));
}

double differenceFromContinuous(const std::vector<double>& axis, double sigma) {
    const auto middle = static_cast<double>(axis.size() - 1) / 2;
    double largest = 0;
    for (std::size_t i = 0; i < axis.size(); ++i) {
        largest = std::max(largest, std::abs(axis[i] - heightAt(static_cast<double>(i) - middle, sigma)));
    }
    return largest;
}

}  // namespace kg
