#include "plan/plan_part.h"

#include "base/error.h"
#include "filter/chain.h"
#include "plan/ceiling.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

constexpr ImageFormat kFormat{.width = 64, .height = 48, .channels = 4};

TEST(PlanPart, PartsAddUpToTheWhole) {
    const Plan plan =
        makePlan(parseChain("gaussian sigma=1 | box enabled=false | sharpen"), kFormat, {.mergesPoints = false});
    EXPECT_TRUE(passesOf(plan, 1).empty()) << "a filter that is off";
    const PassRange gaussian = passesOf(plan, 0);
    const PassRange sharpen = passesOf(plan, 2);
    EXPECT_EQ(gaussian.first, 1U) << "behind the pass that prepares";
    EXPECT_EQ(gaussian.last, sharpen.first);
    Cost sum;
    for (const PassRange& range : {PassRange{.first = 0, .last = gaussian.first}, gaussian, sharpen,
                                   PassRange{.first = sharpen.last, .last = plan.passes.size()}}) {
        sum += partOf(plan, range).total;
    }
    EXPECT_EQ(sum, plan.total);
}

TEST(PlanPart, ReadsWhatWasMadeBeforeItAsItsSource) {
    const Plan plan =
        makePlan(parseChain("box size=3 | gaussian sigma=1 mix=0.5"), kFormat, {}, {}, {{1, Strategy::Separable}});
    const PassRange range = passesOf(plan, 1);
    const Plan part = partOf(plan, range);
    ASSERT_EQ(part.passes.size(), 2U);
    EXPECT_EQ(part.passes[0].input, Slot::kSource);
    EXPECT_EQ(part.passes[1].input, 1) << "what the rows wrote";
    EXPECT_EQ(part.passes[1].base, Slot::kSource) << "the mix reads the filter's input";
    EXPECT_GT(part.errorBound, 0);
    EXPECT_LT(part.errorBound, plan.errorBound);
}

TEST(ForcedStrategies, HoldForTheirFilterAlone) {
    const Chain chain = parseChain("box size=5 | box size=5");
    const Plan plan = makePlan(chain, kFormat, {.strategy = Strategy::Separable}, {}, {{1, Strategy::Direct}});
    EXPECT_EQ(plan.filters[0].chosen, Strategy::Separable);
    EXPECT_EQ(plan.filters[1].chosen, Strategy::Direct);
    EXPECT_THROW(makePlan(parseChain("box | sharpen"), kFormat, {}, {}, {{1, Strategy::Separable}}), PlanError);
}

TEST(Ceiling, RatesAreCountsInTime) {
    EXPECT_DOUBLE_EQ(gigafetchesPerSecond({.fetches = 3'000'000}, 1.5), 2);
    EXPECT_DOUBLE_EQ(gigabytesPerSecond({.bytesRead = 1'000'000, .bytesWritten = 2'000'000}, 3), 1);
    EXPECT_EQ(gigabytesPerSecond({.bytesRead = 1}, 0), 0);
}

}  // namespace
}  // namespace kg
