#include "reference/reference.h"

#include "base/error.h"
#include "image/pattern.h"
#include "image/srgb.h"
#include "kernel/generators/smoothing.h"
#include "reference/images.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace kg {
namespace {

using test::constantImage;
using test::imageOf;

ReferenceImage evaluate(const Image& image, const std::string& chain, Light light = Light::Encoded) {
    return evaluateReference(image, parseChain(chain), light);
}

void expectValues(const ReferenceImage& image, const std::vector<double>& expected, double tolerance = 1e-12) {
    ASSERT_EQ(image.values.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(image.values[i], expected[i], tolerance) << "sample " << i;
    }
}

TEST(Reference, ADeltaReturnsTheKernel) {
    Image delta({.width = 5, .height = 4, .channels = 1, .type = PixelType::F32});
    delta.setValue(2, 1, 0, 1);
    const std::string kernel = R"(convolve kernel="3x2+0+0: 1,2,3 4,5,6" )";
    // Convolution lays the kernel's origin, its top left cell, on the delta.
    expectValues(evaluate(delta, kernel), {0, 0, 0, 0, 0,  //
                                           0, 0, 1, 2, 3,  //
                                           0, 0, 4, 5, 6,  //
                                           0, 0, 0, 0, 0});
    expectValues(evaluate(delta, kernel + "mode=correlation"), {6, 5, 4, 0, 0,  //
                                                                3, 2, 1, 0, 0,  //
                                                                0, 0, 0, 0, 0,  //
                                                                0, 0, 0, 0, 0});
}

TEST(Reference, BorderRulesByHand) {
    const Image row = imageOf(4, 1, 1, {1, 2, 3, 4});
    // Two pixels to the left of each pixel, by correlation with a kernel whose origin is its right end.
    const auto shifted = [&](const std::string& border) {
        return evaluate(row, R"(convolve kernel="3x1+2+0: 1,0,0" mode=correlation border=)" + border);
    };
    expectValues(shifted("clamp"), {1, 1, 1, 2});
    expectValues(shifted("mirror"), {2, 1, 1, 2});
    expectValues(shifted("reflect101"), {3, 2, 1, 2});
    expectValues(shifted("wrap"), {3, 4, 1, 2});
    expectValues(shifted("constant border_color=0.5,0,0,1"), {0.5, 0.5, 1, 2});
}

TEST(Reference, ExamplesOfGimpsDocumentationByHand) {
    const Image patch = imageOf(3, 3, 1, {1, 2, 3, 4, 5, 7, 7, 8, 9});
    const auto centre = [&](const std::string& chain) { return evaluate(patch, chain).value(1, 1, 0); };
    EXPECT_DOUBLE_EQ(centre("sharpen"), 5 * 5 - 2 - 4 - 7 - 8);
    EXPECT_DOUBLE_EQ(centre("box size=3"), 46.0 / 9);
    EXPECT_DOUBLE_EQ(centre("laplacian"), 2 + 4 + 7 + 8 - 4 * 5);
    EXPECT_DOUBLE_EQ(centre("laplacian neighbours=8"), 46 - 9 * 5);
    // Emboss, as written: -2*1 -1*2 -1*4 +1*5 +1*7 +1*8 +2*9.
    EXPECT_DOUBLE_EQ(centre(R"(convolve kernel="-2 -1 0 / -1 1 1 / 0 1 2" mode=correlation)"), 30);
    EXPECT_DOUBLE_EQ(centre("sobel"), std::hypot(3 + 2 * 7 + 9 - 1 - 2 * 4 - 7, 7 + 2 * 8 + 9 - 1 - 2 * 2 - 3));
    EXPECT_DOUBLE_EQ(centre("laplacian bias=0.5 scale=2"), 2.5);
    EXPECT_DOUBLE_EQ(centre("box size=3 mix=0.25"), 0.75 * 5 + 0.25 * 46 / 9);
}

TEST(Reference, UnsharpAddsWhatTheBlurTakesAway) {
    const Image source = noise({.width = 9, .height = 8, .channels = 3, .type = PixelType::U8}, 3);
    const ReferenceImage blurred = evaluate(source, "gaussian sigma=1.2");
    const ReferenceImage sharpened = evaluate(source, "unsharp amount=0.7 sigma=1.2");
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 9; ++x) {
            const double value = source.value(x, y, 1);
            EXPECT_NEAR(sharpened.value(x, y, 1), value + 0.7 * (value - blurred.value(x, y, 1)), 1e-12);
        }
    }
}

TEST(Reference, ConstantsStayConstantUnderEveryBorderRule) {
    const Image grey = constantImage({.width = 7, .height = 3, .channels = 3, .type = PixelType::F32}, 0.25);
    for (const BorderRule rule : allBorderRules()) {
        for (const char* filter : {"gaussian sigma=3", "box size=4", "sharpen amount=2", "unsharp"}) {
            const std::string border = std::string(borderRuleName(rule)) + " border_color=0.25,0.25,0.25";
            const std::string chain = std::string(filter) + " border=" + border;
            const std::size_t pixels =
                rule == BorderRule::Crop && filter == std::string("sharpen amount=2") ? 5 : 7 * 3;
            if (rule == BorderRule::Crop && pixels != 5) {
                EXPECT_THROW(evaluate(grey, chain), Error) << "the kernel is larger than the image";
                continue;
            }
            expectValues(evaluate(grey, chain), std::vector<double>(pixels * 3, 0.25));
        }
    }
}

TEST(Reference, CropKeepsThePixelsWhoseKernelLiesInside) {
    const Image row = imageOf(5, 1, 1, {1, 2, 4, 8, 16});
    // An origin at the left cell reads two pixels to the right.
    const ReferenceImage result = evaluate(row, "convolve kernel=\"3x1+0+0: 1 1 1\" mode=correlation border=crop");
    EXPECT_EQ(result.width, 3);
    EXPECT_EQ(result.height, 1);
    expectValues(result, {7, 14, 28});
    // A list crops by each of its kernels, and mix takes the input's pixel that lies under the result's.
    expectValues(evaluate(row, "convolve kernel=\"3x1: 0 1 0 ; 2x1+0+0: 0 1\" mode=correlation border=crop mix=0.5"),
                 {3, 6});
}

TEST(Reference, RenormaliseRestoresTheSumOfWhatLiesInside) {
    const Image row = imageOf(4, 1, 1, {3, 6, 9, 12});
    expectValues(evaluate(row, "convolve kernel=\"3x1: 1 2 1\" border=renormalise"),
                 {4 * 12.0 / 3, 24, 36, 4 * 33.0 / 3});
    // No sum to restore: the weights inside count as they are.
    expectValues(evaluate(row, "convolve kernel=\"3x1: -1 0 1\" mode=correlation border=renormalise"), {6, 6, 6, -9});
    // Signed weights with a sum keep a constant constant.
    const Image constant = imageOf(4, 1, 1, {5, 5, 5, 5});
    expectValues(evaluate(constant, "convolve kernel=\"3x1: -1 3 -1\" border=renormalise"), {5, 5, 5, 5});
}

TEST(Reference, AKernelLargerThanTheImageWrapsAroundIt) {
    const Image pixel = imageOf(1, 1, 3, {0.1, 0.2, 0.3});
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap"}) {
        const ReferenceImage result = evaluate(pixel, std::string("gaussian sigma=5 border=") + border);
        for (int channel = 0; channel < 3; ++channel) {
            EXPECT_NEAR(result.value(0, 0, channel), pixel.value(0, 0, channel), 1e-12) << border;
        }
    }
}

TEST(Reference, AChainRunsInOrderAndSkipsWhatIsOff) {
    const Image source = noise({.width = 6, .height = 5, .channels = 1, .type = PixelType::U16}, 4);
    const ReferenceImage blurred = evaluate(source, "box size=3");
    EXPECT_EQ(evaluate(source, "sobel mix=0 | box size=3 | laplacian enabled=false").values, blurred.values);
    // The Laplacian of the blur is the blur of the Laplacian, but their magnitudes are not.
    EXPECT_NE(evaluate(source, "sobel | box size=3").values, evaluate(source, "box size=3 | sobel").values);
}

TEST(Reference, WithoutFiltersTheResultIsTheSource) {
    const Image hidden = imageOf(1, 1, 4, {0.5, 0.25, 0.75, 0});
    expectValues(evaluate(hidden, ""), {0.5, 0.25, 0.75, 0}, 0);
    expectValues(evaluate(hidden, "box enabled=false | sobel mix=0"), {0.5, 0.25, 0.75, 0}, 0);
}

TEST(ReferenceAlpha, HiddenColoursDoNotLeak) {
    // A red pixel that is visible beside a green one that is not.
    const Image pair = imageOf(2, 1, 4, {1, 0, 0, 1, 0, 1, 0, 0});
    expectValues(evaluate(pair, "box size=2 height=1 border=wrap"), {1, 0, 0, 0.5, 1, 0, 0, 0.5});
}

TEST(ReferenceAlpha, OpaqueStaysOpaque) {
    Image source = noise({.width = 8, .height = 6, .channels = 4, .type = PixelType::U8}, 5);
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 8; ++x) {
            source.setValue(x, y, 3, 1);
        }
    }
    for (const char* chain : {"gaussian", "sharpen", "laplacian", "sobel", "convolve kernel=\"-1 1\""}) {
        const ReferenceImage result = evaluate(source, chain);
        for (int y = 0; y < 6; ++y) {
            for (int x = 0; x < 8; ++x) {
                EXPECT_NEAR(result.value(x, y, 3), 1, 1e-12) << chain;
            }
        }
    }
}

TEST(ReferenceAlpha, InvisibleResultsAreBlack) {
    const Image pixel = imageOf(1, 1, 4, {1, 1, 1, 0.5});
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: -1" channels=rgba)"), {0, 0, 0, -0.5});
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 0" channels=rgba)"), {0, 0, 0, 0});
}

TEST(ReferenceAlpha, BiasWeighsAsMuchAsThePixelIsVisible) {
    // Stored 0.4 at alpha 0.5 counts 0.2; bias 0.25 adds 0.125; 0.325 is stored as 0.65.
    const Image pixel = imageOf(1, 1, 2, {0.4, 0.5});
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 1" bias=0.25)"), {0.65, 0.5}, 1e-7);
    // Where the filter writes alpha, its own alpha weighs.
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 2" bias=0.25 channels=rgba)"), {0.65, 1}, 1e-7);
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 1" bias=0.25 channels=a)"), {0.4, 0.5}, 1e-7);
}

TEST(ReferenceAlpha, AnImageWithoutAlphaIsOpaque) {
    const Image pixel = imageOf(1, 1, 3, {0.5, 0.5, 0.5});
    // A filter on alpha changes nothing, and a kernel that would halve alpha does not divide by it.
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 0.5" channels=a)"), {0.5, 0.5, 0.5});
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 0.5" channels=rgba)"), {0.25, 0.25, 0.25});
    // The border's alpha does not count either.
    expectValues(evaluate(pixel, "box size=3 height=1 border=constant border_color=0.2,0.2,0.2,0"), {0.3, 0.3, 0.3});
}

TEST(ReferenceAlpha, ATransparentBorderFadesThePictureOut) {
    const Image pixel = imageOf(1, 1, 4, {0.5, 1, 0, 1});
    expectValues(evaluate(pixel, "box size=2 height=1 border=constant border_color=1,1,1,0"), {0.5, 1, 0, 0.5});
}

TEST(ReferenceChannels, OthersKeepTheirInput) {
    const Image pixel = imageOf(1, 1, 4, {0.1, 0.2, 0.3, 1});
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 2" channels=g)"), {0.1, 0.4, 0.3, 1}, 1e-7);
    expectValues(evaluate(pixel, R"(convolve kernel="1x1: 2")"), {0.2, 0.4, 0.6, 1}, 1e-7);
    // Grey shows the red channel.
    const Image grey = imageOf(1, 1, 1, {0.25});
    expectValues(evaluate(grey, R"(convolve kernel="1x1: 2" channels=r)"), {0.5});
    expectValues(evaluate(grey, R"(convolve kernel="1x1: 2" channels=g)"), {0.25});
}

TEST(ReferenceLight, FiltersLightAndStoresItsCode) {
    const Image pair = imageOf(2, 1, 1, {0, 1});
    expectValues(evaluate(pair, "box size=2 height=1 border=wrap", Light::Linear),
                 {linearToSrgb(0.5), linearToSrgb(0.5)});
    expectValues(evaluate(pair, "box size=2 height=1 border=wrap"), {0.5, 0.5});
}

TEST(ReferenceLight, TheBorderColourIsStoredAsTheImageIs) {
    const Image pixel = imageOf(1, 1, 1, {0.5});
    const ReferenceImage result =
        evaluate(pixel, "gaussian sigma=1 border=constant border_color=0.5,0.5,0.5,1", Light::Linear);
    EXPECT_NEAR(result.value(0, 0, 0), 0.5, 1e-12);
}

TEST(ReferenceLight, LinearFilesHoldLightAlready) {
    Image linear({.width = 2, .height = 1, .channels = 1, .type = PixelType::F32, .transfer = Transfer::Linear});
    linear.setValue(1, 0, 0, 1);
    expectValues(evaluate(linear, "box size=2 height=1 border=wrap", Light::Linear), {0.5, 0.5});
}

TEST(Reference, RefusesAnUnsoundChain) {
    Chain chain = parseChain("box");
    chain[0].values["size"] = 0.0;
    EXPECT_THROW(evaluateReference(imageOf(1, 1, 1, {0}), chain, Light::Encoded), Error);
}

}  // namespace
}  // namespace kg
