#include "app/combination.h"

#include "base/error.h"
#include "filter/combined_filter.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <string>

namespace kg {
namespace {

constexpr ImageFormat kFormat{.width = 40, .height = 33, .channels = 3};

Combination combinationOf(const std::string& chain, int index = 0, const ImageFormat& format = kFormat,
                          const PlanSettings& settings = {}) {
    return combine(parseChain(chain), index, noise(format, 1), settings, {}, kPatientWork);
}

// The largest difference between both ways where no kernel reads beyond the image, and elsewhere.
std::pair<double, double> differencesOf(const Combination& combination, const Chain& chain, const Image& image,
                                        Light light) {
    const ReferenceImage apart = evaluateReference(image, chain, light);
    const ReferenceImage together = evaluateReference(image, combination.chain, light);
    const ReceptiveField& field = combination.field;
    std::pair<double, double> largest{0, 0};
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const bool inside = x >= field.left && x < image.width() - field.right && y >= field.top &&
                                y < image.height() - field.bottom;
            for (int channel = 0; channel < image.channels(); ++channel) {
                double& most = inside ? largest.first : largest.second;
                most = std::max(most, std::abs(apart.value(x, y, channel) - together.value(x, y, channel)));
            }
        }
    }
    return largest;
}

TEST(Combination, IsTheSameInsideAndAsFarApartAtTheBorderAsItSays) {
    const std::vector<std::string> chains{
        "box size=3 | gaussian sigma=1",
        "unsharp sigma=0.7 border=mirror | sharpen border=wrap",
        R"(convolve kernel="4x1+3+0: 1,2,-3,1" bias=0.25 | laplacian bias=0.5 mix=0.5)",
        R"(convolve kernel="3x1: 1,2,1; 1x3: 1,0,-1" border=constant border_color=0.2,0.9,0.5,1 | box size=2)",
    };
    for (const std::string& text : chains) {
        for (const Light light : {Light::Encoded, Light::Linear}) {
            SCOPED_TRACE(text);
            const Chain chain = parseChain(text);
            const Image image = noise(kFormat, 1);
            const Combination combination = combine(chain, 0, image, {.light = light}, {}, kPatientWork);
            const auto [inside, border] = differencesOf(combination, chain, image, light);
            EXPECT_LT(inside, 1e-12);
            EXPECT_NEAR(combination.border.difference.maximum, border, 1e-12);
            EXPECT_EQ(combination.border.compared, combination.border.pixels);
        }
    }
}

TEST(Combination, WithAlphaBothSeeThePictureAlike) {
    ImageFormat format = kFormat;
    format.channels = 4;
    const Image image = noise(format, 2);
    for (const std::string text : {"convolve bias=0.25 channels=rgba | convolve bias=0.5 channels=rgba border=clamp",
                                   "box size=3 channels=rgba | gaussian sigma=1 channels=rgba mix=0.5"}) {
        SCOPED_TRACE(text);
        const Chain chain = parseChain(text);
        const Combination combination = combine(chain, 0, image, {}, {}, kPatientWork);
        const ReferenceImage apart = evaluateReference(image, chain, Light::Encoded);
        const ReferenceImage together = evaluateReference(image, combination.chain, Light::Encoded);
        const ReceptiveField& field = combination.field;
        double largest = 0;
        for (int y = field.top; y < image.height() - field.bottom; ++y) {
            for (int x = field.left; x < image.width() - field.right; ++x) {
                for (int channel = 0; channel < 3; ++channel) {
                    // Multiplied by alpha, which a small one would have stretched.
                    largest = std::max(largest, std::abs(apart.value(x, y, channel) * apart.value(x, y, 3) -
                                                         together.value(x, y, channel) * together.value(x, y, 3)));
                }
                largest = std::max(largest, std::abs(apart.value(x, y, 3) - together.value(x, y, 3)));
            }
        }
        EXPECT_LT(largest, 1e-12);
    }
}

TEST(Combination, WrappedBordersDoNotDiffer) {
    const Combination wrapped = combinationOf("box size=3 border=wrap | gaussian sigma=1 border=wrap");
    EXPECT_LT(wrapped.border.difference.maximum, 1e-12);
    EXPECT_NE(borderSentence(wrapped).find("none beyond rounding"), std::string::npos);
    const Combination clamped = combinationOf("box size=3 | gaussian sigma=1");
    EXPECT_GT(clamped.border.difference.maximum, 1.0 / 255);
    EXPECT_NE(borderSentence(clamped).find("of 255 in this picture, at"), std::string::npos);
}

TEST(Combination, CroppedBordersDoNotDifferAtAll) {
    const Chain chain = parseChain(R"(convolve kernel="5x1: 0,1,2,-1,0" border=crop | gaussian sigma=1 border=crop)");
    const Image image = noise(kFormat, 1);
    const Combination combination = combine(chain, 0, image, {}, {}, kPatientWork);
    const ReferenceImage apart = evaluateReference(image, chain, Light::Encoded);
    const ReferenceImage together = evaluateReference(image, combination.chain, Light::Encoded);
    ASSERT_EQ(apart.values.size(), together.values.size());
    ASSERT_EQ(apart.width, kFormat.width - 4 - 8);
    for (std::size_t i = 0; i < apart.values.size(); ++i) {
        ASSERT_NEAR(apart.values[i], together.values[i], 1e-12) << i;
    }
    EXPECT_NE(borderSentence(combination).find("both crop"), std::string::npos);
}

TEST(Combination, CountsWhatBothCost) {
    const PlanSettings direct{.strategy = Strategy::Direct};
    const Combination combination = combinationOf("sobel | box size=3 | box size=3 | box", 1, kFormat, direct);
    const std::uint64_t pixels = kFormat.pixelCount();
    EXPECT_EQ(combination.pixels, pixels);
    EXPECT_EQ(combination.apart.passes, 2);
    EXPECT_EQ(combination.apart.cost.fetches, (9 + 9) * pixels);
    EXPECT_EQ(combination.together.passes, 1);
    EXPECT_EQ(combination.together.cost.fetches, 25 * pixels);
    EXPECT_EQ(combination.together.cost.multiplyAdds, 25 * pixels);
    EXPECT_EQ(combination.width, 5);
    EXPECT_EQ(combination.chain.size(), 3U);
    EXPECT_EQ(combination.chain[1], combination.kernel);
    EXPECT_EQ(combination.chain[2], parseFilter("box"));
    // The product of two products is a product still.
    const Combination separable =
        combinationOf("box size=9 | gaussian sigma=1", 0, kFormat, {.strategy = Strategy::Separable});
    EXPECT_EQ(separable.together.cost.fetches, (17 + 17) * pixels);
}

TEST(Combination, SaysWhatThePassBetweenThemRounds) {
    const std::string chain = R"(box size=3 | convolve kernel="3x1: 1,-4,1")";
    const Combination half = combinationOf(chain, 0, kFormat, {.precision = Precision::Half});
    // A unit in the last place of 11 bits below 1, times the sum of the second kernel's absolute weights.
    EXPECT_DOUBLE_EQ(half.stored, std::exp2(-11) * 6);
    EXPECT_NE(storeSentence(half).find("16-bit"), std::string::npos);
    const Combination full = combinationOf(chain, 0, kFormat, {.precision = Precision::Full});
    EXPECT_DOUBLE_EQ(full.stored, std::exp2(-25) * 6);
    EXPECT_NE(storeSentence(full).find("32-bit"), std::string::npos);
}

TEST(Combination, NamesDifferentBorderRules) {
    const Combination apart = combinationOf("box size=3 border=wrap | box size=5 border=mirror");
    EXPECT_FALSE(apart.sameBorder);
    EXPECT_NE(borderSentence(apart).find("the one kernel takes mirror"), std::string::npos);
    EXPECT_EQ(borderSentence(combinationOf("box size=3 | box size=5")).find("the one kernel takes"), std::string::npos);
}

TEST(Combination, IsRefusedWhereNoPlanComputesIt) {
    // 1600 weights of full rank: more than a direct pass takes, and no product.
    std::string cells;
    for (int i = 0; i < 400; ++i) {
        cells += (i == 0 ? "" : ",") + std::to_string(i * i * 7919 % 101 + 1);
    }
    const std::string large = "convolve kernel=\"20x20: " + cells + "\"";
    const PlanSettings direct{.strategy = Strategy::Direct};
    EXPECT_NO_THROW(combinationOf(large + " | box size=3", 0, kFormat, direct));
    EXPECT_THROW(combinationOf(large + " | " + large, 0, kFormat, direct), PlanError);
    EXPECT_THROW(combinationOf("box | sobel"), Error);
}

TEST(Combination, PrintsBothCostsAndTheDifference) {
    const Combination combination = combinationOf("box size=3 | box size=3");
    const nlohmann::json json = combinationToJson(combination);
    EXPECT_EQ(json["filters"], "box size=3 | box size=3");
    EXPECT_EQ(json["size"]["width"], 5);
    EXPECT_EQ(json["apart"]["passes"], combination.apart.passes);
    EXPECT_EQ(json["together"]["fetches"], combination.together.cost.fetches);
    EXPECT_EQ(json["border"]["max_difference"], combination.border.difference.maximum);
    EXPECT_EQ(parseChain(json["chain"].get<std::string>()), combination.chain);
    const std::string text = combinationText(combination);
    EXPECT_NE(text.find("two filters"), std::string::npos);
    EXPECT_NE(text.find(borderSentence(combination)), std::string::npos);
}

}  // namespace
}  // namespace kg
