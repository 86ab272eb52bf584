#include "kernel/analysis/statistics.h"

#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kg {
namespace {

TEST(Statistics, ofAMixedKernelWithAnAbsentCell) {
    const KernelStatistics found = statistics(parseKernel("3 -1 0 / nan 2 -5"));
    EXPECT_EQ(found.nonzero, 4);
    EXPECT_EQ(found.sum, -1);
    EXPECT_EQ(found.positiveSum, 5);
    EXPECT_EQ(found.negativeSum, -6);
    EXPECT_EQ(found.absoluteSum, 11);
    EXPECT_DOUBLE_EQ(found.noiseGain, std::sqrt(39.0));
    EXPECT_EQ(found.largest, 3);
    EXPECT_EQ(found.smallest, -5);
}

TEST(Statistics, rangeIgnoresAbsentCells) {
    EXPECT_EQ(statistics(parseKernel("nan 2 3")).smallest, 2);
    EXPECT_EQ(statistics(parseKernel("- -2 -3")).largest, -2);
}

TEST(Statistics, ofAKernelWithoutCellsAreZero) {
    const KernelStatistics found = statistics(parseKernel("nan nan"));
    EXPECT_EQ(found.nonzero, 0);
    EXPECT_EQ(found.absoluteSum, 0);
    EXPECT_EQ(found.largest, 0);
    EXPECT_EQ(found.smallest, 0);
}

TEST(Statistics, mirroredFractionsSumToExactlyZero) {
    EXPECT_EQ(statistics(parseKernel("0.1 0.2 0.3 -0.1 -0.2 -0.3")).sum, 0);
}

TEST(Statistics, ofTheLargestWeightsStayFinite) {
    constexpr int kSide = Kernel::kMaxSide;
    const KernelStatistics found =
        statistics(Kernel(kSide, kSide, std::vector<double>(kSide * kSide, Kernel::kMaxWeight)));
    EXPECT_TRUE(std::isfinite(found.sum));
    EXPECT_NEAR(found.noiseGain / (kSide * Kernel::kMaxWeight), 1, 1e-9);
}

TEST(Statistics, ASumThatRoundingLeftOfZeroReadsAsZero) {
    const KernelStatistics rounded = statistics(parseKernel("LoG:0x1.4"));
    EXPECT_NE(rounded.sum, 0);
    EXPECT_EQ(rounded.roundedSum(), 0);
    const KernelStatistics small = statistics(parseKernel("1 -1 1e-6"));
    EXPECT_EQ(small.roundedSum(), small.sum);
}

}  // namespace
}  // namespace kg
