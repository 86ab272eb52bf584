// The strategies of compute passes: by laws, by kernels that no other strategy takes, and by every border rule on
// pictures smaller than the kernel.
#include "engine_fixture.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"
#include "plan/tolerance.h"
#include "reference/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>

namespace kg {
namespace {

constexpr std::array<const char*, 5> kExtendingBorders{"clamp", "mirror", "reflect101", "wrap", "constant"};

Kernel randomKernel(int width, int height, int originX, int originY) {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same kernel every time
    std::uniform_real_distribution<double> weights(-1, 1);
    std::vector<double> cells(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    double sum = 0;
    for (double& cell : cells) {
        cell = weights(random);
        sum += std::abs(cell);
    }
    return Kernel(width, height, std::move(cells), originX, originY).scaled(1 / sum);
}

Chain convolve(const Kernel& kernel, const std::string& rest = "") {
    Chain chain = parseChain("convolve " + rest);
    chain[0].values["kernel"] = printKernel(kernel);
    return chain;
}

class ComputePasses : public EngineTest, public testing::WithParamInterface<Strategy> {
protected:
    void SetUp() override {
        if (!engine().traits().compute) {
            GTEST_SKIP() << "compute programs need OpenGL 4.3";
        }
    }

    // Runs a chain by a strategy in full precision and holds it against the reference, the tolerance and its own bound.
    static void compareWithReference(const Image& source, const Chain& chain, Strategy strategy) {
        engine().setSource(std::make_shared<const Image>(source));
        const Plan& plan = engine().run(chain, {.strategy = strategy, .precision = Precision::Full});
        const Difference difference = compare(engine().readResult(), evaluateReference(source, chain, Light::Encoded));
        EXPECT_LE(difference.maximum, toleranceOf(plan, chain, largestSample(source, Light::Encoded)))
            << "at " << difference.x << "," << difference.y << " channel " << difference.channel;
        EXPECT_LE(difference.maximum, plan.errorBound) << "what the plan states";
    }
};

TEST_P(ComputePasses, ADeltaReturnsTheKernelUnderConvolutionAndTurnedUnderCorrelation) {
    Image delta({.width = 41, .height = 37, .channels = 1, .type = PixelType::F32});
    delta.setValue(20, 18, 0, 1);
    const Kernel kernel = randomKernel(5, 4, 3, 0);
    for (const char* mode : {"convolution", "correlation"}) {
        const bool turned = mode == std::string("correlation");
        engine().setSource(std::make_shared<const Image>(delta));
        engine().run(convolve(kernel, fmt::format("mode={} border=constant", mode)),
                     {.strategy = GetParam(), .precision = Precision::Full});
        const Image result = engine().readResult();
        for (int y = 0; y < delta.height(); ++y) {
            for (int x = 0; x < delta.width(); ++x) {
                const int i = kernel.originX() + (turned ? 20 - x : x - 20);
                const int j = kernel.originY() + (turned ? 18 - y : y - 18);
                EXPECT_NEAR(result.value(x, y, 0), kernel.weight(i, j), 1e-7) << mode << " " << x << "," << y;
            }
        }
    }
}

TEST_P(ComputePasses, ConstantsStayConstant) {
    const Image source = constant({.width = 45, .height = 19, .channels = 4, .type = PixelType::U8}, 100.0 / 255);
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap"}) {
        engine().setSource(std::make_shared<const Image>(source));
        engine().run(parseChain(fmt::format("gaussian sigma=2 border={}", border)),
                     {.strategy = GetParam(), .precision = Precision::Full});
        const Image result = engine().readResult();
        for (int x = 0; x < source.width(); ++x) {
            EXPECT_NEAR(result.value(x, 7, 0), 100.0 / 255, 1e-5) << border << " " << x;
        }
    }
}

// Kernels wider and higher than the picture reach over it more than once.
TEST_P(ComputePasses, EveryBorderRuleAgreesOnPicturesOfAnySize) {
    const Kernel kernel = randomKernel(9, 11, 1, 8);
    for (const auto& [width, height] : {std::pair(35, 21), {1, 1}, {1, 17}, {17, 1}, {5, 3}, {32, 16}}) {
        for (const char* border : kExtendingBorders) {
            SCOPED_TRACE(fmt::format("{}x{} {}", width, height, border));
            const Image source = noise({.width = width, .height = height, .channels = 4, .type = PixelType::U8}, 3);
            const std::string colour = border == std::string("constant") ? " border_color=0.9,0.2,0.4,0.6" : "";
            compareWithReference(source, convolve(kernel, fmt::format("border={}{}", border, colour)), GetParam());
        }
    }
}

TEST_P(ComputePasses, WhatAFilterDoesAtItsEndIsDone) {
    const Image source = noise({.width = 40, .height = 21, .channels = 4, .type = PixelType::U16}, 3);
    for (const char* rest : {"mix=0.3", "channels=g", "channels=rgba bias=0.2", "channels=a mix=0.5 border=wrap"}) {
        SCOPED_TRACE(rest);
        compareWithReference(source, convolve(randomKernel(7, 5, 0, 0), rest), GetParam());
    }
}

TEST_P(ComputePasses, ChainsPassThroughThem) {
    const Image source = noise({.width = 40, .height = 21, .channels = 3, .type = PixelType::U8}, 3);
    compareWithReference(source, parseChain("gaussian sigma=1 mix=0.5 | sharpen border=wrap | box size=4"), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Both, ComputePasses, testing::Values(Strategy::Tiled, Strategy::Fourier),
                         [](const auto& strategy) { return std::string(strategyLabel(strategy.param)); });

class FourierPassesTest : public ComputePasses {};

// A tile of 64 points gives 34 results of such a kernel.
TEST_F(FourierPassesTest, AKernelOfFullRankAgreesAcrossTiles) {
    const Kernel kernel = randomKernel(31, 31, 15, 15);
    const Image source = noise({.width = 71, .height = 39, .channels = 4, .type = PixelType::U8}, 3);
    for (const char* border : kExtendingBorders) {
        SCOPED_TRACE(border);
        compareWithReference(source, convolve(kernel, fmt::format("border={}", border)), Strategy::Fourier);
        const std::vector<Pass>& passes = engine().plan()->passes;
        const auto back = std::find_if(passes.begin(), passes.end(),
                                       [](const Pass& pass) { return pass.kind == PassKind::FourierBack; });
        ASSERT_NE(back, passes.end());
        EXPECT_GT(back->fourier.x.tiles, 1);
        EXPECT_GT(back->fourier.y.tiles, 1);
    }
}

TEST_F(FourierPassesTest, EveryLengthAgreesInEveryAxis) {
    const Image source = noise({.width = 12, .height = 9, .channels = 3, .type = PixelType::U8}, 3);
    for (const auto& [width, height] : {std::pair(300, 3), {3, 300}, {100, 40}, {270, 260}}) {
        for (const char* border : {"mirror", "constant"}) {
            SCOPED_TRACE(fmt::format("{}x{} {}", width, height, border));
            compareWithReference(source,
                                 convolve(randomKernel(width, height, 0, height - 1),
                                          fmt::format("border={} border_color=1,0,1,1", border)),
                                 Strategy::Fourier);
        }
    }
}

}  // namespace
}  // namespace kg
