// Timer queries: a frame that breaks off leaves none open, and times belong to the result that is shown.
#include "render/pass_timer.h"

#include "render/engine_fixture.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace kg {
namespace {

class PassTimerTest : public EngineTest {
protected:
    // Runs a chain until the times of its passes have come back.
    static std::optional<EngineTiming> measured(Engine& engine, const char* chain) {
        const auto passes = engine.run(parseChain(chain)).passes.size();
        for (int frame = 0; frame < 100; ++frame) {
            const auto timing = engine.timing();
            if (timing && timing->passMilliseconds.size() == passes) {
                return timing;
            }
            engine.readPixel(ViewContent::Result, 0, 0);  // waits for the GPU
        }
        return std::nullopt;
    }
};

TEST_F(PassTimerTest, APassThatThrowsLeavesNoQueryOpen) {
    sharedContext().makeCurrent();
    PassTimer timer;
    timer.beginFrame();
    try {
        const PassTimer::Pass pass(&timer);
        throw std::runtime_error("the draw failed");
    } catch (const std::runtime_error&) {
    }
    timer.beginFrame();
    { const PassTimer::Pass pass(&timer); }
    timer.endFrame();
    EXPECT_EQ(gl::takeErrors(), std::vector<std::string>{}) << "a query was still open";
}

TEST_F(PassTimerTest, TimesGoWithThePassesThatTheyMeasured) {
    Engine live(sharedContext(), {.shaderFolder = {}, .timers = true});
    live.setSource(std::make_shared<const Image>(noise({.width = 64, .height = 48, .channels = 3}, 1)));
    ASSERT_TRUE(measured(live, "gaussian"));
    live.run({});
    EXPECT_FALSE(live.timing()) << "an empty chain draws no pass";

    ASSERT_TRUE(measured(live, "gaussian"));
    live.run(parseChain("gaussian enabled=false"));
    EXPECT_FALSE(live.timing()) << "nor does one whose filters are off";

    ASSERT_TRUE(measured(live, "gaussian"));
    live.setSource(std::make_shared<const Image>(noise({.width = 32, .height = 24, .channels = 3}, 1)));
    EXPECT_FALSE(live.timing()) << "another picture";
}

TEST_F(PassTimerTest, AFrameThatIsStillOutIsForgotten) {
    Engine live(sharedContext(), {.shaderFolder = {}, .timers = true});
    live.setSource(std::make_shared<const Image>(noise({.width = 64, .height = 48, .channels = 3}, 1)));
    live.run(parseChain("gaussian"));
    live.run({});
    live.readResult();
    EXPECT_FALSE(live.timing());
    EXPECT_TRUE(measured(live, "sobel"));
}

}  // namespace
}  // namespace kg
