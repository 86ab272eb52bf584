// Passes that walk along lines against the reference: every border rule, far beyond the image, along very long lines,
// and cut into segments as GPUs have them.
#include "engine_fixture.h"

#include "base/error.h"
#include "plan/tolerance.h"
#include "reference/reference.h"
#include "render/executor.h"
#include "render/transfer.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace kg {
namespace {

class Scans : public EngineTest {
protected:
    void SetUp() override {
        if (!engine().traits().compute) {
            GTEST_SKIP() << "compute programs need OpenGL 4.3";
        }
    }

    static std::string bordered(const std::string& filter, const std::string& border) {
        return fmt::format("{} border={}{}", filter, border,
                           border == "constant" ? " border_color=0.9,0.2,0.4,0.6" : "");
    }

    // The largest difference over what the plan may be off by.
    static double excess(const Image& result, const Plan& plan, const Image& source, const Chain& chain) {
        const Difference difference = compare(result, evaluateReference(source, chain, Light::Encoded));
        EXPECT_LE(difference.maximum, plan.errorBound) << "the stated bound holds";
        return difference.maximum / toleranceOf(plan, chain, largestSample(source, Light::Encoded));
    }

    void expectClose(const Image& source, const std::string& text, Strategy strategy) {
        SCOPED_TRACE(fmt::format("{} {} on {}x{}", strategyName(strategy), text, source.width(), source.height()));
        const Image result = run(source, text, {.strategy = strategy, .precision = Precision::Full});
        EXPECT_LE(excess(result, *engine().plan(), source, parseChain(text)), 1);
    }
};

constexpr const char* kExtendingBorders[] = {"clamp", "mirror", "reflect101", "wrap", "constant"};

TEST_F(Scans, GaussiansReachFarBeyondTheImage) {
    const ImageFormat sizes[] = {{.width = 24, .height = 15, .channels = 4},
                                 {.width = 1, .height = 1, .channels = 3},
                                 {.width = 1, .height = 17, .channels = 3},
                                 {.width = 17, .height = 1, .channels = 3}};
    for (const ImageFormat& size : sizes) {
        for (const char* border : kExtendingBorders) {
            for (const char* filter : {"gaussian sigma=20", "gaussian sigma=200"}) {
                for (const Strategy strategy : {Strategy::Recursive, Strategy::RunningSum}) {
                    expectClose(noise(size, 3), bordered(filter, border), strategy);
                }
            }
        }
    }
}

TEST_F(Scans, TheWidestGaussianRuns) {
    const Image source = noise({.width = 23, .height = 9, .channels = 3}, 4);
    for (const Strategy strategy : {Strategy::Recursive, Strategy::RunningSum, Strategy::Direct}) {
        expectClose(source, "gaussian sigma=1000 border=mirror", strategy);
        expectClose(source, "gaussian sigma=1000 border=clamp mix=0.7", strategy);
    }
}

// Without what a running sum carries beside it, its roundings add up along the line.
TEST_F(Scans, SumsDoNotDriftAlongAVeryLongLine) {
    const Image bytes = noise({.width = 16000, .height = 2, .channels = 3, .type = PixelType::U8}, 5);
    const Image floats = noise({.width = 16000, .height = 2, .channels = 3, .type = PixelType::F32}, 6);
    for (const char* filter : {"box size=9 height=1", "box size=101 height=1"}) {
        for (const Image& source : {bytes, floats}) {
            const Image result = run(source, filter, {.strategy = Strategy::RunningSum, .precision = Precision::Full});
            const Difference difference =
                compare(result, evaluateReference(source, parseChain(filter), Light::Encoded));
            EXPECT_LE(difference.maximum, 4 * 0x1p-24) << filter << " at " << difference.x;
        }
    }
    expectClose(bytes, "convolve kernel=\"Blur:127x40\" border=mirror", Strategy::RunningSum);
    const Image one = noise({.width = 16000, .height = 1, .channels = 3, .type = PixelType::U8}, 7);
    expectClose(one, "gaussian sigma=200 border=mirror", Strategy::Recursive);
}

TEST_F(Scans, AnInfinityStaysWithinTheBoxesThatHoldIt) {
    Image source = noise({.width = 64, .height = 5, .channels = 3, .type = PixelType::F32}, 8);
    Image without = source;
    source.setValue(20, 2, 1, std::numeric_limits<double>::infinity());
    source.setValue(40, 3, 0, std::numeric_limits<double>::quiet_NaN());
    const PlanSettings settings{.strategy = Strategy::RunningSum, .precision = Precision::Full};
    const Image expected = run(without, "box size=7", settings);
    const Image result = run(source, "box size=7", settings);
    int spoiled = 0;
    for (int x = 0; x < 64; ++x) {
        for (int y = 0; y < 5; ++y) {
            if (std::abs(x - 20) <= 3 || std::abs(x - 40) <= 3) {
                spoiled += std::isfinite(result.value(x, y, std::abs(x - 20) <= 3 ? 1 : 0)) ? 0 : 1;
                continue;
            }
            for (int channel = 0; channel < 3; ++channel) {
                EXPECT_NEAR(result.value(x, y, channel), expected.value(x, y, channel), 1e-6) << x << "," << y;
            }
        }
    }
    EXPECT_EQ(spoiled, 2 * 7 * 5);
}

TEST_F(Scans, ConstantsStayConstant) {
    const Image source = constant({.width = 300, .height = 7, .channels = 4, .type = PixelType::U8}, 100.0 / 255);
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap"}) {
        for (const char* filter : {"gaussian sigma=3", "gaussian sigma=300"}) {
            for (const Strategy strategy : {Strategy::Recursive, Strategy::RunningSum}) {
                const Image result =
                    run(source, bordered(filter, border), {.strategy = strategy, .precision = Precision::Full});
                EXPECT_LE(compare(result, evaluateReference(source, {}, Light::Encoded)).maximum, 1e-5)
                    << strategyName(strategy) << " " << filter << " " << border;
            }
        }
    }
}

TEST_F(Scans, ChangingTheStrategyCompilesNothing) {
    Engine fresh(sharedContext());
    fresh.setSource(std::make_shared<const Image>(noise({.width = 40, .height = 30, .channels = 4}, 9)));
    for (const char* border : kExtendingBorders) {
        const Chain chain = parseChain(bordered("gaussian sigma=2 mix=0.5", border));
        fresh.run(chain, {.strategy = Strategy::Direct});
        const std::uint64_t before = fresh.counters().programsCompiled;
        fresh.run(chain, {.strategy = Strategy::RunningSum});
        fresh.run(chain, {.strategy = Strategy::Recursive});
        EXPECT_EQ(fresh.counters().programsCompiled, before) << border;
    }
}

// Lines are cut where there are fewer of them than a GPU runs at once; a rasteriser on the CPU cuts none, but draws
// what such a plan says.
TEST_F(Scans, SegmentsOfALineAreWhatTheWholeLineIs) {
    const Image source = noise({.width = 900, .height = 7, .channels = 4, .type = PixelType::U8}, 10);
    ProgramCache programs{ShaderLibrary()};
    TexturePool pool;
    SpecialisedPrograms specialised;
    Executor executor(programs, specialised, pool);
    gl::Framebuffer framebuffer;
    for (const char* border : kExtendingBorders) {
        for (const auto& [filter, strategy] :
             {std::pair{"box size=9", Strategy::RunningSum}, std::pair{"gaussian sigma=3", Strategy::RunningSum},
              std::pair{"gaussian sigma=4", Strategy::Recursive}}) {
            const Chain chain = parseChain(bordered(filter, border));
            const Plan plan = makePlan(chain, source.format(), {.strategy = strategy, .precision = Precision::Full},
                                       {.compute = true});
            SCOPED_TRACE(printChain(chain));
            EXPECT_LE(plan.passes.at(1).scan.segment, 450);
            const gl::Texture texture = uploadImage(source);
            const gl::Texture output = executor.run(plan, texture, nullptr);
            const Image result =
                readTexture(framebuffer, output, 0, 0, output.width(), output.height(), 4, source.format().transfer);
            EXPECT_LE(excess(result, plan, source, chain), 1);
        }
    }
}

}  // namespace
}  // namespace kg
