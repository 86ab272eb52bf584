#include "ui/number_text.h"

#include <gtest/gtest.h>

#include <optional>

namespace kg::ui {

TEST(NumberText, ReadsWhatPeopleType) {
    EXPECT_EQ(typedNumber("2.5"), 2.5);
    EXPECT_EQ(typedNumber(" +3 px "), 3.0);
    EXPECT_EQ(typedNumber("-1/16"), -0.0625);
    EXPECT_EQ(typedNumber("1 / 4"), 0.25);
    EXPECT_EQ(typedNumber("50 %"), 50.0);
    EXPECT_EQ(typedNumber("−2"), -2.0);
    EXPECT_EQ(typedNumber("1e-3"), 0.001);
}

TEST(NumberText, RefusesEverythingElse) {
    for (const char* text : {"", " ", "two", "1..2", "1/0", "1/", "nan", "inf", "3 apples", "1 2"}) {
        EXPECT_EQ(typedNumber(text), std::nullopt) << text;
    }
}

TEST(NumberText, ShowsFewDigitsAndATrueMinus) {
    EXPECT_EQ(shownNumber(0.0), "0");
    EXPECT_EQ(shownNumber(-0.0), "0");
    EXPECT_EQ(shownNumber(-1), "−1");
    EXPECT_EQ(shownNumber(0.0625, 3), "0.0625");
    EXPECT_EQ(shownNumber(1.0 / 3, 3), "0.333");
}

TEST(NumberText, APixelIsShownInItsOwnSteps) {
    EXPECT_EQ(pixelText({0, 0.5, 1}, PixelType::U8), "    0  128  255");
    EXPECT_EQ(pixelText({0.25, 1}, PixelType::U16), "  16384  65535");
    EXPECT_EQ(pixelText({12.5, -0.25}, PixelType::F32), "  12.500  -0.250");
    EXPECT_EQ(pixelText({1.5, -0.5}, PixelType::U8), "  382 -128") << "results may leave 0..1";
}

TEST(NumberText, BytesHaveAUnit) {
    EXPECT_EQ(byteCount(0), "0 B");
    EXPECT_EQ(byteCount(1023), "1023 B");
    EXPECT_EQ(byteCount(1536), "1.5 KiB");
    EXPECT_EQ(byteCount(std::uint64_t{64} << 20), "64 MiB");
}

}  // namespace kg::ui
