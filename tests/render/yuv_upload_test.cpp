// Luma and chroma on the device against the same conversion in double precision.
#include "engine_fixture.h"
#include "image/same.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace kg {
namespace {

std::vector<std::byte> noisySamples(std::size_t count, const YuvFormat& format, unsigned seed) {
    const Image image =
        noise({.width = static_cast<int>(count), .height = 1, .channels = 1, .type = PixelType::U16}, seed);
    std::vector<std::byte> bytes(count * format.sampleBytes());
    for (std::size_t i = 0; i < count; ++i) {
        const auto word = static_cast<std::uint16_t>(image.samples<std::uint16_t>()[i] >> (16 - format.bits));
        const auto byte = static_cast<std::uint8_t>(word);
        std::memcpy(bytes.data() + i * format.sampleBytes(),
                    format.sampleBytes() == 2 ? static_cast<const void*>(&word) : &byte, format.sampleBytes());
    }
    return bytes;
}

std::shared_ptr<const YuvImage> noisy(const YuvFormat& format, unsigned seed = 1) {
    const auto count = [](int width, int height) {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    };
    return std::make_shared<const YuvImage>(
        YuvImage{.format = format,
                 .luma = noisySamples(count(format.width, format.height), format, seed),
                 .chroma = noisySamples(2 * count(format.chromaWidth(), format.chromaHeight()), format, seed + 1)});
}

double differenceOf(const Image& a, const Image& b) {
    EXPECT_EQ(a.format(), b.format());
    return largestDifference(a, b);
}

constexpr double kStep = 1.0 / 255 + 1e-6;

using YuvSources = EngineTest;

TEST_F(YuvSources, EveryLayoutAgreesToOneStep) {
    for (const auto& [shiftX, shiftY] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}, {2, 0}, {2, 2}}) {
        for (const int bits : {8, 10, 16}) {
            for (const bool fullRange : {false, true}) {
                SCOPED_TRACE(fmt::format("{} {} {} bits {}", shiftX, shiftY, bits, fullRange ? "full" : "limited"));
                const auto yuv = noisy({.width = 37,
                                        .height = 23,
                                        .shiftX = shiftX,
                                        .shiftY = shiftY,
                                        .bits = bits,
                                        .fullRange = fullRange,
                                        .matrix = bits == 10 ? YuvMatrix::Bt2020 : YuvMatrix::Bt709,
                                        .siteX = fullRange ? ((1 << shiftX) - 1) / 2.0 : 0,
                                        .siteY = ((1 << shiftY) - 1) / 2.0,
                                        .mirrored = shiftX == 1 && bits == 8});
                engine().setSource(yuv);
                EXPECT_LE(differenceOf(*engine().source(), convertYuv(*yuv)), kStep);
            }
        }
    }
}

// What chains read, what is shown of a pixel, what is read back, and the pixels in memory are the same numbers.
TEST_F(YuvSources, AllOfTheProgramSeesTheSameNumbers) {
    const auto yuv = noisy({.width = 40, .height = 30, .shiftX = 1, .shiftY = 1});
    engine().setSource(yuv);
    engine().run({});
    const Color pixel = engine().readPixel(ViewContent::Source, 7, 5);
    engine().beginReadBack();
    const Image back = engine().takeReadBack(true)->convert(PixelType::U8, Transfer::Srgb);
    const Image image = *engine().source();
    EXPECT_EQ(engine().sourceFormat(), image.format());
    EXPECT_TRUE(sameBytes(back, image));
    EXPECT_TRUE(sameBytes(convertImage(engine().readResult(), 3, PixelType::U8, Transfer::Srgb), image));
    EXPECT_NEAR(pixel[1], image.value(7, 5, 1), 1e-6);
    const Image filtered = run(image, "gaussian sigma=1.5 | sharpen");
    engine().setSource(yuv);
    engine().run(parseChain("gaussian sigma=1.5 | sharpen"));
    EXPECT_TRUE(sameBytes(engine().readResult(), filtered));
}

// A moving source takes its textures again, whatever the next frame says of its colours.
TEST_F(YuvSources, TheNextFrameReplacesTheLast) {
    YuvFormat format{.width = 40, .height = 30, .shiftX = 1, .shiftY = 1};
    engine().setSource(noisy(format, 1));
    engine().run(parseChain("box"));
    engine().run(parseChain("box"));  // the result before is kept until another one is there
    const std::uint64_t made = engine().counters().texturesMade;
    for (unsigned seed = 2; seed < 5; ++seed) {
        format.fullRange = !format.fullRange;
        const auto yuv = noisy(format, seed);
        engine().setFrame(yuv);
        engine().run(parseChain("box"));
        EXPECT_LE(differenceOf(*engine().source(), convertYuv(*yuv)), kStep);
    }
    EXPECT_EQ(engine().counters().texturesMade, made);
    engine().setFrame(std::make_shared<const Image>(noise({.width = 40, .height = 30, .channels = 3}, 9)));
    EXPECT_TRUE(sameBytes(*engine().source(), noise({.width = 40, .height = 30, .channels = 3}, 9)))
        << "one that comes as an image is of the same format";
}

TEST_F(YuvSources, OneBeyondTheDeviceIsComputedInTiles) {
    const auto yuv = noisy({.width = 90, .height = 70, .shiftX = 1, .shiftY = 1});
    Engine small(sharedContext(), {.maxTextureSize = 64});
    small.setSource(yuv);
    const PlanSettings full{.strategy = Strategy::Direct, .precision = Precision::Full};
    EXPECT_TRUE(small.run(parseChain("box"), full).tiles);
    EXPECT_LE(differenceOf(small.readResult(), run(convertYuv(*yuv), "box", full)), 1e-6);
}

}  // namespace
}  // namespace kg
