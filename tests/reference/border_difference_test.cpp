#include "reference/border_difference.h"

#include "image/pattern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace kg {
namespace {

constexpr double kPlenty = 1e12;

const std::string kAskew = R"(convolve kernel="4x3+3+0: 1,2,3,4 5,-6,7,8 1,0,2,3" channels=rgba)";

// The same, from both results of the whole image.
BorderDifference wholeDifference(const Image& image, const Chain& a, const Chain& b, Light light,
                                 const ReceptiveField& band) {
    const ReferenceImage first = evaluateReference(image, a, light);
    const ReferenceImage second = evaluateReference(image, b, light);
    BorderDifference result;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool near =
                x < band.left || x >= image.width() - band.right || y < band.top || y >= image.height() - band.bottom;
            if (!near) {
                continue;
            }
            ++result.pixels;
            for (int channel = 0; channel < image.channels(); ++channel) {
                const double difference = std::abs(first.value(x, y, channel) - second.value(x, y, channel));
                if (difference > result.difference.maximum) {
                    result.difference = {.maximum = difference, .x = x, .y = y, .channel = channel};
                }
            }
        }
    }
    return result;
}

void expectSame(const Image& image, const std::string& first, const std::string& second, Light light = Light::Encoded) {
    SCOPED_TRACE(first + "  against  " + second);
    const Chain a = parseChain(first);
    const Chain b = parseChain(second);
    const ReceptiveField band = receptiveFieldOf(a);
    const BorderDifference strips = borderDifference(image, a, b, light, band, kPlenty);
    const BorderDifference whole = wholeDifference(image, a, b, light, band);
    EXPECT_EQ(strips.pixels, whole.pixels);
    EXPECT_EQ(strips.compared, whole.pixels);
    EXPECT_NEAR(strips.difference.maximum, whole.difference.maximum, 1e-12 * (1 + whole.difference.maximum));
    EXPECT_EQ(strips.difference.x, whole.difference.x);
    EXPECT_EQ(strips.difference.y, whole.difference.y);
    EXPECT_EQ(strips.difference.channel, whole.difference.channel);
}

TEST(BorderDifference, StripsSayWhatTheWholeImageSays) {
    const Image image = noise({.width = 61, .height = 47, .channels = 3}, 3);
    for (const BorderRule rule : allBorderRules()) {
        if (rule == BorderRule::Crop) {
            continue;  // what crops reads nothing beyond the image
        }
        const std::string border = " border=" + std::string(borderRuleName(rule)) + " ";
        // Two chains that differ all over, in their border rule and in their kernels.
        expectSame(image, kAskew + border + "| box size=3" + border, kAskew + border + "scale=0.5");
        expectSame(image, "box size=5" + border + "| " + kAskew, kAskew + " border=mirror", Light::Linear);
    }
}

TEST(BorderDifference, SmallImagesAreLookedAtAsAWhole) {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 9}, {9, 1}, {4, 3}, {12, 40}}) {
        const Image image = noise({.width = width, .height = height, .channels = 3}, 7);
        expectSame(image, "box size=5 | " + kAskew, kAskew + " border=wrap");
    }
}

TEST(BorderDifference, AFilterBeforeIsSeenThrough) {
    const Image image = noise({.width = 80, .height = 70, .channels = 3}, 5);
    const std::string before = "box size=7 border=reflect101 | sobel border=wrap | ";
    const Chain a = parseChain(before + "box size=3 | box size=3");
    const Chain b = parseChain(before + "box size=5");
    const ReceptiveField band{.left = 2, .right = 2, .top = 2, .bottom = 2};
    const BorderDifference strips = borderDifference(image, a, b, Light::Encoded, band, kPlenty);
    const BorderDifference whole = wholeDifference(image, a, b, Light::Encoded, band);
    EXPECT_GT(whole.difference.maximum, 0.01);
    EXPECT_NEAR(strips.difference.maximum, whole.difference.maximum, 1e-12);
    EXPECT_EQ(strips.pixels, whole.pixels);
}

TEST(BorderDifference, WhatIsCroppedBeforeMovesTheBorder) {
    const Image image = noise({.width = 70, .height = 60, .channels = 3}, 5);
    const std::string crop = R"(convolve kernel="4x3+3+0: 1,2,3,4 5,-6,7,8 1,0,2,3" scale=0.1 border=crop | )";
    const Chain a = parseChain(crop + "box size=3 | box size=3");
    // The same inside, so that the largest difference of all is that of the border.
    const Chain b = parseChain(crop + R"(convolve kernel="1 2 3 2 1 / 2 4 6 4 2 / 3 6 9 6 3 / 2 4 6 4 2 / 1 2 3 2 1" )"
                                      R"(scale="1!")");
    const ReceptiveField band{.left = 2, .right = 2, .top = 2, .bottom = 2};
    const BorderDifference strips = borderDifference(image, a, b, Light::Encoded, band, kPlenty);
    const ReferenceImage first = evaluateReference(image, a, Light::Encoded);
    const ReferenceImage second = evaluateReference(image, b, Light::Encoded);
    double largest = 0;
    for (std::size_t i = 0; i < first.values.size(); ++i) {
        largest = std::max(largest, std::abs(first.values[i] - second.values[i]));
    }
    EXPECT_EQ(first.width, 67);
    EXPECT_EQ(first.height, 58);
    EXPECT_NEAR(strips.difference.maximum, largest, 1e-12);
    EXPECT_EQ(strips.pixels, 67U * 58 - 63U * 54);
    EXPECT_EQ(strips.compared, strips.pixels);
    // In the source: the kernel is turned by the convolution, so that its origin is at the left and the bottom.
    EXPECT_TRUE(strips.difference.x >= 0 && strips.difference.x < 67);
    EXPECT_TRUE(strips.difference.y >= 2 && strips.difference.y < 60);
}

TEST(BorderDifference, LittleWorkLooksAtTheCorners) {
    const Image image = noise({.width = 300, .height = 200, .channels = 3}, 5);
    const Chain a = parseChain("box size=3 | box size=3");
    const Chain b = parseChain("box size=5");
    const ReceptiveField band = receptiveFieldOf(a);
    const BorderDifference some = borderDifference(image, a, b, Light::Encoded, band, 50000);
    EXPECT_EQ(some.pixels, 300U * 200 - 296U * 196);
    EXPECT_LT(some.compared, some.pixels);
    EXPECT_GT(some.compared, some.pixels / 20);
    const BorderDifference all = borderDifference(image, a, b, Light::Encoded, band, kPlenty);
    EXPECT_EQ(all.compared, all.pixels);
    EXPECT_GT(some.difference.maximum, 0);
    EXPECT_LE(some.difference.maximum, all.difference.maximum);
    // However little is allowed, the corners are looked at.
    EXPECT_GE(borderDifference(image, a, b, Light::Encoded, band, 0).compared, 4U * 2 * 2);
}

TEST(BorderDifference, WithoutReachThereIsNoBorder) {
    const Image image = noise({.width = 5, .height = 5, .channels = 3}, 5);
    const BorderDifference none =
        borderDifference(image, parseChain(""), parseChain("box size=3"), Light::Encoded, {}, kPlenty);
    EXPECT_EQ(none.pixels, 0U);
    EXPECT_EQ(none.compared, 0U);
}

}  // namespace
}  // namespace kg
