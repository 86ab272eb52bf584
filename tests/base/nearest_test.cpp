#include "base/nearest.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

const std::vector<std::string> kWords{"convolve", "gaussian", "box", "sobel"};

TEST(NearestWord, FindsTypingErrors) {
    EXPECT_EQ(nearestWord("gausian", kWords), "gaussian");    // a letter missing
    EXPECT_EQ(nearestWord("guassian", kWords), "gaussian");   // two letters swapped
    EXPECT_EQ(nearestWord("gaussiann", kWords), "gaussian");  // a letter too many
    EXPECT_EQ(nearestWord("GAUSSIAN", kWords), "gaussian");   // case
    EXPECT_EQ(nearestWord("bux", kWords), "box");
    EXPECT_EQ(nearestWord("convolv", kWords), "convolve");
}

TEST(NearestWord, FindsNothingFarAway) {
    EXPECT_EQ(nearestWord("median", kWords), "");
    EXPECT_EQ(nearestWord("", kWords), "");
    EXPECT_EQ(nearestWord("a", kWords), "");
    EXPECT_EQ(nearestWord(std::string(1 << 20, 'g'), kWords), "");
}

TEST(Suggestion, ListsAllWhereNoneIsNear) {
    EXPECT_EQ(suggestion("sobl", kWords, "filters"), "Did you mean sobel?");
    EXPECT_EQ(suggestion("median", kWords, "filters"), "The filters are convolve, gaussian, box and sobel.");
}

TEST(JoinWords, PutsAWordBeforeTheLast) {
    EXPECT_EQ(joinWords({}), "");
    EXPECT_EQ(joinWords({"a"}), "a");
    EXPECT_EQ(joinWords({"a", "b"}), "a and b");
    EXPECT_EQ(joinWords({"a", "b", "c"}, "or"), "a, b or c");
}

}  // namespace
}  // namespace kg
