#include "filter/border.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace kg {
namespace {

// One step outwards at a time, by walking the image as each rule's picture shows it.
int walkedBorder(BorderRule rule, int x, int size) {
    const int step = x < 0 ? -1 : 1;
    int position = 0;
    int direction = step;
    for (int walked = 0; walked != x; walked += step) {
        const int next = position + direction;
        const bool inside = next >= 0 && next < size;
        switch (rule) {
            case BorderRule::Clamp:
            case BorderRule::Crop:
                position = inside ? next : position;
                break;
            case BorderRule::Mirror:
                if (!inside) {
                    direction = -direction;  // the edge pixel stands twice
                } else {
                    position = next;
                }
                break;
            case BorderRule::Reflect101:
                if (size == 1) {
                    break;
                }
                if (!inside) {
                    direction = -direction;
                    position += direction;  // the edge pixel stands once
                } else {
                    position = next;
                }
                break;
            case BorderRule::Wrap:
                position = inside ? next : (step > 0 ? 0 : size - 1);
                break;
            case BorderRule::Constant:
            case BorderRule::Renormalise:
                if (x < 0 || x >= size) {
                    return -1;
                }
                position = next;
                break;
        }
    }
    return position;
}

TEST(Border, FollowsAWalkOutOfTheImage) {
    for (const BorderRule rule : allBorderRules()) {
        for (int size = 1; size <= 5; ++size) {
            for (int x = -20; x <= 20; ++x) {
                EXPECT_EQ(mapBorder(rule, x, size), walkedBorder(rule, x, size))
                    << borderRuleName(rule) << ", x " << x << ", size " << size;
            }
        }
    }
}

TEST(Border, FollowsTheTableOfTheHeader) {
    const auto row = [](BorderRule rule) {
        std::string letters;
        for (int x = -3; x < 7; ++x) {
            const int inside = mapBorder(rule, x, 4);
            letters += inside < 0 ? 'k' : "abcd"[inside];
        }
        return letters;
    };
    EXPECT_EQ(row(BorderRule::Clamp), "aaaabcdddd");
    EXPECT_EQ(row(BorderRule::Mirror), "cbaabcddcb");
    EXPECT_EQ(row(BorderRule::Reflect101), "dcbabcdcba");
    EXPECT_EQ(row(BorderRule::Wrap), "bcdabcdabc");
    EXPECT_EQ(row(BorderRule::Constant), "kkkabcdkkk");
}

TEST(Border, StaysInsideForTheLargestCoordinates) {
    constexpr int kFar = std::numeric_limits<int>::max();
    for (const int x : {kFar, -kFar, std::numeric_limits<int>::min()}) {
        for (const int size : {1, 2, 7, kFar}) {
            for (const BorderRule rule :
                 {BorderRule::Clamp, BorderRule::Mirror, BorderRule::Reflect101, BorderRule::Wrap}) {
                const int inside = mapBorder(rule, x, size);
                EXPECT_TRUE(inside >= 0 && inside < size) << borderRuleName(rule) << ", x " << x << ", size " << size;
            }
        }
    }
}

TEST(Border, NamesReadBack) {
    for (const BorderRule rule : allBorderRules()) {
        EXPECT_EQ(borderRuleFromName(borderRuleName(rule)), rule);
    }
    try {
        borderRuleFromName("zero");
        FAIL() << "expected an Error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(),
                     "there is no border rule \"zero\"; expected clamp, mirror, reflect101, wrap, constant, crop or "
                     "renormalise");
    }
}

}  // namespace
}  // namespace kg
