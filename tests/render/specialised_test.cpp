// Programs with a pass written into them: they make the same picture, they are built where nobody waits for them, and
// never while somebody drags.
#include "engine_fixture.h"
#include "image/same.h"

#include "base/error.h"
#include "plan/tolerance.h"
#include "reference/reference.h"
#include "render/shader_library.h"
#include "render/specialised_programs.h"
#include "render/specialised_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

namespace kg {
namespace {

std::shared_ptr<const Image> picture(int width, int height, int channels, PixelType type = PixelType::U8) {
    return std::make_shared<const Image>(
        noise({.width = width, .height = height, .channels = channels, .type = type}, 3));
}

// Every structure that a pass can have: one kernel and two, layers written and read, a second operand, what a filter
// does at its end; weights that are equal, of both signs, and absent.
constexpr std::array<const char*, 12> kFilters{
    R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1")",
    R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1" channels=rgba bias=0.1 mix=0.3)",
    R"(convolve kernel="3x2: 1 2 -1 3 6 -3" scale="0.1" channels=rgba)",
    R"(convolve kernel="Laplacian:7" scale="0.01" channels=rgba)",
    R"(convolve kernel="5x4: -1 -4 -6 -4 -1 -4 -16 440 -16 -4 -6 -24 -36 -24 -6 -1 -4 -6 -4 -1" scale="1/256" mix=0.6)",
    "gaussian sigma=0.9",
    "box size=5",
    "box size=4 channels=g",
    "unsharp amount=0.8 sigma=0.7",
    "laplacian neighbours=8 scale=0.25 bias=0.5",
    "sobel scale=0.5",
    R"(convolve kernel="3x1: .2 .5 .3 ; 2x3: .1 .2 .3 .1 .2 .1 ; 3x1: .1 -.1 .6" compose=lighten channels=g)",
};

// A software rasteriser adds up in the order that it is told, so that not a bit changes. A GPU's compiler may fuse
// and move what the loop does not let it, within what the plan allows of the reference.
void expectKept(Engine& engine, const Image& before, const Chain& chain, double tolerance) {
    const Image after = engine.readResult();
    if (engine.traits().software) {
        EXPECT_EQ(largestDifference(before, after), 0);
    } else {
        EXPECT_LE(compare(after, evaluateReference(*engine.source(), chain, Light::Encoded)).maximum, tolerance);
    }
}

class Swapped : public EngineTest {
protected:
    static void expectTheSamePicture(Engine& engine, const Chain& chain, const PlanSettings& settings) {
        const double tolerance = toleranceOf(engine.run(chain, settings), chain, 1);
        const Image before = engine.readResult();
        engine.specialise();
        const std::uint64_t drawn = engine.counters().passesSpecialised;
        engine.run(chain, settings);
        const auto& passes = engine.plan()->passes;
        EXPECT_EQ(engine.counters().passesSpecialised - drawn,
                  static_cast<std::uint64_t>(std::count_if(passes.begin(), passes.end(), specialises)));
        expectKept(engine, before, chain, tolerance);
    }
};

TEST_F(Swapped, KeepsPyramids) {
    engine().setSource(picture(70, 50, 3));
    expectTheSamePicture(engine(), parseChain("gaussian sigma=9"), {.strategy = Strategy::Pyramid});
}

class SwappedIn : public Swapped, public testing::WithParamInterface<std::tuple<const char*, const char*>> {};

TEST_P(SwappedIn, KeepsThePictureByEveryStrategy) {
    const auto [filter, border] = GetParam();
    if (border == std::string("clamp") || border == std::string("wrap")) {
        GTEST_SKIP() << "mirror stands for what a sampler knows";
    }
    const Chain chain = parseChain(fmt::format(
        "{} border={}{}", filter, border, border == std::string("constant") ? " border_color=0.9,0.2,0.4,0.6" : ""));
    int runs = 0;
    for (const int channels : {3, 4}) {
        // Compilers take longer than all else here: with alpha, and where the border takes no code of its own in most
        // strategies, the one that is always legal stands for the others.
        const bool computed = border == std::string("reflect101") || border == std::string("constant");
        for (const Strategy strategy : channels == 3 && computed ? allStrategies() : std::vector{Strategy::Direct}) {
            SCOPED_TRACE(fmt::format("{} channels {}", channels, strategyName(strategy)));
            engine().setSource(picture(37, 23, channels));
            try {
                expectTheSamePicture(engine(), chain, {.strategy = strategy});
                ++runs;
            } catch (const PlanError&) {
                continue;  // not legal for this kernel
            }
        }
    }
    EXPECT_GE(runs, 2) << "direct is always legal";
}

INSTANTIATE_TEST_SUITE_P(FiltersAndBorders, SwappedIn,
                         testing::Combine(testing::ValuesIn(kFilters), testing::ValuesIn(kBorders)),
                         [](const auto& parameters) {
                             const std::string name = std::get<0>(parameters.param);
                             return fmt::format("{}_{}_{}", parameters.index, name.substr(0, name.find(' ')),
                                                std::get<1>(parameters.param));
                         });

TEST_F(Swapped, KeepsHalfPrecisionToo) {
    engine().setSource(picture(64, 32, 3));
    expectTheSamePicture(engine(), parseChain("gaussian sigma=1.1 | sobel"), {.precision = Precision::Half});
}

class Specialised : public EngineTest {
protected:
    // An engine that says when something is ready, as the window's does.
    struct Waiter {
        std::mutex mutex;
        std::condition_variable changed;
        bool ready = false;

        std::function<void()> callback() {
            return [this] {
                const std::lock_guard lock(mutex);
                ready = true;
                changed.notify_all();
            };
        }
        bool wait() {
            std::unique_lock lock(mutex);
            const bool came = changed.wait_for(lock, std::chrono::minutes(2), [this] { return ready; });
            ready = false;
            return came;
        }
    };

    static bool buildsInTheBackground() {
        const gl::ContextInfo& info = sharedContext().info();
        return !info.software || info.programBinaryFormats > 0;
    }
};

TEST_F(Specialised, AreBuiltInTheBackgroundAndTakenAtOnce) {
    if (!buildsInTheBackground()) {
        GTEST_SKIP() << "this driver compiles again in every context";
    }
    Waiter waiter;
    // Without compute passes, which have no other program, and by rates that are the same on every device.
    Engine engine(sharedContext(), {.compute = false, .costs = kSoftwareCosts, .programsReady = waiter.callback()});
    engine.setSource(picture(64, 48, 3));
    const Chain chain = parseChain("gaussian sigma=1.7 | sobel");
    const PlanSettings exact{.budget = 0};
    const double tolerance = toleranceOf(engine.run(chain, exact), chain, 1);
    const Image before = engine.readResult();
    const EngineCounters start = engine.counters();
    EXPECT_FALSE(engine.takeSpecialised());
    engine.rest();
    EXPECT_TRUE(engine.specialising());
    ASSERT_TRUE(waiter.wait());
    EXPECT_TRUE(engine.takeSpecialised());
    EXPECT_FALSE(engine.specialising());
    EXPECT_FALSE(engine.takeSpecialised()) << "everything is taken at once";
    EXPECT_EQ(engine.counters().chainsRun, start.chainsRun) << "who shows the picture says when it is drawn anew";

    engine.run(chain, exact);
    EXPECT_EQ(engine.counters().programsSpecialised, 3U) << "rows, columns and the Sobel pass";
    EXPECT_EQ(engine.counters().passesSpecialised, 3U);
    EXPECT_EQ(engine.counters().programsCompiled, start.programsCompiled);
    expectKept(engine, before, chain, tolerance);

    engine.rest();
    EXPECT_FALSE(engine.specialising()) << "what is there is not built again";
}

TEST_F(Specialised, DraggingCallsOffWhatIsNotBegunAndCompilesNothing) {
    Waiter waiter;
    Engine engine(sharedContext(), {.programsReady = waiter.callback()});
    engine.setSource(picture(40, 30, 3));
    Chain chain = parseChain("gaussian sigma=1.2 | unsharp | sobel | box size=5 | laplacian");
    const std::size_t passes = engine.run(chain).passes.size();
    const std::uint64_t compiled = engine.counters().programsCompiled;
    engine.rest();
    for (int step = 0; step < 30; ++step) {
        chain[0].values["sigma"] = 1.3 + 0.05 * step;
        engine.run(chain);
        engine.takeSpecialised();
    }
    EXPECT_EQ(engine.counters().programsCompiled, compiled);
    while (engine.specialising()) {
        engine.takeSpecialised();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_LT(engine.counters().programsSpecialised, passes) << "the first step of the drag calls the rest off";
}

TEST_F(Specialised, APassThatIsTunedGetsNoOtherPassesProgram) {
    Engine engine(sharedContext());
    engine.setSource(picture(40, 30, 3));
    engine.run(parseChain("box size=3 mix=0.5"));
    engine.specialise();
    for (const char* other : {"box size=3 mix=0.25", "box size=3", "box size=3 border=constant", "box size=5 mix=0.5",
                              "box size=3 mix=0.5 channels=r"}) {
        const std::uint64_t before = engine.counters().passesSpecialised;
        engine.run(parseChain(other), {.strategy = Strategy::Direct});
        EXPECT_EQ(engine.counters().passesSpecialised, before) << other;
    }
}

TEST_F(Specialised, AnotherDepthOfPictureGetsItsOwn) {
    Engine engine(sharedContext());
    engine.setSource(picture(40, 30, 3));
    engine.run(parseChain("box size=3"), {.strategy = Strategy::Direct});
    engine.specialise();
    engine.setSource(picture(41, 30, 3, PixelType::U16));
    engine.run(parseChain("box size=3"), {.strategy = Strategy::Direct});
    EXPECT_EQ(engine.counters().passesSpecialised, 0U) << "the driver would compile it once more, while somebody waits";
    engine.specialise();
    engine.run(parseChain("box size=3"), {.strategy = Strategy::Direct});
    EXPECT_EQ(engine.counters().passesSpecialised, 1U);
}

TEST_F(Specialised, LargeKernelsKeepTheirLoop) {
    Engine engine(sharedContext());
    engine.setSource(picture(40, 30, 3));
    engine.run(parseChain("box size=31"), {.strategy = Strategy::Direct});
    engine.specialise();
    engine.run(parseChain("box size=31"), {.strategy = Strategy::Direct});
    EXPECT_EQ(engine.counters().programsSpecialised, 0U);
    EXPECT_EQ(engine.counters().passesSpecialised, 0U);
}

TEST_F(Specialised, ShadersThatAreBeingEditedAreUsedAsTheyAre) {
    const std::filesystem::path folder = std::filesystem::path(KG_TEST_OUTPUT_DIR) / "specialised-shaders";
    std::filesystem::create_directories(folder);
    Engine engine(sharedContext(), {.shaderFolder = folder});
    engine.setSource(picture(40, 30, 3));
    engine.run(parseChain("box"));
    engine.rest();
    EXPECT_FALSE(engine.specialising());
    engine.specialise();
    EXPECT_EQ(engine.counters().programsSpecialised, 0U);
}

TEST_F(Specialised, AnEngineMayEndWhileOneIsBuilt) {
    for (int i = 0; i < 3; ++i) {
        Engine engine(sharedContext());
        engine.setSource(picture(40, 30, 3));
        engine.run(parseChain(fmt::format("gaussian sigma={} | sobel | unsharp", 2.1 + i)));
        engine.rest();
    }
}

TEST(SpecialisedPrograms, KeepWhatCameLast) {
    SpecialisedPrograms programs;
    Pass pass;
    const auto numbered = [&](std::size_t number) {
        pass.bias = static_cast<double>(number);
        return pass;
    };
    for (std::size_t i = 0; i <= SpecialisedPrograms::kMost; ++i) {
        programs.add(numbered(i), {}, {});
    }
    EXPECT_FALSE(programs.knows(numbered(0), {})) << "the oldest has gone";
    EXPECT_TRUE(programs.knows(numbered(1), {}));
    EXPECT_TRUE(programs.knows(numbered(SpecialisedPrograms::kMost), {}));
    PassTextures layered;
    layered.input.layers = 2;
    EXPECT_FALSE(programs.knows(numbered(1), layered)) << "over other textures";
    EXPECT_EQ(programs.find(numbered(1), {}), nullptr) << "a program that did not compile draws nothing";
    EXPECT_EQ(programs.made(), 0U);
}

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

TEST_F(Specialised, TheTextHasAFetchForEachTapAndNoWeightOfZero) {
    Plan plan = makePlan(parseChain(R"(convolve kernel="3x3: 0 -1 0 0.1 5 -1 0 0 1e-9" mode=correlation bias=0.25)"),
                         {.width = 8, .height = 8, .channels = 3}, {.strategy = Strategy::Direct});
    const std::string text = specialisedSource(plan.passes.front(), {}, ShaderLibrary::readEmbedded).text;
    EXPECT_EQ(occurrences(text, "= fetchBordered(u_input, here +"), 5U);
    for (const char* expected : {"+= -1.0 * t0", "+= 0.1 * t1", "+= 5.0 * t2", "+= 1e-09 * t4", "#define BIAS 0.25"}) {
        EXPECT_NE(text.find(expected), std::string::npos) << expected;
    }
    EXPECT_EQ(text.find("IN_ORDER 1"), std::string::npos);
}

TEST_F(Specialised, ProgramsAreTheSameWhereAllThatIsWrittenInIs) {
    const auto pass = [](const char* chain) {
        return makePlan(parseChain(chain), {.width = 8, .height = 8, .channels = 3}, {}).passes.back();
    };
    const Pass box = pass("box size=3");
    Pass renamed = box;
    renamed.label = "another";
    renamed.filter = 7;
    EXPECT_TRUE(sameProgram(box, renamed));
    for (const auto change :
         std::initializer_list<void (*)(Pass&)>{[](Pass& one) { one.taps[0].weight[0] += 1e-12; },
                                                [](Pass& one) { one.taps.pop_back(); },
                                                [](Pass& one) { one.taps[0].dx += 1; },
                                                [](Pass& one) { one.bias = 1; },
                                                [](Pass& one) { one.mix = 0.5; },
                                                [](Pass& one) { one.border = BorderRule::Constant; },
                                                [](Pass& one) { one.borderColor[0] = 0.5; },
                                                [](Pass& one) { one.channels.red = false; },
                                                [](Pass& one) { one.opaque = !one.opaque; },
                                                [](Pass& one) { one.combine = Combine::Sum; },
                                                [](Pass& one) { one.other = Slot::kSource; },
                                                [](Pass& one) { one.base = Slot::kSource; },
                                                [](Pass& one) { one.terms = Terms::Read; },
                                                [](Pass& one) { one.otherScale = 2; },
                                                [](Pass& one) { one.mirrored = 1; },
                                                [](Pass& one) { one.shiftY = 1; },
                                                [](Pass& one) { one.step = 2; },
                                                [](Pass& one) { one.originX = 0.5; },
                                                [](Pass& one) { one.wholeSum[1] = 2; },
                                                [](Pass& one) { one.leastInside[0] = 1; },
                                                [](Pass& one) { one.borderScale[1] = 2; }}) {
        Pass other = box;
        change(other);
        EXPECT_FALSE(sameProgram(box, other));
    }
}

}  // namespace
}  // namespace kg
