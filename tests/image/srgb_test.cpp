#include "image/srgb.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kg {
namespace {

TEST(Srgb, EndsStayAndMiddleIsDarkerInLight) {
    EXPECT_EQ(srgbToLinear(0.0), 0.0);
    EXPECT_NEAR(srgbToLinear(1.0), 1.0, 1e-15);
    EXPECT_NEAR(linearToSrgb(1.0), 1.0, 1e-15);
    // ((0.5 + 0.055) / 1.055) ^ 2.4
    EXPECT_NEAR(srgbToLinear(0.5), 0.21404114048223255, 1e-12);
}

TEST(Srgb, OneUndoesTheOther) {
    for (int i = -400; i <= 400; ++i) {
        const double encoded = i / 100.0;
        // The two halves of the standard's curve meet only to about 1e-8.
        EXPECT_NEAR(linearToSrgb(srgbToLinear(encoded)), encoded, 1e-7) << encoded;
    }
}

TEST(Srgb, RisesEverywhere) {
    double before = srgbToLinear(-2.001);
    for (int i = -2000; i <= 2000; ++i) {
        const double here = srgbToLinear(i / 1000.0);
        EXPECT_GT(here, before) << i;
        before = here;
    }
}

TEST(Srgb, IsPointSymmetric) {
    for (const double value : {0.001, 0.02, 0.3, 1.0, 7.5}) {
        EXPECT_EQ(srgbToLinear(-value), -srgbToLinear(value));
        EXPECT_EQ(linearToSrgb(-value), -linearToSrgb(value));
    }
}

}  // namespace
}  // namespace kg
