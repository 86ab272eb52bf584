#include "base/error.h"
#include "reference/images.h"
#include "reference/reference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kg {
namespace {

using test::imageOf;

TEST(Compare, FindsTheLargestDifferenceAndItsPlace) {
    const Image image = imageOf(2, 2, 3, {0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0.25});
    const ReferenceImage reference{2, 2, 3, std::vector<double>(12, 0)};
    const Difference difference = compare(image, reference);
    EXPECT_EQ(difference.maximum, 0.5);
    EXPECT_EQ(difference.mean, 0.75 / 12);
    EXPECT_EQ(difference.x, 0);
    EXPECT_EQ(difference.y, 1);
    EXPECT_EQ(difference.channel, 2);
}

TEST(Compare, EqualImagesDifferByNothing) {
    const Difference difference = compare(imageOf(1, 1, 2, {0.5, 0.25}), {1, 1, 2, {0.5, 0.25}});
    EXPECT_EQ(difference.maximum, 0);
    EXPECT_EQ(difference.mean, 0);
}

TEST(Compare, ColoursCountByTheirAlpha) {
    EXPECT_EQ(compare(imageOf(1, 1, 2, {1, 0.125}), {1, 1, 2, {0.5, 0.125}}).maximum, 0.0625);
    EXPECT_EQ(compare(imageOf(1, 1, 2, {1, 0}), {1, 1, 2, {0, 0}}).maximum, 0);
    EXPECT_EQ(compare(imageOf(1, 1, 2, {1, 0.5}), {1, 1, 2, {1, 0}}).maximum, 0.5) << "alpha itself counts in full";
}

TEST(Compare, WhatIsNoNumberIsInfinitelyFar) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isinf(compare(imageOf(1, 1, 1, {nan}), {1, 1, 1, {0}}).maximum));
}

TEST(Compare, RefusesOtherShapes) {
    EXPECT_THROW(compare(imageOf(1, 1, 2, {0, 0}), {2, 1, 1, {0, 0}}), Error);
}

}  // namespace
}  // namespace kg
