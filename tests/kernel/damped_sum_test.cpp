// Sums of damped oscillations by what defines them: their response, its sums, and the best poles.
#include "kernel/analysis/damped_sum.h"

#include "kernel/generators/bell.h"
#include "kernel/generators/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kg {
namespace {

double responseAt(const DampedSum& sum, int n) {
    double response = 0;
    for (const Oscillation& term : sum.terms) {
        response += (term.amplitude * std::pow(term.pole, std::abs(n))).real();
    }
    return response;
}

std::vector<double> gaussianRow(double sigma, double reach = 4) {
    const int size = 2 * static_cast<int>(std::ceil(reach * sigma)) + 1;
    return gaussian(size, 1, sigma, 0).cells();
}

int middleOf(const std::vector<double>& row) {
    return static_cast<int>(row.size() / 2);
}

DampedSum sumFor(const std::vector<double>& row) {
    return dampedSum(row, middleOf(row)).value();
}

TEST(DampedSum, SaysHowFarItsResponseIsFromTheFactor) {
    for (const double sigma : {0.3, 1.0, 2.5, 20.0, 200.0}) {
        const std::vector<double> row = gaussianRow(sigma);
        const DampedSum sum = sumFor(row);
        const int middle = middleOf(row);
        double total = 0;
        double gain = 0;
        double difference = 0;
        double unsettled = 0;
        for (int n = -static_cast<int>(20 * sigma) - 20; n <= static_cast<int>(20 * sigma) + 20; ++n) {
            const double response = responseAt(sum, n);
            const bool inside = std::abs(n) <= middle;
            total += response;
            gain += std::abs(response);
            difference += std::abs(response - (inside ? row[static_cast<std::size_t>(n + middle)] : 0));
            unsettled += n > sum.settled ? std::abs(response) : 0;
        }
        EXPECT_NEAR(total, 1, 1e-12) << sigma;
        EXPECT_NEAR(sum.sum, 1, 1e-12) << sigma;
        EXPECT_NEAR(sum.gain, gain, 1e-9) << sigma;
        EXPECT_NEAR(sum.difference, difference, 1e-9) << sigma;
        EXPECT_LE(unsettled, 0x1p-20 * sum.gain) << sigma;
        EXPECT_LT(sum.settled, 10 * std::max(sigma, 1.0)) << sigma;
    }
}

// Most of the difference is the cut of the factor at 4 sigma.
TEST(DampedSum, ComesWithinAFewHundredthsOfAStepOfAGaussian) {
    for (const double sigma : {0.5, 1.0, 3.0, 20.0, 500.0}) {
        EXPECT_LT(255 * sumFor(gaussianRow(sigma)).difference, 0.035) << sigma;
        EXPECT_LT(255 * sumFor(gaussianRow(sigma, 6)).difference, 0.003) << sigma;
    }
}

TEST(DampedSum, TakesTheOtherBellsToo) {
    for (const BellMethod method : {BellMethod::Integrated, BellMethod::Bessel, BellMethod::Oversampled}) {
        EXPECT_LT(255 * sumFor(bellAxis(33, 4, method)).difference, 0.2) << static_cast<int>(method);
    }
    std::vector<double> scaled = gaussianRow(5);
    for (double& weight : scaled) {
        weight *= -3;
    }
    EXPECT_NEAR(sumFor(scaled).sum, -3, 1e-12);
    EXPECT_LT(255 * sumFor(scaled).difference, 3 * 0.035);
}

TEST(DampedSum, WhatIsNoBellDiffersOrIsRefused) {
    EXPECT_FALSE(dampedSum({-1, 0, 1}, 1));
    EXPECT_FALSE(dampedSum({1, -2, 1}, 1));
    EXPECT_FALSE(dampedSum({0, 0, 0}, 1));
    EXPECT_GT(sumFor(box(31, 1).cells()).difference, 0.05);
    EXPECT_GT(sumFor(box(9, 1).cells()).difference, 0.05) << "terms that nearly cancel each other would come near";
    for (const double sigma : {0.2, 0.5, 1.0, 5.0, 50.0}) {
        EXPECT_LE(sumFor(gaussianRow(sigma)).parts, 32) << sigma;
    }
    EXPECT_GT(dampedSum(gaussianRow(3), 10)->difference, 0.05) << "beside its origin";
}

// The sum of squares over all samples of a wide bell, as the poles minimise it.
double squaresFor(const std::array<Damping, DampedSum::kTerms>& dampings) {
    constexpr double kSigma = 24;
    const std::vector<double> row = gaussianRow(kSigma, 8);
    const DampedSum sum = dampedSum(row, middleOf(row), kSigma, dampings).value();
    double squares = 0;
    for (int n = -400; n <= 400; ++n) {
        const int cell = n + middleOf(row);
        const bool inside = cell >= 0 && cell < static_cast<int>(row.size());
        const double difference = responseAt(sum, n) - (inside ? row[static_cast<std::size_t>(cell)] : 0);
        squares += difference * difference;
    }
    return squares;
}

TEST(DampedSum, ItsPolesAreBetterThanAllAroundThem) {
    const double best = squaresFor(gaussianDampings());
    for (std::size_t k = 0; k < DampedSum::kTerms; ++k) {
        for (const double change : {-0.001, 0.001}) {
            auto changed = gaussianDampings();
            changed[k].decay *= 1 + change;
            EXPECT_GT(squaresFor(changed), best) << "decay " << k;
            changed = gaussianDampings();
            changed[k].frequency *= 1 + change;
            EXPECT_GT(squaresFor(changed), best) << "frequency " << k;
        }
    }
}

}  // namespace
}  // namespace kg
