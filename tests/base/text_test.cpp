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

TEST(Text, ShowsWhatATerminalWouldObey) {
    EXPECT_EQ(printable("a\x1b[31mb\n\x07\x7f"), "a\\x1b[31mb\\n\\x07\\x7f");
    EXPECT_EQ(printable("\xC2\x9B"
                        "31m"),
              "\\xc2\\x9b31m");                                                     // the sequence introducer of C1
    EXPECT_EQ(printable("x\xE2\x80\xAEgnp"), "x\\u202egnp");                        // right to left from here
    EXPECT_EQ(printable("\xC0\x9B \xFF \xE2\x80"), "\\xc0\\x9b \\xff \\xe2\\x80");  // no UTF-8
    EXPECT_EQ(printable("Stra\xC3\x9F"
                        "e \xE6\xBC\xA2 \xF0\x9F\x98\x80"),
              "Stra\xC3\x9F"
              "e \xE6\xBC\xA2 \xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace kg
