#include "app/drop.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

TEST(Drop, AFileIsAnImageOrASession) {
    EXPECT_EQ(dropOf({}), Drop{});
    EXPECT_EQ(dropOf({"/a/photo.jpg"}), (Drop{.image = "/a/photo.jpg"}));
    EXPECT_EQ(dropOf({"/a/work.json"}), (Drop{.session = "/a/work.json"}));
    EXPECT_EQ(dropOf({"/a/WORK.JSON"}), (Drop{.session = "/a/WORK.JSON"}));
    EXPECT_EQ(dropOf({"/a/json"}), (Drop{.image = "/a/json"})) << "a name without extension";
}

TEST(Drop, OfSeveralFilesTheLastOfEachKindCounts) {
    EXPECT_EQ(dropOf({"a.png", "b.png", "c.png"}), (Drop{.image = "c.png", .passedOver = 2}));
    EXPECT_EQ(dropOf({"a.png", "work.json"}), (Drop{.session = "work.json", .image = "a.png"}));
    EXPECT_EQ(dropOf({"work.json", "a.png", "other.json"}),
              (Drop{.session = "other.json", .image = "a.png", .passedOver = 1}));
}

}  // namespace
}  // namespace kg
