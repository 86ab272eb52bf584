#include "plan/cost_model.h"

#include "filter/chain.h"
#include "plan/planner.h"
#include "plan/specialising.h"
#include "plan/strategies.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

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
    EXPECT_EQ(chosen({.start = 1e6, .dispatch = 1e6, .runningSum = 1e9, .recursion = 1e9, .tileMultiplyAdd = 1e9}),
              Strategy::Direct);
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

// A kernel without structure: direct and fast frequencies compete for it.
TEST(CostModel, ProgramsOfTheirOwnMakeTapsCheapUpToTheirLimit) {
    const auto direct = [](int side) {
        std::string text = fmt::format("convolve kernel=\"{0}x{0}:", side);
        for (int i = 0; i < side * side; ++i) {
            text += fmt::format(" {}", 1 + (i * 7 + i * i * 3) % 23);
        }
        return parseChain(text + "\" scale=0.001");
    };
    const auto chosen = [&](int side, ProgramTier tier) {
        const DeviceTraits traits{.software = true, .compute = true, .tier = tier, .costs = kSoftwareCosts};
        return makePlan(direct(side), {.width = 1920, .height = 1080, .channels = 3}, {}, traits).filters[0].chosen;
    };
    EXPECT_EQ(chosen(15, ProgramTier::General), Strategy::Fourier);
    EXPECT_EQ(chosen(15, ProgramTier::Specialised), Strategy::Direct);

    const auto taps = [&](int side, ProgramTier tier) {
        const PlanSettings settings{.strategy = Strategy::Direct, .precision = Precision::Full};
        const Pass pass = makePlan(direct(side), kSmallFormat, settings).passes.back();
        const bool special = tier == ProgramTier::Specialised && specialises(pass);
        const double layer = kSoftwareCosts.layer * (special ? kSoftwareCosts.specialisedLayer : 1);
        return 1e6 * predictedMilliseconds(pass, kSoftwareCosts, tier) - kSoftwareCosts.start - layer * pass.pixels();
    };
    EXPECT_NEAR(taps(15, ProgramTier::Specialised), kSoftwareCosts.specialised * taps(15, ProgramTier::General), 1e-6);
    EXPECT_NEAR(taps(17, ProgramTier::Specialised), taps(17, ProgramTier::General), 1e-6)
        << "more fetches than a program of its own takes";
}

TEST(CostModel, OnlyTheFirstLayerIsCheaperInAProgramOfItsOwn) {
    const Plan plan = makePlan(parseChain(R"(convolve kernel="Laplacian:7")"), kSmallFormat,
                               {.strategy = Strategy::LowRank, .precision = Precision::Full});
    const Pass& rows = plan.passes.at(0);
    ASSERT_EQ(layersWritten(rows), 2);
    const CostModel costs{.layer = 2, .specialisedLayer = 0.5};
    EXPECT_DOUBLE_EQ(predictedMilliseconds(rows, costs, ProgramTier::General), 2e-6 * 2 * 5000);
    EXPECT_DOUBLE_EQ(predictedMilliseconds(rows, costs, ProgramTier::Specialised), 2e-6 * (0.5 + 1) * 5000);
}

}  // namespace
}  // namespace kg
