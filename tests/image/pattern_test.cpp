#include "image/pattern.h"

#include "base/error.h"
#include "image/same.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace kg {
namespace {

// The mean step of green from pixel to pixel in a box: how much detail is there.
double detail(const Image& image, int left, int top, int right, int bottom) {
    double sum = 0.0;
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x + 1 < right; ++x) {
            sum += std::abs(image.value(x + 1, y, 1) - image.value(x, y, 1));
        }
    }
    return sum / ((right - left - 1.0) * (bottom - top));
}

TEST(Patterns, AreTheSameEachTime) {
    EXPECT_TRUE(same(testScene(160, 90), testScene(160, 90)));
    EXPECT_TRUE(same(testChart(160, 90), testChart(160, 90)));
}

TEST(Patterns, ComeInAnySizeFrom64) {
    for (const auto& [width, height] : {std::pair{64, 64}, {65, 301}, {500, 64}}) {
        for (const auto pattern : {testScene, testChart}) {
            EXPECT_EQ(pattern(width, height).format(), (ImageFormat{.width = width, .height = height, .channels = 3}));
        }
    }
    EXPECT_THROW(testScene(63, 64), Error);
    EXPECT_THROW(testChart(64, 63), Error);
    EXPECT_THROW(testChart(70000, 64), Error);
}

TEST(TestScene, HasSmoothAndFineParts) {
    const Image scene = testScene(480, 270);
    const double sky = detail(scene, 395, 100, 430, 120);
    const double meadow = detail(scene, 100, 245, 240, 268);
    EXPECT_GT(sky, 0.0);  // grain
    EXPECT_GT(meadow, 3.0 * sky);
}

TEST(TestScene, UsesTheWholeRange) {
    const Image scene = testScene(480, 270);
    const auto [darkest, brightest] =
        std::minmax_element(scene.samples<std::uint8_t>().begin(), scene.samples<std::uint8_t>().end());
    EXPECT_LT(*darkest, 16);
    EXPECT_GT(*brightest, 245);
}

TEST(TestChart, ZonePlateMirrorsAboutItsMiddle) {
    const Image chart = testChart(960, 540);
    // The plate fills the middle half of the page, so its centre lies between columns 479 and 480.
    for (int y = 100; y < 500; y += 50) {
        for (int i = 1; i < 200; ++i) {
            ASSERT_EQ(chart.value(480 + i - 1, y, 0), chart.value(480 - i, y, 0)) << i << " at row " << y;
        }
    }
}

TEST(TestChart, GradientsRiseOneStepAtATime) {
    const Image chart = testChart(1920, 1080);
    // The grey ramp is the upper fifth of the lowest panel on the left.
    const int row = 850;
    double before = chart.value(10, row, 0);
    for (int x = 11; x < 470; ++x) {
        const double here = chart.value(x, row, 0);
        ASSERT_GE(here, before) << x;
        ASSERT_LE(here - before, 1.5 / 255.0) << x;
        before = here;
    }
    EXPECT_GT(before, 0.97);
}

TEST(Noise, DiffersByPlaceChannelAndSeed) {
    const ImageFormat format{.width = 32, .height = 32, .channels = 3, .type = PixelType::U16};
    const Image image = noise(format, 1);
    EXPECT_TRUE(same(image, noise(format, 1)));
    EXPECT_FALSE(same(image, noise(format, 2)));
    const std::set<std::uint16_t> values(image.samples<std::uint16_t>().begin(), image.samples<std::uint16_t>().end());
    // 3072 draws from 65536: about 70 meet by chance.
    EXPECT_GT(values.size(), 2900u);
}

TEST(Noise, IsUniform) {
    const Image image = noise({.width = 200, .height = 200, .channels = 1, .type = PixelType::F32}, 5);
    double sum = 0.0;
    double squares = 0.0;
    for (const float value : image.samples<float>()) {
        ASSERT_GE(value, 0.0f);
        ASSERT_LT(value, 1.0f);
        sum += value;
        squares += value * value;
    }
    const double count = 200.0 * 200.0;
    // Mean 1/2 and second moment 1/3, within five standard deviations of 40000 draws.
    EXPECT_NEAR(sum / count, 0.5, 5 * 0.29 / 200.0);
    EXPECT_NEAR(squares / count, 1.0 / 3.0, 5 * 0.30 / 200.0);
}

TEST(Noise, AlphaHasExactEnds) {
    for (const int channels : {2, 4}) {
        const Image image = noise({.width = 64, .height = 64, .channels = channels, .type = PixelType::F32}, 3);
        int clear = 0;
        int opaque = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                clear += image.value(x, y, channels - 1) == 0.0 ? 1 : 0;
                opaque += image.value(x, y, channels - 1) == 1.0 ? 1 : 0;
            }
        }
        EXPECT_GT(clear, 300);
        EXPECT_GT(opaque, 300);
        EXPECT_LT(clear + opaque, 2000);
    }
}

}  // namespace
}  // namespace kg
