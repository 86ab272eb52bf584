#include "cli/process.h"

#include "image/encode.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

TEST(BenchCommand, TimesEveryLegalStrategy) {
    const auto picture = test::testFolder() / "noise.png";
    encodeImage(noise({.width = 40, .height = 30, .channels = 3}, 3), picture);
    const ProcessResult result = runProgram({"bench", picture.string(), "-f", "box size=5", "--runs", "3", "--json"});
    ASSERT_EQ(result.status, 0) << result.errors;
    const json report = json::parse(result.output);
    EXPECT_FALSE(report["device"].get<std::string>().empty());
    int legal = 0;
    for (const json& measured : report["results"]) {
        if (!measured["legal"]) {
            EXPECT_FALSE(measured["reason"].get<std::string>().empty());
            continue;
        }
        ++legal;
        EXPECT_LE(measured["lowest_ms"], measured["median_ms"]);
        EXPECT_LE(measured["median_ms"], measured["highest_ms"]);
        EXPECT_LE(measured["max_difference"], measured["error_bound"]);
        if (measured["strategy"] == "direct") {
            EXPECT_EQ(measured["fetches"], 25 * 40 * 30);
        }
    }
    EXPECT_EQ(legal, 4) << "direct, separable, paired and auto";
    EXPECT_EQ(report["results"].back()["strategy"], "auto");
}

TEST(BenchCommand, NeedsAnImage) {
    const ProcessResult result = runProgram({"bench", "-f", "box"});
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.errors.find("an image is expected"), std::string::npos) << result.errors;
}

}  // namespace
}  // namespace kg
