#include "cli/process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

json planOf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "plan");
    arguments.emplace_back("--json");
    const ProcessResult result = runProgram(arguments);
    EXPECT_TRUE(worked(result));
    EXPECT_EQ(result.errors, "");
    return json::parse(result.output);
}

TEST(PlanCommand, CountsTheFetchesOfTheExamples) {
    const json direct = planOf({"--size", "1920x1080", "-f", "box size=5", "--strategy", "direct"});
    EXPECT_EQ(direct["total"]["fetches"], 51840000);
    const json separable = planOf({"--size", "1920x1080", "-f", "box size=5", "--strategy", "separable"});
    EXPECT_EQ(separable["total"]["fetches"], 20736000);
}

TEST(PlanCommand, TotalsAreTheSumsOfThePasses) {
    const json plan =
        planOf({"--size", "64x48", "--alpha", "--light", "linear", "--chain", "gaussian | unsharp | sobel | convolve"});
    ASSERT_GT(plan["passes"].size(), 4U);
    for (const char* number : {"fetches", "multiply_adds", "bytes_read", "bytes_written"}) {
        std::uint64_t sum = 0;
        for (const json& pass : plan["passes"]) {
            EXPECT_TRUE(pass.contains("strategy"));
            sum += pass[number].get<std::uint64_t>();
        }
        EXPECT_EQ(plan["total"][number], sum) << number;
        EXPECT_GT(sum, 0U) << number;
    }
}

TEST(PlanCommand, SaysWhatAPixelDependsOn) {
    const std::string chain = "box size=5 height=3 | sobel | box size=9 enabled=false | unsharp sigma=1";
    const json plan = planOf({"--size", "64x48", "--chain", chain});
    EXPECT_EQ(plan["receptive_field"]["width"], 1 + 4 + 2 + 8);
    EXPECT_EQ(plan["receptive_field"]["height"], 1 + 2 + 2 + 8);
    const ProcessResult text = runProgram({"plan", "--size", "64x48", "--chain", chain});
    EXPECT_NE(text.output.find("receptive field 15x13 pixels"), std::string::npos) << text.output;
}

TEST(PlanCommand, NeedsNoGpu) {
    const ProcessResult result =
        runProgram({"plan", "--size", "8x8", "-f", "box"},
                   {{"LIBGL_DRIVERS_PATH", "/nowhere"}, {"DISPLAY", ""}, {"EGL_PLATFORM", "none"}});
    EXPECT_TRUE(worked(result));
    EXPECT_NE(result.output.find("total"), std::string::npos) << result.output;
}

TEST(PlanCommand, PrintsTheFiguresOfEveryStrategy) {
    const json plan = planOf({"--size", "1920x1080", "-f", "box size=5"});
    const json& strategies = plan["strategies"];
    EXPECT_EQ(strategies[0]["strategy"], "direct");
    EXPECT_EQ(strategies[0]["fetches"], 51840000);
    EXPECT_EQ(strategies[1]["fetches"], 20736000);
    EXPECT_EQ(strategies.back()["strategy"], "auto");
    EXPECT_EQ(strategies.back()["fetches"], plan["total"]["fetches"]);
    const ProcessResult table = runProgram({"plan", "--size", "1920x1080", "-f", "box size=5"});
    EXPECT_NE(table.output.find("51,840,000"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("not legal: "), std::string::npos) << table.output;
}

TEST(PlanCommand, PrintsTheGlslOfEachPassWithoutAGpu) {
    const ProcessResult result =
        runProgram({"plan", "--size", "8x8", "--alpha", "-f", "gaussian sigma=1", "--strategy", "separable", "--glsl"},
                   {{"LIBGL_DRIVERS_PATH", "/nowhere"}, {"DISPLAY", ""}, {"EGL_PLATFORM", "none"}});
    ASSERT_TRUE(worked(result));
    std::size_t versions = 0;
    for (std::size_t at = result.output.find("#version"); at != std::string::npos;
         at = result.output.find("#version", at + 1)) {
        ++versions;
    }
    EXPECT_EQ(versions, 2U) << "rows, which prepare, and columns, which finish";
    EXPECT_NE(result.output.find("// prepare, gaussian rows: passes/convolve.frag"), std::string::npos)
        << result.output;
    EXPECT_EQ(runProgram({"plan", "--size", "8x8", "-f", "box", "--glsl", "--json"}).status, 2);
}

TEST(PlanCommand, JoinsChainsSessionsAndFiltersInTheOrderGiven) {
    const auto folder = test::testFolder();
    const std::string session = (folder / "session.json").string();
    std::ofstream(session) << R"({"kernelglass": 1, "source": "", "chain": [{"filter": "sobel"}]})";
    const json plan = planOf({"--size", "9x9", "--strategy", "direct", "-f", "box size=3", "--session", session,
                              "--chain", "gaussian sigma=1 | laplacian", "-f", "sharpen"});
    std::vector<std::string> order;
    for (const json& pass : plan["passes"]) {
        const std::string label = pass["label"];
        for (const char* name : {"box", "sobel", "gaussian", "laplacian", "sharpen"}) {
            if (label.find(name) != std::string::npos && (order.empty() || order.back() != name)) {
                order.emplace_back(name);
            }
        }
    }
    EXPECT_EQ(order, (std::vector<std::string>{"box", "sobel", "gaussian", "laplacian", "sharpen"})) << plan.dump(2);
}

TEST(PlanCommand, AStrategyThatIsNotLegalFailsWithTheReason) {
    const ProcessResult result =
        runProgram({"plan", "--size", "8x8", "-f", "box", "-f", "sharpen", "--strategy", "separable"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("filter 2 (sharpen)"), std::string::npos) << result.errors;
    EXPECT_EQ(result.output, "");
}

TEST(PlanCommand, ASessionThatIsNotThereFails) {
    const ProcessResult result = runProgram({"plan", "--size", "8x8", "--session", "/no/such/session.json"});
    EXPECT_EQ(result.status, 1);
    EXPECT_NE(result.errors.find("/no/such/session.json"), std::string::npos) << result.errors;
}

}  // namespace
}  // namespace kg
