#include "reference/explain.h"

#include "base/error.h"
#include "filter/reach.h"
#include "image/pattern.h"
#include "reference/images.h"
#include "reference/reference.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace kg {
namespace {

using test::imageOf;

// Explained from the image itself: encoded light without alpha is filtered as it is stored.
PixelExplanation explain(const Image& image, const std::string& filter, int x, int y) {
    return explainPixel(parseFilter(filter), patchOf(image), image.format(), Light::Encoded, x, y);
}

Image greyOf(int width, int height, std::vector<double> steps) {
    for (double& step : steps) {
        step /= 255;
    }
    return imageOf(width, height, 1, steps);
}

// The example of the convolution matrix in GIMP's documentation: the pixel takes the value above it.
TEST(Explain, TheExampleOfGimpsDocumentation) {
    const Image image = greyOf(3, 3, {40, 42, 46, 46, 50, 55, 52, 56, 58});
    const PixelExplanation pixel = explain(image, R"(convolve kernel="0 1 0 / 0 0 0 / 0 0 0" mode=correlation)", 1, 1);
    ASSERT_EQ(pixel.kernels.size(), 1U);
    const KernelSum& kernel = pixel.kernels[0];
    ASSERT_EQ(kernel.terms.size(), 9U);
    const double samples[] = {40, 42, 46, 46, 50, 55, 52, 56, 58};
    for (std::size_t i = 0; i < 9; ++i) {
        const PixelTerm& term = kernel.terms[i];
        EXPECT_NEAR(term.sample[0] * 255, samples[i], 1e-5);
        EXPECT_EQ(term.weight, i == 1 ? 1 : 0);
        EXPECT_NEAR(term.product[0] * 255, i == 1 ? 42 : 0, 1e-5);
        EXPECT_NEAR(term.runningSum[0] * 255, i == 0 ? 0 : 42, 1e-5);
        EXPECT_FALSE(term.outside);
        EXPECT_EQ(term.x, 1 + term.dx);
        EXPECT_EQ(term.y, 1 + term.dy);
    }
    EXPECT_EQ(pixel.eightBit[0], 42);
    EXPECT_EQ(kernel.divisor, 1);
}

TEST(Explain, MarksWhereTheBorderRuleReads) {
    const Image image = greyOf(3, 2, {10, 20, 30, 40, 50, 60});
    const auto cornerOf = [&](const std::string& border) {
        return explain(image, "box size=3 border=" + border, 0, 0).kernels[0].terms[0];
    };
    struct Expected {
        const char* border;
        int x;
        int y;
        double sample;
    };
    for (const Expected& expected :
         {Expected{"clamp", 0, 0, 10}, Expected{"mirror", 0, 0, 10}, Expected{"reflect101", 1, 1, 50},
          Expected{"wrap", 2, 1, 60}, Expected{"constant border_color=0.2,0.2,0.2", -1, -1, 51}}) {
        const PixelTerm term = cornerOf(expected.border);
        EXPECT_TRUE(term.outside) << expected.border;
        EXPECT_EQ(term.x, expected.x) << expected.border;
        EXPECT_EQ(term.y, expected.y) << expected.border;
        EXPECT_NEAR(term.sample[0] * 255, expected.sample, 1e-5) << expected.border;
    }
}

TEST(Explain, BiasMixAndKeptChannels) {
    const Image image = imageOf(1, 1, 3, {0.2, 0.4, 0.6});
    const PixelExplanation pixel = explain(image, R"(convolve kernel="1: 2" bias=0.1 channels=r mix=0.25)", 0, 0);
    EXPECT_NEAR(pixel.combined[0], 0.4, 1e-7);
    EXPECT_NEAR(pixel.beforeMix[0], 0.5, 1e-7);
    EXPECT_NEAR(pixel.result[0], 0.75 * 0.2 + 0.25 * 0.5, 1e-7);
    EXPECT_FALSE(pixel.written[1]);
    EXPECT_NEAR(pixel.result[1], 0.4, 1e-7);
    EXPECT_NEAR(pixel.result[2], 0.6, 1e-7);
    EXPECT_EQ(pixel.result[3], 1);
}

TEST(Explain, ClampsAndRoundsAsAFileDoes) {
    const Image image = imageOf(2, 1, 1, {0.7, 0.1});
    EXPECT_EQ(explain(image, R"(convolve kernel="1: 2")", 0, 0).eightBit[0], 255);
    EXPECT_EQ(explain(image, R"(convolve kernel="1: -2")", 0, 0).eightBit[0], 0);
    EXPECT_EQ(explain(image, R"(convolve kernel="1: 1")", 1, 0).eightBit[0], 26);
}

TEST(Explain, FindsTheDivisorOfFractions) {
    const Image image = imageOf(1, 1, 1, {1});
    const auto divisorOf = [&](const std::string& filter) { return explain(image, filter, 0, 0).kernels[0].divisor; };
    EXPECT_EQ(divisorOf("box size=3"), 9);
    EXPECT_EQ(divisorOf(R"(convolve kernel="1 2 1 / 2 4 2 / 1 2 1" scale="1!")"), 16);
    EXPECT_EQ(divisorOf(R"(convolve kernel="3: nan,-1,nan -1,5,-1 nan,-1,nan")"), 1);
    EXPECT_EQ(divisorOf("gaussian sigma=1.234"), 1);
}

// Every pixel, border rule and way to combine kernels, against the evaluator.
TEST(Explain, EqualsTheReferenceEverywhere) {
    const Image image = noise({.width = 6, .height = 5, .channels = 3, .type = PixelType::F32}, 11);
    for (const char* text : {"sobel", "unsharp sigma=1.5", "laplacian bias=0.5 mix=0.4", "gaussian sigma=3 channels=g",
                             R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1")"}) {
        for (const BorderRule border : allBorderRules()) {
            const std::string filter = std::string(text) + " border=" + std::string(borderRuleName(border));
            const Chain chain = parseChain(filter);
            Region kept{.width = 6, .height = 5};
            if (border == BorderRule::Crop && filter.starts_with("sobel")) {
                kept = croppedRegion(bankOf(chain[0]), 6, 5);
                EXPECT_EQ(kept, (Region{.x = 1, .y = 1, .width = 4, .height = 3}));
            } else if (border == BorderRule::Crop) {
                continue;
            }
            const ReferenceImage expected = evaluateReference(image, chain, Light::Encoded);
            for (int y = kept.y; y < kept.y + kept.height; ++y) {
                for (int x = kept.x; x < kept.x + kept.width; ++x) {
                    const PixelExplanation pixel = explain(image, filter, x, y);
                    for (int channel = 0; channel < 3; ++channel) {
                        EXPECT_NEAR(pixel.stored[channel], expected.value(x - kept.x, y - kept.y, channel), 1e-12)
                            << filter << " at " << x << "," << y;
                    }
                }
            }
        }
    }
}

// Alpha and linear light: the input is prepared, the stored value is what the reference writes.
TEST(Explain, StoresWhatTheReferenceStores) {
    const Image image = noise({.width = 4, .height = 4, .channels = 4, .type = PixelType::U8}, 2);
    const PixelMeaning meaning(image.format(), Light::Linear);
    PixelPatch prepared = patchOf(image);
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x) {
            prepared.set(x, y, meaning.prepared(prepared.at(x, y)));
        }
    }
    const std::string filter = R"(convolve kernel="1 2 1 / 2 4 2 / 1 2 1" scale="1!" channels=rgba bias=0.05
        border=constant border_color=0.9,0.2,0.4,0.6)";
    const ReferenceImage expected = evaluateReference(image, parseChain(filter), Light::Linear);
    for (const int corner : {0, 3}) {
        const PixelExplanation pixel =
            explainPixel(parseFilter(filter), prepared, image.format(), Light::Linear, corner, 0);
        for (int channel = 0; channel < 4; ++channel) {
            EXPECT_NEAR(pixel.stored[channel], expected.value(corner, 0, channel), 1e-12) << channel;
        }
    }
}

TEST(Explain, APixelThatWasNotReadIsAnError) {
    const Image image = noise({.width = 9, .height = 9, .channels = 3}, 2);
    const Filter filter = parseFilter("box size=3");
    const PixelReach reach = reachOf(bankOf(filter), borderOf(filter), 9, 9, 4, 4);
    const PixelPatch patch = patchOf(image, reach.columns, reach.rows);
    EXPECT_NO_THROW(explainPixel(filter, patch, image.format(), Light::Encoded, 4, 4));
    EXPECT_THROW(explainPixel(filter, patch, image.format(), Light::Encoded, 5, 4), Error);
}

TEST(Explain, AWrappedCornerReadsTwoRunsAnAxis) {
    const Filter filter = parseFilter("box size=3 border=wrap");
    const PixelReach reach = reachOf(bankOf(filter), borderOf(filter), 9, 7, 0, 6);
    const PixelPatch patch(reach.columns, reach.rows);
    EXPECT_EQ(patch.columnRuns(), (std::vector<PixelPatch::Run>{{0, 2}, {8, 1}}));
    EXPECT_EQ(patch.rowRuns(), (std::vector<PixelPatch::Run>{{0, 1}, {5, 2}}));
    EXPECT_THROW(reachOf(bankOf(filter), borderOf(filter), 9, 7, 9, 0), Error);
}

TEST(Explain, AMeasuredValueAgreesWithinItsTolerance) {
    const PixelExplanation pixel = explain(imageOf(1, 1, 3, {0.2, 0.4, 0.6}), R"(convolve kernel="1: 1")", 0, 0);
    ReferencePixel measured = pixel.result;
    EXPECT_TRUE(checkPixel(pixel, measured, 0).agrees);
    measured[1] += 0.01;
    EXPECT_NEAR(checkPixel(pixel, measured, 0.02).largest, 0.01, 1e-12);
    EXPECT_TRUE(checkPixel(pixel, measured, 0.02).agrees);
    EXPECT_FALSE(checkPixel(pixel, measured, 0.005).agrees);
    measured[1] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(checkPixel(pixel, measured, 1).agrees);
}

}  // namespace
}  // namespace kg
