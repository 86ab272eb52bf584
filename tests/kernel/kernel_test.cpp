#include "kernel/kernel.h"

#include "base/error.h"
#include "kernel/known_kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <type_traits>

namespace kg {
namespace {

using test::kNan;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

static_assert(std::is_nothrow_move_constructible_v<Kernel>);

TEST(Kernel, isTheIdentityByDefault) {
    const Kernel kernel;
    EXPECT_EQ(kernel, Kernel(1, 1, {1}));
    EXPECT_EQ(kernel.weight(0, 0), 1);
}

TEST(Kernel, holdsWeightsRowByRowFromTheTop) {
    const Kernel kernel(3, 2, {1, 2, 3, 4, 5, 6});
    EXPECT_EQ(kernel.weight(2, 0), 3);
    EXPECT_EQ(kernel.weight(0, 1), 4);
}

TEST(Kernel, hasItsOriginAtTheCentreOrUpAndLeftOfIt) {
    EXPECT_EQ(Kernel(3, 5, std::vector<double>(15)).originX(), 1);
    EXPECT_EQ(Kernel(3, 5, std::vector<double>(15)).originY(), 2);
    EXPECT_EQ(Kernel(4, 2, std::vector<double>(8)).originX(), 1);
    EXPECT_EQ(Kernel(4, 2, std::vector<double>(8)).originY(), 0);
    const Kernel corner(2, 2, {1, 2, 3, 4}, 1, 1);
    EXPECT_EQ(corner.originX(), 1);
    EXPECT_EQ(corner.originY(), 1);
}

TEST(Kernel, refusesBadSizesCountsOriginsAndWeights) {
    EXPECT_THROW(Kernel(0, 1, {}), Error);
    EXPECT_THROW(Kernel(1, -1, {}), Error);
    EXPECT_THROW(Kernel(Kernel::kMaxLength + 1, 1, std::vector<double>(Kernel::kMaxLength + 1)), Error);
    EXPECT_NO_THROW(Kernel(Kernel::kMaxLength, 1, std::vector<double>(Kernel::kMaxLength)));
    EXPECT_NO_THROW(Kernel(1, Kernel::kMaxLength, std::vector<double>(Kernel::kMaxLength)));
    EXPECT_THROW(Kernel(Kernel::kMaxSide + 1, 2, std::vector<double>(2 * (Kernel::kMaxSide + 1))), Error);
    EXPECT_NO_THROW(Kernel(Kernel::kMaxSide, 2, std::vector<double>(2 * Kernel::kMaxSide)));
    EXPECT_THROW(Kernel(2, 2, {1, 2, 3}), Error);
    EXPECT_THROW(Kernel(2, 2, {1, 2, 3, 4, 5}), Error);
    EXPECT_THROW(Kernel(2, 1, {1, 2}, 2, 0), Error);
    EXPECT_THROW(Kernel(2, 1, {1, 2}, 0, -1), Error);
    EXPECT_THROW(Kernel(1, 1, {kInfinity}), Error);
    EXPECT_THROW(Kernel(1, 1, {-1.001e30}), Error);
    EXPECT_NO_THROW(Kernel(1, 1, {-Kernel::kMaxWeight}));
}

TEST(Kernel, saysWhatIsWrongInASentence) {
    try {
        Kernel(3, 3, {1, 2});
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "3x3 kernel: 2 weights given, 9 expected");
    }
}

TEST(Kernel, marksAbsentCellsByNan) {
    const Kernel kernel(2, 1, {kNan, 0});
    EXPECT_FALSE(kernel.present(0, 0));
    EXPECT_TRUE(kernel.present(1, 0));
    EXPECT_EQ(kernel.weight(0, 0), 0);
}

TEST(Kernel, hasNothingOutside) {
    const Kernel kernel(2, 2, {1, 2, 3, 4});
    for (const auto& [x, y] : {std::pair{-1, 0}, {0, -1}, {2, 0}, {0, 2}}) {
        EXPECT_FALSE(kernel.present(x, y)) << x << ", " << y;
        EXPECT_EQ(kernel.weight(x, y), 0) << x << ", " << y;
    }
}

TEST(Kernel, comparesEveryBit) {
    EXPECT_EQ(Kernel(2, 1, {kNan, 1}), Kernel(2, 1, {-kNan, 1}));
    EXPECT_FALSE(Kernel(1, 1, {0.0}) == Kernel(1, 1, {-0.0}));
    EXPECT_FALSE(Kernel(1, 1, {0.0}) == Kernel(1, 1, {kNan}));
    EXPECT_FALSE(Kernel(1, 1, {1.0}) == Kernel(1, 1, {std::nextafter(1.0, 2.0)}));
    EXPECT_FALSE(Kernel(2, 1, {1, 2}) == Kernel(1, 2, {1, 2}));
    EXPECT_FALSE(Kernel(2, 1, {1, 2}, 0, 0) == Kernel(2, 1, {1, 2}, 1, 0));
}

TEST(Kernel, changesOneWeight) {
    const Kernel kernel(2, 1, {kNan, 2}, 1, 0);
    EXPECT_EQ(kernel.withWeight(0, 0, 7), Kernel(2, 1, {7, 2}, 1, 0));
    EXPECT_THROW(kernel.withWeight(2, 0, 1), Error);
    EXPECT_THROW(kernel.withWeight(0, -1, 1), Error);
    EXPECT_THROW(kernel.withWeight(0, 0, kNan), Error);
    EXPECT_THROW(kernel.withWeight(0, 0, kInfinity), Error);
}

TEST(Kernel, resizesAroundItsOrigin) {
    const Kernel kernel(2, 2, {1, 2, 3, kNan}, 1, 0);
    EXPECT_EQ(kernel.resized(3, 3), Kernel(3, 3, {0, 0, 0, 1, 2, 0, 3, kNan, 0}));
    EXPECT_EQ(kernel.resized(1, 1), Kernel(1, 1, {2}));
    EXPECT_EQ(kernel.resized(2, 1), Kernel(2, 1, {2, 0}));
    EXPECT_EQ(kernel.resized(3, 3).resized(5, 7).resized(3, 3), kernel.resized(3, 3));
    EXPECT_THROW(kernel.resized(0, 3), Error);
}

TEST(Kernel, turnsByHalfATurnWithItsOrigin) {
    const Kernel kernel(3, 2, {1, 2, kNan, 4, 5, 6}, 0, 1);
    EXPECT_EQ(kernel.turned(), Kernel(3, 2, {6, 5, 4, kNan, 2, 1}, 2, 0));
    EXPECT_EQ(kernel.turned().turned(), kernel);
}

TEST(Kernel, scalesThePresentCells) {
    EXPECT_EQ(Kernel(3, 1, {1, kNan, -4}, 2, 0).scaled(-0.5), Kernel(3, 1, {-0.5, kNan, 2}, 2, 0));
    EXPECT_THROW(Kernel().scaled(kNan), Error);
    EXPECT_THROW(Kernel(1, 1, {1e20}).scaled(1e20), Error);
}

}  // namespace
}  // namespace kg
