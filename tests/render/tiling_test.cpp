// Tiled is untiled, bit for bit; and what becomes of work that the device has no memory for.
#include "engine_fixture.h"

#include "base/error.h"
#include "image/crop.h"
#include "plan/tiling.h"
#include "render/tiled_reading.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kg {
namespace {

class Tiling : public EngineTest {
protected:
    // Where no strategy is named, the same one is chosen for tiles and for whole images, on every device: without
    // compute programs, of which those that go along whole lines are not legal in tiles, by rates that are not the
    // device's, and without what only comes near, such as what samples between pixels and is not legal in tiles either.
    static EngineOptions alike() { return {.compute = false, .costs = kSoftwareCosts}; }
    static constexpr PlanSettings kExact{.budget = 0};
    static Engine& whole() {
        static Engine engine(sharedContext(), alike());
        return engine;
    }
    // Engines that never hold more than so many pixels a side, made once each.
    static Engine& tiling(int side, bool named = false) {
        static std::map<std::pair<int, bool>, std::unique_ptr<Engine>> engines;
        std::unique_ptr<Engine>& engine = engines[{side, named}];
        if (!engine) {
            EngineOptions options = named ? EngineOptions{} : alike();
            options.maxTextureSize = side;
            engine = std::make_unique<Engine>(sharedContext(), options);
        }
        return *engine;
    }

    static Image wholeResult(const std::shared_ptr<const Image>& source, const std::string& chain,
                             const PlanSettings& settings = kExact) {
        Engine& untiled = settings.strategy ? engine() : whole();
        untiled.setSource(source);
        EXPECT_FALSE(untiled.run(parseChain(chain), settings).tiles);
        return untiled.readResult();
    }

    // Runs a chain whole, and in tiles of a side, aprons included.
    static void expectSame(const ImageFormat& format, const std::string& chain, int side,
                           const PlanSettings& settings = kExact) {
        SCOPED_TRACE(chain + " on " + std::to_string(format.width) + "x" + std::to_string(format.height) + " in " +
                     std::to_string(side));
        const auto source = std::make_shared<const Image>(noise(format, 7));
        const Image expected = wholeResult(source, chain, settings);
        Engine& tiled = tiling(side, settings.strategy.has_value());
        const std::uint64_t before = tiled.counters().tilesRun;
        tiled.setSource(source);
        const Plan& plan = tiled.run(parseChain(chain), settings);
        ASSERT_TRUE(plan.tiles);
        EXPECT_TRUE(sameBytes(tiled.readResult(), expected));
        EXPECT_EQ(tiled.counters().tilesRun - before,
                  static_cast<std::uint64_t>(plan.tiles->columns) * static_cast<std::uint64_t>(plan.tiles->rows));
    }
};

constexpr ImageFormat kRgb{.width = 71, .height = 45, .channels = 3};

TEST_F(Tiling, EveryBorderRuleGivesTheSameBits) {
    for (const BorderRule rule : allBorderRules()) {
        const std::string border = " border=" + std::string(borderRuleName(rule));
        expectSame(kRgb, "gaussian sigma=2" + border, 32);
        expectSame(kRgb, "convolve kernel=\"5x3+4+2: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\" scale=\"1!\"" + border, 24);
        expectSame(kRgb, "box size=7" + border + " | sobel" + border + " | sharpen" + border, 24);
    }
}

TEST_F(Tiling, EveryStrategyGivesTheSameBits) {
    const std::string ring = "convolve kernel=\"5: 0 1 1 1 0 1 2 2 2 1 1 2 5 2 1 1 2 2 2 1 0 1 1 1 0\" scale=\"1!\"";
    expectSame(kRgb, "gaussian sigma=1.5", 32, {.strategy = Strategy::Direct});
    expectSame(kRgb, "gaussian sigma=1.5", 32, {.strategy = Strategy::Separable});
    expectSame(kRgb, ring, 20, {.strategy = Strategy::LowRank});
    expectSame(kRgb, ring + " border=constant border_color=#204060", 20, {.strategy = Strategy::LowRank});
    expectSame(kRgb, "convolve kernel=\"3: -1 -1 -1 -1 20 -1 -1 -1 -1\"", 20, {.strategy = Strategy::Split});
    expectSame(kRgb, ring, 20, {.strategy = Strategy::Symmetric});
    if (engine().traits().compute) {
        expectSame(kRgb, "gaussian sigma=1.5 border=mirror", 32, {.strategy = Strategy::Tiled});
        expectSame(kRgb, ring + " border=reflect101", 20, {.strategy = Strategy::Tiled});
    }
}

TEST_F(Tiling, AlphaLightAndDepthsGiveTheSameBits) {
    const std::string chain = "gaussian sigma=1.2 border=mirror | unsharp mix=0.6 border=reflect101";
    for (const int channels : {1, 2, 3, 4}) {
        for (const PixelType type : {PixelType::U8, PixelType::U16, PixelType::F32}) {
            expectSame({.width = 50, .height = 33, .channels = channels, .type = type}, chain, 40);
        }
        expectSame({.width = 50, .height = 33, .channels = channels}, chain, 40, {.light = Light::Linear, .budget = 0});
    }
    expectSame(kRgb, chain, 40, {.precision = Precision::Half, .budget = 0});
}

TEST_F(Tiling, SizesThatDoNotDivideAndRestsOfOnePixel) {
    // The apron of 2 leaves 12 pixels of 16.
    for (const int width : {17, 24, 25, 37}) {
        for (const int height : {1, 13, 25}) {
            for (const char* border : {"clamp", "mirror", "reflect101", "wrap", "constant"}) {
                expectSame({.width = width, .height = height, .channels = 1},
                           std::string("box size=5 border=") + border, 16);
            }
        }
    }
}

TEST_F(Tiling, KernelsLargerThanATileAndThanTheImage) {
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap", "constant"}) {
        const std::string rule = std::string(" border=") + border;
        expectSame({.width = 40, .height = 37, .channels = 3}, "box size=31" + rule, 33);
        // Higher than the image, so that the whole axis is in every tile.
        expectSame(
            {.width = 60, .height = 9, .channels = 3},
            "convolve kernel=\"1x25: " +
                [] {
                    std::string weights;
                    for (int i = 1; i <= 25; ++i) {
                        weights += std::to_string(i % 7) + " ";
                    }
                    return weights;
                }() +
                "\" scale=\"1!\" | box size=3" + rule,
            20);
    }
}

TEST_F(Tiling, WrapMixedWithOtherRulesIsPutTogetherFromPieces) {
    expectSame(kRgb, "box size=5 | gaussian sigma=1 border=wrap", 24);
    expectSame(kRgb, "box size=5 border=wrap | gaussian sigma=1 border=mirror", 24);
    expectSame({.width = 71, .height = 45, .channels = 4},
               "sobel border=wrap | box size=5 border=constant | sharpen border=wrap | box size=3", 24,
               {.light = Light::Linear, .budget = 0});
    expectSame(kRgb, "box size=3 border=constant | box size=9 border=wrap mix=0.5", 24,
               {.precision = Precision::Half, .budget = 0});
}

TEST_F(Tiling, WhatIsCroppedGivesTheNextFilterItsEdges) {
    expectSame(kRgb, "box size=5 border=crop", 24);
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap", "constant", "renormalise", "crop"}) {
        const std::string rule = std::string(" border=") + border;
        expectSame(kRgb, "convolve kernel=\"4x3+0+1: 1 2 3 4 5 6 7 8 9 1 2 3\" border=crop | gaussian sigma=1" + rule,
                   24);
        expectSame({.width = 71, .height = 45, .channels = 4},
                   "sharpen" + rule + " | box size=3 border=crop mix=0.5 | sobel" + rule, 24,
                   {.light = Light::Linear, .budget = 0});
    }
}

TEST_F(Tiling, ABudgetTilesAsAnyLimitDoes) {
    const auto source = std::make_shared<const Image>(noise(kRgb, 3));
    const Chain chain = parseChain("gaussian sigma=2 | unsharp border=wrap");
    const Image expected = wholeResult(source, printChain(chain));
    for (const std::uint64_t kibibytes : {110U, 135U, 160U}) {
        EngineOptions options = alike();
        options.memoryBudget = kibibytes << 10U;
        Engine small(sharedContext(), options);
        small.setSource(source);
        ASSERT_TRUE(small.run(chain, kExact).tiles) << kibibytes;
        EXPECT_TRUE(sameBytes(small.readResult(), expected)) << kibibytes;
    }
}

TEST_F(Tiling, RowsComeInOrderAndInTheDepthAskedFor) {
    Engine& tiled = tiling(32);
    tiled.setSource(std::make_shared<const Image>(noise(kRgb, 5)));
    const Plan& plan = tiled.run(parseChain("gaussian sigma=1"));
    Image put(kRgb);
    int y = 0;
    tiled.readResult(PixelType::U8, Transfer::Srgb, [&](const Image& rows) {
        EXPECT_EQ(rows.width(), kRgb.width);
        EXPECT_EQ(rows.type(), PixelType::U8);
        EXPECT_LE(rows.height(), plan.tiles->height);
        std::copy(rows.bytes().begin(), rows.bytes().end(), put.bytes().begin() + std::ptrdiff_t{3} * kRgb.width * y);
        y += rows.height();
    });
    EXPECT_EQ(y, kRgb.height);
    EXPECT_TRUE(sameBytes(put, convertImage(tiled.readResult(), 3, PixelType::U8, Transfer::Srgb)));
}

TEST_F(Tiling, AnEmptyChainGivesTheSourceWithoutAnyTile) {
    Engine& tiled = tiling(16);
    const auto source = std::make_shared<const Image>(noise(kRgb, 5));
    const std::uint64_t before = tiled.counters().tilesRun;
    tiled.setSource(source);
    tiled.run({});
    EXPECT_TRUE(sameBytes(tiled.readResult(), convertImage(*source, 3, PixelType::F32, Transfer::Srgb)));
    EXPECT_EQ(tiled.counters().tilesRun, before);
}

TEST_F(Tiling, AShorterChainIsWholeAgain) {
    const auto source = std::make_shared<const Image>(noise(kRgb, 5));
    EngineOptions options = alike();
    options.memoryBudget = std::uint64_t{71} * 45 * (4 + 16);
    Engine small(sharedContext(), options);
    small.setSource(source);
    ASSERT_TRUE(small.run(parseChain("box size=3 | box size=3"), kExact).tiles);
    ASSERT_FALSE(small.run(parseChain("sobel"), kExact).tiles);
    EXPECT_TRUE(sameBytes(small.readResult(), wholeResult(source, "sobel")));
}

// While it lives, textures above a size are refused as if the device had no memory left.
class OutOfMemory {
public:
    explicit OutOfMemory(std::size_t bytes) { gl::limitTextureBytes(bytes); }
    ~OutOfMemory() { gl::limitTextureBytes(0); }
    OutOfMemory(const OutOfMemory&) = delete;
    OutOfMemory& operator=(const OutOfMemory&) = delete;
};

TEST_F(Tiling, OutOfMemoryHalvesTheBudgetUntilTheWorkIsDone) {
    const auto source = std::make_shared<const Image>(noise(kRgb, 5));
    const Image expected = wholeResult(source, "gaussian sigma=2");
    Engine fresh(sharedContext(), alike());
    const OutOfMemory limit(std::size_t{30} * 30 * 16);
    fresh.setSource(source);
    const Plan& plan = fresh.run(parseChain("gaussian sigma=2"), kExact);
    EXPECT_TRUE(plan.tiles);
    EXPECT_TRUE(sameBytes(fresh.readResult(), expected));
    EXPECT_GE(fresh.counters().budgetHalvings, 2U);
    const std::uint64_t needed = std::uint64_t{71} * 45 * (4 + 16 + 16);
    EXPECT_EQ(fresh.traits().memoryBudget, needed >> fresh.counters().budgetHalvings);
}

// A reading of its own, of small tiles, between whose steps other chains run and the memory runs out.
TEST_F(Tiling, AReadingKeepsToItsChainAndPicture) {
    const auto source = std::make_shared<const Image>(noise(kRgb, 5));
    const Image expected = wholeResult(source, "gaussian sigma=2");
    EngineOptions options = alike();
    options.maxTextureSize = 40;
    Engine tiled(sharedContext(), options);
    tiled.setSource(source);
    ASSERT_TRUE(tiled.run(parseChain("gaussian sigma=2"), kExact).tiles);
    const auto reading = tiled.beginReading({.transfer = kRgb.transfer, .mostPixels = 100});
    EXPECT_EQ(reading->share(), 0);
    Image put(expected.format());
    std::optional<OutOfMemory> limit;
    int y = 0;
    for (int step = 0; !reading->done(); ++step) {
        if (step == 3) {
            tiled.setSource(std::make_shared<const Image>(noise(kRgb, 6)));
            ASSERT_TRUE(tiled.run(parseChain("sobel"), kExact).tiles);
        }
        if (step == 5) {
            limit.emplace(std::size_t{30} * 30 * 16);
        }
        const double share = reading->share();
        if (const std::optional<Image> rows = tiled.stepReading(*reading)) {
            paste(*rows, put, 0, y);
            y += rows->height();
        }
        EXPECT_TRUE(reading->share() > share || limit) << step;
    }
    EXPECT_EQ(reading->share(), 1);
    EXPECT_EQ(y, kRgb.height);
    EXPECT_TRUE(sameBytes(put, expected));
    limit.reset();
    tiled.setSource(source);
    tiled.run({});
    EXPECT_THROW(tiled.beginReading({}), Error);
}

TEST_F(Tiling, OutOfMemoryAmidTheTilesGoesOnWithSmallerOnes) {
    constexpr ImageFormat kTall{.width = 40, .height = 200, .channels = 3};
    const auto source = std::make_shared<const Image>(noise(kTall, 5));
    const Chain chain = parseChain("gaussian sigma=1");
    const Image expected = wholeResult(source, "gaussian sigma=1");
    EngineOptions options = alike();
    options.memoryBudget = std::uint64_t{60} << 10U;
    Engine fresh(sharedContext(), options);
    fresh.setSource(source);
    const int tallest = fresh.run(chain, kExact).tiles->height;
    Image put(expected.format());
    int y = 0;
    std::optional<OutOfMemory> limit;
    fresh.readResult(PixelType::F32, Transfer::Srgb, [&](const Image& rows) {
        EXPECT_TRUE(y == 0 ? rows.height() == tallest : rows.height() < tallest);
        std::copy(rows.bytes().begin(), rows.bytes().end(), put.bytes().begin() + std::ptrdiff_t{12} * 40 * y);
        y += rows.height();
        limit.emplace(std::size_t{16} * 40 * 20);
    });
    EXPECT_EQ(y, kTall.height);
    EXPECT_TRUE(sameBytes(put, expected));
    EXPECT_GE(fresh.counters().budgetHalvings, 1U);
}

TEST_F(Tiling, OutOfMemoryForTheSmallestTileIsASentence) {
    Engine fresh(sharedContext(), alike());
    const OutOfMemory limit(64);
    fresh.setSource(std::make_shared<const Image>(noise(kRgb, 5)));
    try {
        fresh.run(parseChain("gaussian sigma=2"), kExact);
        fresh.readResult();
        FAIL() << "a texture of 64 bytes holds no tile";
    } catch (const DeviceMemoryError& error) {
        EXPECT_NE(std::string(error.what()).find("no memory left for a texture of"), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("smaller tiles"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace kg
