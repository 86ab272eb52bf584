#include "filter/receptive_field.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

ReceptiveField fieldOf(const std::string& chain) {
    return receptiveFieldOf(parseChain(chain));
}

TEST(ReceptiveField, AChainSeesOneAndTheSumOfWhatEachKernelAdds) {
    EXPECT_EQ(fieldOf(""), ReceptiveField{});
    const ReceptiveField field = fieldOf("box size=3 | box size=5 height=1 | gaussian size=7");
    EXPECT_EQ(field.width(), 1 + 2 + 4 + 6);
    EXPECT_EQ(field.height(), 1 + 2 + 0 + 6);
}

TEST(ReceptiveField, KeepsTheSidesApart) {
    const std::string shifted = R"(convolve mode=correlation kernel="4x2+3+0: 1,1,1,1 1,1,1,1")";
    EXPECT_EQ(fieldOf(shifted), (ReceptiveField{.left = 3, .right = 0, .top = 0, .bottom = 1}));
    EXPECT_EQ(fieldOf(shifted + " | box size=3"), (ReceptiveField{.left = 4, .right = 1, .top = 1, .bottom = 2}));
}

TEST(ReceptiveField, ListsAddUpInSequenceAndMeetOtherwise) {
    const std::string list = R"(convolve kernel="3x1: 1,1,1; 1x5: 1,1,1,1,1; 5x1: 1,1,1,1,1")";
    EXPECT_EQ(fieldOf(list).width(), 7);
    EXPECT_EQ(fieldOf(list).height(), 5);
    EXPECT_EQ(fieldOf(list + " compose=plus").width(), 5);
    EXPECT_EQ(fieldOf("unsharp sigma=1").width(), fieldOf("gaussian sigma=1").width());
}

TEST(ReceptiveField, WhatDoesNothingSeesNothing) {
    EXPECT_EQ(fieldOf("box size=9 enabled=false | box size=9 mix=0 | box size=3").width(), 3);
}

}  // namespace
}  // namespace kg
