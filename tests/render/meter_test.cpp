// Plans that are timed beside the shown result: what is run, what is read, and what stays as it was.
#include "engine_fixture.h"

#include "image/same.h"
#include "render/ceiling_probe.h"
#include "render/meter.h"
#include "render/pass_source.h"

namespace kg {
namespace {

class MeterTest : public EngineTest {
protected:
    static void open(const ImageFormat& format) { engine().setSource(std::make_shared<const Image>(noise(format, 5))); }

    static Plan planOf(const std::string& chain, const ForcedStrategies& forced = {}) {
        return makePlan(parseChain(chain), engine().source()->format(), {}, engine().traits(), forced);
    }

    struct Run {
        std::vector<MeterReading> readings;
        int steps = 0;
    };
    static Run meter(MeterRequest request) {
        engine().startMeter(std::move(request));
        Run run;
        while (engine().meterActive()) {
            ++run.steps;
            if (auto reading = engine().stepMeter()) {
                run.readings.push_back(std::move(*reading));
            }
        }
        return run;
    }
};

constexpr const char* kVertexShader = "#version 330 core\nvoid main() { gl_Position = vec4(0.0); }\n";

TEST_F(MeterTest, RunsAsOftenAsItsProtocolSays) {
    open({.width = 24, .height = 16, .channels = 3});
    const std::string chain = "box size=3 | gaussian sigma=1";
    const Plan direct = planOf(chain, {{1, Strategy::Direct}});
    const Plan separable = planOf(chain, {{1, Strategy::Separable}});
    engine().run(parseChain(chain));
    const Image shown = engine().readResult();
    const EngineCounters before = engine().counters();

    const Run run = meter(
        {.plans = {direct, separable}, .filter = 1, .protocol = {.warmUps = 2, .timings = 3, .batchMilliseconds = 0}});

    EXPECT_EQ(run.steps, 2 * (2 + 3 + 1)) << "each a run, or the reading";
    ASSERT_EQ(run.readings.size(), 2U);
    EXPECT_EQ(run.readings[0].milliseconds.size(), 3U);
    EXPECT_EQ(run.readings[1].plan, 1U);
    const std::uint64_t input = direct.passes.size() - 1;  // the box, once for both plans
    EXPECT_EQ(engine().counters().passesDrawn - before.passesDrawn, input + 5 * 1 + 5 * 2);
    EXPECT_EQ(engine().counters().chainsRun, before.chainsRun);
    EXPECT_EQ(engine().counters().programsCompiled, before.programsCompiled);
    EXPECT_TRUE(same(engine().readResult(), shown));
    EXPECT_FALSE(engine().stepMeter());
    engine().stopMeter();
}

TEST_F(MeterTest, AWholePlansResultIsTheChains) {
    open({.width = 24, .height = 16, .channels = 4});
    const std::string chain = "gaussian sigma=1.5 | sharpen";
    const Run run = meter({.plans = {planOf(chain), planOf("")}, .protocol = {.warmUps = 1, .timings = 0}});
    ASSERT_EQ(run.readings.size(), 2U);
    EXPECT_TRUE(run.readings[0].milliseconds.empty());
    engine().run(parseChain(chain));
    EXPECT_TRUE(same(run.readings[0].result, engine().readResult()));
    engine().run({});
    EXPECT_TRUE(same(run.readings[1].result, engine().readResult())) << "no passes: the source";
}

// What a filter alone makes is what stands behind it in the chain.
TEST_F(MeterTest, AFilterAloneReadsWhatTheChainGivesIt) {
    open({.width = 13, .height = 9, .channels = 4});
    const Chain chain = parseChain("sharpen | gaussian sigma=1 | sobel");
    const Run run = meter({.plans = {planOf("sharpen | gaussian sigma=1 | sobel")},
                           .filter = 1,
                           .protocol = {.warmUps = 1, .timings = 0}});
    const std::optional<Image> input = engine().readMeterInput();
    engine().stopMeter();
    ASSERT_TRUE(input);
    for (const int x : {0, 6, 12}) {
        const FilterProbe probe = engine().probe(chain, {}, 1, x, 4);
        for (int channel = 0; channel < 4; ++channel) {
            EXPECT_EQ(run.readings[0].result.value(x, 4, channel), probe.result[static_cast<std::size_t>(channel)]);
            EXPECT_EQ(input->value(x, 4, channel), probe.input.at(x, 4)[static_cast<std::size_t>(channel)]);
        }
    }
}

TEST_F(MeterTest, PatienceCutsTimingsShort) {
    open({.width = 24, .height = 16, .channels = 3});
    const Run run = meter({.plans = {planOf("box size=9")},
                           .protocol = {.warmUps = 1, .timings = 50, .batchMilliseconds = 0, .patienceMilliseconds = 0},
                           .readsResults = false});
    ASSERT_EQ(run.readings.size(), 1U);
    EXPECT_EQ(run.readings[0].milliseconds.size(), 3U);
    EXPECT_TRUE(run.readings[0].result.empty());
}

TEST_F(MeterTest, AnotherSourceEndsIt) {
    open({.width = 24, .height = 16, .channels = 3});
    engine().startMeter({.plans = {planOf("box")}});
    engine().stepMeter();
    EXPECT_TRUE(engine().meterActive());
    open({.width = 8, .height = 8, .channels = 3});
    EXPECT_FALSE(engine().meterActive());
    EXPECT_FALSE(engine().stepMeter());
}

TEST_F(MeterTest, TheCeilingIsMeasuredOnce) {
    const Ceiling first = engine().ceiling();
    EXPECT_GT(first.fetchesPerSecond, 0);
    EXPECT_GT(first.bytesPerSecond, 0);
    EXPECT_EQ(engine().ceiling().fetchesPerSecond, first.fetchesPerSecond);
}

// Every way, although this device may need none of them.
TEST_F(MeterTest, TheCeilingIsTheFastestWays) {
    const Ceiling drawn = measureCeiling({.software = true, .compute = false});
    const Ceiling all = measureCeiling({.software = false, .compute = engine().traits().compute});
    EXPECT_GT(drawn.fetchesPerSecond, 0);
    EXPECT_GT(drawn.bytesPerSecond, 0);
    EXPECT_GE(all.fetchesPerSecond, 0);
    EXPECT_TRUE(gl::takeErrors().empty());
}

TEST(Spread, DropsTheOutermostTwentieth) {
    std::vector<double> timings;
    for (int i = 40; i >= 1; --i) {
        timings.push_back(i);
    }
    const Spread spread = spreadOf(timings);
    EXPECT_DOUBLE_EQ(spread.median, 20.5);
    EXPECT_DOUBLE_EQ(spread.lowest, 3);
    EXPECT_DOUBLE_EQ(spread.highest, 38);
    EXPECT_DOUBLE_EQ(spreadOf({7, 5, 9}).median, 7);
    EXPECT_DOUBLE_EQ(spreadOf({}).median, 0);
}

// The text is what the driver compiles, but for the comments before it and the places in it.
void expectCompiles(const Engine& engine, const Pass& pass, ProgramTier tier) {
    const std::string text = passSource(pass, tier);
    EXPECT_EQ(text, engine.passSource(pass, tier));
    EXPECT_NE(text.find("// " + pass.label + ":"), std::string::npos) << text;
    EXPECT_EQ(text.find("#line"), std::string::npos) << text;
    EXPECT_EQ(text.find("#include"), std::string::npos) << text;
    gl::Program program;
    const bool drawn =
        pass.kind == PassKind::Convolve || pass.kind == PassKind::Prepare || pass.kind == PassKind::Finish;
    const auto failure =
        drawn ? gl::Program::build(kVertexShader, text, program) : gl::Program::buildCompute(text, program);
    EXPECT_FALSE(failure) << failure->log << "\n" << text;
}

TEST_F(MeterTest, ThePassSourceCompilesAsItStands) {
    struct Case {
        const char* chain;
        std::optional<Strategy> strategy;
    };
    const std::string mixed = "box border=reflect101 | convolve kernel=\"LoG:0,1\" border=constant | sobel";
    std::vector<Case> cases{{mixed.c_str(), {}}, {mixed.c_str(), Strategy::Direct}};
    if (engine().traits().compute) {
        cases.push_back({"box size=9 border=constant", Strategy::RunningSum});
        cases.push_back({"gaussian sigma=8", Strategy::Recursive});
        cases.push_back({"gaussian sigma=1", Strategy::Tiled});
        cases.push_back({"sharpen", Strategy::Tiled});
        cases.push_back({R"(convolve kernel="Disk:7")", Strategy::Fourier});
    }
    open({.width = 24, .height = 16, .channels = 4});
    std::size_t specialised = 0;
    for (const Case& one : cases) {
        const Plan plan =
            makePlan(parseChain(one.chain), engine().source()->format(), {.strategy = one.strategy}, engine().traits());
        for (const Pass& pass : plan.passes) {
            expectCompiles(engine(), pass, ProgramTier::General);
            if (hasTier(pass, ProgramTier::Specialised)) {
                expectCompiles(engine(), pass, ProgramTier::Specialised);
                EXPECT_NE(passSource(pass, ProgramTier::Specialised), passSource(pass));
                ++specialised;
            }
        }
    }
    EXPECT_GT(specialised, 0U);
}

}  // namespace
}  // namespace kg
