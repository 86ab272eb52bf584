// Every filter, border rule, strategy, depth, alpha and precision on the GPU against the double-precision reference.
#include "engine_fixture.h"

#include "base/error.h"
#include "filter/reach.h"
#include "plan/tolerance.h"
#include "reference/reference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <tuple>
#include <vector>

namespace kg {
namespace {

struct Size {
    int width;
    int height;
};
constexpr Size kOddSize{37, 23};
constexpr std::array<Size, 5> kSizes{{kOddSize, {64, 48}, {1, 1}, {1, 17}, {17, 1}}};

struct Stored {
    PixelType type;
    int channels;
};
constexpr std::array<Stored, 6> kStored{{{PixelType::U8, 3},
                                         {PixelType::U8, 4},
                                         {PixelType::U16, 3},
                                         {PixelType::U16, 4},
                                         {PixelType::F32, 3},
                                         {PixelType::F32, 4}}};

constexpr std::array<const char*, 20> kFilters{
    // Neither symmetric, nor square, nor centred, with an absent cell and signed weights.
    R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1")",
    R"(convolve kernel="4x3+0+2: .1 .2 -.3 .4 .05 nan .15 -.1 .2 .1 .1 .1" mode=correlation channels=rgba bias=0.1)",
    // Separable, asymmetric, sums to neither 0 nor 1.
    R"(convolve kernel="3x2: 1 2 -1 3 6 -3" scale="0.1" channels=rgba)",
    // Two products, and one beside a multiple of the pixel itself; large enough for rows and columns to differ.
    R"(convolve kernel="Laplacian:7" scale="0.01" channels=rgba)",
    R"(convolve kernel="5x4: -1 -4 -6 -4 -1 -4 -16 440 -16 -4 -6 -24 -36 -24 -6 -1 -4 -6 -4 -1" scale="1/256" mix=0.6)",
    "gaussian sigma=1.5",
    "gaussian sigma=3 size=6 mix=0.3",
    // Wider than the smaller pictures; and than a kernel of rows and columns in one.
    "gaussian sigma=6 mix=0.8",
    "gaussian sigma=33",
    "box size=5",
    "box size=4 channels=g",
    // Beside its origin, which is in a corner.
    R"(convolve kernel="4x3+3+0: 2 2 2 2 2 2 2 2 2 2 2 2" scale="0.04" channels=rgba)",
    "sharpen amount=0.7",
    "unsharp amount=0.8 sigma=1.2",
    "laplacian neighbours=8 scale=0.25 bias=0.5",
    "sobel scale=0.5",
    // Lists: one after the other, folded by each rule, separable and not, with what a filter does at its end.
    R"(convolve kernel="3x1: .2 .5 .3 ; 2x3: .1 .2 .3 .1 .2 .1 ; 3: .1 .1 .1 .1 .2 .1 .1 .1 .1" mix=0.7)",
    R"(convolve kernel="3x2: 1 2 -1 3 6 -3 ; 3x3: 1 2 1 2 4 2 1 2 1 ; 2x1: 3 -4" scale="0.05" compose=plus bias=0.2)",
    R"(convolve kernel="Kirsch:@" scale="0.05" compose=lighten channels=rgba)",
    R"(convolve kernel="FreiChen:10" scale="0.1" compose=magnitude channels=g)",
};

// Whether border crop leaves a pixel of an image this small.
bool leavesSomething(const Chain& chain, int width, int height) {
    if (borderOf(chain[0]) != BorderRule::Crop) {
        return true;
    }
    const Margins margins = marginsOf(bankOf(chain[0]));
    return margins.left + margins.right < width && margins.top + margins.bottom < height;
}

class GpuAgainstReference : public EngineTest,
                            public testing::WithParamInterface<std::tuple<const char*, const char*>> {
protected:
    static std::string chainText() {
        const auto [filter, border] = GetParam();
        std::string text = fmt::format("{} border={}", filter, border);
        return border == std::string("constant") ? text + " border_color=0.9,0.2,0.4,0.6" : text;
    }

    // The ways to store pixels are dealt out over the border rules, so that each filter meets all of them; drivers
    // compile every program anew for each. The size makes no difference to them.
    static std::vector<Stored> storedAt(Size size) {
        if (size.width != kOddSize.width) {
            return {kStored[1]};
        }
        const auto* const border = std::find(kBorders.begin(), kBorders.end(), std::get<1>(GetParam()));
        const std::size_t first = static_cast<std::size_t>(border - kBorders.begin()) % kStored.size();
        return {kStored[first], kStored[(first + 3) % kStored.size()]};
    }

    // All legal strategies in these precisions; returns how many runs were compared.
    int compareAll(const Image& source, const Chain& chain, Light light,
                   std::initializer_list<Precision> precisions = {Precision::Full, Precision::Half}) {
        int compared = 0;
        const ReferenceImage expected = evaluateReference(source, chain, light);
        const double largest = largestSample(source, light);
        engine().setSource(std::make_shared<const Image>(source));
        for (const Strategy strategy : allStrategies()) {
            for (const Precision precision : precisions) {
                SCOPED_TRACE(fmt::format("{} {}", strategyName(strategy), precisionName(precision)));
                double tolerance = 0;
                try {
                    const PlanSettings settings{.light = light, .strategy = strategy, .precision = precision};
                    tolerance = toleranceOf(engine().run(chain, settings), chain, largest);
                } catch (const PlanError&) {
                    continue;  // not legal for this kernel; the planner's tests say when
                }
                const Difference difference = compare(engine().readResult(), expected);
                EXPECT_LE(difference.maximum, tolerance)
                    << "at " << difference.x << "," << difference.y << " channel " << difference.channel;
                ++compared;
            }
        }
        return compared;
    }
};

TEST_P(GpuAgainstReference, AgreesOnEverySizeDepthAndAlpha) {
    const Chain chain = parseChain(chainText());
    for (const Size size : kSizes) {
        for (const Stored& stored : storedAt(size)) {
            SCOPED_TRACE(fmt::format("{}x{} type {} channels {}", size.width, size.height,
                                     static_cast<int>(stored.type), stored.channels));
            const Image source = noise(
                {.width = size.width, .height = size.height, .channels = stored.channels, .type = stored.type}, 17);
            if (!leavesSomething(chain, size.width, size.height)) {
                engine().setSource(std::make_shared<const Image>(source));
                EXPECT_THROW(engine().run(chain, {}), PlanError);
                EXPECT_THROW(evaluateReference(source, chain, Light::Encoded), Error);
                continue;
            }
            const int compared = size.width == kOddSize.width
                                     ? compareAll(source, chain, Light::Encoded)
                                     : compareAll(source, chain, Light::Encoded, {Precision::Full});
            EXPECT_GT(compared, 0);
        }
    }
}

class OtherPixelsAgainstReference : public GpuAgainstReference {};

TEST_P(OtherPixelsAgainstReference, AgreesOnGrey) {
    const Chain chain = parseChain(chainText());
    if (!leavesSomething(chain, 19, 13)) {
        GTEST_SKIP() << "nothing is left of a picture this small";
    }
    for (const int channels : {1, 2}) {
        SCOPED_TRACE(fmt::format("{} channels", channels));
        const Image source = noise({.width = 19, .height = 13, .channels = channels, .type = PixelType::U8}, 5);
        EXPECT_GT(compareAll(source, chain, Light::Encoded, {Precision::Full}), 0);
    }
}

TEST_P(OtherPixelsAgainstReference, AgreesInLinearLight) {
    const Chain chain = parseChain(chainText());
    if (!leavesSomething(chain, 19, 13)) {
        GTEST_SKIP() << "nothing is left of a picture this small";
    }
    for (const int channels : {3, 4}) {
        SCOPED_TRACE(fmt::format("{} channels", channels));
        const Image source = noise({.width = 19, .height = 13, .channels = channels, .type = PixelType::U8}, 5);
        const int compared = channels == 3 ? compareAll(source, chain, Light::Linear)
                                           : compareAll(source, chain, Light::Linear, {Precision::Full});
        EXPECT_GT(compared, 0);
    }
}

std::string caseName(const testing::TestParamInfo<std::tuple<const char*, const char*>>& info) {
    std::string name = fmt::format("{}_{}", info.index, std::get<0>(info.param));
    name = name.substr(0, name.find(' ')) + "_" + std::get<1>(info.param);
    return name;
}

INSTANTIATE_TEST_SUITE_P(EveryFilterAndBorder, GpuAgainstReference,
                         testing::Combine(testing::ValuesIn(kFilters), testing::ValuesIn(kBorders)), caseName);

// Each filter by two rules at least, and each rule by six filters, border rules innermost as above.
std::vector<std::tuple<const char*, const char*>> dealtCases() {
    std::vector<std::tuple<const char*, const char*>> cases;
    for (std::size_t index = 0; index < 6 * kBorders.size(); ++index) {
        cases.emplace_back(kFilters[index % kFilters.size()], kBorders[index % kBorders.size()]);
    }
    return cases;
}

INSTANTIATE_TEST_SUITE_P(Dealt, OtherPixelsAgainstReference, testing::ValuesIn(dealtCases()), caseName);

class WideGaussian : public EngineTest, public testing::WithParamInterface<const char*> {};

// Approximations state how far they may be off; images narrower than the kernel, and all border rules, included.
TEST_P(WideGaussian, AgreesByEveryStrategyWithinItsStatement) {
    const std::string border = GetParam();
    for (const Size size : {Size{.width = 97, .height = 90}, {.width = 23, .height = 1}, {.width = 1, .height = 1}}) {
        const Image source =
            noise({.width = size.width, .height = size.height, .channels = 4, .type = PixelType::U8}, 9);
        const Chain chain = parseChain(fmt::format("gaussian sigma=10 mix=0.8 border={}", border));
        if (!leavesSomething(chain, size.width, size.height)) {
            continue;
        }
        const ReferenceImage expected = evaluateReference(source, chain, Light::Encoded);
        engine().setSource(std::make_shared<const Image>(source));
        int compared = 0;
        for (const Strategy strategy : allStrategies()) {
            SCOPED_TRACE(fmt::format("{} {}x{}", strategyName(strategy), size.width, size.height));
            try {
                const Plan& plan = engine().run(chain, {.strategy = strategy, .precision = Precision::Full});
                EXPECT_LE(compare(engine().readResult(), expected).maximum, toleranceOf(plan, chain, 1));
                ++compared;
            } catch (const PlanError&) {
                continue;
            }
        }
        EXPECT_GE(compared, border == "renormalise" ? 2 : 3);
    }
}

INSTANTIATE_TEST_SUITE_P(EveryBorder, WideGaussian, testing::ValuesIn(kBorders),
                         [](const auto& parameters) { return std::string(parameters.param); });

TEST_F(EngineTest, AChainOfEverythingAgreesWithTheReference) {
    const std::string text =
        "gaussian sigma=1 border=wrap | sharpen border=mirror mix=0.5 | box size=3 enabled=false | "
        "unsharp sigma=2 border=constant border_color=1,1,1,1 | laplacian scale=0.2 bias=0.3 border=reflect101";
    const Image source = noise({.width = 64, .height = 48, .channels = 4, .type = PixelType::U8}, 9);
    const Image result = run(source, text, {.precision = Precision::Full});
    const Difference difference = compare(result, evaluateReference(source, parseChain(text), Light::Encoded));
    EXPECT_LE(difference.maximum, toleranceOf(*engine().plan(), parseChain(text), 1));
    EXPECT_GE(engine().plan()->errorBound, difference.maximum) << "the stated bound holds";
}

// Roundings are in proportion to what is rounded: light of 5000 may differ by 5000 times as much.
TEST_F(EngineTest, ValuesFarAboveOneAgreeInProportion) {
    Image source = noise({.width = 37, .height = 23, .channels = 3, .type = PixelType::F32}, 4);
    for (float& sample : source.samples<float>()) {
        sample *= 5000;
    }
    const Chain chain = parseChain("gaussian sigma=2 | sharpen border=mirror");
    const ReferenceImage expected = evaluateReference(source, chain, Light::Encoded);
    for (const Precision precision : {Precision::Full, Precision::Half}) {
        const Image result = run(source, printChain(chain), {.precision = precision});
        EXPECT_LE(compare(result, expected).maximum,
                  toleranceOf(*engine().plan(), chain, largestSample(source, Light::Encoded)));
    }
}

}  // namespace
}  // namespace kg
