#include "base/text.h"

#include <gtest/gtest.h>

#include <limits>

namespace kg {
namespace {

TEST(Text, LowersAsciiLettersAndNothingElse) {
    EXPECT_EQ(lowered(""), "");
    EXPECT_EQ(lowered("AZ az [@`{ 09"), "az az [@`{ 09");
    EXPECT_EQ(lowered("\xc3\x84\xff PNG"), "\xc3\x84\xff png") << "bytes beyond ASCII stay";
}

TEST(Text, ExtensionsHaveNoDotAndNoCapitals) {
    EXPECT_EQ(extensionOf("a/photo.PNG"), "png");
    EXPECT_EQ(extensionOf("a.b/photo.tar.Gz"), "gz");
    EXPECT_EQ(extensionOf("photo."), "");
    EXPECT_EQ(extensionOf("a.b/photo"), "");
    EXPECT_EQ(extensionOf(".json"), "") << "a hidden file";
    EXPECT_EQ(extensionOf(""), "");
}

TEST(Text, GroupsDigitsByThousands) {
    EXPECT_EQ(groupedCount(0), "0");
    EXPECT_EQ(groupedCount(999), "999");
    EXPECT_EQ(groupedCount(1000), "1,000");
    EXPECT_EQ(groupedCount(51840000), "51,840,000");
    EXPECT_EQ(groupedCount(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

}  // namespace
}  // namespace kg
