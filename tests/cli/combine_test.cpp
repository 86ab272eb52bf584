#include "cli/process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

TEST(CombineCommand, PrintsBothCostsAndTheDifferenceWithoutAGpu) {
    const ProcessResult result = runProgram(
        {"combine", "--size", "64x48", "--chain", "box size=3 | box size=3 | sobel", "--strategy", "direct", "--json"},
        {{"LIBGL_DRIVERS_PATH", "/nowhere"}, {"DISPLAY", ""}, {"EGL_PLATFORM", "none"}});
    // A forced strategy holds for all filters of the chain; direct is legal for each of them.
    ASSERT_TRUE(worked(result));
    const json combined = json::parse(result.output);
    EXPECT_EQ(combined["apart"]["fetches"], 18 * 64 * 48);
    EXPECT_EQ(combined["together"]["fetches"], 25 * 64 * 48);
    EXPECT_EQ(combined["border"]["compared"], 64 * 48 - 60 * 44);
    EXPECT_GT(combined["border"]["max_difference"], 0.001);
    EXPECT_NE(combined["chain"].get<std::string>().find("| sobel"), std::string::npos);
}

TEST(CombineCommand, TextSaysWhereTheyDiffer) {
    const ProcessResult result = runProgram({"combine", "pattern:chart", "-f", "sobel", "-f", "gaussian sigma=0.5",
                                             "-f", "gaussian sigma=0.5", "--first", "2"});
    ASSERT_TRUE(worked(result));
    for (const char* words : {"as one kernel of 9x9 cells", "two filters", "multiply-adds", "Inside the picture",
                              "of the border", "Between the two filters"}) {
        EXPECT_NE(result.output.find(words), std::string::npos) << words << "\n" << result.output;
    }
}

TEST(CombineCommand, SaysWhyANonLinearStepForbidsIt) {
    const ProcessResult result = runProgram({"combine", "--size", "8x8", "--chain", "box | sobel"});
    EXPECT_EQ(result.status, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_NE(result.errors.find("filter 2 (sobel): it takes the magnitude"), std::string::npos) << result.errors;
    EXPECT_EQ(runProgram({"combine", "--size", "8x8", "--chain", "box | box", "--first", "2"}).status, 1);
    EXPECT_EQ(runProgram({"combine", "--size", "8", "--chain", "box | box"}).status, 2);
}

}  // namespace
}  // namespace kg
