#include "image/image.h"

#include "base/error.h"
#include "image/pattern.h"
#include "image/srgb.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kg {
namespace {

constexpr PixelType kTypes[] = {PixelType::U8, PixelType::U16, PixelType::F32};

TEST(Image, StartsAtZeroWithTheBytesOfItsFormat) {
    for (const PixelType type : kTypes) {
        const Image image({.width = 3, .height = 2, .channels = 4, .type = type});
        EXPECT_EQ(image.bytes().size(), 3u * 2u * 4u * bytesPerSample(type));
        EXPECT_EQ(image.value(2, 1, 3), 0.0);
    }
}

TEST(Image, RefusesFormatsThatMayNotExist) {
    EXPECT_THROW(Image({.width = 0, .height = 1, .channels = 1}), Error);
    EXPECT_THROW(Image({.width = 1, .height = -1, .channels = 1}), Error);
    EXPECT_THROW(Image({.width = 1, .height = 1, .channels = 5}), Error);
    EXPECT_THROW(Image({.width = 65536, .height = 1, .channels = 1}), Error);
    EXPECT_THROW(Image({.width = 65535, .height = 65535, .channels = 1}), Error);
    EXPECT_NO_THROW(checkFormat({.width = 65535, .height = 16384, .channels = 4}));
}

TEST(Image, NamesTheFileThatIsTooLarge) {
    try {
        checkFormat({.width = 70000, .height = 3, .channels = 1}, "big.png");
        FAIL() << "expected an Error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "big.png: 70000 x 3 is above the limit of 65535 pixels a side");
    }
}

TEST(Image, SetValueRoundsToNearestAndClamps) {
    Image image({.width = 1, .height = 1, .channels = 1});
    const auto stored = [&](double value) {
        image.setValue(0, 0, 0, value);
        return static_cast<int>(image.samples<std::uint8_t>()[0]);
    };
    EXPECT_EQ(stored(100.49 / 255.0), 100);
    EXPECT_EQ(stored(100.51 / 255.0), 101);
    EXPECT_EQ(stored(-3.0), 0);
    EXPECT_EQ(stored(1.7), 255);
    EXPECT_EQ(stored(std::numeric_limits<double>::infinity()), 255);
    EXPECT_EQ(stored(std::nan("")), 0);
}

TEST(Image, EverySampleOfADepthSurvivesItsNumber) {
    Image image({.width = 1, .height = 1, .channels = 1, .type = PixelType::U16});
    for (int i = 0; i <= 65535; ++i) {
        image.setValue(0, 0, 0, i / 65535.0);
        ASSERT_EQ(image.samples<std::uint16_t>()[0], i);
    }
}

TEST(Image, FloatsHoldAnyValue) {
    Image image({.width = 1, .height = 1, .channels = 1, .type = PixelType::F32});
    image.setValue(0, 0, 0, -12.5);
    EXPECT_EQ(image.value(0, 0, 0), -12.5);
}

TEST(ConvertImage, ToItsOwnFormatIsTheSame) {
    const Image image = noise({.width = 9, .height = 5, .channels = 4, .type = PixelType::U16}, 1);
    const Image same = convertImage(image, 4, PixelType::U16, Transfer::Srgb);
    EXPECT_TRUE(std::equal(image.bytes().begin(), image.bytes().end(), same.bytes().begin(), same.bytes().end()));
}

TEST(ConvertImage, DeeperAndBackIsExact) {
    const Image image = noise({.width = 40, .height = 30, .channels = 3}, 2);
    for (const PixelType deeper : {PixelType::U16, PixelType::F32}) {
        const Image there = convertImage(image, 3, deeper, Transfer::Srgb);
        const Image back = convertImage(there, 3, PixelType::U8, Transfer::Srgb);
        EXPECT_TRUE(std::equal(image.bytes().begin(), image.bytes().end(), back.bytes().begin()));
    }
}

TEST(ConvertImage, ToLightAndBackIsExactInFloat) {
    const Image image = noise({.width = 40, .height = 30, .channels = 4, .type = PixelType::U16}, 3);
    const Image light = convertImage(image, 4, PixelType::F32, Transfer::Linear);
    const Image back = convertImage(light, 4, PixelType::U16, Transfer::Srgb);
    EXPECT_TRUE(std::equal(image.bytes().begin(), image.bytes().end(), back.bytes().begin()));
}

TEST(ConvertImage, TransferTouchesColourButNotAlpha) {
    for (const PixelType from : kTypes) {
        Image image({.width = 1, .height = 1, .channels = 4, .type = from});
        for (int c = 0; c < 4; ++c) {
            image.setValue(0, 0, c, 0.4);
        }
        const Image light = convertImage(image, 4, PixelType::F32, Transfer::Linear);
        EXPECT_NEAR(light.value(0, 0, 0), srgbToLinear(image.value(0, 0, 0)), 1e-7);
        EXPECT_NEAR(light.value(0, 0, 3), image.value(0, 0, 3), 1e-7);
    }
}

TEST(ConvertImage, MapsChannels) {
    Image image({.width = 1, .height = 1, .channels = 2, .type = PixelType::F32});
    image.setValue(0, 0, 0, 0.25);
    image.setValue(0, 0, 1, 0.75);
    const Image rgba = convertImage(image, 4, PixelType::F32, Transfer::Srgb);
    EXPECT_EQ(rgba.value(0, 0, 0), 0.25);
    EXPECT_EQ(rgba.value(0, 0, 2), 0.25);
    EXPECT_EQ(rgba.value(0, 0, 3), 0.75);
    const Image grey = convertImage(rgba, 1, PixelType::F32, Transfer::Srgb);
    EXPECT_NEAR(grey.value(0, 0, 0), 0.25, 1e-7);
    const Image opaque =
        convertImage(convertImage(rgba, 3, PixelType::F32, Transfer::Srgb), 4, PixelType::F32, Transfer::Srgb);
    EXPECT_EQ(opaque.value(0, 0, 3), 1.0);
}

TEST(ConvertImage, WeighsGreyByRec709) {
    Image image({.width = 1, .height = 1, .channels = 3, .type = PixelType::F32});
    image.setValue(0, 0, 0, 1.0);
    image.setValue(0, 0, 1, 0.5);
    image.setValue(0, 0, 2, 0.25);
    const Image grey = convertImage(image, 1, PixelType::F32, Transfer::Srgb);
    EXPECT_NEAR(grey.value(0, 0, 0), 0.2126 + 0.5 * 0.7152 + 0.25 * 0.0722, 1e-6);
    // The weights apply to the stored values; the transfer changes after them.
    const Image light = convertImage(image, 1, PixelType::F32, Transfer::Linear);
    EXPECT_NEAR(light.value(0, 0, 0), srgbToLinear(0.2126 + 0.5 * 0.7152 + 0.25 * 0.0722), 1e-6);
}

TEST(ConvertImage, ClampsFloatsForIntegers) {
    Image image({.width = 3, .height = 1, .channels = 1, .type = PixelType::F32});
    image.setValue(0, 0, 0, -1.0);
    image.setValue(1, 0, 0, 9.0);
    image.setValue(2, 0, 0, std::nan(""));
    const Image bytes = convertImage(image, 1, PixelType::U8, Transfer::Srgb);
    EXPECT_EQ(bytes.value(0, 0, 0), 0.0);
    EXPECT_EQ(bytes.value(1, 0, 0), 1.0);
    EXPECT_EQ(bytes.value(2, 0, 0), 0.0);
}

}  // namespace
}  // namespace kg
