#include "plan/cost_model.h"

#include "filter/chain.h"
#include "plan/planner.h"
#include "plan/strategies.h"

#include <gtest/gtest.h>

#include <set>

namespace kg {
namespace {

constexpr ImageFormat kSmallFormat{.width = 100, .height = 50, .channels = 3};

Plan direct(const std::string& chain) {
    return makePlan(parseChain(chain), kSmallFormat, {.strategy = Strategy::Direct, .precision = Precision::Full});
}

TEST(CostModel, ARateTimesACountIsATime) {
    const Plan plan = direct("box size=5");
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.fetch = 2}), 2e-6 * 25 * 5000);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.tap = 2}), 2e-6 * 25 * 5000);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.multiplyAdd = 2}), 2e-6 * 25 * 5000);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.layer = 2}), 2e-6 * 5000);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.start = 2}), 2e-6);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.bilinearFetch = 2, .recursion = 2}), 0);
}

TEST(CostModel, PassesAddUp) {
    const Plan plan = makePlan(parseChain("gaussian sigma=2 | sobel"), kSmallFormat, {});
    double sum = 0;
    for (const Pass& pass : plan.passes) {
        sum += predictedMilliseconds(pass, kSoftwareCosts);
    }
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, kSoftwareCosts), sum);
    EXPECT_GT(sum, 0);
}

TEST(CostModel, TilesStartEachPassAnew) {
    const ImageFormat format{.width = 3000, .height = 2000, .channels = 3};
    const Plan plan =
        makePlan(parseChain("box size=9"), format, {.strategy = Strategy::Direct}, {.memoryBudget = 20'000'000});
    ASSERT_TRUE(plan.tiles);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(plan, {.start = 1e6}), plan.tiles->columns * plan.tiles->rows);
    EXPECT_GT(predictedMilliseconds(plan, {.layer = 1}), 6.0) << "aprons are computed too";
}

TEST(CostModel, EveryRateHasANameOfItsOwnAndAStandIn) {
    std::set<std::string_view> names;
    for (const CostRate& rate : costRates()) {
        EXPECT_TRUE(names.insert(rate.name).second) << rate.name;
        EXPECT_GT(kSoftwareCosts.*rate.value, 0) << rate.name;
        EXPECT_GT(kHardwareCosts.*rate.value, 0) << rate.name;
    }
    EXPECT_EQ(costRates().size() * sizeof(double), sizeof(CostModel)) << "no rate is left out";
}

// The planner takes what the device's rates make cheapest, whatever that is elsewhere.
TEST(CostModel, RatesChoose) {
    const auto chosen = [](const CostModel& costs) {
        return makePlan(parseChain("box size=9"), kSmallFormat, {.budget = 1}, {.compute = true, .costs = costs})
            .filters.at(0)
            .chosen;
    };
    EXPECT_EQ(chosen({.start = 1e6, .runningSum = 1e9, .recursion = 1e9, .tileMultiplyAdd = 1e9}), Strategy::Direct);
    EXPECT_EQ(chosen({.tap = 1,
                      .fetch = 1,
                      .bilinearFetch = 9,
                      .runningSum = 1e9,
                      .recursion = 1e9,
                      .tileFetch = 1e9,
                      .transformMultiplyAdd = 1e9}),
              Strategy::Separable);
    EXPECT_EQ(chosen({.tap = 1,
                      .fetch = 1,
                      .bilinearFetch = 1,
                      .runningSum = 1e9,
                      .recursion = 1e9,
                      .tileFetch = 1e9,
                      .transformMultiplyAdd = 1e9}),
              Strategy::Paired);
    EXPECT_EQ(chosen({.tap = 1,
                      .fetch = 1,
                      .bilinearFetch = 1,
                      .recursion = 1e9,
                      .tileFetch = 1e9,
                      .transformMultiplyAdd = 1e9}),
              Strategy::RunningSum);
}

TEST(CostModel, HalfIsTakenWhereItIsFaster) {
    const auto precision = [](double half) {
        CostModel costs = kHardwareCosts;
        costs.half = half;
        return makePlan(parseChain("box size=3"), kSmallFormat, {}, {.costs = costs}).precision;
    };
    EXPECT_EQ(precision(0.7), Precision::Half);
    EXPECT_EQ(precision(0.97), Precision::Full) << "too little to round for";
    EXPECT_EQ(precision(1.1), Precision::Full);
    CostModel costs = kSoftwareCosts;
    costs.half = 0.5;
    EXPECT_EQ(makePlan(parseChain("box size=3"), kSmallFormat, {}, {.software = true, .costs = costs}).precision,
              Precision::Full)
        << "what a busy processor measured";
}

}  // namespace
}  // namespace kg
