#include "plan/point_passes.h"

#include "filter/chain.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

constexpr ImageFormat kRgba{.width = 200, .height = 100, .channels = 4};
constexpr ImageFormat kRgb{.width = 200, .height = 100, .channels = 3};

Plan planned(const std::string& chain, Strategy strategy, const ImageFormat& format, Light light = Light::Encoded,
             const DeviceTraits& device = {}) {
    return makePlan(parseChain(chain), format, {.light = light, .strategy = strategy, .precision = Precision::Full},
                    device);
}

TEST(PointPasses, AlphaIsMultipliedInAtTheTapsAndDividedOutAtTheEnd) {
    const Plan plan = planned("gaussian sigma=1 | gaussian sigma=1", Strategy::Separable, kRgba);
    ASSERT_EQ(plan.passes.size(), 4U) << "no pass beside those of the filters";
    EXPECT_TRUE(plan.passes[0].prepares(plan.passes[0].input));
    for (std::size_t i = 1; i < 4; ++i) {
        EXPECT_FALSE(plan.passes[i].prepares(plan.passes[i].input)) << i;
        EXPECT_EQ(plan.passes[i].input, static_cast<int>(i)) << i;
        EXPECT_EQ(plan.passes[i].dividesAlpha, i == 3) << i;
    }
    EXPECT_EQ(plan.passes[3].label, "gaussian columns, finish");
}

TEST(PointPasses, ALaterPassThatReadsTheSourceMultipliesItToo) {
    const Plan plan = planned("gaussian sigma=1 mix=0.5", Strategy::Separable, kRgba);
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(plan.passes[1].base, Slot::kSource);
    EXPECT_TRUE(plan.passes[1].prepares(plan.passes[1].base));
    EXPECT_FALSE(plan.passes[1].prepares(plan.passes[1].input)) << "the rows are multiplied already";
}

TEST(PointPasses, LightIsDecodedByAPassAndEncodedWithTheLast) {
    const Plan plan = planned("box size=3", Strategy::Direct, kRgba, Light::Linear);
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(plan.passes[0].kind, PassKind::Prepare);
    EXPECT_TRUE(plan.passes[0].decodesLight);
    EXPECT_TRUE(plan.passes[1].encodesLight);
    EXPECT_TRUE(plan.passes[1].dividesAlpha);
    EXPECT_FALSE(plan.passes[1].multipliesAlpha);
}

TEST(PointPasses, WhatBlendsBetweenPixelsReadsAPreparedPicture) {
    const Plan plan = planned("gaussian sigma=1", Strategy::Paired, kRgba);
    ASSERT_EQ(plan.passes.size(), 3U);
    EXPECT_EQ(plan.passes[0].kind, PassKind::Prepare);
    EXPECT_TRUE(plan.passes[2].dividesAlpha) << "the end is no blend";
}

TEST(PointPasses, ComputePassesStandBetweenPointPasses) {
    const Plan plan = planned("box size=31", Strategy::RunningSum, kRgba, Light::Encoded, {.compute = true});
    EXPECT_EQ(plan.passes.front().kind, PassKind::Prepare);
    EXPECT_EQ(plan.passes.back().kind, PassKind::Finish);
}

TEST(PointPasses, ManyTapsAreDearerThanAPass) {
    DeviceTraits device;
    device.costs = {.layer = 10, .fetch = 1, .multiplyAdd = 1};
    EXPECT_EQ(planned("box size=3", Strategy::Direct, kRgba, Light::Encoded, device).passes.size(), 1U);
    EXPECT_EQ(planned("box size=9", Strategy::Direct, kRgba, Light::Encoded, device).passes.size(), 2U)
        << "81 multiplications against a layer and a fetch";
}

TEST(PointPasses, WhatIsFinishedIsStoredInFull) {
    const Plan plan = makePlan(parseChain("gaussian sigma=1"), kRgba,
                               {.strategy = Strategy::Separable, .precision = Precision::Half});
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(plan.passes[0].stores, Precision::Half);
    EXPECT_EQ(plan.passes[1].stores, Precision::Full);
}

TEST(PointPasses, TheBoundCountsThem) {
    const Plan plain = planned("box size=3", Strategy::Direct, kRgb);
    const Plan alpha = planned("box size=3", Strategy::Direct, kRgba);
    ASSERT_EQ(plain.passes.size(), alpha.passes.size());
    EXPECT_GT(alpha.errorBound, plain.errorBound);
}

}  // namespace
}  // namespace kg
