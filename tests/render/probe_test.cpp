// The pixels that are probed on the GPU, against the explanation of each.
#include "engine_fixture.h"

#include "base/error.h"
#include "filter/reach.h"
#include "plan/tolerance.h"
#include "reference/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kg {
namespace {

constexpr std::array<const char*, 7> kFilters{
    R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1" channels=rgba bias=0.1)",
    "gaussian sigma=3 size=6 mix=0.3",
    "box size=4 channels=g",
    "sharpen amount=0.7",
    "unsharp amount=0.8 sigma=1.2",
    "laplacian neighbours=8 scale=0.25 bias=0.5",
    "sobel scale=0.5",
};

class ProbeTest : public EngineTest {
protected:
    static void open(const ImageFormat& format) {
        engine().setSource(std::make_shared<const Image>(noise(format, 17)));
    }

    static PixelCheck check(const std::string& text, const PlanSettings& settings, int filter, int x, int y) {
        const Chain chain = parseChain(text);
        const FilterProbe probe = engine().probe(chain, settings, filter, x, y);
        ImageFormat input = engine().source()->format();
        input.width = probe.region.width;
        input.height = probe.region.height;
        const PixelExplanation explanation =
            explainPixel(chain[filter], probe.input, input, settings.light, x - probe.region.x, y - probe.region.y);
        return checkPixel(explanation, probe.result,
                          toleranceUnit(probe.precision) *
                              amplificationOf({chain[filter]}, explanation.largestSample, explanation.hasAlpha()));
    }
};

TEST_F(ProbeTest, EveryFilterAndBorderIsExplainedToTheTolerance) {
    const ImageFormat formats[] = {{.width = 13, .height = 9, .channels = 4},
                                   {.width = 13, .height = 9, .channels = 1, .type = PixelType::U16},
                                   {.width = 2, .height = 1, .channels = 3, .type = PixelType::F32}};
    for (const ImageFormat& format : formats) {
        open(format);
        for (const char* filter : kFilters) {
            for (const BorderRule border : allBorderRules()) {
                if (border == BorderRule::Crop) {
                    continue;  // has no result at the edges that are probed here
                }
                const std::string text = fmt::format("box size=2 | {} border={} border_color=0.9,0.2,0.4,0.6 | sobel",
                                                     filter, borderRuleName(border));
                for (const Precision precision : {Precision::Full, Precision::Half}) {
                    for (const Light light : {Light::Encoded, Light::Linear}) {
                        for (const int x : {0, format.width - 1}) {
                            for (const int y : {0, format.height / 2, format.height - 1}) {
                                const PixelCheck found = check(text, {.light = light, .precision = precision}, 1, x, y);
                                EXPECT_TRUE(found.agrees) << text << " at " << x << "," << y << ": " << found.largest
                                                          << " above " << found.tolerance;
                            }
                        }
                    }
                }
            }
        }
    }
}

TEST_F(ProbeTest, ACroppedFilterIsExplainedWhereItHasAResult) {
    open({.width = 13, .height = 9, .channels = 3});
    const std::string text =
        "convolve kernel=\"3x2+0+1: 1 2 3 4 5 6\" scale=\"!\" mode=correlation border=crop | box size=3 border=crop";
    for (const Precision precision : {Precision::Full, Precision::Half}) {
        for (const auto& [filter, x, y] : {std::array{0, 0, 1}, {0, 10, 8}, {1, 1, 2}, {1, 9, 7}}) {
            const PixelCheck found = check(text, {.precision = precision}, filter, x, y);
            EXPECT_TRUE(found.agrees) << filter << ": " << x << "," << y << ": " << found.largest;
        }
    }
    EXPECT_THROW(engine().probe(parseChain(text), {}, 1, 0, 2), Error);
    EXPECT_THROW(engine().probe(parseChain(text), {}, 0, 11, 4), Error);
    // The shown pixel is found by the same coordinates.
    engine().run(parseChain(text), {});
    EXPECT_EQ(engine().regionOf(ViewContent::Result), (Region{.x = 1, .y = 2, .width = 9, .height = 6}));
    const FilterProbe probe = engine().probe(parseChain(text), {}, 1, 9, 7);
    EXPECT_EQ(engine().readPixel(ViewContent::Result, 9, 7)[0], probe.result[0]);
    EXPECT_THROW(engine().readPixel(ViewContent::Result, 0, 0), Error);
}

// What is explained is what is shown: the last filter's probe holds the pixels of the result.
TEST_F(ProbeTest, TheLastFiltersProbeIsTheResult) {
    open({.width = 13, .height = 9, .channels = 3});
    const Chain chain = parseChain("gaussian sigma=1 | unsharp");
    engine().run(chain, {});
    const FilterProbe probe = engine().probe(chain, {}, 1, 5, 4);
    const Color shown = engine().readPixel(ViewContent::Result, 5, 4);
    for (std::size_t channel = 0; channel < 4; ++channel) {
        EXPECT_EQ(probe.result[channel], shown[channel]) << channel;
    }
}

TEST_F(ProbeTest, AWrongInputWouldBeNoticed) {
    open({.width = 13, .height = 9, .channels = 3});
    const Chain chain = parseChain("box size=5 | sharpen amount=3");
    const FilterProbe first = engine().probe(chain, {}, 0, 6, 4);
    const FilterProbe second = engine().probe(chain, {}, 1, 6, 4);
    for (std::size_t channel = 0; channel < 3; ++channel) {
        EXPECT_EQ(second.input.at(6, 4)[channel], first.result[channel]);
        EXPECT_NE(second.result[channel], first.result[channel]);
    }
}

TEST_F(ProbeTest, HoveringDrawsNothing) {
    open({.width = 40, .height = 30, .channels = 4});
    const Chain chain = parseChain("gaussian sigma=2 | box size=3 | sobel");
    engine().run(chain, {});
    const auto shown = engine().readResult();
    const EngineCounters before = engine().counters();
    engine().probe(chain, {}, 1, 0, 0);
    const EngineCounters first = engine().counters();
    EXPECT_EQ(first.probesRun, before.probesRun + 1);
    EXPECT_GT(first.passesDrawn, before.passesDrawn);
    EXPECT_EQ(first.programsCompiled, before.programsCompiled);
    EXPECT_EQ(first.chainsRun, before.chainsRun);
    for (int x = 0; x < 40; ++x) {
        engine().probe(chain, {}, 1, x, x % 30);
    }
    // A later filter changes nothing of what this one reads and makes.
    engine().probe(parseChain("gaussian sigma=2 | box size=3 | sobel scale=2"), {}, 1, 3, 3);
    EXPECT_EQ(engine().counters().passesDrawn, first.passesDrawn);
    EXPECT_EQ(engine().counters().texturesMade, first.texturesMade);
    const Image after = engine().readResult();
    EXPECT_TRUE(std::equal(shown.bytes().begin(), shown.bytes().end(), after.bytes().begin()));

    engine().probe(parseChain("gaussian sigma=1 | box size=3 | sobel"), {}, 1, 3, 3);
    EXPECT_EQ(engine().counters().probesRun, first.probesRun + 1) << "another input is drawn";
    open({.width = 40, .height = 30, .channels = 4});
    engine().probe(parseChain("gaussian sigma=1 | box size=3 | sobel"), {}, 1, 3, 3);
    EXPECT_EQ(engine().counters().probesRun, first.probesRun + 2) << "another image is drawn";
}

TEST_F(ProbeTest, WhatCannotBeProbedIsASentence) {
    open({.width = 4, .height = 3, .channels = 3});
    const auto problemOf = [](const std::string& chain, int filter, int x, int y) -> std::string {
        try {
            engine().probe(parseChain(chain), {}, filter, x, y);
        } catch (const Error& error) {
            return error.what();
        }
        return {};
    };
    EXPECT_EQ(problemOf("box", 0, 0, 0), "");
    EXPECT_NE(problemOf("box | sobel enabled=false", 1, 0, 0).find("filter 2 (sobel)"), std::string::npos);
    EXPECT_NE(problemOf("box mix=0", 0, 0, 0).find("mix is 0"), std::string::npos);
    EXPECT_NE(problemOf("box", 1, 0, 0).find("no filter 2"), std::string::npos);
    EXPECT_NE(problemOf("box", 0, 4, 0).find("no pixel 4, 0"), std::string::npos);
}

}  // namespace
}  // namespace kg
