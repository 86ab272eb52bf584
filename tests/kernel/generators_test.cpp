#include "kernel/generators/smoothing.h"

#include "base/error.h"
#include "kernel/analysis/statistics.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kg {
namespace {

void expectSymmetric(const Kernel& kernel) {
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            ASSERT_EQ(kernel.weight(x, y), kernel.weight(kernel.width() - 1 - x, y)) << x << ", " << y;
            ASSERT_EQ(kernel.weight(x, y), kernel.weight(x, kernel.height() - 1 - y)) << x << ", " << y;
        }
    }
}

TEST(GaussianSize, cutsAtFourSigma) {
    EXPECT_EQ(gaussianSize(0), 1);
    EXPECT_EQ(gaussianSize(0.25), 3);
    EXPECT_EQ(gaussianSize(0.26), 5);
    EXPECT_EQ(gaussianSize(1), 9);
    EXPECT_EQ(gaussianSize(2.5), 21);
    EXPECT_EQ(gaussianSize(1e300), std::numeric_limits<int>::max());
    EXPECT_THROW(gaussianSize(-1), Error);
    EXPECT_THROW(gaussianSize(std::nan("")), Error);
}

TEST(GaussianSize, losesLessThanItSays) {
    for (const double sigma : {0.3, 0.8, 1.0, 2.2, 7.5, 20.0}) {
        const int size = gaussianSize(sigma);
        const double centreLoss =
            gaussian(size, 1, sigma, 0).weight(size / 2, 0) - gaussian(4 * size + 1, 1, sigma, 0).weight(2 * size, 0);
        EXPECT_LT(std::erfc((size / 2 + 0.5) / (sigma * std::sqrt(2.0))) * 255, 0.03) << sigma;
        EXPECT_LT(centreLoss * 255, 0.03) << sigma;
    }
}

TEST(Gaussian, isSymmetricAndSumsToOne) {
    for (const int width : {1, 2, 3, 4, 7, 32, 255}) {
        for (const int height : {1, 2, 5, 254}) {
            for (const double sigma : {0.0, 1e-200, 0.3, 1.0, 17.0, 1e200}) {
                const Kernel kernel = gaussian(width, height, sigma, 0.7 * sigma);
                SCOPED_TRACE(testing::Message() << width << "x" << height << ", sigma " << sigma);
                expectSymmetric(kernel);
                ASSERT_NEAR(statistics(kernel).sum, 1, 1e-15 * width * height);
            }
        }
    }
}

TEST(Gaussian, followsTheFormula) {
    const Kernel kernel = gaussian(6, 5, 1.5, 0.8);
    const auto bell = [](double u, double v) { return std::exp(-(u * u / 2 / 1.5 / 1.5 + v * v / 2 / 0.8 / 0.8)); };
    EXPECT_NEAR(kernel.weight(0, 1) / kernel.weight(3, 2), bell(2.5, 1) / bell(0.5, 0), 1e-15);
    EXPECT_NEAR(kernel.weight(5, 4) / kernel.weight(2, 2), bell(2.5, 2) / bell(0.5, 0), 1e-15);
    EXPECT_EQ(kernel.originX(), 2);
    EXPECT_EQ(kernel.originY(), 2);
}

// ImageMagick prints .248678 for the centre of its Gaussian of sigma 0.8, cut at 7x7.
TEST(Gaussian, agreesWithImageMagick) {
    EXPECT_NEAR(gaussian(7, 7, 0.8, 0.8).weight(3, 3), 0.248678, 1e-6);
}

TEST(Gaussian, ofSigmaZeroIsADelta) {
    EXPECT_EQ(gaussian(3, 1, 0, 5), Kernel(3, 1, {0, 1, 0}));
    EXPECT_EQ(gaussian(4, 1, 0, 5), Kernel(4, 1, {0, 0.5, 0.5, 0}));
    EXPECT_EQ(gaussian(2, 3, 0, 0), Kernel(2, 3, {0, 0, 0.5, 0.5, 0, 0}));
    EXPECT_EQ(gaussian(4, 1, 1e-300, 1), gaussian(4, 1, 0, 1));
}

TEST(Gaussian, ofHugeSigmaIsABox) {
    EXPECT_EQ(gaussian(5, 1, 1e300, 1), box(5, 1));
}

TEST(Gaussian, variancesAddUnderConvolution) {
    const auto spread = [](const Kernel& kernel) {
        double result = 0;
        for (int x = 0; x < kernel.width(); ++x) {
            result += kernel.weight(x, 0) * (x - kernel.originX()) * (x - kernel.originX());
        }
        return result;
    };
    EXPECT_NEAR(spread(gaussian(81, 1, 3, 0)) + spread(gaussian(81, 1, 4, 0)), spread(gaussian(121, 1, 5, 0)), 1e-9);
}

TEST(Gaussian, refusesBadSigmasAndSizes) {
    EXPECT_THROW(gaussian(3, 3, -0.1, 1), Error);
    EXPECT_THROW(gaussian(3, 3, 1, std::numeric_limits<double>::infinity()), Error);
    EXPECT_THROW(gaussian(3, 3, std::nan(""), 1), Error);
    EXPECT_THROW(gaussian(0, 3, 1, 1), Error);
    EXPECT_THROW(gaussian(3, -5, 1, 1), Error);
    EXPECT_THROW(gaussian(std::numeric_limits<int>::max(), 1, 1, 1), Error);
}

TEST(Box, isTheSameEverywhere) {
    const Kernel kernel = box(5, 2);
    EXPECT_EQ(kernel.width(), 5);
    for (const double weight : kernel.cells()) {
        EXPECT_EQ(weight, 0.1);
    }
    EXPECT_THROW(box(-1, -1), Error);
    EXPECT_THROW(box(Kernel::kMaxLength + 1, 1), Error);
    EXPECT_THROW(box(Kernel::kMaxSide + 1, 2), Error);
}

TEST(Binomial, isPascalsTriangle) {
    EXPECT_EQ(binomial(5, 5).scaled(256),
              parseKernel("1 4 6 4 1 / 4 16 24 16 4 / 6 24 36 24 6 / 4 16 24 16 4 / 1 4 6 4 1"));
    EXPECT_EQ(binomial(4, 2).scaled(16), parseKernel("1 3 3 1 / 1 3 3 1"));
    EXPECT_EQ(binomial(1, 1), Kernel());
    EXPECT_THROW(binomial(0, 0), Error);
}

TEST(Binomial, isExactUpToFiftySeven) {
    const Kernel kernel = binomial(57, 1);
    expectSymmetric(kernel);
    EXPECT_EQ(std::ldexp(kernel.weight(28, 0), 56), 7648690600760440.0);  // C(56, 28)
    EXPECT_EQ(statistics(kernel).sum, 1);
}

TEST(Binomial, ofTheLargestSizeSumsToOne) {
    EXPECT_NEAR(statistics(binomial(Kernel::kMaxSide, 1)).sum, 1, 1e-12);
}

}  // namespace
}  // namespace kg
