#include "cli/process.h"

#include "image/encode.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

TEST(BenchCommand, TimesEveryLegalStrategy) {
    const auto picture = test::testFolder() / "noise.png";
    encodeImage(noise({.width = 40, .height = 30, .channels = 3}, 3), picture);
    const ProcessResult result = runProgram({"bench", picture.string(), "-f", "box size=5", "--runs", "3", "--json"});
    ASSERT_TRUE(worked(result));
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
        EXPECT_GE(measured["max_difference_to_direct"], 0);
        EXPECT_GT(measured["predicted_ms"], 0);
        EXPECT_GT(measured["gigafetches_per_second"], 0);
        EXPECT_GT(measured["gigabytes_per_second"], 0);
        if (measured["strategy"] == "direct") {
            EXPECT_EQ(measured["fetches"], 25 * 40 * 30);
        }
    }
    // Those by compute programs depend on the device.
    EXPECT_GE(legal, 6) << "direct, separable, paired, quad, symmetric and auto at least";
    EXPECT_EQ(report["results"].back()["strategy"], "auto");
}

TEST(BenchCommand, SweepsOverSizes) {
    const auto picture = test::testFolder() / "noise.png";
    const auto table = test::testFolder() / "sweep.csv";
    encodeImage(noise({.width = 40, .height = 30, .channels = 3}, 3), picture);
    const ProcessResult result = runProgram(
        {"bench", picture.string(), "-f", "box", "--sweep", "3..7", "--runs", "2", "--csv", table.string(), "--json"});
    ASSERT_TRUE(worked(result));
    const json report = json::parse(result.output);
    ASSERT_EQ(report["sizes"].size(), 3U);
    EXPECT_EQ(report["sizes"][1]["size"], 5);
    EXPECT_EQ(report["sizes"][1]["results"][0]["fetches"], 25 * 40 * 30);
    std::ifstream file(table);
    std::string title;
    std::getline(file, title);
    EXPECT_TRUE(title.starts_with("size,strategy,passes,fetches_per_pixel,")) << title;
    int lines = 0;
    for (std::string line; std::getline(file, line);) {
        EXPECT_EQ(std::count(line.begin(), line.end(), ','), std::count(title.begin(), title.end(), ',')) << line;
        ++lines;
    }
    EXPECT_GE(lines, 3 * 5) << "direct, separable, paired, quad and symmetric at least";
    int legal = 0;
    for (const json& size : report["sizes"]) {
        for (const json& measured : size["results"]) {
            legal += measured["legal"] && measured["strategy"] != "auto" ? 1 : 0;
        }
    }
    EXPECT_EQ(lines, legal);

    const ProcessResult printed =
        runProgram({"bench", picture.string(), "-f", "box", "--sweep", "3..3", "--runs", "1", "--csv", "-"});
    EXPECT_TRUE(printed.output.starts_with(title)) << printed.output;
}

TEST(BenchCommand, AWrongSweepIsRefused) {
    for (const char* range : {"3", "3..", "9..3", "0..5", "4..4", "3..999", "a..b"}) {
        const ProcessResult result = runProgram({"bench", "pattern:chart", "-f", "box", "--sweep", range});
        EXPECT_EQ(result.status, 2) << range;
        EXPECT_NE(result.errors.find("--sweep"), std::string::npos) << result.errors;
    }
    const ProcessResult sizeless = runProgram({"bench", "pattern:chart", "-f", "sobel", "--sweep", "3..5"});
    EXPECT_EQ(sizeless.status, 1);
    EXPECT_NE(sizeless.errors.find("no size"), std::string::npos) << sizeless.errors;
    EXPECT_EQ(runProgram({"bench", "pattern:chart", "-f", "box", "--csv", "-"}).status, 2);
    EXPECT_EQ(runProgram({"bench", "pattern:chart", "--vpi"}).status, 2);
}

TEST(BenchCommand, TimesProgramsWithTheWeightsWrittenIn) {
    const auto picture = test::testFolder() / "small.png";
    encodeImage(noise({.width = 20, .height = 10, .channels = 3}, 3), picture);
    const ProcessResult result =
        runProgram({"bench", picture.string(), "-f", "box size=3", "--runs", "1", "--specialised", "--json"});
    ASSERT_TRUE(worked(result));
    const json report = json::parse(result.output);
    for (const json& measured : report["results"]) {
        if (measured["legal"]) {
            EXPECT_LE(measured["max_difference"], measured["error_bound"]) << measured["strategy"];
        }
    }
}

TEST(BenchCommand, NeedsAnImage) {
    const ProcessResult result = runProgram({"bench", "-f", "box"});
    EXPECT_EQ(result.status, 2);
    EXPECT_NE(result.errors.find("an image is expected"), std::string::npos) << result.errors;
}

}  // namespace
}  // namespace kg
