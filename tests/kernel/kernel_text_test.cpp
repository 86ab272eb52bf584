#include "kernel/text/kernel_text.h"

#include "base/error.h"
#include "kernel/known_kernels.h"

#include <gtest/gtest.h>

#include <ostream>

namespace kg {
namespace {

using test::kNan;

TEST(ParseKernel, readsSizedKernels) {
    const Kernel sharpen(3, 3, {0, -1, 0, -1, 5, -1, 0, -1, 0});
    EXPECT_EQ(parseKernel("3x3: 0,-1,0 -1,5,-1 0,-1,0"), sharpen);
    EXPECT_EQ(parseKernel("3:0 -1 0 -1 5 -1 0 -1 0"), sharpen);
    EXPECT_EQ(parseKernel(" 3X3 :\n0,-1,0,\n-1,,5,-1,\r\n0,-1,0,\n"), sharpen);
    EXPECT_EQ(parseKernel("3: 0 -1 0 / -1 5 -1 / 0 -1 0"), sharpen);
    EXPECT_EQ(parseKernel("3: 0 -1 0 -1 5 -1 0 -1 0;"), sharpen);
    EXPECT_EQ(parseKernel("2x1: 1 2"), Kernel(2, 1, {1, 2}));
    EXPECT_EQ(parseKernel("1x2: 1 2"), Kernel(1, 2, {1, 2}));
}

TEST(ParseKernel, readsOrigins) {
    EXPECT_EQ(parseKernel("3x1+0+0: 1 2 1"), Kernel(3, 1, {1, 2, 1}, 0, 0));
    EXPECT_EQ(parseKernel("2+1+1: 1 2 3 4"), Kernel(2, 2, {1, 2, 3, 4}, 1, 1));
}

TEST(ParseKernel, readsAbsentCells) {
    EXPECT_EQ(parseKernel("3: nan 1 - 1 1 1 -,1,NaN"), Kernel(3, 3, {kNan, 1, kNan, 1, 1, 1, kNan, 1, kNan}));
    EXPECT_EQ(parseKernel("-/-"), Kernel(1, 2, {kNan, kNan}));
    EXPECT_EQ(parseKernel("nan -1"), Kernel(2, 1, {kNan, -1}));
}

TEST(ParseKernel, readsRowsWithoutASize) {
    const Kernel binomial(3, 3, {1, 2, 1, 2, 4, 2, 1, 2, 1});
    EXPECT_EQ(parseKernel("1 2 1 / 2 4 2 / 1 2 1"), binomial);
    EXPECT_EQ(parseKernel("1 2 1\n2 4 2\n1 2 1"), binomial);
    EXPECT_EQ(parseKernel("\n\n1,2,1\r\n\r\n2,4,2,\r\n1,2,1\n\n"), binomial);
    EXPECT_EQ(parseKernel("1 2 1 /\n2 4 2\n/ 1 2 1 /"), binomial);
    EXPECT_EQ(parseKernel("1 2 1/ 2 4 2 /1 2 1"), binomial);
    EXPECT_EQ(parseKernel("5"), Kernel(1, 1, {5}));
    EXPECT_EQ(parseKernel("1 2 3 4"), Kernel(4, 1, {1, 2, 3, 4}));
}

TEST(ParseKernel, readsNumbers) {
    EXPECT_EQ(parseKernel("1. .5 +2 -.25 1e3 -2.5E-2 1e+2 007"),
              Kernel(8, 1, {1, 0.5, 2, -0.25, 1000, -0.025, 100, 7}));
    EXPECT_EQ(parseKernel("0 -0 0e9 1e30"), Kernel(4, 1, {0.0, -0.0, 0.0, 1e30}));
    EXPECT_EQ(parseKernel("5e-324"), Kernel(1, 1, {std::numeric_limits<double>::denorm_min()}));
    EXPECT_EQ(parseKernel("0.1000000000000000055511151231257827"), Kernel(1, 1, {0.1}));
}

TEST(ParseKernel, readsFractions) {
    EXPECT_EQ(parseKernel("1/16 2/16 -1/3"), Kernel(3, 1, {1.0 / 16, 2.0 / 16, -1.0 / 3}));
    EXPECT_EQ(parseKernel("1/2/ 3/4"), Kernel(1, 2, {0.5, 0.75}));
    EXPECT_EQ(parseKernel("2: 1/2 1.5/.5 / 1e2/4 0/7"), Kernel(2, 2, {0.5, 3, 25, 0}));
}

TEST(ParseKernels, readsLists) {
    EXPECT_EQ(parseKernels("3x1: 1 0 -1; 1x3: 1 0 -1"),
              (std::vector{Kernel(3, 1, {1, 0, -1}), Kernel(1, 3, {1, 0, -1})}));
    EXPECT_EQ(parseKernels("1 2 / 3 4 ;\n 2: 1 2 3 4"), (std::vector(2, Kernel(2, 2, {1, 2, 3, 4}))));
    EXPECT_EQ(parseKernels(";; 1 ;\n; 1 ;"), (std::vector(2, Kernel())));
    EXPECT_EQ(parseKernels("7").size(), 1u);
}

struct Mistake {
    std::string text;
    int line;
    int column;
    std::string problem;
};

std::ostream& operator<<(std::ostream& out, const Mistake& mistake) {
    return out << testing::PrintToString(mistake.text.substr(0, 60));
}

class KernelTextMistake : public testing::TestWithParam<Mistake> {};

TEST_P(KernelTextMistake, isNamedWithItsPlace) {
    const Mistake& expected = GetParam();
    try {
        parseKernel(expected.text);
        FAIL() << "no error";
    } catch (const TextError& error) {
        EXPECT_EQ(error.problem(), expected.problem);
        EXPECT_EQ(error.line(), expected.line);
        EXPECT_EQ(error.column(), expected.column);
        EXPECT_EQ(error.where(),
                  "kernel line " + std::to_string(expected.line) + ", column " + std::to_string(expected.column));
    }
}

const std::string kNothing = "the text holds no kernel, a size such as \"3x3:\", weights or a name were expected";

INSTANTIATE_TEST_SUITE_P(Nothing, KernelTextMistake,
                         testing::Values(Mistake{"", 1, 1, kNothing}, Mistake{"  \n \t", 1, 1, kNothing},
                                         Mistake{";;,;", 1, 1, kNothing}));

INSTANTIATE_TEST_SUITE_P(
    Count, KernelTextMistake,
    testing::Values(Mistake{"3x3:1 2 1 2 4 2 1 2", 1, 20, "8 weights found, 9 expected for 3x3"},
                    Mistake{"2:\n1\n\n;3", 2, 2, "1 weight found, 4 expected for 2x2"},
                    Mistake{"3x3:", 1, 5, "0 weights found, 9 expected for 3x3"},
                    Mistake{"2: 1 2 3 4 5", 1, 12, "more than 4 weights found, 4 expected for 2x2"},
                    Mistake{"2: 1 / 2 3 4", 1, 6, "a row ends after 1 weight, 2 expected"},
                    Mistake{"1 2 1 / 2 4 / 1 2 1", 1, 9, "row 2 has 2 weights, 3 expected as in row 1"},
                    Mistake{"1 2\n3 4\n5 6 7", 3, 1, "row 3 has 3 weights, 2 expected as in row 1"},
                    Mistake{"1 / / 2", 1, 5, "a '/' ends a row without weights"},
                    Mistake{"/ 1", 1, 1, "a '/' ends a row without weights"},
                    Mistake{"1; 2", 1, 4, "a list of kernels found, one kernel was expected"}));

INSTANTIATE_TEST_SUITE_P(
    Size, KernelTextMistake,
    testing::Values(Mistake{"0x3: 1", 1, 1, "the width is 0, at least 1 was expected"},
                    Mistake{"3x0: 1", 1, 3, "the height is 0, at least 1 was expected"},
                    Mistake{"1024: 1", 1, 1, "\"1024\" is too large: the width is at most 1023"},
                    Mistake{"1x99999999999999999999: 1", 1, 3,
                            "\"99999999999999999999\" is too large: the height is at most 8191"},
                    Mistake{"1024x2: 1", 1, 1, "\"1024\" is too large: the width is at most 1023"},
                    Mistake{"2x1024: 1", 1, 3, "\"1024\" is too large: the height is at most 1023"},
                    Mistake{"3x: 1", 1, 3, "':' found, the height was expected"},
                    Mistake{": 1", 1, 1, "':' found, the width was expected"},
                    Mistake{"3x3+3+0: 1", 1, 5, "\"3\" is too large: the origin's column is at most 2"},
                    Mistake{"3x3+0+3: 1", 1, 7, "\"3\" is too large: the origin's row is at most 2"},
                    Mistake{"3x3+1: 1", 1, 6, "':' found, the origin's row was expected, as in \"3x3+1+1:\""},
                    Mistake{"3x3-1-1: 1", 1, 4, "'-' found in the size, \"WxH:\", \"WxH+X+Y:\" or \"N:\" expected"},
                    Mistake{"3.5: 1", 1, 2, "'.' found in the size, \"WxH:\", \"WxH+X+Y:\" or \"N:\" expected"},
                    Mistake{"3@>: 1", 1, 3, "a second rotation mark, one of '@', '>' and '<' was expected"},
                    Mistake{"3x1>>: 1", 1, 5, "a second rotation mark, one of '@', '>' and '<' was expected"},
                    Mistake{"2x3>: 1,2,3,4,5,6", 1, 4, "only a square kernel or a line can be turned by 90 degrees"},
                    Mistake{std::string(2 * 1024, '1').replace(1, 1, " "), 1, 3,
                            "\"111111111111111111111111...\" is out of range"}));

INSTANTIATE_TEST_SUITE_P(
    Character, KernelTextMistake,
    testing::Values(
        Mistake{"1 2 x", 1, 5, "'x' found, a weight was expected"},
        Mistake{"1 2x", 1, 4, "'x' found after the weight \"2\", a separator was expected"},
        Mistake{"1\xC3\x97\x32", 1, 2, "the character U+00D7 found after the weight \"1\", a separator was expected"},
        Mistake{"\xC3\xA9", 1, 1, "the character U+00E9 found, a weight was expected"},
        Mistake{"1 \xE2\x80\x93\x32", 1, 3, "the character U+2013 found, a weight was expected"},
        Mistake{"1 \xE2\x88", 1, 3, "the byte 0xE2 found, a weight was expected"},
        Mistake{"1 \xFF\x80", 1, 3, "the byte 0xFF found, a weight was expected"},
        Mistake{std::string("1 \0 2", 5), 1, 3, "the byte 0x00 found, a weight was expected"},
        Mistake{std::string("1\0", 2), 1, 2, "the byte 0x00 found after the weight \"1\", a separator was expected"},
        Mistake{"1 --2", 1, 3, "'-' found, a weight was expected"},
        Mistake{"1 +", 1, 3, "'+' found, a weight was expected"},
        Mistake{"1 .", 1, 3, "'.' found, a weight was expected"},
        Mistake{"1 inf", 1, 3, "'i' found, a weight was expected"},
        Mistake{"1 -nan", 1, 3, "'-' found, a weight was expected"},
        Mistake{"1e", 1, 2, "'e' found after the weight \"1\", a separator was expected"},
        Mistake{"0x10", 1, 2, "'x' found after the weight \"0\", a separator was expected"},
        Mistake{"1.2.3", 1, 4, "'.' found after the weight \"1.2\", a separator was expected"}));

INSTANTIATE_TEST_SUITE_P(
    Number, KernelTextMistake,
    testing::Values(Mistake{"1 1e31", 1, 3, "\"1e31\" is out of range"},
                    Mistake{"-1e99999", 1, 1, "\"-1e99999\" is out of range"},
                    Mistake{"1e-400", 1, 1, "\"1e-400\" is out of range"},
                    Mistake{"1 3/0", 1, 3, "\"3/0\" divides by 0"},
                    Mistake{"1/1e-200 2e20/1e-20", 1, 1, "the fraction \"1/1e-200\" is out of range"},
                    Mistake{"1e-300/1e30", 1, 1, "the fraction \"1e-300/1e30\" is out of range"},
                    Mistake{"1/2/3", 1, 4, "a second '/' in a fraction"},
                    Mistake{"8 -1/-1 2", 1, 6, "'-' found, the denominator of a fraction was expected"},
                    Mistake{"1/nan", 1, 3, "'n' found, the denominator of a fraction was expected"}));

const std::string kName = " is no kernel's name";

INSTANTIATE_TEST_SUITE_P(Name, KernelTextMistake,
                         testing::Values(Mistake{"inf", 1, 1, "\"inf\"" + kName},
                                         Mistake{"nano:1", 1, 1, "\"nano\"" + kName},
                                         Mistake{" \n Blurry", 2, 2, "\"Blurry\"" + kName}));

TEST(ParseKernel, countsColumnsInCharacters) {
    try {
        parseKernels("1; \xC2\xB5");
        FAIL() << "no error";
    } catch (const TextError& error) {
        EXPECT_EQ(error.column(), 4);
    }
    try {
        parseKernel("\xE2\x80\x83");
        FAIL() << "no error";
    } catch (const TextError& error) {
        EXPECT_EQ(error.column(), 1);
    }
}

TEST(ParseKernels, refusesTextsBeyondTheLimits) {
    EXPECT_THROW(parseKernels(std::string(kMaxKernelText + 1, ' ')), TextError);
    std::string list;
    for (std::size_t i = 0; i < kMaxKernels; ++i) {
        list += "1;";
    }
    EXPECT_EQ(parseKernels(list).size(), kMaxKernels);
    EXPECT_THROW(parseKernels(list + "1"), TextError);
}

TEST(ParseKernel, refusesLongRowsEarly) {
    std::string row;
    for (int i = 0; i < Kernel::kMaxLength; ++i) {
        row += "1 ";
    }
    EXPECT_EQ(parseKernel(row).width(), Kernel::kMaxLength);
    EXPECT_THROW(parseKernel(row + "1"), TextError);
    EXPECT_THROW(parseKernel(row + "\n1"), TextError) << "two rows are not that long";

    std::string column;
    for (int i = 0; i < Kernel::kMaxLength; ++i) {
        column += "1\n";
    }
    EXPECT_EQ(parseKernel(column).height(), Kernel::kMaxLength);
    EXPECT_THROW(parseKernel(column + "1"), TextError);

    std::string tenMegabytes;
    while (tenMegabytes.size() < 10'000'000) {
        tenMegabytes += "0.25,";
    }
    EXPECT_THROW(parseKernel(tenMegabytes), TextError);
}

TEST(PrintKernel, isImageMagicksForm) {
    EXPECT_EQ(printKernel(Kernel()), "1x1: 1");
    EXPECT_EQ(printKernel(Kernel(3, 2, {0, -1, kNan, 0.1, -0.0, 1e-7})), "3x2: 0,-1,nan 0.1,-0,1e-07");
    EXPECT_EQ(printKernel(Kernel(2, 2, {1, 2, 3, 4}, 1, 0)), "2x2+1+0: 1,2 3,4");
    EXPECT_EQ(printKernel(Kernel(2, 2, {1, 2, 3, 4}, 0, 0)), "2x2: 1,2 3,4");
}

TEST(PrintWeight, isTheShortestThatReadsBack) {
    EXPECT_EQ(printWeight(1.0 / 3), "0.3333333333333333");
    EXPECT_EQ(printWeight(100), "100");
    EXPECT_EQ(printWeight(kNan), "nan");
}

}  // namespace
}  // namespace kg
