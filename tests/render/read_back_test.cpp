#include "render/read_back.h"

#include "base/error.h"
#include "image/pattern.h"
#include "render/engine_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace kg {

class ReadBackTest : public EngineTest {
protected:
    // As an export reads it.
    static Image readNow(PixelType type, Transfer transfer) {
        ImageFormat format = engine().resultFormat();
        format.type = type;
        format.transfer = transfer;
        Image whole(format);
        auto next = whole.bytes().begin();
        engine().readResult(type, transfer, [&](const Image& rows) {
            next = std::copy(rows.bytes().begin(), rows.bytes().end(), next);
        });
        return whole;
    }
};

TEST_F(ReadBackTest, GivesTheBitsThatAreReadAtOnce) {
    for (int channels = 1; channels <= 4; ++channels) {
        for (const Precision precision : {Precision::Half, Precision::Full}) {
            for (const char* text :
                 {"gaussian sigma=1.5", "sobel border=crop | convolve kernel=\"3x3: 0,-9,0 -9,37,-9 0,-9,0\"", ""}) {
                engine().setSource(std::make_shared<const Image>(
                    noise({.width = 83, .height = 71, .channels = channels, .type = PixelType::U16}, 5)));
                engine().run(parseChain(text), {.precision = precision});
                engine().beginReadBack();
                const std::optional<RawPicture> picture = engine().takeReadBack(true);
                ASSERT_TRUE(picture);
                for (const PixelType type : {PixelType::U8, PixelType::U16, PixelType::F32}) {
                    EXPECT_TRUE(sameBytes(picture->convert(type, Transfer::Srgb), readNow(type, Transfer::Srgb)))
                        << channels << " channels, " << text;
                }
                EXPECT_TRUE(sameBytes(picture->convert(PixelType::F32, Transfer::Linear),
                                      readNow(PixelType::F32, Transfer::Linear)))
                    << text;
            }
        }
    }
}

TEST_F(ReadBackTest, ComesInOrderAndKeepsWhatItWasWhenAsked) {
    Engine empty(sharedContext());
    EXPECT_FALSE(empty.takeReadBack());
    EXPECT_THROW(empty.beginReadBack(), Error);
    engine().setSource(std::make_shared<const Image>(noise({.width = 64, .height = 48, .channels = 3}, 5)));
    std::vector<Image> expected;
    for (const char* text : {"box size=3", "", "box size=9"}) {
        engine().run(parseChain(text));
        engine().beginReadBack();
        expected.push_back(readNow(PixelType::U8, Transfer::Srgb));
    }
    engine().setSource(std::make_shared<const Image>(noise({.width = 8, .height = 8, .channels = 1}, 5)));
    EXPECT_EQ(engine().readBacksUnderWay(), 3U);
    for (const Image& image : expected) {
        const std::optional<RawPicture> picture = engine().takeReadBack(true);
        ASSERT_TRUE(picture);
        EXPECT_TRUE(sameBytes(picture->convert(PixelType::U8, Transfer::Srgb), image));
    }
    EXPECT_EQ(engine().readBacksUnderWay(), 0U);
}

}  // namespace kg
