#include "app/export.h"

#include "app/engine_fixture.h"
#include "base/error.h"
#include "image/decode.h"
#include "image/pattern.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace kg {

class ExportTest : public EngineFixture {
protected:
    void show(const ImageFormat& format, const std::string& chainText) {
        chain = parseChain(chainText);
        engine.setSource(std::make_shared<const Image>(noise(format, 7)));
        engine.run(chain);
    }

    Image exported(const char* name, const ExportOptions& options = {}) {
        exportResult(engine, chain, folder / name, options);
        return decodeImage(folder / name);
    }

    ScratchFolder folder;
    Chain chain;
};

TEST_F(ExportTest, KeepsTheDepthThatTheFormatCanHold) {
    struct Case {
        PixelType source;
        const char* name;
        PixelType expected;
    };
    for (const Case& c : {Case{PixelType::U8, "a.png", PixelType::U8}, Case{PixelType::U16, "b.png", PixelType::U16},
                          Case{PixelType::F32, "c.png", PixelType::U16}, Case{PixelType::U16, "d.bmp", PixelType::U8},
                          Case{PixelType::U8, "e.tga", PixelType::U8}, Case{PixelType::U8, "f.pfm", PixelType::F32},
                          Case{PixelType::U8, "g.hdr", PixelType::F32}, Case{PixelType::U16, "h.JPG", PixelType::U8}}) {
        show({.width = 20, .height = 13, .channels = 3, .type = c.source}, "box");
        const Image image = exported(c.name);
        EXPECT_EQ(image.type(), c.expected) << c.name;
        EXPECT_EQ(image.width(), 20) << c.name;
        EXPECT_EQ(image.height(), 13) << c.name;
    }
}

TEST_F(ExportTest, DepthsCanBeAskedFor) {
    show({.width = 8, .height = 8, .channels = 4, .type = PixelType::U8}, "gaussian");
    EXPECT_EQ(exported("a.png", {.depth = PixelType::U16}).type(), PixelType::U16);
    EXPECT_THROW(exportResult(engine, chain, folder / "b.png", {.depth = PixelType::F32}), FileError);
    EXPECT_EQ(exported("b.png").channels(), 4);
}

TEST_F(ExportTest, AnEmptyChainGivesBackTheSource) {
    for (const PixelType type : {PixelType::U8, PixelType::U16}) {
        show({.width = 31, .height = 17, .channels = 3, .type = type}, "");
        const Image image = exported("same.png");
        const auto expected = engine.source()->bytes();
        EXPECT_TRUE(std::equal(image.bytes().begin(), image.bytes().end(), expected.begin(), expected.end()));
    }
}

TEST_F(ExportTest, PngCarriesTheChain) {
    show({.width = 8, .height = 8, .channels = 3}, R"(convolve kernel="3x1: 1,2,1" scale="1!" | sobel)");
    exported("a.png");
    EXPECT_EQ(readPngText(folder / "a.png", kChainKeyword), printChain(chain));
}

TEST_F(ExportTest, TheSameResultGivesTheSameBytes) {
    show({.width = 40, .height = 30, .channels = 3}, "gaussian sigma=1.5");
    for (const char* ending : {".png", ".jpg", ".bmp", ".tga", ".hdr", ".pfm"}) {
        exportResult(engine, chain, folder / ("a" + std::string(ending)));
        exportResult(engine, chain, folder / ("b" + std::string(ending)));
        EXPECT_EQ(readFile(folder / ("a" + std::string(ending))), readFile(folder / ("b" + std::string(ending))))
            << ending;
    }
}

TEST_F(ExportTest, FailuresSayWhy) {
    EXPECT_THROW(exportResult(engine, {}, folder / "a.png"), Error);
    show({.width = 8, .height = 8, .channels = 3}, "box");
    EXPECT_THROW(exportResult(engine, chain, folder / "a.xyz"), FileError);
    EXPECT_THROW(exportResult(engine, chain, folder / "none"), FileError);
    EXPECT_THROW(exportResult(engine, chain, folder / "no/such/a.png"), FileError);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(ExportTest, TilesGiveTheSameBytes) {
    Engine tiled(context(), {.memoryBudget = std::uint64_t{100} << 10U});
    chain = parseChain("gaussian sigma=2 | unsharp");
    const PlanSettings settled{.strategy = Strategy::Separable};  // not the one that is cheapest at a size
    for (const char* name : {"a.png", "a.jpg", "a.pfm"}) {
        const auto source = std::make_shared<const Image>(noise({.width = 90, .height = 70, .channels = 3}, 7));
        engine.setSource(source);
        ASSERT_FALSE(engine.run(chain, settled).tiles);
        exportResult(engine, chain, folder / name);
        const auto bytes = [&](const std::string& file) {
            std::ifstream stream(folder / file, std::ios::binary);
            return std::string(std::istreambuf_iterator<char>(stream), {});
        };
        const std::string whole = bytes(name);
        tiled.setSource(source);
        ASSERT_TRUE(tiled.run(chain, settled).tiles);
        exportResult(tiled, chain, folder / name);
        EXPECT_TRUE(bytes(name) == whole) << name;
    }
}

}  // namespace kg
