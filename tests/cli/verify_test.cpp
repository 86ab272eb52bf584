#include "cli/process.h"

#include "image/encode.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

json verdictsOf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "verify");
    arguments.emplace_back("--json");
    const ProcessResult result = runProgram(arguments);
    EXPECT_TRUE(worked(result)) << result.output;
    return json::parse(result.output);
}

TEST(VerifyCommand, HoldsEveryStrategyAgainstTheReference) {
    const json report = verdictsOf({"-f", "gaussian sigma=2 border=wrap"});
    EXPECT_EQ(report["image"], "noise");
    std::vector<std::string> strategies;
    for (const json& verdict : report["results"]) {
        if (!verdict["legal"]) {
            continue;
        }
        strategies.push_back(verdict["strategy"]);
        EXPECT_TRUE(verdict["pass"]);
        EXPECT_GT(verdict["tolerance"], 0);
        EXPECT_LE(verdict["max_difference"], verdict["tolerance"]);
        EXPECT_LE(verdict["mean_difference"], verdict["max_difference"]);
    }
    // Those by compute programs depend on the device.
    for (const char* strategy : {"direct", "separable", "paired", "quad", "symmetric", "auto"}) {
        EXPECT_NE(std::find(strategies.begin(), strategies.end(), strategy), strategies.end()) << strategy;
    }
}

TEST(VerifyCommand, NamesWhyAStrategyIsNotLegal) {
    const json results = verdictsOf({"-f", "sharpen"})["results"];
    EXPECT_TRUE(results[0]["pass"]);
    EXPECT_FALSE(results[1]["legal"]);
    EXPECT_FALSE(results[1]["reason"].get<std::string>().empty());
    EXPECT_TRUE(results.back()["pass"]);
}

TEST(VerifyCommand, TolerancesFollowPrecisionAndGain) {
    const auto tolerance = [](const std::vector<std::string>& arguments) {
        return verdictsOf(arguments)["results"][0]["tolerance"].get<double>();
    };
    EXPECT_DOUBLE_EQ(tolerance({"--precision", "full", "-f", "box"}), 1.0 / 65536);
    EXPECT_DOUBLE_EQ(tolerance({"--precision", "half", "-f", "box"}), 1.0 / 1024);
    EXPECT_DOUBLE_EQ(tolerance({"--precision", "full", "-f", "sharpen"}), 9.0 / 65536);
    EXPECT_DOUBLE_EQ(tolerance({"--precision", "full", "-f", "box", "-f", "sharpen"}), 2 * 9.0 / 65536);
}

// A sequence of kernels multiplies their gains: 8^4 here, and 48 over alpha that is kept.
TEST(VerifyCommand, ASequenceOfKernelsPassesAtHalfPrecision) {
    const json report =
        verdictsOf({"--precision", "half", "-f", "convolve kernel=\"Sobel ; Sobel:90 ; Sobel ; Sobel\""});
    EXPECT_DOUBLE_EQ(report["results"][0]["tolerance"], 4.0 * 48 * 8 * 8 * 8 * 8 / 1024);
}

TEST(VerifyCommand, ValuesFarAboveOnePass) {
    Image light =
        noise({.width = 40, .height = 30, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}, 3);
    for (float& sample : light.samples<float>()) {
        sample *= 5000;
    }
    const std::string path = KG_TEST_OUTPUT_DIR "/light-of-5000.pfm";
    encodeImage(light, path);
    for (const char* precision : {"half", "full"}) {
        verdictsOf({path, "--precision", precision, "-f", "gaussian sigma=2"});
    }
}

TEST(VerifyCommand, FiltersAnImageInLinearLight) {
    const json results = verdictsOf({"--light", "linear", "-f", "box size=3"})["results"];
    ASSERT_GE(results.size(), 3U);
    for (const json& verdict : results) {
        EXPECT_TRUE(!verdict["legal"] || verdict["pass"]) << verdict;
    }
}

TEST(VerifyCommand, AMissingImageFails) {
    const ProcessResult result = runProgram({"verify", "/no/such/image.png", "-f", "box"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("/no/such/image.png"), std::string::npos) << result.errors;
}

}  // namespace
}  // namespace kg
