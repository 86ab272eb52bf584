#include "filter/chain.h"

#include "filter/expect_error.h"
#include "filter/random_chain.h"
#include "filter/registry.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

using test::errorOf;

TEST(ChainText, ReadsTheExampleOfTheDesign) {
    const Chain chain = parseChain(
        "gaussian sigma=2.5 border=mirror | convolve kernel=\"3x3: 0,-1,0 -1,5,-1 0,-1,0\" scale=\"1!\" "
        "mode=correlation");
    ASSERT_EQ(chain.size(), 2U);
    EXPECT_EQ(chain[0].kind, "gaussian");
    EXPECT_EQ(numberOf(chain[0], "sigma"), 2.5);
    EXPECT_EQ(numberOf(chain[0], "size"), 0);
    EXPECT_EQ(borderOf(chain[0]), BorderRule::Mirror);
    EXPECT_EQ(chain[1].kind, "convolve");
    EXPECT_EQ(textOf(chain[1], "kernel"), "3x3: 0,-1,0 -1,5,-1 0,-1,0");
    EXPECT_EQ(textOf(chain[1], "scale"), "1!");
    EXPECT_EQ(textOf(chain[1], "mode"), "correlation");
}

TEST(ChainText, TheEmptyTextIsTheEmptyChain) {
    EXPECT_TRUE(parseChain("").empty());
    EXPECT_TRUE(parseChain(" \n\t ").empty());
    EXPECT_EQ(printChain({}), "");
}

TEST(ChainText, MixAndEnabledBelongToEveryFilter) {
    for (const FilterKind& kind : filterKinds()) {
        const Filter filter = parseFilter(kind.id + " enabled=false mix=0.25");
        EXPECT_FALSE(filter.enabled);
        EXPECT_EQ(filter.mix, 0.25);
        EXPECT_EQ(printFilter(filter), kind.id + " mix=0.25 enabled=false");
    }
}

TEST(ChainText, SpacesAndNewlinesSeparateAlike) {
    EXPECT_EQ(parseChain("  box\n  size=3\n\n|\tsobel|box size=3  "), parseChain("box size=3 | sobel | box size=3"));
}

TEST(ChainText, PrintsOnlyWhatDiffersFromTheDefaults) {
    EXPECT_EQ(printChain(parseChain("gaussian sigma=2 size=0 | box size=7 border=clamp")), "gaussian | box size=7");
    EXPECT_EQ(printChain(parseChain("convolve scale=\"2\"")), "convolve scale=\"2\"");
    EXPECT_EQ(printChain(parseChain("box border=constant border_color=#fff")),
              "box border=constant border_color=1,1,1,1");
}

TEST(ChainText, AValueLeftOutEqualsItsInitialOne) {
    Filter explicitly = makeFilter("gaussian");
    explicitly.values["sigma"] = 2.0;
    EXPECT_EQ(explicitly, makeFilter("gaussian"));
    EXPECT_EQ(makeFilter("gaussian"), explicitly);
    explicitly.values["sigma"] = 3.0;
    EXPECT_NE(explicitly, makeFilter("gaussian"));
    EXPECT_NE(makeFilter("gaussian"), explicitly);
}

TEST(ChainText, RandomChainsReadBackExactly) {
    std::mt19937 random(20);
    for (int i = 0; i < 500; ++i) {
        const Chain chain = test::randomChain(random);
        const std::string text = printChain(chain);
        const Chain read = parseChain(text);
        EXPECT_EQ(read, chain) << text;
        EXPECT_EQ(printChain(read), text);
    }
}

TEST(ChainText, QuotesKeepNewlinesAndReadEscapes) {
    const Filter rows = parseFilter("convolve kernel=\"1 2 1\n2 4 2\n1 2 1\"");
    EXPECT_EQ(textOf(rows, "kernel"), "1 2 1\n2 4 2\n1 2 1");
    EXPECT_EQ(parseFilter(printFilter(rows)), rows);
    // No kernel holds a quote or a backslash: the escapes are seen in what the kernel's parser complains about.
    EXPECT_NE(errorOf([] { parseFilter(R"(convolve kernel="1 \" 1")"); }).find("'\"'"), std::string::npos);
    EXPECT_NE(errorOf([] { parseFilter(R"(convolve kernel="1 \\ 1")"); }).find("'\\'"), std::string::npos);
    EXPECT_EQ(errorOf([] { parseFilter(R"(convolve kernel="1 \n 1")"); }),
              "chain line 1, column 20: expected \\\" or \\\\ after a backslash in quotes");
}

struct BadText {
    const char* text;
    const char* sentence;
};

TEST(ChainText, ErrorsNameThePlaceAndWhatWasExpected) {
    const BadText texts[] = {
        {"gausian sigma=2", "chain line 1, column 1: there is no filter \"gausian\". Did you mean gaussian?"},
        {"Gaussian", "chain line 1, column 1: there is no filter \"Gaussian\". Did you mean gaussian?"},
        {"box |\n  median",
         "chain line 2, column 3: there is no filter \"median\". The filters are convolve, gaussian, box, sharpen, "
         "unsharp, laplacian and sobel."},
        {"box sise=3",
         "chain line 1, column 5: box has no \"sise\"; its keys are size, height, channels, border, border_color, mix "
         "and enabled. Did you mean size?"},
        {"box size=3 size=5", "chain line 1, column 12: size is set twice"},
        {"box mix=0.5 mix=0.5", "chain line 1, column 13: mix is set twice"},
        {"box size=0", "chain line 1, column 10: size: 0 is outside 1..255"},
        {"box size=", "chain line 1, column 10: expected a value after size=, not the end"},
        {"box size= 3", "chain line 1, column 10: expected a value after size=, not \" \""},
        {"box size", "chain line 1, column 9: expected = after size, not the end"},
        {"box size 3", "chain line 1, column 9: expected = after size, not \" \""},
        {"box =3", "chain line 1, column 5: expected key=value or |, not \"=\""},
        {"box size=3 é", "chain line 1, column 12: expected key=value or |, not \"é\""},
        {"box mix=2", "chain line 1, column 9: mix: 2 is outside 0..1"},
        {"box border=zero",
         "chain line 1, column 12: border: expected clamp, mirror, reflect101, wrap, constant, crop or renormalise, "
         "not \"zero\""},
        {"| box", "chain line 1, column 1: expected a filter's name, not \"|\""},
        {"box |", "chain line 1, column 6: expected a filter's name, not the end"},
        {"box || sobel", "chain line 1, column 6: expected a filter's name, not \"|\""},
        {"box size=\"3", "chain line 1, column 10: the quote of size is never closed"},
        {"box size=\"3\\", "chain line 1, column 10: the quote of size is never closed"},
        {"box size=\"3\"4", "chain line 1, column 13: expected a space or | after the quoted value of size, not \"4\""},
        {"box size=3\"", "chain line 1, column 11: a quote inside the value of size; expected quotes around all of it"},
    };
    for (const BadText& bad : texts) {
        EXPECT_EQ(errorOf([&] { parseChain(bad.text); }), bad.sentence) << bad.text;
    }
}

TEST(ChainText, AKernelTextsErrorNamesItsPlaceInBothTexts) {
    try {
        parseChain("box | convolve kernel=\"1 2 x\"");
        FAIL() << "expected a TextError";
    } catch (const TextError& error) {
        EXPECT_EQ(error.line(), 1);
        EXPECT_EQ(error.column(), 28);
        EXPECT_NE(error.problem().find("kernel line 1, column 5: "), std::string::npos) << error.what();
    }
    try {
        parseChain("convolve kernel=\"1 2 1\n1 y 1\"");
        FAIL() << "expected a TextError";
    } catch (const TextError& error) {
        EXPECT_EQ(error.line(), 2);
        EXPECT_EQ(error.column(), 3);
        EXPECT_NE(error.problem().find("kernel line 2, column 3: "), std::string::npos) << error.what();
    }
    try {
        parseChain("convolve scale=1?");
        FAIL() << "expected a TextError";
    } catch (const TextError& error) {
        EXPECT_EQ(error.column(), 17) << error.what();
    }
}

TEST(ChainText, AListOfKernelsAndANameAreKernels) {
    EXPECT_NO_THROW(parseFilter("convolve kernel=\"1x1: 1; 1x1: 2\""));
    EXPECT_NO_THROW(parseFilter("convolve kernel=Gaussian:0x2"));
    EXPECT_THROW(parseFilter("convolve kernel=Gausian:0x2"), TextError);
}

TEST(ChainText, OneFilterIsNoChain) {
    EXPECT_EQ(errorOf([] { parseFilter("box | sobel"); }), "chain line 1, column 5: expected one filter, not a chain");
    EXPECT_EQ(errorOf([] { parseFilter(""); }), "chain line 1, column 1: expected a filter's name, not the end");
}

TEST(CheckChain, NamesTheFilterAndTheParameter) {
    Chain chain = parseChain("box | gaussian");
    EXPECT_NO_THROW(checkChain(chain));
    chain[1].values["sigma"] = 1001.0;
    EXPECT_EQ(errorOf([&] { checkChain(chain); }), "filter 2 (gaussian): sigma: 1001 is outside 0..1000");
    chain[1] = makeFilter("box");
    chain[1].values["sigma"] = 2.0;
    EXPECT_EQ(errorOf([&] { checkChain(chain); }),
              "filter 2 (box): box has no \"sigma\"; its parameters are size, height, channels, border and "
              "border_color");
    chain[1] = Filter{.kind = "blur"};
    EXPECT_EQ(errorOf([&] { checkChain(chain); }).substr(0, 42), "filter 2 (blur): there is no filter \"blur\"");
    chain[1] = Filter{.kind = "box", .mix = -1};
    EXPECT_EQ(errorOf([&] { checkChain(chain); }), "filter 2 (box): mix: -1 is outside 0..1");
    chain[1] = makeFilter("convolve");
    chain[1].values["kernel"] = std::string("1 2 x");
    EXPECT_NE(errorOf([&] { checkChain(chain); }).find("filter 2 (convolve): kernel: kernel line 1, column 5: "),
              std::string::npos);
}

}  // namespace
}  // namespace kg
