// How a plan is cut into tiles: what they read, how they lie, and what they refuse. The bits are compared in
// tests/render/tiling_test.cpp.
#include "plan/tiling.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

Plan planOf(const std::string& chain, const ImageFormat& format, const DeviceTraits& device = {},
            const PlanSettings& settings = {}) {
    return makePlan(parseChain(chain), format, settings, device);
}

constexpr ImageFormat kPicture{.width = 100, .height = 60, .channels = 3};

TEST(TileStages, AChainOfOneRuleIsOneStageAndItsReachesAddUp) {
    const Plan plan = planOf("gaussian sigma=2 size=9 | box size=5 | sobel", kPicture);
    const std::vector<TileStage> stages = tileStages(plan);
    ASSERT_EQ(stages.size(), 1U);
    const Region whole{.width = 100, .height = 60};
    EXPECT_EQ(stages[0], (TileStage{.firstPass = 0,
                                    .endPass = plan.passes.size(),
                                    .reachX = 4 + 2 + 1,
                                    .reachY = 7,
                                    .input = whole,
                                    .output = whole}));
}

TEST(TileStages, KernelsInSequenceAddUpAndOthersDoNot) {
    const auto reachOf = [](const std::string& chain) { return tileStages(planOf(chain, kPicture))[0].reachX; };
    EXPECT_EQ(reachOf("convolve kernel=\"3: 1 1 1 1 1 1 1 1 1; 5x1: 1 1 1 1 1\" compose=none"), 1 + 2);
    EXPECT_EQ(reachOf("convolve kernel=\"3: 1 1 1 1 1 1 1 1 1; 5x1: 1 1 1 1 1\" compose=lighten"), 2);
}

TEST(TileStages, AnOriginAsideReachesToTheFartherSide) {
    const std::vector<TileStage> stages = tileStages(planOf("convolve kernel=\"5x1+4+0: 1 1 1 1 1\"", kPicture));
    ASSERT_EQ(stages.size(), 1U);
    EXPECT_EQ(stages[0].reachX, 4);
    EXPECT_EQ(stages[0].reachY, 0);
}

TEST(TileStages, WrapAndOtherRulesArePartedWhereTheyMeet) {
    const ImageFormat alpha{.width = 100, .height = 60, .channels = 4};
    const Plan plan = planOf("box size=3 border=wrap | box size=5 border=wrap | sobel | sharpen border=wrap", alpha);
    const std::vector<TileStage> stages = tileStages(plan);
    ASSERT_EQ(stages.size(), 3U);
    EXPECT_TRUE(stages[0].wraps && !stages[1].wraps && stages[2].wraps);
    EXPECT_EQ(stages[0].reachX, 1 + 2);
    EXPECT_EQ(stages[0].firstPass, 0U) << "with the pass that prepares";
    EXPECT_EQ(stages[2].endPass, plan.passes.size()) << "with the pass that finishes";
    EXPECT_EQ(stages[0].endPass, stages[1].firstPass);
    EXPECT_EQ(stages[1].endPass, stages[2].firstPass);
}

TEST(TileStages, TheStageAfterACropHasEdgesOfItsOwn) {
    const Plan plan = planOf("box size=5 border=crop | sobel border=mirror", kPicture);
    const std::vector<TileStage> stages = tileStages(plan);
    ASSERT_EQ(stages.size(), 2U);
    EXPECT_EQ(stages[0].input, (Region{.width = 100, .height = 60}));
    EXPECT_EQ(stages[0].output, (Region{.x = 2, .y = 2, .width = 96, .height = 56}));
    EXPECT_EQ(stages[1].input, stages[0].output);
    EXPECT_EQ(stages[1].output, stages[0].output);
}

TEST(TileSpans, AnApronEndsAtTheImagesEdge) {
    EXPECT_EQ(readSpan({.begin = 10, .end = 20}, 4, 100, false), (Span{.begin = 6, .end = 24}));
    EXPECT_EQ(readSpan({.begin = 0, .end = 20}, 4, 100, false), (Span{.begin = 0, .end = 24}));
    EXPECT_EQ(readSpan({.begin = 90, .end = 100}, 400, 100, false), (Span{.begin = 0, .end = 100}));
}

TEST(TileSpans, WrappingReadsTheOppositeSide) {
    EXPECT_EQ(readSpan({.begin = 0, .end = 20}, 4, 100, true), (Span{.begin = -4, .end = 24}));
    EXPECT_EQ(readSpan({.begin = 0, .end = 20}, 40, 100, true), (Span{.begin = 0, .end = 100})) << "the whole axis";
    const std::vector<SpanPiece> pieces = piecesOf({.begin = -4, .end = 24}, 100);
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0], (SpanPiece{.image = {.begin = 96, .end = 100}, .offset = 0}));
    EXPECT_EQ(pieces[1], (SpanPiece{.image = {.begin = 0, .end = 24}, .offset = 4}));
}

TEST(TileGrids, WhatFitsIsNotTiled) {
    EXPECT_FALSE(planOf("gaussian sigma=2", kPicture).tiles);
    // 4 bytes of source and 16 of the only pass.
    const std::uint64_t needed = std::uint64_t{100} * 60 * (4 + 16);
    EXPECT_EQ(textureBytes(planOf("sobel", kPicture, {.software = true, .costs = kSoftwareCosts})), needed);
    EXPECT_FALSE(planOf("sobel", kPicture, {.software = true, .memoryBudget = needed, .costs = kSoftwareCosts}).tiles);
    EXPECT_TRUE(
        planOf("sobel", kPicture, {.software = true, .memoryBudget = needed - 1, .costs = kSoftwareCosts}).tiles);
}

TEST(TileGrids, TilesKeepToTheTextureLimitAndCoverEveryPixelOnce) {
    const DeviceTraits device{.maxTextureSize = 32};
    const Plan plan = planOf("gaussian sigma=2 size=9", kPicture, device);
    ASSERT_TRUE(plan.tiles);
    const TileGrid& grid = *plan.tiles;
    EXPECT_EQ(grid.apronX, 4);
    EXPECT_LE(grid.width + 8, 32);
    EXPECT_LE(grid.height + 8, 32);
    std::vector<int> covered(kPicture.pixelCount());
    for (int row = 0; row < grid.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            const TileRect tile = tileAt(grid, plan.region, column, row);
            ASSERT_GT(tile.columns.size(), 0);
            ASSERT_GT(tile.rows.size(), 0);
            for (int y = tile.rows.begin; y < tile.rows.end; ++y) {
                for (int x = tile.columns.begin; x < tile.columns.end; ++x) {
                    ++covered[static_cast<std::size_t>(y) * 100 + static_cast<std::size_t>(x)];
                }
            }
        }
    }
    EXPECT_EQ(covered, std::vector<int>(kPicture.pixelCount(), 1));
}

TEST(TileGrids, TilesKeepToTheBudget) {
    const ImageFormat huge{.width = 30000, .height = 30000, .channels = 3};
    for (const std::uint64_t mebibytes : {16U, 100U, 1024U}) {
        const std::uint64_t budget = mebibytes << 20U;
        const Plan plan =
            planOf("gaussian sigma=2", huge, {.software = true, .memoryBudget = budget, .costs = kSoftwareCosts});
        ASSERT_TRUE(plan.tiles);
        const TileGrid& grid = *plan.tiles;
        const auto tile = static_cast<std::uint64_t>(grid.width + 2 * grid.apronX) *
                          static_cast<std::uint64_t>(grid.height + 2 * grid.apronY);
        // The source, rows and columns; and three bands of the result's rows.
        EXPECT_LE(tile * (4 + 16 + 16) + std::uint64_t{3} * 90000 * static_cast<std::uint64_t>(grid.height), budget);
        EXPECT_LT(static_cast<double>(grid.computedPixels), 9e8 * (mebibytes < 100    ? 1.4
                                                                   : mebibytes < 1000 ? 1.1
                                                                                      : 1.02));
    }
}

TEST(TileGrids, CostsCountWhatTilesComputeTwice) {
    const PlanSettings separable{.strategy = Strategy::Separable};
    const Plan whole = planOf("box size=9", kPicture, {}, separable);
    const Plan tiled = planOf("box size=9", kPicture, {.maxTextureSize = 32}, separable);
    ASSERT_TRUE(tiled.tiles);
    EXPECT_GT(tiled.tiles->computedPixels, kPicture.pixelCount());
    EXPECT_EQ(tiled.total.fetches, whole.total.fetches / kPicture.pixelCount() * tiled.tiles->computedPixels);
}

TEST(TileGrids, AChainThatNoTileHoldsIsRefusedInASentence) {
    try {
        planOf("box size=31 | box size=31", kPicture, {.maxTextureSize = 40});
        FAIL() << "61 pixels do not fit 40";
    } catch (const PlanError& error) {
        EXPECT_EQ(error.problem(), "the chain reads 61x60 pixels for one, this device's textures reach 40 in one axis");
    }
    try {
        planOf("box size=31", kPicture, {.software = true, .memoryBudget = 1000, .costs = kSoftwareCosts});
        FAIL() << "31x31 pixels do not fit 1000 bytes";
    } catch (const PlanError& error) {
        EXPECT_NE(error.problem().find("the chain reads 31x31 pixels for one"), std::string::npos) << error.what();
    }
}

TEST(TiledPlans, StrategiesWhoseRoundingsDependOnThePlaceAreNotLegal) {
    const DeviceTraits small{.maxTextureSize = 32};
    const Plan plan = planOf("gaussian sigma=2", kPicture, small);
    for (const StrategyOption& option : plan.filters[0].options) {
        if (option.strategy == Strategy::Paired || option.strategy == Strategy::Quad) {
            EXPECT_FALSE(option.legal);
            EXPECT_EQ(option.reason,
                      "tiles would differ from the whole image, since bilinear samples are rounded by their place");
        }
    }
    EXPECT_THROW(planOf("gaussian sigma=2", kPicture, small, {.strategy = Strategy::Paired}), PlanError);
    EXPECT_NO_THROW(planOf("gaussian sigma=9", kPicture, {}, {.strategy = Strategy::Pyramid}));
    try {
        planOf("gaussian sigma=9", kPicture, {.maxTextureSize = 90}, {.strategy = Strategy::Pyramid});
        FAIL() << "a tile must not have pyramids of its own";
    } catch (const PlanError& error) {
        EXPECT_NE(error.problem().find("smaller pictures lie across tiles"), std::string::npos) << error.what();
    }
    EXPECT_NO_THROW(planOf("gaussian sigma=2", kPicture, {}, {.strategy = Strategy::Paired}));
}

}  // namespace
}  // namespace kg
