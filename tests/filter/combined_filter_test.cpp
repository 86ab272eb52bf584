#include "filter/combined_filter.h"

#include "filter/expect_error.h"
#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

using test::errorOf;

Filter combinedOf(const std::string& chain, bool hasAlpha = false) {
    return combinedFilter(parseChain(chain), 0, hasAlpha);
}

Kernel kernelOfText(const std::string& filter) {
    return kernelOf(parseFilter(filter));
}

std::string refusal(const std::string& chain, bool hasAlpha = false) {
    return errorOf([&] { combinedOf(chain, hasAlpha); });
}

TEST(CombinedFilter, HasTheExactWeightsOfTheConvolution) {
    // Both kernels and both origins are askew, so that turning or swapping anything would show.
    const std::string first = R"(convolve kernel="2x3+1+0: 1,2 3,4 5,6" mode=correlation)";
    const std::string second = R"(convolve kernel="3x1+0+0: 0.1,0.2,-0.7")";
    const Filter both = combinedOf(first + " | " + second);
    EXPECT_EQ(kernelOf(both), convolved(kernelOfText(first), kernelOfText(second)));
    EXPECT_EQ(kernelOf(both).originX(), 1 + 2);
    EXPECT_EQ(both.kind, "convolve");
    EXPECT_EQ(both.mix, 1);
    // The text reads back to the same bits.
    EXPECT_EQ(kernelOf(parseFilter(printFilter(both))), kernelOf(both));
}

TEST(CombinedFilter, TheSumIsTheProductOfTheSums) {
    const Filter both = combinedOf("gaussian sigma=1.7 | sharpen amount=0.3");
    EXPECT_NEAR(statistics(kernelOf(both)).sum, 1, 1e-15);
    EXPECT_NEAR(statistics(kernelOf(combinedOf(R"(convolve kernel="1 2 / 3 4" | convolve kernel="0.5 0.25")"))).sum,
                7.5, 1e-15);
}

TEST(CombinedFilter, MixIsAShareOfThePixelItself) {
    EXPECT_EQ(kernelOfText(R"(convolve kernel="3x1: 1,2,1" mix=0.25)"), parseKernel("3x1: 0.25,1.25,0.25"));
    EXPECT_EQ(kernelOfText("box size=9 mix=0"), Kernel());
    EXPECT_EQ(kernelOf(combinedOf("box size=9 mix=0 | box size=3 channels=rgb")), kernelOfText("box size=3"));
    EXPECT_EQ(kernelOfText("box size=9 mix=0.5").width(), 9);
}

TEST(CombinedFilter, ListsAreOneKernelWhereTheyAreLinear) {
    const std::string list = R"(convolve kernel="3x1: 1,2,3; 1x3: 4,5,6" compose=)";
    EXPECT_EQ(kernelOfText(list + "plus"), parseKernel("- 6 - / 3 7 1 / - 4 -"));
    EXPECT_EQ(kernelOfText(list + "difference"), parseKernel("- -6 - / 3 -3 1 / - -4 -"));
    EXPECT_EQ(kernelOfText(list + "none"), parseKernel("18 12 6 / 15 10 5 / 12 8 4"));
    EXPECT_NEAR(statistics(kernelOfText("unsharp sigma=1")).sum, 1, 1e-15);
}

TEST(CombinedFilter, WhatIsNotLinearIsNamed) {
    EXPECT_EQ(refusal("box | sobel"),
              "filter 2 (sobel): it takes the magnitude of its kernels' results, which is not linear: no one kernel "
              "does the same");
    const std::string list = R"(convolve kernel="3x1: 1,2,3; 1x3: 4,5,6" compose=)";
    EXPECT_NE(refusal(list + "lighten | box").find("filter 1 (convolve): it takes the largest"), std::string::npos);
    EXPECT_NE(refusal(list + "darken | box").find("the smallest"), std::string::npos);
}

TEST(CombinedFilter, WhatIsSwitchedOffIsNotCombined) {
    EXPECT_EQ(refusal("box | box enabled=false"),
              "filter 2 (box): it is switched off and computes nothing. Switch it on or remove it first.");
}

TEST(CombinedFilter, OneFilterHasNoNeighbour) {
    EXPECT_EQ(errorOf([] { combinedFilter(parseChain("box | box"), 1, false); }),
              "the chain has no filters 2 and 3 to combine, it has 2");
    EXPECT_NE(errorOf([] { combinedFilter({}, 0, false); }), "");
}

TEST(CombinedFilter, ChannelsMustBeTheSameInWhatThePictureHas) {
    EXPECT_EQ(refusal("box channels=r | box channels=g"),
              "filter 1 (box): it writes the channels r and filter 2 (box) writes g, where one kernel is laid over all "
              "alike. Set the same channels in both.");
    const std::string alphaApart = "box channels=rgba | box channels=rgb";
    EXPECT_NE(refusal(alphaApart, true).find("rgba"), std::string::npos);
    EXPECT_EQ(textOf(combinedOf(alphaApart, false), "channels"), "rgb");
    EXPECT_EQ(textOf(combinedOf("box channels=a | box channels=a", true), "channels"), "a");
}

TEST(CombinedFilter, TheSecondKernelWeighsTheFirstBias) {
    const std::string second = R"(convolve kernel="3x1: 1,1,1" bias=0.5)";
    EXPECT_EQ(numberOf(combinedOf("laplacian bias=0.25 | " + second), "bias"), 3 * 0.25 + 0.5);
    EXPECT_EQ(numberOf(combinedOf("laplacian bias=0.25 mix=0.5 | " + second), "bias"), 3 * 0.125 + 0.5);
}

TEST(CombinedFilter, BiasesFollowAlpha) {
    // With alpha written, it takes the way of the colours, and the biases add up.
    EXPECT_EQ(numberOf(combinedOf(R"(convolve bias=0.25 channels=rgba | convolve kernel="3x1: 1,1,1" bias=0.5 )"
                                  "channels=rgba",
                                  true),
                       "bias"),
              0.75);
    EXPECT_NE(refusal("convolve bias=0.25 mix=0.5 channels=rgba | box", true).find("mixed in"), std::string::npos);
    // With alpha kept, only what follows the last kernel stays in proportion to it.
    EXPECT_NE(refusal("laplacian bias=0.25 | box channels=rgb", true).find("filter 2 (box) leave alone"),
              std::string::npos);
}

TEST(CombinedFilter, TakesTheBorderOfTheKernelThatReachesFarther) {
    EXPECT_EQ(textOf(combinedOf("box size=3 border=wrap | box size=5 border=mirror"), "border"), "mirror");
    EXPECT_EQ(textOf(combinedOf("box size=5 border=wrap | box size=3 border=mirror"), "border"), "wrap");
    EXPECT_EQ(colorOf(combinedOf("box size=3 | box size=5 border=constant border_color=0.5,0.25,0,1"), "border_color"),
              (Color{0.5, 0.25, 0, 1}));
    const Chain colours = parseChain(
        "box border=constant | box border=constant border_color=1,1,1,1 | box | "
        "box border_color=1,1,1,1");
    EXPECT_FALSE(sameBorder(colours[0], colours[1]));
    EXPECT_TRUE(sameBorder(colours[2], colours[3]));
}

TEST(CombinedFilter, CropsAsMuchAsBothOrNotAtAll) {
    // Zeros around a kernel are cropped for as well.
    const Filter both = combinedOf(R"(convolve kernel="5x1: 0,0,1,0,0" border=crop | box size=3 border=crop)");
    EXPECT_EQ(kernelOf(both).width(), 7);
    EXPECT_EQ(kernelOf(both).height(), 3);
    EXPECT_EQ(textOf(both, "border"), "crop");
    EXPECT_EQ(refusal("box | box border=crop"),
              "filter 2 (box): its border rule crops the picture and that of filter 1 (box) does not, which one kernel "
              "cannot do. Set crop in both or in none.");
}

TEST(CombinedFilter, LimitsAreNamed) {
    std::string wide = "convolve kernel=\"5000x1: 1";
    for (int i = 1; i < 5000; ++i) {
        wide += ",1";
    }
    wide += "\"";
    EXPECT_EQ(refusal(wide + " | " + wide),
              "filter 1 (convolve): combined with filter 2 (convolve) it would be a 9999x1 kernel: a single row or "
              "column must be 1 to 8191 cells long");
    const std::string heavy = R"(convolve kernel="3x1: 1e20,0,0")";
    EXPECT_NE(refusal(heavy + " | " + heavy).find("too large"), std::string::npos);
    EXPECT_NE(refusal(R"(convolve bias=100 | convolve kernel="1x1: 2")").find("bias"), std::string::npos);
}

}  // namespace
}  // namespace kg
