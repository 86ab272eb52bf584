#include "base/json_text.h"

#include "base/error.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace kg {
namespace {

std::string problemOf(const std::string& text, const JsonLimits& limits = {}) {
    try {
        parseJson(text, "it", limits);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

TEST(JsonText, ReadsWhatIsWithinTheLimits) {
    const JsonLimits limits{.depth = 3, .values = 8, .bytes = 100};
    EXPECT_EQ(parseJson(R"({"a": [[1, 2]], "[[[[": "]]]]\"[[[["})", "it", limits)["a"][0][1], 2);
}

TEST(JsonText, SaysWhereALimitIsExceeded) {
    EXPECT_EQ(problemOf("[\n [[[1]]]]", {.depth = 3}), "it line 2, column 4: brackets stand more than 3 deep");
    EXPECT_EQ(problemOf("[1,2,3,4]", {.values = 4}), "it line 1, column 7: it holds more than 4 values");
    EXPECT_EQ(problemOf(std::string((1U << 20U) + 1, ' '), {.bytes = 1U << 20U}), "it: it has more than 1 MiB");
    EXPECT_NE(problemOf(std::string(100'000, '[')).find("64 deep"), std::string::npos);
    EXPECT_EQ(problemOf("[1,\n x]"), "it line 2, column 2: this is not JSON");
    EXPECT_EQ(problemOf("[1e999]"), "it line 1, column 1: it holds a number out of range");
}

TEST(JsonText, QuotesNoMoreThanALine) {
    EXPECT_EQ(quotedJson({1, "\x1b\xff"}), "[1,\"\\u001b\\ufffd\"]");
    EXPECT_LT(quotedJson(std::string(100'000, 'x')).size(), 100U);
}

}  // namespace
}  // namespace kg
