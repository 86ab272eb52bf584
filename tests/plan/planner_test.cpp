// Plans by their numbers: fetches by the formulas, which strategy is chosen, and why one is not legal.
#include "plan/planner.h"

#include "base/error.h"
#include "plan/plan_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace kg {
namespace {

constexpr ImageFormat kHd{.width = 1920, .height = 1080, .channels = 3, .type = PixelType::U8};

Plan planOf(const std::string& chain, const PlanSettings& settings = {}, const ImageFormat& format = kHd,
            const DeviceTraits& device = {}) {
    return makePlan(parseChain(chain), format, settings, device);
}

PlanSettings forced(Strategy strategy) {
    return {.strategy = strategy};
}

TEST(Planner, DirectFetchesAreNonZeroWeightsTimesPixels) {
    EXPECT_EQ(planOf("box size=5", forced(Strategy::Direct)).total.fetches, 51'840'000U);
    EXPECT_EQ(planOf("laplacian neighbours=4", forced(Strategy::Direct)).total.fetches, 5U * 1920 * 1080);
    EXPECT_EQ(planOf("convolve kernel=\"3: 0 0 0 1 0 0 0 0 0\"", forced(Strategy::Direct)).total.fetches,
              1U * 1920 * 1080);
}

TEST(Planner, SeparableFetchesAreWidthPlusHeightTimesPixels) {
    EXPECT_EQ(planOf("box size=5", forced(Strategy::Separable)).total.fetches, 20'736'000U);
    for (const int size : {3, 4, 9, 31, 255}) {
        const Plan plan = planOf("box size=" + std::to_string(size), forced(Strategy::Separable));
        EXPECT_EQ(plan.total.fetches, static_cast<std::uint64_t>(2 * size) * 1920 * 1080) << "size " << size;
        EXPECT_EQ(plan.passes.size(), 2U);
    }
}

TEST(Planner, TotalIsTheSumOfThePasses) {
    const Plan plan = planOf("gaussian sigma=2 mix=0.5 | sobel | unsharp amount=2", {},
                             {.width = 33, .height = 17, .channels = 4, .type = PixelType::U16});
    Cost sum;
    for (const Pass& pass : plan.passes) {
        sum += pass.cost;
    }
    EXPECT_EQ(plan.total, sum);
    EXPECT_GT(plan.total.bytesRead, 0U);
}

TEST(Planner, BytesFollowTheTextures) {
    const Plan plan = planOf("box size=5", {.strategy = Strategy::Separable, .precision = Precision::Half});
    ASSERT_EQ(plan.passes.size(), 2U);
    const std::uint64_t pixels = kHd.pixelCount();
    EXPECT_EQ(plan.passes[0].cost.bytesRead, pixels * 4) << "8-bit RGB is stored as RGBA";
    EXPECT_EQ(plan.passes[0].cost.bytesWritten, pixels * 8);
    EXPECT_EQ(plan.passes[1].cost.bytesRead, pixels * 8);
}

TEST(Planner, MixAndKeptChannelsFetchTheInputOnceMore) {
    const std::uint64_t pixels = kHd.pixelCount();
    EXPECT_EQ(planOf("box size=3 mix=0.5", forced(Strategy::Direct)).total.fetches, 10 * pixels);
    EXPECT_EQ(planOf("box size=3 channels=r", forced(Strategy::Direct)).total.fetches, 10 * pixels);
    EXPECT_EQ(planOf("box size=3 channels=rgb", forced(Strategy::Direct)).total.fetches, 9 * pixels)
        << "without alpha there is nothing to keep";
}

TEST(Planner, TwoKernelsShareTheFetchesOfCellsThatBothWeigh) {
    EXPECT_EQ(planOf("sobel", forced(Strategy::Direct)).total.fetches, 8 * kHd.pixelCount());
}

TEST(Planner, AListRunsInOnePassForTheFirstTwoAndOneForEachMore) {
    const std::uint64_t pixels = kHd.pixelCount();
    const Plan largest = planOf("convolve kernel=\"Kirsch:@\" compose=lighten");
    ASSERT_EQ(largest.passes.size(), 7U);
    EXPECT_EQ(largest.total.fetches, (8 + 6 * (8 + 1)) * pixels) << "each later pass fetches the result so far";
    EXPECT_EQ(largest.passes[2].input, Slot::kSource);
    EXPECT_EQ(largest.passes[2].other, 2);

    const Plan sequence = planOf("convolve kernel=\"Kirsch:@\"");
    ASSERT_EQ(sequence.passes.size(), 8U);
    EXPECT_EQ(sequence.total.fetches, 8 * 8 * pixels);
    EXPECT_EQ(sequence.passes[2].input, 2);
    EXPECT_EQ(sequence.passes[2].other, Slot::kNone);

    const Plan separable =
        planOf("convolve kernel=\"Binomial:2 ; Sobel ; Sobel:90\" compose=plus", forced(Strategy::Separable));
    ASSERT_EQ(separable.passes.size(), 6U);
    EXPECT_EQ(separable.total.fetches, (10 + 5 + 1 + 5 + 1) * pixels);
}

TEST(Planner, UnsharpRunsItsGaussianSeparablyAndTheDeltaAsTheInput) {
    const Plan plan = planOf("unsharp sigma=0.5 amount=1", forced(Strategy::Separable));
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(plan.total.fetches, 11 * kHd.pixelCount()) << "5 + 5 + the pixel itself";
    EXPECT_EQ(plan.passes[1].other, Slot::kSource);
    EXPECT_DOUBLE_EQ(plan.passes[1].otherScale, 2);
}

TEST(Planner, AutoTakesTheCheaperStrategy) {
    EXPECT_EQ(planOf("box size=9").filters.at(0).chosen, Strategy::Paired);
    EXPECT_EQ(planOf("box size=9", {.budget = 0}).filters.at(0).chosen, Strategy::Separable) << "pairs are not exact";
    EXPECT_EQ(planOf("box size=9", {}, kHd, {.software = true, .costs = kSoftwareCosts}).filters.at(0).chosen,
              Strategy::Separable)
        << "bilinear fetches cost more there";
    EXPECT_EQ(planOf("laplacian").filters.at(0).chosen, Strategy::Direct);
    EXPECT_EQ(planOf("sobel").filters.at(0).chosen, Strategy::Direct);
}

TEST(Planner, ListsEveryStrategyWithAReasonWhereItIsNotLegal) {
    const Plan plan = planOf("laplacian");
    ASSERT_EQ(plan.filters.at(0).options.size(), allStrategies().size());
    const StrategyOption& separable = plan.filters[0].options[1];
    EXPECT_EQ(separable.strategy, Strategy::Separable);
    EXPECT_FALSE(separable.legal);
    EXPECT_NE(separable.reason.find("not the product of a column and a row"), std::string::npos) << separable.reason;
}

TEST(Planner, AForcedStrategyThatIsNotLegalNamesFilterAndReason) {
    try {
        planOf("box | laplacian", forced(Strategy::Separable));
        FAIL() << "no error";
    } catch (const PlanError& error) {
        EXPECT_NE(std::string(error.what()).find("filter 2 (laplacian)"), std::string::npos) << error.what();
    }
}

TEST(Planner, KernelsBeyondTheLimitsAreRefused) {
    EXPECT_NO_THROW(planOf("box size=31", forced(Strategy::Direct)));
    EXPECT_NO_THROW(planOf("box size=255"));
    try {
        planOf("box size=33", forced(Strategy::Direct));
        FAIL() << "no error";
    } catch (const PlanError& error) {
        EXPECT_STREQ(error.what(),
                     "filter 1 (box): the strategy is not legal here: direct: the kernel has 1089 non-zero "
                     "weights, a direct pass takes at most 1024 (32x32)");
    }
}

TEST(Planner, DisabledFiltersAndMixZeroCostNothing) {
    EXPECT_TRUE(planOf("").passes.empty());
    EXPECT_TRUE(planOf("box enabled=false | sobel mix=0").passes.empty());
    EXPECT_EQ(planOf("box enabled=false", {.light = Light::Linear}).total.fetches, 0U);
}

TEST(Planner, AlphaAndLightArePreparedOnceAndFinishedOnce) {
    const ImageFormat rgba{.width = 8, .height = 8, .channels = 4, .type = PixelType::U8};
    PlanSettings apart = forced(Strategy::Direct);
    apart.mergesPoints = false;
    const Plan alpha = planOf("box size=2 | box size=2", apart, rgba);
    ASSERT_EQ(alpha.passes.size(), 4U);
    EXPECT_EQ(alpha.passes.front().kind, PassKind::Prepare);
    EXPECT_EQ(alpha.passes.back().kind, PassKind::Finish);
    EXPECT_FALSE(alpha.passes.front().decodesLight);

    apart.light = Light::Linear;
    const Plan linear = planOf("box size=2", apart);
    ASSERT_EQ(linear.passes.size(), 3U);
    EXPECT_TRUE(linear.passes.front().decodesLight);
    EXPECT_FALSE(linear.passes.front().multipliesAlpha);

    ImageFormat hdr = kHd;
    hdr.transfer = Transfer::Linear;
    hdr.type = PixelType::F32;
    EXPECT_EQ(planOf("box size=2", {.light = Light::Linear, .strategy = Strategy::Direct}, hdr).passes.size(), 1U);
}

TEST(Planner, AConstantBorderIsWeightedByTheRowInTheColumnPass) {
    const Plan plan = planOf("convolve kernel=\"3: 2 4 2 2 4 2 2 4 2\" border=constant border_color=0.5,0.25,1,1",
                             forced(Strategy::Separable));
    ASSERT_EQ(plan.passes.size(), 2U);
    double rowSum = 0;
    for (const Tap& tap : plan.passes[0].taps) {
        rowSum += tap.weight[0];
    }
    EXPECT_DOUBLE_EQ(plan.passes[0].borderColor[0], 0.5);
    EXPECT_DOUBLE_EQ(plan.passes[1].borderColor[0], 0.5 * rowSum);
    EXPECT_DOUBLE_EQ(plan.passes[1].borderColor[1], 0.25 * rowSum);
}

TEST(Planner, AutomaticPrecisionIsFullOnSoftwareAndHalfOnGpusWithinTheBudget) {
    EXPECT_EQ(planOf("box size=3", {}, kHd, {.software = true, .costs = kSoftwareCosts}).precision, Precision::Full);
    EXPECT_EQ(planOf("box size=3", {.budget = 1}).precision, Precision::Half);
    EXPECT_EQ(planOf("box size=3", {.budget = 0.001}).precision, Precision::Full);
    ImageFormat deep = kHd;
    deep.type = PixelType::F32;
    EXPECT_EQ(planOf("box size=3", {.budget = 1}, deep).precision, Precision::Full);
}

TEST(Planner, TheBoundGrowsWithTheChainAndShrinksWithPrecision) {
    const double one = planOf("gaussian", {.precision = Precision::Half}).errorBound;
    const double two = planOf("gaussian | gaussian", {.precision = Precision::Half}).errorBound;
    EXPECT_GT(one, 0);
    EXPECT_GT(two, one);
    EXPECT_NEAR(two, 4 * 0x1p-11, 1e-5) << "four passes store values up to 1 with a unit of 2^-11 each";
    EXPECT_LT(planOf("gaussian", {.precision = Precision::Full}).errorBound, 1.0 / 65536);
    EXPECT_EQ(planOf("").errorBound, 0);
}

TEST(Planner, AnImageLargerThanTheDeviceIsPlannedInTiles) {
    ImageFormat wide = kHd;
    wide.width = 20000;
    const Plan plan = planOf("box", {}, wide, {.maxTextureSize = 16384});
    ASSERT_TRUE(plan.tiles);
    EXPECT_EQ(plan.tiles->columns, 2);
    EXPECT_EQ(plan.tiles->width, 10000);
    EXPECT_NE(planTable(plan).find("2 x 1 tiles of 10000x1080 with aprons of 2x2 pixels"), std::string::npos);
    EXPECT_EQ(planToJson(plan)["tiles"]["columns"], 2);
}

TEST(PlanJson, HasPassesAndTheirSum) {
    const nlohmann::json json = planToJson(planOf("gaussian | sobel", {.light = Light::Linear}));
    std::uint64_t fetches = 0;
    std::uint64_t multiplyAdds = 0;
    std::uint64_t read = 0;
    std::uint64_t written = 0;
    for (const auto& pass : json.at("passes")) {
        fetches += pass.at("fetches").get<std::uint64_t>();
        multiplyAdds += pass.at("multiply_adds").get<std::uint64_t>();
        read += pass.at("bytes_read").get<std::uint64_t>();
        written += pass.at("bytes_written").get<std::uint64_t>();
    }
    EXPECT_EQ(json.at("passes").front().at("strategy"), "point");
    EXPECT_EQ(json.at("total").at("fetches"), fetches);
    EXPECT_EQ(json.at("total").at("multiply_adds"), multiplyAdds);
    EXPECT_EQ(json.at("total").at("bytes_read"), read);
    EXPECT_EQ(json.at("total").at("bytes_written"), written);
}

TEST(PlanTable, AlignsItsColumnsAndGroupsDigits) {
    const std::string table = planTable(planOf("box size=5", forced(Strategy::Direct)));
    EXPECT_NE(table.find("51,840,000"), std::string::npos) << table;
    const std::size_t begin = table.find('\n') + 1;
    const std::string rows = table.substr(begin, table.find("receptive field") - begin);
    const std::size_t length = rows.find('\n');
    for (std::size_t start = 0; start < rows.size(); start += length + 1) {
        EXPECT_EQ(rows.find('\n', start) - start, length) << table;
    }
}

TEST(Planner, CropMakesTheResultSmallerFilterByFilter) {
    const Plan plan =
        planOf("box size=5 border=crop | gaussian sigma=1 size=4 border=crop | sobel", forced(Strategy::Separable));
    EXPECT_EQ(plan.region, (Region{.x = 2 + 2, .y = 2 + 2, .width = 1920 - 4 - 3, .height = 1080 - 4 - 3}));
    EXPECT_EQ(plan.filters.at(1).input, (Region{.x = 2, .y = 2, .width = 1916, .height = 1076}));
    EXPECT_EQ(plan.filters.at(2).output, plan.region);
    // Only the last pass of a filter is smaller: what it reads must reach as far as the kernel.
    EXPECT_EQ(plan.passes.at(0).height, 1080);
    EXPECT_EQ(plan.passes.at(1).height, 1076);
    EXPECT_EQ(plan.passes.at(1).shiftY, 2);
    EXPECT_EQ(plan.passes.back().width, plan.region.width);
}

TEST(Planner, CropThatLeavesNothingIsRefused) {
    try {
        planOf("box size=5 border=crop", {}, {.width = 8, .height = 4, .channels = 3});
        FAIL();
    } catch (const PlanError& error) {
        EXPECT_NE(
            std::string(error.what()).find("filter 1 (box): its input is 8x4, and border crop leaves nothing of it"),
            std::string::npos)
            << error.what();
    }
}

TEST(Planner, RenormaliseIsLegalWhereTheSumInsideIsKnown) {
    const auto legal = [](const std::string& chain, Strategy strategy) {
        const Plan plan = planOf(chain + " border=renormalise", {}, kHd);
        return std::any_of(plan.filters[0].options.begin(), plan.filters[0].options.end(),
                           [=](const StrategyOption& option) { return option.strategy == strategy && option.legal; });
    };
    EXPECT_TRUE(legal("gaussian", Strategy::Separable));
    EXPECT_TRUE(legal("gaussian", Strategy::Paired));
    EXPECT_TRUE(legal("sobel", Strategy::Direct));
    EXPECT_FALSE(legal("sobel", Strategy::Separable));
    EXPECT_FALSE(legal("laplacian", Strategy::LowRank));
}

}  // namespace
}  // namespace kg
