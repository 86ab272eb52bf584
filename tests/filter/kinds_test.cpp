#include "base/error.h"
#include "filter/chain.h"
#include "filter/expect_error.h"
#include "filter/kinds/common.h"
#include "filter/registry.h"
#include "kernel/generators/smoothing.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace kg {
namespace {

using test::errorOf;

KernelBank bankOfText(const std::string& text) {
    return bankOf(parseFilter(text));
}

double sum(const Kernel& kernel) {
    return std::accumulate(kernel.cells().begin(), kernel.cells().end(), 0.0);
}

TEST(Registry, ListsTheKindsInOrder) {
    std::vector<std::string> ids;
    for (const FilterKind& kind : filterKinds()) {
        ids.push_back(kind.id);
    }
    EXPECT_EQ(ids,
              (std::vector<std::string>{"convolve", "gaussian", "box", "sharpen", "unsharp", "laplacian", "sobel"}));
}

TEST(Registry, EveryKindIsDescribedAndSound) {
    for (const FilterKind& kind : filterKinds()) {
        SCOPED_TRACE(kind.id);
        EXPECT_FALSE(kind.label.empty());
        EXPECT_FALSE(kind.description.empty());
        EXPECT_FALSE(kind.keywords.empty());
        std::set<std::string> ids{mixParameter().id, enabledParameter().id};
        for (const Parameter& parameter : kind.parameters) {
            SCOPED_TRACE(parameter.id);
            EXPECT_TRUE(ids.insert(parameter.id).second) << "two parameters of one id";
            EXPECT_FALSE(parameter.label.empty());
            EXPECT_FALSE(parameter.tooltip.empty());
            EXPECT_NO_THROW(checkValue(parameter, parameter.initial));
            EXPECT_LE(parameter.hard.lowest, parameter.comfort.lowest);
            EXPECT_GE(parameter.hard.highest, parameter.comfort.highest);
        }
        ASSERT_GE(kind.parameters.size(), 2U);
        EXPECT_EQ(kind.parameters[kind.parameters.size() - 2].id, "border");
        EXPECT_EQ(kind.parameters.back().id, "border_color");
        const Filter filter = makeFilter(kind.id);
        EXPECT_EQ(borderOf(filter), BorderRule::Clamp);
        EXPECT_EQ(borderColorOf(filter), (Color{0, 0, 0, 1}));
        EXPECT_FALSE(bankOf(filter).kernels.empty());
    }
}

TEST(Registry, BorderOptionsAreTheBorderRules) {
    std::vector<std::string> options;
    for (const Option& option : filterKind("box").parameter("border").options) {
        options.push_back(option.id);
    }
    std::vector<std::string> names;
    for (const BorderRule rule : allBorderRules()) {
        names.emplace_back(borderRuleName(rule));
    }
    EXPECT_EQ(options, names);
}

TEST(Registry, RefusesWhatAKindLacks) {
    EXPECT_EQ(errorOf([] { makeFilter("shapren"); }), "there is no filter \"shapren\". Did you mean sharpen?");
    EXPECT_EQ(errorOf([] { valueOf(makeFilter("sobel"), "sigma"); }),
              "sobel has no \"sigma\"; its parameters are scale, channels, border and border_color");
    EXPECT_EQ(errorOf([] { numberOf(makeFilter("sobel"), "border"); }), "sobel, border: expected a number");
}

TEST(BankOf, NamesTheFilterAndTheParameter) {
    Filter filter = makeFilter("gaussian");
    filter.values["sigma"] = -1.0;
    EXPECT_EQ(errorOf([&] { bankOf(filter); }), "gaussian, sigma: -1 is outside 0..1000");
}

TEST(Convolve, LaysTheKernelTurnedOrAsWritten) {
    const Kernel written = parseKernel("3x2: 1,2,3 4,5,6");
    const KernelBank turned = bankOfText("convolve kernel=\"3x2: 1,2,3 4,5,6\"");
    EXPECT_EQ(turned.kernels, std::vector{written.turned()});
    EXPECT_EQ(turned.combine, Combine::Single);
    const KernelBank laid = bankOfText("convolve kernel=\"3x2: 1,2,3 4,5,6\" mode=correlation");
    EXPECT_EQ(laid.kernels, std::vector{written});
}

// A side of 4 takes the pixels from x - 2 to x + 1, whoever makes the kernel.
TEST(EvenSides, LieWhereConvolutionHasThem) {
    const Kernel typed = bankOfText("convolve kernel=\"4x2: 1,1,1,1 1,1,1,1\" scale=\"!\"").kernels.front();
    const Kernel box = bankOfText("box size=4 height=2").kernels.front();
    EXPECT_EQ(box, typed);
    EXPECT_EQ(box.originX(), 2);
    EXPECT_EQ(box.originY(), 1);
    EXPECT_EQ(bankOfText("gaussian sigma=1 size=4").kernels.front().originX(), 2);
    EXPECT_EQ(bankOfText("box size=5").kernels.front().originX(), 2);
}

TEST(Convolve, ScalesAndShifts) {
    const KernelBank bank = bankOfText("convolve kernel=\"2x1: 1,3\" scale=\"1!\" bias=-0.5 mode=correlation");
    EXPECT_EQ(bank.kernels, std::vector{parseKernel("2x1: 0.25,0.75")});
    EXPECT_EQ(bank.bias, -0.5);
}

TEST(Convolve, StartsAsASharpeningKernelThatKeepsAlpha) {
    const KernelBank bank = bankOfText("convolve");
    EXPECT_EQ(bank.kernels, std::vector{parseKernel("0 -1 0 / -1 5 -1 / 0 -1 0")});
    EXPECT_EQ(bank.channels, (ChannelMask{.alpha = false}));
}

TEST(Channels, NameTheMask) {
    EXPECT_EQ(bankOfText("box channels=rgba").channels, ChannelMask{});
    EXPECT_EQ(bankOfText("box channels=rgb").channels, (ChannelMask{true, true, true, false}));
    EXPECT_EQ(bankOfText("box channels=r").channels, (ChannelMask{true, false, false, false}));
    EXPECT_EQ(bankOfText("box channels=g").channels, (ChannelMask{false, true, false, false}));
    EXPECT_EQ(bankOfText("box channels=b").channels, (ChannelMask{false, false, true, false}));
    EXPECT_EQ(bankOfText("box channels=a").channels, (ChannelMask{false, false, false, true}));
}

TEST(Convolve, AListOfKernelsIsABank) {
    const KernelBank sequence = bankOfText("convolve kernel=\"Sobel:>\" scale=0.5 mode=correlation");
    ASSERT_EQ(sequence.kernels.size(), 4U);
    EXPECT_EQ(sequence.combine, Combine::Sequence);
    EXPECT_EQ(sequence.kernels[1], parseKernel("Sobel:90").scaled(0.5));
    EXPECT_EQ(bankOfText("convolve kernel=\"1;1\" compose=plus").combine, Combine::Sum);
    EXPECT_EQ(bankOfText("convolve kernel=\"1;1\" compose=difference").combine, Combine::Difference);
    EXPECT_EQ(bankOfText("convolve kernel=\"1;1\" compose=lighten").combine, Combine::Maximum);
    EXPECT_EQ(bankOfText("convolve kernel=\"1;1\" compose=darken").combine, Combine::Minimum);
    EXPECT_EQ(bankOfText("convolve kernel=\"1;1\" compose=magnitude").combine, Combine::Magnitude);
    EXPECT_EQ(bankOfText("convolve kernel=\"1\" compose=magnitude").combine, Combine::Single) << "nothing to compose";
    std::string many;
    for (int i = 0; i < 65; ++i) {
        many += "1;";
    }
    EXPECT_THROW(bankOfText("convolve kernel=\"" + many + "\""), Error);
}

TEST(Gaussian, TakesItsSizeFromSigmaOrFromTheUser) {
    EXPECT_EQ(bankOfText("gaussian sigma=2").kernels, std::vector{gaussian(17, 17, 2, 2)});
    EXPECT_EQ(bankOfText("gaussian sigma=2 size=6").kernels, std::vector{gaussian(6, 6, 2, 2).turned()});
    EXPECT_EQ(bankOfText("gaussian sigma=0").kernels, std::vector{Kernel()});
    EXPECT_TRUE(bankOfText("gaussian").channels.all());
}

TEST(Gaussian, TheLargestSigmaFillsTheWidestKernel) {
    EXPECT_EQ(gaussianSize(kLargestSigma), kWidestKernel);
    EXPECT_EQ(bankOfText("gaussian sigma=31.75").kernels.size(), 1U);
    EXPECT_EQ(filterKind("unsharp").parameter("sigma").hard, (Range{0, kLargestSigma}));
}

TEST(Gaussian, AWiderOneIsARowAndAColumn) {
    for (const double sigma : {32.0, kLargestBlur}) {
        const int size = gaussianSize(sigma);
        const KernelBank bank = bankOfText("gaussian sigma=" + std::to_string(sigma));
        EXPECT_EQ(bank.combine, Combine::Sequence);
        EXPECT_EQ(bank.kernels, (std::vector{gaussian(size, 1, sigma, 0), gaussian(1, size, 0, sigma)}));
    }
    EXPECT_EQ(filterKind("gaussian").parameter("sigma").hard, (Range{0, kLargestBlur}));
}

TEST(Box, IsAMeanOfAnyRectangle) {
    EXPECT_EQ(bankOfText("box").kernels, std::vector{box(5, 5)});
    EXPECT_EQ(bankOfText("box size=4").kernels, std::vector{box(4, 4).turned()});
    EXPECT_EQ(bankOfText("box size=7 height=1").kernels, std::vector{box(7, 1)});
}

TEST(Sharpen, LiftsTheCentreByFourTimesTheAmount) {
    EXPECT_EQ(bankOfText("sharpen").kernels, std::vector{parseKernel("0 -1 0 / -1 5 -1 / 0 -1 0")});
    EXPECT_EQ(bankOfText("sharpen amount=0.5").kernels, std::vector{parseKernel("0 -0.5 0 / -0.5 3 -0.5 / 0 -0.5 0")});
    EXPECT_TRUE(bankOfText("sharpen").channels.all());
}

TEST(Unsharp, IsTheImageMinusItsBlur) {
    const KernelBank bank = bankOfText("unsharp amount=0.5 sigma=1");
    ASSERT_EQ(bank.kernels.size(), 2U);
    EXPECT_EQ(bank.combine, Combine::Difference);
    EXPECT_EQ(bank.kernels[0], Kernel(1, 1, {1.5}));
    EXPECT_EQ(bank.kernels[1], gaussian(9, 9, 1, 1).scaled(0.5));
    EXPECT_NEAR(sum(bank.kernels[0]) - sum(bank.kernels[1]), 1, 1e-12);
}

TEST(Laplacian, HasANegativeCentreAndNoSum) {
    EXPECT_EQ(bankOfText("laplacian").kernels, std::vector{parseKernel("0 1 0 / 1 -4 1 / 0 1 0")});
    EXPECT_EQ(bankOfText("laplacian neighbours=8 scale=-1").kernels,
              std::vector{parseKernel("-1 -1 -1 / -1 8 -1 / -1 -1 -1")});
    EXPECT_EQ(bankOfText("laplacian bias=0.5").bias, 0.5);
    EXPECT_FALSE(bankOfText("laplacian").channels.alpha);
}

TEST(Sobel, IsTheMagnitudeOfTwoGradients) {
    const KernelBank bank = bankOfText("sobel scale=0.25");
    EXPECT_EQ(bank.combine, Combine::Magnitude);
    EXPECT_EQ(bank.kernels, (std::vector{parseKernel("-0.25 0 0.25 / -0.5 0 0.5 / -0.25 0 0.25"),
                                         parseKernel("-0.25 -0.5 -0.25 / 0 0 0 / 0.25 0.5 0.25")}));
    EXPECT_FALSE(bank.channels.alpha);
}

}  // namespace
}  // namespace kg
