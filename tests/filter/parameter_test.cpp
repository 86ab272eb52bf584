#include "filter/parameter.h"

#include "filter/expect_error.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace kg {
namespace {

using test::errorOf;

const Parameter kNumber{.id = "sigma", .type = ParameterType::Number, .initial = 2.0, .hard = {0, 31.75}};
const Parameter kInteger{.id = "size", .type = ParameterType::Integer, .initial = 5.0, .hard = {1, 255}};
const Parameter kBoolean{.id = "on", .type = ParameterType::Boolean, .initial = true};
const Parameter kColor{.id = "color", .type = ParameterType::Color, .initial = Color{0, 0, 0, 1}};
const Parameter kText{.id = "text", .type = ParameterType::Text, .initial = std::string("1")};
const Parameter kChoice{.id = "mode",
                        .type = ParameterType::Choice,
                        .initial = std::string("a"),
                        .options = {{"a", "A"}, {"b", "B"}, {"c", "C"}}};

TEST(Parameter, ReadsNumbers) {
    EXPECT_EQ(parseValue(kNumber, "2.5"), Value(2.5));
    EXPECT_EQ(parseValue(kNumber, "+2.5"), Value(2.5));
    EXPECT_EQ(parseValue(kNumber, ".5"), Value(0.5));
    EXPECT_EQ(parseValue(kNumber, "1e-3"), Value(0.001));
    EXPECT_EQ(parseValue(kInteger, "7"), Value(7.0));
    EXPECT_EQ(parseValue(kInteger, "7.0"), Value(7.0));
}

TEST(Parameter, RefusesWhatIsNoNumberWithASentence) {
    for (const char* text : {"", " 2", "2 ", "2px", "++2", "+-2", "0x10", "two"}) {
        EXPECT_EQ(errorOf([&] { parseValue(kNumber, text); }),
                  std::string("sigma: expected a number, not \"") + text + "\"");
    }
    EXPECT_EQ(errorOf([] { parseValue(kInteger, "many"); }), "size: expected a whole number, not \"many\"");
    EXPECT_EQ(errorOf([] { parseValue(kInteger, "2.5"); }), "size: expected a whole number, not 2.5");
    EXPECT_EQ(errorOf([] { parseValue(kNumber, "nan"); }), "sigma: expected a finite number");
    EXPECT_EQ(errorOf([] { parseValue(kNumber, "inf"); }), "sigma: expected a finite number");
}

TEST(Parameter, HardRangeIncludesItsEnds) {
    EXPECT_NO_THROW(checkValue(kNumber, 0.0));
    EXPECT_NO_THROW(checkValue(kNumber, 31.75));
    EXPECT_EQ(errorOf([] { checkValue(kNumber, 40.0); }), "sigma: 40 is outside 0..31.75");
    EXPECT_EQ(errorOf([] { checkValue(kNumber, std::nextafter(31.75, 32.0)); }).substr(0, 10), "sigma: 31.");
    EXPECT_EQ(errorOf([] { checkValue(kInteger, 0.0); }), "size: 0 is outside 1..255");
}

TEST(Parameter, RefusesValuesOfAnotherType) {
    EXPECT_EQ(errorOf([] { checkValue(kNumber, true); }), "sigma: expected a value of type number");
    EXPECT_EQ(errorOf([] { checkValue(kText, 1.0); }), "text: expected a value of type text");
    EXPECT_EQ(errorOf([] { checkValue(kColor, std::string("red")); }), "color: expected a value of type color");
}

TEST(Parameter, ReadsBooleansAndChoices) {
    EXPECT_EQ(parseValue(kBoolean, "false"), Value(false));
    EXPECT_EQ(errorOf([] { parseValue(kBoolean, "1"); }), "on: expected true or false, not \"1\"");
    EXPECT_EQ(parseValue(kChoice, "b"), Value(std::string("b")));
    EXPECT_EQ(errorOf([] { parseValue(kChoice, "d"); }), "mode: expected a, b or c, not \"d\"");
}

TEST(Parameter, ReadsColors) {
    EXPECT_EQ(parseValue(kColor, "0,0.5,1,0.25"), Value(Color{0, 0.5, 1, 0.25}));
    EXPECT_EQ(parseValue(kColor, "0,0.5,1"), Value(Color{0, 0.5, 1, 1}));
    EXPECT_EQ(parseValue(kColor, "#f00"), Value(Color{1, 0, 0, 1}));
    EXPECT_EQ(parseValue(kColor, "#00Ff00"), Value(Color{0, 1, 0, 1}));
    EXPECT_EQ(parseValue(kColor, "#00000080"), Value(Color{0, 0, 0, 128.0 / 255}));
    for (const char* text :
         {"", "red", "1,1", "1,1,1,1,1", "1,,1", "1,1,1,", "#", "#ff", "#ffff", "#gg0000", "#+1-200"}) {
        EXPECT_EQ(
            errorOf([&] { parseValue(kColor, text); }),
            std::string("color: expected a colour as r,g,b or r,g,b,a in 0..1, #rgb, #rrggbb or #rrggbbaa, not \"") +
                text + "\"");
    }
    EXPECT_EQ(errorOf([] { parseValue(kColor, "0,2,0"); }), "color: a colour's components lie in 0..1, not 2");
    EXPECT_EQ(errorOf([] { parseValue(kColor, "0,nan,0"); }), "color: a colour's components lie in 0..1, not nan");
}

TEST(Parameter, PrintsTheFewestDigits) {
    EXPECT_EQ(printValue(kNumber, 2.0), "2");
    EXPECT_EQ(printValue(kNumber, 0.1), "0.1");
    EXPECT_EQ(printValue(kInteger, 255.0), "255");
    EXPECT_EQ(printValue(kBoolean, false), "false");
    EXPECT_EQ(printValue(kColor, Color{0, 0.5, 1, 1}), "0,0.5,1,1");
    EXPECT_EQ(printValue(kText, std::string("60,40%")), "60,40%");
}

TEST(Parameter, EveryNumberReadsBackToTheBit) {
    const Parameter any{.id = "any",
                        .type = ParameterType::Number,
                        .initial = 0.0,
                        .hard = {std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max()}};
    std::mt19937_64 random(7);
    for (int i = 0; i < 10000; ++i) {
        const double number = std::bit_cast<double>(random());
        if (!std::isfinite(number)) {
            continue;
        }
        const double read = std::get<double>(parseValue(any, printValue(any, number)));
        EXPECT_EQ(std::bit_cast<std::uint64_t>(read), std::bit_cast<std::uint64_t>(number));
    }
}

}  // namespace
}  // namespace kg
