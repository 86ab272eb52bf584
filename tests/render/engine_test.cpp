// What the engine does and does not do: compiles, draws and textures are counted, errors keep the last good state.
#include "engine_fixture.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace kg {
namespace {

std::shared_ptr<const Image> picture(int width = 40, int height = 30, int channels = 3) {
    return std::make_shared<const Image>(
        noise({.width = width, .height = height, .channels = channels, .type = PixelType::U8}, 2));
}

class EngineBehaviour : public EngineTest {};

TEST_F(EngineBehaviour, TuningCompilesNothing) {
    Engine fresh(sharedContext());
    fresh.setSource(picture());
    Chain chain =
        parseChain("gaussian | convolve border=reflect101 | unsharp border=constant | box border=wrap | sobel");
    fresh.run(chain);
    const std::uint64_t before = fresh.counters().programsCompiled;
    for (int step = 0; step <= 50; ++step) {
        chain[0].values["sigma"] = step * 0.2;  // from a delta through direct to separable
        chain[1].values["kernel"] = printKernel(Kernel(3, 3, {0, 0, 0, 1, 5.0 - step * 0.2, 1, 0, 0, 0}));
        chain[2].values["amount"] = step * 0.1;
        chain[2].values["sigma"] = 0.1 + step * 0.1;
        chain[3].values["size"] = 1.0 + step;
        chain[4].mix = step / 50.0;
        fresh.run(chain);
    }
    EXPECT_EQ(fresh.counters().programsCompiled, before);
    EXPECT_GT(fresh.counters().passesDrawn, 50U * 4);
}

// A drag never waits for the programs of transforms: they are built once the chain rests, and taken from then on.
TEST_F(EngineBehaviour, TransformsAreBuiltAtRest) {
    if (!engine().traits().compute) {
        GTEST_SKIP() << "compute programs need OpenGL 4.3";
    }
    const auto cells = [](int side) {
        std::vector<double> weights(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        for (std::size_t i = 0; i < weights.size(); ++i) {
            weights[i] = static_cast<double>(i * i % 97) / 97;
        }
        return printKernel(Kernel(side, side, std::move(weights)));
    };
    Engine fresh(sharedContext(), {.costs = kSoftwareCosts});  // by which they pay, wherever this runs
    fresh.setSource(picture());
    Chain chain = parseChain("convolve scale=\"!\"");
    fresh.run(chain);
    fresh.rest();
    EXPECT_FALSE(fresh.takeSpecialised()) << "a small kernel has nothing to gain";
    const std::uint64_t before = fresh.counters().programsCompiled;
    for (const int side : {9, 21, 31}) {
        chain[0].values["kernel"] = cells(side);
        EXPECT_NE(fresh.run(chain).filters.at(0).chosen, Strategy::Fourier);
    }
    EXPECT_EQ(fresh.counters().programsCompiled, before);

    fresh.rest();
    EXPECT_TRUE(fresh.takeSpecialised()) << "it is worth another run";
    const std::uint64_t built = fresh.counters().programsCompiled;
    EXPECT_GT(built, before);
    EXPECT_EQ(fresh.run(chain).filters.at(0).chosen, Strategy::Fourier);
    for (const int side : {30, 25, 31}) {
        chain[0].values["kernel"] = cells(side);
        fresh.run(chain);
    }
    EXPECT_EQ(fresh.counters().programsCompiled, built) << "a drag compiles nothing now either";
}

TEST_F(EngineBehaviour, AChainIsPlannedAnewOnlyWhereSomethingChanges) {
    Engine fresh(sharedContext());
    fresh.setSource(picture());
    const auto planned = [&](const std::string& chain, const PlanSettings& settings = {}) {
        const std::uint64_t before = fresh.counters().chainsPlanned;
        fresh.run(parseChain(chain), settings);
        return fresh.counters().chainsPlanned - before;
    };
    EXPECT_EQ(planned("gaussian sigma=2 | sobel"), 1U);
    EXPECT_EQ(planned("gaussian sigma=2 | sobel"), 0U);
    fresh.setFrame(picture());
    EXPECT_EQ(planned("gaussian sigma=2 | sobel"), 0U);
    EXPECT_TRUE(sameBytes(fresh.readResult(), run(*picture(), "gaussian sigma=2 | sobel")));
    EXPECT_EQ(planned("gaussian sigma=2.5 | sobel"), 1U);
    EXPECT_EQ(planned("gaussian sigma=2.5 | sobel", {.strategy = Strategy::Direct}), 1U);
    EXPECT_EQ(planned("gaussian sigma=2.5 | sobel", {.strategy = Strategy::Direct}), 0U);
    fresh.setCosts({.start = 1});
    EXPECT_EQ(planned("gaussian sigma=2.5 | sobel", {.strategy = Strategy::Direct}), 1U);
    fresh.setSource(picture(20, 10));
    EXPECT_EQ(planned("gaussian sigma=2.5 | sobel", {.strategy = Strategy::Direct}), 1U);
    EXPECT_EQ(fresh.counters().chainsRun, 8U);
}

TEST_F(EngineBehaviour, TuningMakesNoTextures) {
    Engine fresh(sharedContext());
    fresh.setSource(picture());
    fresh.run(parseChain("gaussian sigma=2 | unsharp"));
    fresh.run(parseChain("gaussian sigma=2.5 | unsharp"));
    const std::uint64_t before = fresh.counters().texturesMade;
    for (int step = 0; step < 20; ++step) {
        fresh.run(parseChain("gaussian sigma=" + std::to_string(3 + step * 0.1) + " | unsharp"));
    }
    EXPECT_EQ(fresh.counters().texturesMade, before);
}

TEST_F(EngineBehaviour, DrawsOnePassEachThatThePlanNames) {
    Engine fresh(sharedContext());
    fresh.setSource(picture(20, 20, 4));
    const Plan& plan = fresh.run(parseChain("gaussian sigma=3 | sobel"));
    EXPECT_EQ(fresh.counters().passesDrawn, plan.passes.size());
    EXPECT_EQ(fresh.counters().chainsRun, 1U);
}

TEST_F(EngineBehaviour, TheSameRunGivesTheSameBytes) {
    const Image source = *picture(33, 21, 4);
    const Image first = run(source, "gaussian sigma=2 | unsharp | sobel");
    run(source, "box");
    EXPECT_TRUE(sameBytes(first, run(source, "gaussian sigma=2 | unsharp | sobel")));
}

TEST_F(EngineBehaviour, AFailedRunKeepsTheResultAndThePlan) {
    Engine fresh(sharedContext());
    fresh.setSource(picture());
    fresh.run(parseChain("sobel"));
    const Image before = fresh.readResult();
    EXPECT_THROW(fresh.run(parseChain("laplacian"), {.strategy = Strategy::Separable}), PlanError);
    Chain broken = parseChain("gaussian");
    broken[0].values["sigma"] = -1.0;
    EXPECT_THROW(fresh.run(broken), Error);
    EXPECT_TRUE(sameBytes(fresh.readResult(), before));
    ASSERT_NE(fresh.plan(), nullptr);
    EXPECT_EQ(fresh.plan()->passes.front().label, "sobel");
}

TEST_F(EngineBehaviour, WithoutAnImageThereIsASentence) {
    Engine fresh(sharedContext());
    EXPECT_THROW(fresh.run(parseChain("sobel")), Error);
    EXPECT_THROW(fresh.readResult(), Error);
    EXPECT_THROW(fresh.readPixel(ViewContent::Result, 0, 0), Error);
}

TEST_F(EngineBehaviour, AnImageBeyondTheDeviceIsComputedInTiles) {
    Engine fresh(sharedContext());
    const auto wide = std::make_shared<const Image>(
        noise({.width = fresh.traits().maxTextureSize + 1, .height = 1, .channels = 1}, 3));
    fresh.setSource(wide);
    EXPECT_EQ(fresh.counters().uploads, 0U);
    ASSERT_TRUE(fresh.run(parseChain("box size=3"), {.precision = Precision::Full}).tiles);
    const Image result = fresh.readResult();
    EXPECT_EQ(result.width(), wide->width());
    const int last = wide->width() - 1;
    EXPECT_NEAR(result.value(last, 0, 0), (wide->value(last - 1, 0, 0) + 2 * wide->value(last, 0, 0)) / 3, 1e-6);
}

TEST_F(EngineBehaviour, KernelsUpToTheLimitsRun) {
    const Image source = *picture(64, 48);
    for (const char* chain : {"box size=255 border=mirror", "box size=255 border=wrap", "gaussian sigma=31.75"}) {
        EXPECT_NO_THROW(run(source, chain)) << chain;
    }
    EXPECT_NO_THROW(run(source, "box size=31", {.strategy = Strategy::Direct}));
    EXPECT_THROW(run(source, "box size=33", {.strategy = Strategy::Direct}), PlanError);
}

TEST_F(EngineBehaviour, TimersMeasureEachPass) {
    Engine timed(sharedContext(), {.timers = true});
    timed.setSource(picture());
    for (int i = 0; i < 4; ++i) {
        timed.run(parseChain("gaussian sigma=3 | sobel"));
        timed.readResult();  // waits for the passes; the queries follow
    }
    const std::optional<EngineTiming> timing = timed.timing();
    ASSERT_TRUE(timing);
    EXPECT_EQ(timing->passMilliseconds.size(), timed.plan()->passes.size());
    EXPECT_FALSE(engine().timing()) << "nothing is measured unless asked for";
}

// A scratch folder of shaders, with times that move on although the test writes within one tick of the clock.
class ShaderFolder : public EngineTest {
protected:
    void SetUp() override {
        m_folder = std::filesystem::path(KG_TEST_OUTPUT_DIR) / "shaders" /
                   testing::UnitTest::GetInstance()->current_test_info()->name();
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder / "lib");
        std::filesystem::create_directories(m_folder / "passes");
    }

    void write(const std::string& path, const std::string& text) {
        std::ofstream(m_folder / path) << text;
        m_time += std::chrono::seconds(1);
        std::filesystem::last_write_time(m_folder / path, m_time);
    }

    static std::string combineReturning(const std::string& expression) {
        return "vec4 combine(int how, vec4 a, vec4 b) {\n    return " + expression + ";\n}\n";
    }

    std::filesystem::path m_folder;
    std::filesystem::file_time_type m_time = std::filesystem::file_time_type::clock::now();
};

TEST_F(ShaderFolder, AChangedFileReloads) {
    Engine live(sharedContext(), {.shaderFolder = m_folder});
    live.setSource(picture());
    live.run(parseChain("box size=1"));
    EXPECT_FALSE(live.reloadShaders()) << "nothing has changed";
    write("lib/combine.glsl", combineReturning("vec4(0.25, 0.5, 0.75, 1.0)"));
    EXPECT_TRUE(live.reloadShaders());
    live.run(parseChain("box size=1"));
    EXPECT_EQ(live.readPixel(ViewContent::Result, 3, 3)[1], 0.5);
    EXPECT_TRUE(live.shaderProblems().empty());
}

TEST_F(ShaderFolder, ABrokenFileNamesFileAndLineKeepsThePictureAndRecoversAtOnce) {
    Engine live(sharedContext(), {.shaderFolder = m_folder});
    live.setSource(picture());
    live.run(parseChain("sobel"));
    const Image before = live.readResult();

    write("lib/combine.glsl", combineReturning("a + undeclared"));
    live.reloadShaders();
    ASSERT_EQ(live.shaderProblems().size(), 1U) << "one mistake is listed once";
    EXPECT_EQ(live.shaderProblems()[0].file, "lib/combine.glsl");
    EXPECT_EQ(live.shaderProblems()[0].line, 2);
    EXPECT_NE(live.shaderProblems()[0].message.find("undeclared"), std::string::npos);
    live.run(parseChain("sobel"));
    EXPECT_TRUE(sameBytes(live.readResult(), before));

    write("lib/combine.glsl", combineReturning("vec4(1.0)"));
    EXPECT_TRUE(live.reloadShaders());
    EXPECT_TRUE(live.shaderProblems().empty());
    live.run(parseChain("sobel"));
    EXPECT_EQ(live.readPixel(ViewContent::Result, 0, 0)[0], 1);
}

TEST_F(ShaderFolder, AFileThatIsBrokenFromTheStartLeavesTheEmbeddedOne) {
    write("passes/convolve.frag", "#version 330 core\nthis is no shader\n");
    Engine live(sharedContext(), {.shaderFolder = m_folder});
    live.setSource(picture());
    EXPECT_NO_THROW(live.run(parseChain("sobel")));
    ASSERT_FALSE(live.shaderProblems().empty());
    EXPECT_EQ(live.shaderProblems()[0].file, "passes/convolve.frag");
    EXPECT_EQ(live.shaderProblems()[0].line, 2);
}

TEST_F(ShaderFolder, AMissingFolderIsAnError) {
    EXPECT_THROW(Engine(sharedContext(), {.shaderFolder = m_folder / "nowhere"}), FileError);
}

}  // namespace
}  // namespace kg
