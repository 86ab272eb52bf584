#include "image/webp_codec.h"

#include "base/error.h"
#include "image/decode.h"
#include "image/pattern.h"
#include "image/same.h"

#include <gtest/gtest.h>
#include <webp/encode.h>

#include <cstdlib>
#include <random>
#include <string>

namespace kg {
namespace {

std::string encoded(const Image& image, bool lossless) {
    const auto* pixels = reinterpret_cast<const std::uint8_t*>(image.bytes().data());
    const int stride = image.width() * image.channels();
    std::uint8_t* out = nullptr;
    std::size_t size = 0;
    if (image.channels() == 4) {
        size = lossless ? WebPEncodeLosslessRGBA(pixels, image.width(), image.height(), stride, &out)
                        : WebPEncodeRGBA(pixels, image.width(), image.height(), stride, 80, &out);
    } else {
        size = lossless ? WebPEncodeLosslessRGB(pixels, image.width(), image.height(), stride, &out)
                        : WebPEncodeRGB(pixels, image.width(), image.height(), stride, 80, &out);
    }
    std::string bytes(reinterpret_cast<const char*>(out), size);
    WebPFree(out);
    return bytes;
}

// Alpha is never 0 here: what lies under it then, the encoder may change.
Image picture(int channels) {
    Image image = noise({.width = 61, .height = 47, .channels = channels}, 5);
    for (int y = 0; channels == 4 && y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setValue(x, y, 3, 0.25 + 0.5 * image.value(x, y, 3));
        }
    }
    return image;
}

TEST(Webp, IsReadWithoutLossWithAndWithoutAlpha) {
    for (const int channels : {3, 4}) {
        const Image image = picture(channels);
        EXPECT_TRUE(same(decodeImage(asBytes(encoded(image, true)), "a.webp"), image)) << channels;
    }
}

TEST(Webp, OfACutFileWhatIsThereComesWithHowMuchIsMissing) {
    for (const bool lossless : {true, false}) {
        const std::string whole = encoded(testChart(320, 240), lossless);
        std::string note;
        const Image image = decodeImage(asBytes(whole.substr(0, whole.size() / 2)), "a.webp", &note);
        EXPECT_EQ(image.height(), 240);
        EXPECT_TRUE(note.starts_with("the file is cut short: ")) << note;
        EXPECT_GT(image.value(160, 2, 1), 0) << "the top is there";
        note.clear();
        decodeImage(asBytes(whole), "a.webp", &note);
        EXPECT_EQ(note, "");
        EXPECT_THROW(decodeImage(asBytes(whole.substr(0, 40)), "a.webp"), FileError);
    }
}

TEST(Webp, DamagedOnesAreRefusedOrReadAndNothingElse) {
    std::mt19937 random(1);
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string bytes = encoded(picture(4), i % 2 == 0);
        for (int change = 0; change < 1 + i % 8; ++change) {
            bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        try {
            decodeImage(asBytes(bytes), "a.webp");
        } catch (const FileError&) {
            ++refused;
        }
    }
    EXPECT_GT(refused, 0);
    EXPECT_LT(refused, 1000);
}

}  // namespace
}  // namespace kg
