#include "render/calibration.h"

#include "engine_fixture.h"

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>

namespace kg {
namespace {

class CalibrationTest : public EngineTest {
protected:
    static void expectRates(const CostModel& costs) {
        for (const CostRate& rate : costRates()) {
            EXPECT_TRUE(std::isfinite(costs.*rate.value)) << rate.name;
            EXPECT_GE(costs.*rate.value, 0) << rate.name;
        }
        EXPECT_GT(costs.layer, 0);
        EXPECT_GT(costs.fetch, 0);
    }
};

TEST_F(CalibrationTest, EveryRateIsATime) {
    Engine engine(sharedContext());
    const auto costs = measureCosts(engine);
    ASSERT_TRUE(costs);
    expectRates(*costs);
    engine.setCosts(*costs);
    EXPECT_EQ(engine.traits().costs, *costs);
}

TEST_F(CalibrationTest, WithoutComputeProgramsTheirRatesKeepTheirRatio) {
    Engine engine(sharedContext(), {.compute = false});
    const auto costs = measureCosts(engine);
    ASSERT_TRUE(costs);
    expectRates(*costs);
    const CostModel& standIn = engine.traits().software ? kSoftwareCosts : kHardwareCosts;
    EXPECT_NEAR(costs->recursion / costs->tileFetch, standIn.recursion / standIn.tileFetch, 1e-9);
}

TEST_F(CalibrationTest, CanBeCalledOff) {
    Engine engine(sharedContext());
    int asked = 0;
    EXPECT_FALSE(measureCosts(engine, [&] { return ++asked < 3; }));
    EXPECT_EQ(asked, 3);
    engine.setSource(std::make_shared<const Image>(noise({.width = 9, .height = 7, .channels = 3}, 1)));
    EXPECT_NO_THROW(engine.run(parseChain("box"))) << "the engine goes on";
}

TEST_F(CalibrationTest, RunsInTheBackgroundWhileTheEngineDraws) {
    std::mutex mutex;
    std::condition_variable changed;
    bool ready = false;
    BackgroundCalibration calibration(sharedContext(), {}, [&] {
        const std::lock_guard lock(mutex);
        ready = true;
        changed.notify_all();
    });
    EXPECT_FALSE(calibration.underWay());
    calibration.start();
    const Image source = noise({.width = 40, .height = 30, .channels = 3}, 1);
    const Image first = run(source, "gaussian | sobel");
    for (int i = 0; i < 5; ++i) {
        EXPECT_TRUE(sameBytes(run(source, "gaussian | sobel"), first));
    }
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, std::chrono::minutes(2), [&] { return ready; }));
    EXPECT_FALSE(calibration.underWay());
    const auto costs = calibration.take();
    ASSERT_TRUE(costs);
    expectRates(*costs);
    EXPECT_FALSE(calibration.take()) << "they are taken once";
}

TEST_F(CalibrationTest, GoesAwayWhileItIsUnderWay) {
    BackgroundCalibration calibration(sharedContext(), {}, {});
    calibration.start();
}

}  // namespace
}  // namespace kg
