#include "image/yuv_image.h"

#include "image/orientation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace kg {
namespace {

// One pixel of these samples.
YuvImage pixel(YuvFormat format, std::array<int, 3> samples) {
    format.width = 1;
    format.height = 1;
    YuvImage yuv{.format = format,
                 .luma = std::vector<std::byte>(format.sampleBytes()),
                 .chroma = std::vector<std::byte>(2 * format.sampleBytes())};
    const auto put = [&](std::byte* target, int sample) {
        const auto word = static_cast<std::uint16_t>(sample);
        const auto byte = static_cast<std::uint8_t>(sample);
        std::memcpy(target, format.sampleBytes() == 2 ? static_cast<const void*>(&word) : &byte, format.sampleBytes());
    };
    put(yuv.luma.data(), samples[0]);
    put(yuv.chroma.data(), samples[1]);
    put(yuv.chroma.data() + format.sampleBytes(), samples[2]);
    return yuv;
}

void expectColour(const Image& image, std::array<double, 3> rgb) {
    for (int channel = 0; channel < 3; ++channel) {
        EXPECT_NEAR(image.value(0, 0, channel), rgb[static_cast<std::size_t>(channel)], 1.0 / 255) << channel;
    }
}

TEST(YuvImage, BlackAndWhiteAreTheEndsOfTheRange) {
    for (const YuvMatrix matrix : {YuvMatrix::Bt601, YuvMatrix::Bt709, YuvMatrix::Bt2020}) {
        const YuvFormat limited{.matrix = matrix};
        expectColour(convertYuv(pixel(limited, {16, 128, 128})), {0, 0, 0});
        expectColour(convertYuv(pixel(limited, {235, 128, 128})), {1, 1, 1});
        expectColour(convertYuv(pixel(limited, {255, 128, 128})), {1, 1, 1});  // above white
        const YuvFormat full{.fullRange = true, .matrix = matrix};
        expectColour(convertYuv(pixel(full, {0, 128, 128})), {0, 0, 0});
        expectColour(convertYuv(pixel(full, {255, 128, 128})), {1, 1, 1});
        const YuvFormat ten{.bits = 10, .matrix = matrix};
        EXPECT_EQ(convertYuv(pixel(ten, {64, 512, 512})).type(), PixelType::U16);
        expectColour(convertYuv(pixel(ten, {940, 512, 512})), {1, 1, 1});
    }
}

// The samples of full colours as the recommendations' own equations give them.
TEST(YuvImage, FullColoursComeBack) {
    expectColour(convertYuv(pixel({.fullRange = true, .matrix = YuvMatrix::Bt601}, {76, 85, 255})), {1, 0, 0});
    expectColour(convertYuv(pixel({.fullRange = true, .matrix = YuvMatrix::Bt601}, {29, 255, 107})), {0, 0, 1});
    expectColour(convertYuv(pixel({.matrix = YuvMatrix::Bt709}, {63, 102, 240})), {1, 0, 0});
    expectColour(convertYuv(pixel({.matrix = YuvMatrix::Bt709}, {173, 42, 26})), {0, 1, 0});
    expectColour(convertYuv(pixel({.bits = 10, .matrix = YuvMatrix::Bt2020}, {294, 387, 960})), {1, 0, 0});
    expectColour(convertYuv(pixel({.bits = 10, .matrix = YuvMatrix::Bt2020}, {116, 960, 478})), {0, 0, 1});
}

// Grey that changes in luma alone, and a red that changes in chroma alone.
YuvImage ramps(const YuvFormat& format) {
    YuvImage yuv{.format = format, .luma = {}, .chroma = {}};
    for (int y = 0; y < format.height; ++y) {
        for (int x = 0; x < format.width; ++x) {
            yuv.luma.push_back(std::byte(100 + y));
        }
    }
    for (int y = 0; y < format.chromaHeight(); ++y) {
        for (int x = 0; x < format.chromaWidth(); ++x) {
            yuv.chroma.push_back(std::byte(128));
            yuv.chroma.push_back(std::byte(128 + 8 * x));
        }
    }
    return yuv;
}

TEST(YuvImage, ChromaIsInterpolatedFromWhereItWasTaken) {
    YuvFormat format{.width = 9, .height = 5, .shiftX = 1, .shiftY = 1, .fullRange = true};
    EXPECT_EQ(format.chromaWidth(), 5);
    EXPECT_EQ(format.chromaHeight(), 3);
    const auto redAt = [&](int x) { return convertYuv(ramps(format)).value(x, 0, 0) - 100.0 / 255; };
    const double step = 8 * 1.402 / 255;
    EXPECT_NEAR(redAt(2), step, 1.0 / 255) << "beside the left pixel";
    EXPECT_NEAR(redAt(3), 1.5 * step, 1.0 / 255);
    format.siteX = 0.5;
    EXPECT_NEAR(redAt(2), 0.75 * step, 1.0 / 255) << "between the two";
    EXPECT_NEAR(redAt(3), 1.25 * step, 1.0 / 255);
    EXPECT_NEAR(redAt(0), 0, 1.0 / 255) << "the first goes on beyond the edge";
}

TEST(YuvImage, AMirroredOneIsTheMirroredPicture) {
    YuvFormat format{.width = 9, .height = 5, .shiftX = 1, .shiftY = 0};
    const Image straight = convertYuv(ramps(format));
    format.mirrored = true;
    const Image mirrored = convertYuv(ramps(format));
    const Image expected = oriented(straight, Orientation::TopRight);
    EXPECT_TRUE(std::equal(mirrored.bytes().begin(), mirrored.bytes().end(), expected.bytes().begin()));
}

}  // namespace
}  // namespace kg
