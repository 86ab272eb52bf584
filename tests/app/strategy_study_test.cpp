#include "app/strategy_study.h"

#include "app/edits.h"
#include "app/engine_fixture.h"
#include "app/size_sweep.h"
#include "base/error.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>

namespace kg {
namespace {

constexpr MeterProtocol kQuick{.warmUps = 1, .timings = 2, .batchMilliseconds = 0};

class StrategyStudyTest : public EngineFixture {
protected:
    void open(const ImageFormat& format) { engine.setSource(std::make_shared<const Image>(noise(format, 11))); }

    // Measures everything; returns the steps that it took.
    static int finish(StrategyStudy& study) {
        int steps = 1;
        while (study.step()) {
            ++steps;
        }
        return steps;
    }

    static const StrategyFigures& rowOf(const std::vector<StrategyFigures>& rows, Strategy strategy) {
        return *std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.strategy == strategy; });
    }
};

TEST_F(StrategyStudyTest, OneFilterIsMeasuredAloneAndHeldToItsBound) {
    for (const ImageFormat& format :
         {ImageFormat{.width = 50, .height = 37, .channels = 3}, ImageFormat{.width = 50, .height = 37, .channels = 4},
          ImageFormat{.width = 5, .height = 1, .channels = 1, .type = PixelType::U16}}) {
        open(format);
        for (const Precision precision : {Precision::Full, Precision::Half}) {
            StrategyStudy study(engine, parseChain("box size=3 | unsharp sigma=1 border=wrap | sobel"),
                                {.light = Light::Linear, .precision = precision}, 1);
            study.begin({.protocol = kQuick, .direct = true, .reference = true});
            finish(study);
            int legal = 0;
            for (const StrategyFigures& row : study.rows()) {
                if (!row.legal()) {
                    EXPECT_FALSE(row.reason.empty());
                    EXPECT_FALSE(row.time);
                    continue;
                }
                ++legal;
                ASSERT_TRUE(row.time && row.toDirect && row.toReference) << row.name();
                EXPECT_LE(row.toReference->maximum, row.errorBound) << row.name();
                EXPECT_LE(*row.toDirect, row.errorBound + rowOf(study.rows(), Strategy::Direct).errorBound)
                    << row.name();
            }
            EXPECT_GE(legal, 2);
            EXPECT_GT(study.sampledPixels(), 0U);
            EXPECT_LE(study.sampledPixels(), format.pixelCount());
        }
    }
}

TEST_F(StrategyStudyTest, AFilterThatCropsIsComparedWhereItWrites) {
    open({.width = 50, .height = 37, .channels = 3});
    for (const int filter : {0, 1}) {
        StrategyStudy study(engine, parseChain("box size=5 border=crop | gaussian sigma=1 border=crop"), {}, filter);
        study.begin({.protocol = kQuick, .direct = true, .reference = true});
        finish(study);
        for (const StrategyFigures& row : study.rows()) {
            if (row.legal()) {
                ASSERT_TRUE(row.toReference) << row.name();
                EXPECT_LE(row.toReference->maximum, row.errorBound) << row.name();
            }
        }
    }
}

TEST_F(StrategyStudyTest, WhatIsComputedInTilesIsComparedButNotTimed) {
    Engine small(context(), {.maxTextureSize = 64});
    small.setSource(std::make_shared<const Image>(noise({.width = 100, .height = 20, .channels = 3}, 11)));
    StrategyStudy chain(small, parseChain("box size=5"), {});
    chain.begin({.protocol = kQuick, .direct = true, .reference = true});
    finish(chain);
    const StrategyFigures& direct = chain.rows().front();
    EXPECT_TRUE(direct.plan.tiles);
    EXPECT_FALSE(direct.time);
    ASSERT_TRUE(direct.toReference);
    EXPECT_LE(direct.toReference->maximum, direct.errorBound);

    StrategyStudy filter(small, parseChain("box size=5"), {}, 0);
    filter.begin({.protocol = kQuick, .direct = true, .reference = true});
    EXPECT_FALSE(filter.active()) << "a filter alone is not read in tiles";
}

TEST_F(StrategyStudyTest, AWholeChainHasARowForTheAutomaticChoice) {
    open({.width = 40, .height = 30, .channels = 4});
    StrategyStudy study(engine, parseChain("gaussian sigma=2"), {});
    ASSERT_EQ(study.rows().size(), allStrategies().size() + 1);
    EXPECT_FALSE(study.rows().back().strategy);
    EXPECT_FALSE(study.rows().front().time) << "planned, not measured";
    EXPECT_GT(study.rows().front().cost.fetches, 0U);
    study.begin({.protocol = kQuick, .direct = true, .reference = true});
    finish(study);
    EXPECT_EQ(rowOf(study.rows(), Strategy::Direct).toDirect, 0);
    EXPECT_LT(study.rows().back().toReference->maximum, 1e-4);
    EXPECT_GT(study.rows().back().toReference->maximum, 0);
    EXPECT_EQ(study.sampledPixels(), 0U) << "the whole image was compared";
}

TEST_F(StrategyStudyTest, StopsWithItsSource) {
    open({.width = 40, .height = 30, .channels = 3});
    StrategyStudy study(engine, parseChain("box"), {}, 0);
    study.begin({.protocol = kQuick});
    EXPECT_TRUE(study.step());
    EXPECT_EQ(study.current(), 0U);
    open({.width = 8, .height = 8, .channels = 3});
    EXPECT_FALSE(study.step());
    EXPECT_FALSE(study.active());
}

TEST_F(StrategyStudyTest, NothingToMeasureIsASentence) {
    EXPECT_THROW(StrategyStudy(engine, parseChain("box"), {}), Error);
}

TEST(FigureTable, AlignsAndSaysWhatIsNotLegal) {
    const auto rows =
        planStrategies({.chain = parseChain("sharpen"), .format = {.width = 4, .height = 4, .channels = 3}});
    const std::string table = figureTable(rows, costColumns());
    std::istringstream lines(table);
    std::string title;
    std::getline(lines, title);
    std::size_t aligned = 0;
    std::size_t refused = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("not legal: ") != std::string::npos) {
            ++refused;
        } else {
            EXPECT_EQ(line.size(), title.size()) << table;
            ++aligned;
        }
    }
    EXPECT_EQ(aligned + refused, rows.size());
    EXPECT_GT(refused, 0U);
    const nlohmann::json json = figuresToJson(rows.front());
    EXPECT_EQ(json.at("fetches"), rows.front().cost.fetches);
    EXPECT_FALSE(json.contains("median_ms")) << "nothing was measured";
    EXPECT_FALSE(json.contains("predicted_ms"));
}

class SizeSweepTest : public StrategyStudyTest {};

TEST_F(SizeSweepTest, CountsTheFetchesOfEachSize) {
    open({.width = 20, .height = 10, .channels = 3});
    SizeSweep sweep(engine, parseChain("sharpen | box size=4 height=9"), {}, 1, {.lowest = 2, .highest = 9}, kQuick);
    EXPECT_EQ(sweep.currentSize(), 3);
    while (sweep.step()) {
    }
    ASSERT_EQ(sweep.points().size(), 4U);
    for (const SweepPoint& point : sweep.points()) {
        const int n = point.size;
        EXPECT_DOUBLE_EQ(rowOf(point.strategies, Strategy::Direct).fetchesPerPixel(), n * n);
        EXPECT_DOUBLE_EQ(rowOf(point.strategies, Strategy::Separable).fetchesPerPixel(), 2 * n);
        EXPECT_TRUE(rowOf(point.strategies, Strategy::Separable).time);
    }
    const std::string csv = sweepCsv(sweep.points());
    EXPECT_NE(csv.find("\n9,separable,2,18,3600,3600,"), std::string::npos) << csv;
    EXPECT_EQ(csv.find("low-rank"), std::string::npos) << "not legal for a box";
}

TEST(SweepSizes, WhatHasASize) {
    EXPECT_EQ(sizesOf({.lowest = 3, .highest = 9}), (std::vector<int>{3, 5, 7, 9}));
    EXPECT_EQ(sizesOf({.lowest = 4, .highest = 8}), (std::vector<int>{5, 7}));
    const auto kernelOf = [](const char* text, int size) {
        const auto sized = filterOfSize(parseFilter(text), size);
        return sized ? std::optional(bankOf(*sized).kernels.front()) : std::nullopt;
    };
    for (const char* text : {"box size=4 height=7", "gaussian sigma=2", R"(convolve kernel="Gaussian:2x1")",
                             R"(convolve kernel="Disk:2")"}) {
        const auto kernel = kernelOf(text, 9);
        ASSERT_TRUE(kernel) << text;
        EXPECT_EQ(kernel->width(), 9) << text;
        EXPECT_EQ(kernel->height(), 9) << text;
    }
    EXPECT_FALSE(kernelOf("sobel", 9));
    EXPECT_FALSE(kernelOf(R"(convolve kernel="1 2 1")", 9));
}

}  // namespace
}  // namespace kg
