// The tolerance by its derivation: units, times roundings, times gains, times magnitude.
#include "plan/tolerance.h"

#include "image/srgb.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace kg {
namespace {

double amplified(const std::string& chain, double largest = 1) {
    return amplificationOf(parseChain(chain), largest, false);
}

TEST(Tolerance, UnitsAreWhatTheDesignAllows) {
    EXPECT_EQ(toleranceUnit(Precision::Half), 1.0 / 1024);
    EXPECT_EQ(toleranceUnit(Precision::Full), 1.0 / 65536);
}

TEST(Tolerance, OneFilterAmplifiesByItsAbsoluteWeights) {
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"3: 0 -1 0 -1 5 -1 0 -1 0\""), 9);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1 nan 1 / -2 0 3\""), 7) << "absent cells weigh nothing";
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 0.25\""), 1) << "kept channels and mix hand the input on";
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 2 ; 1: 3\" compose=plus"), 5);
}

TEST(Tolerance, FiltersAndSequencesMultiplyTheirGainsAndAddTheirRoundings) {
    EXPECT_DOUBLE_EQ(amplified("box | box | box"), 3);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 2\" | convolve kernel=\"1: -3\""), 2 * 6);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 2 ; 1: 3 ; 1: 4 ; 1: 5\""), 4 * 120);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 0 ; 1: 3\""), 2 * 3) << "a kernel of nothing rounds too";
}

TEST(Tolerance, WhatIsOffCountsNothing) {
    EXPECT_DOUBLE_EQ(amplified(""), 1);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 7\" enabled=false | convolve kernel=\"1: 5\" mix=0 | box"), 1);
}

// Bias adds its multiple of the alpha, which the filter may have amplified itself.
TEST(Tolerance, ABiasIsAWeightOfTheAlpha) {
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 2\" bias=-0.5"), 2.5);
    EXPECT_DOUBLE_EQ(amplified("convolve kernel=\"1: 2\" bias=0.5 channels=rgba"), 3);
}

TEST(Tolerance, GrowsWithTheLargestSampleAboveOne) {
    EXPECT_DOUBLE_EQ(amplified("box", 5000), 5000);
    EXPECT_DOUBLE_EQ(amplified("box", 0.1), 1) << "a border colour may be 1";
    EXPECT_DOUBLE_EQ(amplified("box", std::numeric_limits<double>::infinity()), 1);
    EXPECT_DOUBLE_EQ(amplified("box", std::numeric_limits<double>::quiet_NaN()), 1);
}

TEST(Tolerance, EncodingLightStretchesItByTheSlopeAtBlack) {
    const Chain chain = parseChain("box");
    const ImageFormat format{.width = 8, .height = 8, .channels = 3};
    const auto tolerance = [&](Light light) {
        const PlanSettings settings{.light = light, .strategy = Strategy::Separable, .precision = Precision::Half};
        return toleranceOf(makePlan(chain, format, settings, {}), chain, 1);
    };
    EXPECT_DOUBLE_EQ(tolerance(Light::Encoded), 1.0 / 1024);
    EXPECT_DOUBLE_EQ(tolerance(Light::Linear), kSteepestSrgbEncoding / 1024);
}

// The steepest that the curve is anywhere: a chord of it, from any of 1000 places, is no steeper.
TEST(Tolerance, TheSlopeAtBlackIsTheSteepest) {
    for (int i = 0; i < 1000; ++i) {
        const double slope = (linearToSrgb((i + 1) / 1000.0) - linearToSrgb(i / 1000.0)) * 1000;
        EXPECT_LE(slope, kSteepestSrgbEncoding * (1 + 1e-9));
    }
}

}  // namespace
}  // namespace kg
