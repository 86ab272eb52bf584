#include "base/error.h"
#include "kernel/analysis/low_rank.h"
#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"
#include "kernel/edit/symmetry.h"
#include "kernel/generators/smoothing.h"
#include "kernel/named/rotation.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace kg {
namespace {

const Kernel kOdd = parseKernel("4x3+0+2: 1,2,-3,4 5,nan,6,7 -8,9,10,-11");

Kernel randomKernel(std::mt19937& random, int width, int height) {
    std::vector<double> cells;
    for (int i = 0; i < width * height; ++i) {
        cells.push_back(static_cast<double>(random() % 2001) / 1000 - 1);
    }
    return {width, height, std::move(cells)};
}

// What a kernel as laid gives at a point of a picture that is 0 outside.
double laidAt(const Kernel& kernel, const std::vector<double>& picture, int side, int x, int y) {
    double sum = 0;
    for (int j = 0; j < kernel.height(); ++j) {
        for (int i = 0; i < kernel.width(); ++i) {
            const int u = x + i - kernel.originX();
            const int v = y + j - kernel.originY();
            if (u >= 0 && u < side && v >= 0 && v < side) {
                sum += kernel.weight(i, j) * picture[static_cast<std::size_t>(v * side + u)];
            }
        }
    }
    return sum;
}

TEST(KernelOperations, TwoFlipsAndTwoTransposesAreNothing) {
    EXPECT_EQ(flippedHorizontally(kOdd), parseKernel("4x3+3+2: 4,-3,2,1 7,6,nan,5 -11,10,9,-8"));
    EXPECT_EQ(flippedHorizontally(flippedHorizontally(kOdd)), kOdd);
    EXPECT_EQ(flippedVertically(flippedVertically(kOdd)), kOdd);
    EXPECT_EQ(transposed(kOdd), parseKernel("3x4+2+0: 1,5,-8 2,nan,9 -3,6,10 4,7,-11"));
    EXPECT_EQ(transposed(transposed(kOdd)), kOdd);
    EXPECT_EQ(flippedVertically(flippedHorizontally(kOdd)), kOdd.turned());
    EXPECT_EQ(negated(negated(kOdd)), kOdd);
    EXPECT_FALSE(std::signbit(negated(parseKernel("0")).weight(0, 0)));
}

TEST(KernelOperations, QuartersTurnEveryRectangle) {
    EXPECT_EQ(turnedClockwise(kOdd, 2), parseKernel("3x4+0+0: -8,5,1 9,nan,2 10,6,-3 -11,7,4"));
    EXPECT_EQ(turnedClockwise(kOdd, 4), kOdd.turned());
    EXPECT_EQ(turnedClockwise(kOdd, -2), turnedClockwise(kOdd, 6));
    EXPECT_EQ(turnedClockwise(turnedClockwise(kOdd, 2), -2), kOdd);
    EXPECT_EQ(turnedClockwise(kOdd, 8), kOdd);
    EXPECT_FALSE(turnsByEighths(kOdd));
    EXPECT_THROW(turnedClockwise(kOdd, 1), Error);
    EXPECT_THROW(turnedClockwise(parseKernel("2: 1 2 3 4"), 3), Error) << "it has no middle";
}

TEST(KernelOperations, EighthsTurnOddSquaresRingByRing) {
    EXPECT_EQ(
        turnedClockwise(parseKernel("1 2 3 4 5 / 6 7 8 9 10 / 11 12 13 14 15 / 16 17 18 19 20 / 21 22 23 24 25"), 1),
        parseKernel("11 6 1 2 3 / 16 12 7 8 4 / 21 17 13 9 5 / 22 18 19 14 10 / 23 24 25 20 15"));
    std::mt19937 random(5);
    for (const int side : {1, 3, 5, 9}) {
        const Kernel kernel = withOrigin(randomKernel(random, side, side), side / 3, side - 1);
        EXPECT_EQ(turnedClockwise(turnedClockwise(kernel, 1), 1), turnedClockwise(kernel, 2)) << side;
        EXPECT_EQ(turnedClockwise(turnedClockwise(kernel, 5), 3), kernel) << side;
    }
    const Kernel three = parseKernel("3x3+2+0: 1,nan,3 4,5,6 7,8,9");
    for (int eighths = 0; eighths < 8; ++eighths) {
        EXPECT_EQ(turnedClockwise(three, eighths), rotated(three, 45 * eighths)) << "as ImageMagick turns " << eighths;
    }
}

TEST(KernelOperations, ResizingThereAndBackIsNothing) {
    const Kernel blur = parseKernel("1 2 1 / 2 4 2 / 1 2 1");
    EXPECT_EQ(resizedKeepingOrigin(blur, 4, 3), parseKernel("4x3+1+1: 1,2,1,0 2,4,2,0 1,2,1,0")) << "on the right";
    EXPECT_EQ(resizedKeepingOrigin(blur, 5, 3), parseKernel("5x3+2+1: 0,1,2,1,0 0,2,4,2,0 0,1,2,1,0"));
    EXPECT_EQ(resizedKeepingOrigin(blur, 3, 1), parseKernel("3x1: 2,4,2"));
    EXPECT_EQ(resizedKeepingOrigin(kOdd, 1, 1), parseKernel("1x1: -8")) << "the origin's cell stays";
    for (const Kernel& kernel : {kOdd, withOrigin(kOdd, 3, 0), withOrigin(kOdd, 2, 1), blur, Kernel()}) {
        for (int more = 0; more < 5; ++more) {
            const Kernel larger = resizedKeepingOrigin(kernel, kernel.width() + more, kernel.height() + 2 * more);
            EXPECT_EQ(larger.weight(larger.originX(), larger.originY()),
                      kernel.weight(kernel.originX(), kernel.originY()));
            EXPECT_EQ(resizedKeepingOrigin(larger, kernel.width(), kernel.height()), kernel) << more;
        }
    }
    EXPECT_THROW(resizedKeepingOrigin(kOdd, 0, 3), Error);
    EXPECT_THROW(resizedKeepingOrigin(kOdd, 3, Kernel::kMaxSide + 1), Error);
}

TEST(KernelOperations, TheNearestProductKeepsTheOrigin) {
    const Kernel sobel = withOrigin(parseKernel("1 0 -1 / 2 0 -2 / 1 0 -1"), 0, 2);
    EXPECT_EQ(nearestSeparable(sobel), sobel) << "already one";
    EXPECT_EQ(productOf({1, 2, 1}, {1, 0, -1}, 0, 2), sobel);
    const Kernel off = withOrigin(parseKernel("1 2 1 / 2 5 2 / 1 2 1"), 2, 0);
    const Kernel near = nearestSeparable(off);
    EXPECT_TRUE(separate(near));
    EXPECT_EQ(near.originX(), 2);
    EXPECT_EQ(near.originY(), 0);
    EXPECT_EQ(nearestSeparable(parseKernel("3x2+2+1: 0 0 0 0 0 0")), parseKernel("3x2+2+1: 0 0 0 0 0 0"));
}

TEST(KernelOperations, PaddingIsTrimmedAway) {
    EXPECT_EQ(padded(kOdd, 1, 0, 2, 3), parseKernel("7x6+1+2: 0,1,2,-3,4,0,0 0,5,nan,6,7,0,0 0,-8,9,10,-11,0,0 "
                                                    "0,0,0,0,0,0,0 0,0,0,0,0,0,0 0,0,0,0,0,0,0"));
    EXPECT_EQ(trimmed(padded(kOdd, 2, 3, 4, 1)), kOdd);
    EXPECT_EQ(trimmed(parseKernel("3: 0 0 0 0 0 0 0 0 0")), parseKernel("1x1: 0"));
    EXPECT_EQ(trimmed(parseKernel("3: 0 0 0 0 0 5 0 0 0")), parseKernel("2x1+0+0: 0,5")) << "the origin stays";
    EXPECT_THROW(padded(kOdd, 1020, 0, 0, 0), Error);
}

TEST(KernelOperations, OriginsAndPresence) {
    EXPECT_EQ(withOrigin(kOdd, 3, 0).originX(), 3);
    EXPECT_THROW(withOrigin(kOdd, 4, 0), Error);
    EXPECT_FALSE(withPresence(kOdd, 0, 0, false).present(0, 0));
    EXPECT_TRUE(withPresence(kOdd, 1, 1, true).present(1, 1));
    EXPECT_EQ(withUnity(kOdd, 2).weight(0, 2), -6);
}

TEST(KernelOperations, BlendsMeetAtTheOrigins) {
    EXPECT_EQ(blended(kOdd, kOdd.turned(), 0).weight(3, 2), kOdd.weight(0, 2)) << "origin on origin";
    const Kernel half = blended(parseKernel("3x1: 1,2,3"), parseKernel("1x3: 10,20,30"), 0.5);
    EXPECT_EQ(half, parseKernel("3x3: nan,5,nan 0.5,11,1.5 nan,15,nan"));
    EXPECT_EQ(blended(kOdd, kOdd, 0.25), kOdd);
}

TEST(KernelOperations, OneConvolvedKernelDoesWhatTwoDo) {
    std::mt19937 random(7);
    constexpr int kSide = 24;
    std::vector<double> picture(kSide * kSide);
    for (int y = 10; y < 14; ++y) {
        for (int x = 10; x < 14; ++x) {
            picture[static_cast<std::size_t>(y * kSide + x)] = static_cast<double>(random() % 100);
        }
    }
    const Kernel a = withOrigin(randomKernel(random, 3, 4), 0, 3);
    const Kernel b = randomKernel(random, 5, 2);
    const Kernel both = convolved(a, b);
    std::vector<double> between(picture.size());
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            between[static_cast<std::size_t>(y * kSide + x)] = laidAt(a, picture, kSide, x, y);
        }
    }
    for (int y = 5; y < kSide - 5; ++y) {
        for (int x = 5; x < kSide - 5; ++x) {
            EXPECT_NEAR(laidAt(both, picture, kSide, x, y), laidAt(b, between, kSide, x, y), 1e-9);
        }
    }
    EXPECT_EQ(productOf({1, 2, 1}, {1, 0, -1}), parseKernel("3x3: 1,0,-1 2,0,-2 1,0,-1"));
    EXPECT_EQ(convolved(parseKernel("3x1: 1,2,1"), parseKernel("1x3: 1,2,1")), parseKernel("1 2 1 / 2 4 2 / 1 2 1"));
}

TEST(KernelOperations, TheThreeNormalisations) {
    const Kernel blur = parseKernel("1 2 1 / 2 4 2 / 1 2 1");
    EXPECT_EQ(normalisedAsImageMagick(blur).kernel.weight(1, 1), 0.25);
    EXPECT_EQ(normalisedAsGimp(blur).kernel, normalisedAsPhotoshop(blur).kernel);
    EXPECT_EQ(normalisedAsGimp(blur).bias, 0);
    EXPECT_EQ(normalisedAsGimp(blur).note, "divided by 16");
    const Kernel edge = parseKernel("3: -1 -1 -1 -1 8 -1 -1 -1 -1");
    EXPECT_EQ(normalisedAsImageMagick(edge).kernel.weight(1, 1), 1) << "by the positive sum";
    EXPECT_EQ(normalisedAsGimp(edge).bias, 0.5);
    EXPECT_EQ(normalisedAsPhotoshop(edge).bias, 128.0 / 255);
    EXPECT_EQ(normalisedAsGimp(edge).kernel, edge);
    EXPECT_EQ(normalisedAsGimp(negated(blur)).bias, 1);
    EXPECT_EQ(normalisedAsGimp(negated(blur)).kernel.weight(1, 1), -0.25);
    EXPECT_EQ(normalisedAsPhotoshop(negated(blur)).kernel.weight(1, 1), 0.25) << "the scale is the sum, sign and all";
}

TEST(KernelOperations, MendsBringTheSumExactly) {
    const Kernel nearly = parseKernel("3: 0.1 0.2 0.1 0.2 -1.2001 0.2 0.1 0.2 0.1");
    EXPECT_EQ(statistics(zeroSumByOrigin(nearly)).sum, 0);
    EXPECT_NEAR(statistics(zeroSumEvenly(nearly)).sum, 0, 1e-16);
    EXPECT_DOUBLE_EQ(statistics(unitSum(gaussian(5, 5, 1, 1).scaled(3))).sum, 1);
    EXPECT_THROW(unitSum(parseKernel("1 -1")), Error);
}

TEST(KernelSymmetry, IsFoundWhereItIs) {
    EXPECT_EQ(
        symmetriesOf(parseKernel("3: 1 2 1 2 4 2 1 2 1")),
        (std::vector{Symmetry::MirrorX, Symmetry::MirrorY, Symmetry::Point, Symmetry::FourFold, Symmetry::EightFold}));
    EXPECT_EQ(symmetriesOf(parseKernel("Sobel")), (std::vector{Symmetry::MirrorY, Symmetry::Antisymmetric}));
    EXPECT_EQ(symmetriesOf(parseKernel("3: 1 2 3 4 5 4 3 2 1")), std::vector{Symmetry::Point});
    EXPECT_TRUE(symmetriesOf(kOdd).empty());
    EXPECT_FALSE(holds(parseKernel("1 nan"), Symmetry::MirrorX)) << "absent on one side alone";
}

TEST(KernelSymmetry, LocksHoldWhateverIsEdited) {
    std::mt19937 random(3);
    for (const Symmetry lock : kSymmetries) {
        for (const int side : {1, 4, 7}) {
            SCOPED_TRACE(std::string(symmetryName(lock)) + " " + std::to_string(side));
            Kernel kernel = enforced(randomKernel(random, side, side), lock);
            EXPECT_TRUE(holds(kernel, lock));
            for (int edit = 0; edit < 20; ++edit) {
                const int x = static_cast<int>(random() % side);
                const int y = static_cast<int>(random() % side);
                const double weight = static_cast<double>(random() % 100) + 1;
                kernel = withWeight(kernel, x, y, weight, lock);
                EXPECT_TRUE(holds(kernel, lock));
                const bool middle = 2 * x == side - 1 && 2 * y == side - 1;
                EXPECT_EQ(kernel.weight(x, y), lock == Symmetry::Antisymmetric && middle ? 0 : weight);
            }
            const Kernel without = withPresence(kernel, side - 1, 0, false, lock);
            EXPECT_FALSE(without.present(side - 1, 0));
            EXPECT_TRUE(holds(without, lock)) << "the mirrored cells are absent as well";
            const Kernel again = withPresence(without, side - 1, 0, true, lock);
            EXPECT_TRUE(again.present(side - 1, 0));
            EXPECT_TRUE(holds(again, lock));
        }
    }
    EXPECT_EQ(withPresence(parseKernel("3x1: 1,2,3"), 0, 0, false, Symmetry::MirrorX), parseKernel("3x1: nan,2,nan"));
    EXPECT_THROW(withPresence(kOdd, 4, 0, false, Symmetry::None), Error);
    EXPECT_THROW(withWeight(kOdd, 0, 0, std::nan(""), Symmetry::Point), Error);
    EXPECT_THROW(enforced(kOdd, Symmetry::FourFold), Error);
    EXPECT_EQ(enforced(kOdd, Symmetry::None), kOdd);
}

}  // namespace
}  // namespace kg
