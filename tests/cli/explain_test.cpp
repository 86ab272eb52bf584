#include "cli/process.h"
#include "image/encode.h"
#include "image/image.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

// The neighbourhood of the convolution matrix in GIMP's documentation.
std::string gimpsExample() {
    Image image({.width = 3, .height = 3, .channels = 1});
    const int values[] = {40, 42, 46, 46, 50, 55, 52, 56, 58};
    for (int i = 0; i < 9; ++i) {
        image.setValue(i % 3, i / 3, 0, values[i] / 255.0);
    }
    const auto path = test::testFolder() / "patch.png";
    encodeImage(image, path);
    return path.string();
}

const char* const kMatrix = "convolve kernel=\"0 1 0 / 0 0 0 / 0 0 0\" mode=correlation";

TEST(ExplainCommand, TheExampleOfGimpsDocumentation) {
    const std::string input = gimpsExample();
    const ProcessResult result =
        runProgram({"explain", input, "-f", kMatrix, "--at", "1,1", "--precision", "full", "--json"});
    ASSERT_TRUE(worked(result));
    const json pixel = json::parse(result.output);
    EXPECT_EQ(pixel["channels"], json{"grey"});
    EXPECT_EQ(pixel["eight_bit"], json{42});
    EXPECT_TRUE(pixel["agrees"]);
    EXPECT_NEAR(pixel["gpu"][0].get<double>() * 255, 42, 1e-4);
    ASSERT_EQ(pixel["kernels"][0]["terms"].size(), 9U);
    EXPECT_NEAR(pixel["kernels"][0]["terms"][8]["sample"][0].get<double>() * 255, 58, 1e-9);

    const ProcessResult table = runProgram({"explain", input, "-f", kMatrix, "--at", "1,1", "--precision", "full"});
    EXPECT_TRUE(worked(table));
    EXPECT_NE(table.output.find("1,0"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("clamped and rounded = 42"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("agrees within 1/65536"), std::string::npos) << table.output;
    EXPECT_EQ(table.output.find("outside the image"), std::string::npos) << table.output;
}

TEST(ExplainCommand, MarksTheBorderAndPicksTheFilter) {
    const std::string input = gimpsExample();
    const std::string chain = "sobel | box size=3 border=wrap | laplacian enabled=false";
    const ProcessResult table = runProgram({"explain", input, "--chain", chain, "--at", "0,0"});
    EXPECT_TRUE(worked(table));
    EXPECT_NE(table.output.find("filter 2 (box)"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("2,2*"), std::string::npos) << table.output;
    EXPECT_NE(table.output.find("wrap: "), std::string::npos) << table.output;

    const ProcessResult first = runProgram({"explain", input, "--chain", chain, "--at", "0,0", "-n", "1", "--json"});
    EXPECT_EQ(json::parse(first.output)["kind"], "sobel");
    EXPECT_EQ(json::parse(first.output)["kernels"].size(), 2U);

    const ProcessResult off = runProgram({"explain", input, "--chain", chain, "--at", "0,0", "-n", "3"});
    EXPECT_EQ(off.status, 1);
    EXPECT_NE(off.errors.find("filter 3 (laplacian)"), std::string::npos) << off.errors;
}

TEST(ExplainCommand, WrongPlacesAreSentences) {
    const std::string input = gimpsExample();
    EXPECT_EQ(runProgram({"explain", input, "-f", "box", "--at", "3,0"}).status, 1);
    for (const char* at : {"1", "1;1", "-1,0", "1,1,1", "a,b"}) {
        const ProcessResult result = runProgram({"explain", input, "-f", "box", std::string("--at=") + at});
        EXPECT_EQ(result.status, 2) << at;
        EXPECT_NE(result.errors.find("--at: expected a pixel such as 12,7"), std::string::npos) << result.errors;
    }
    EXPECT_EQ(runProgram({"explain", input, "--at", "0,0"}).status, 2) << "no filter";
    EXPECT_EQ(runProgram({"explain", input, "-f", "box", "--at", "0,0", "-n", "2"}).status, 2);
    EXPECT_EQ(runProgram({"explain", input, "-f", "box", "--at", "0,0", "--units", "7"}).status, 2);
}

}  // namespace
}  // namespace kg
