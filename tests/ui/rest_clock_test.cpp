#include "ui/rest_clock.h"

#include <gtest/gtest.h>

namespace kg::ui {
namespace {

constexpr double kJustBefore = RestClock::kRest * 0.99;

TEST(RestClock, IsDueOnceAfterEachChange) {
    RestClock clock;
    EXPECT_FALSE(clock.due(100, false)) << "nothing has changed yet";
    EXPECT_FALSE(clock.sleepSeconds(100, false));
    clock.changed(100);
    EXPECT_FALSE(clock.due(100 + kJustBefore, false));
    EXPECT_TRUE(clock.due(100 + RestClock::kRest * 1.01, false));
    EXPECT_FALSE(clock.due(101, false));
    EXPECT_FALSE(clock.ticks(false));
}

TEST(RestClock, EveryChangeBeginsAnew) {
    RestClock clock;
    for (int step = 0; step < 50; ++step) {
        clock.changed(step * 0.1);
        EXPECT_FALSE(clock.due(step * 0.1 + 0.05, false));
    }
    EXPECT_TRUE(clock.due(5.2, false));
}

TEST(RestClock, AHeldButtonIsADragHoweverLongItPauses) {
    RestClock clock;
    clock.changed(0);
    EXPECT_FALSE(clock.due(10, true));
    EXPECT_FALSE(clock.ticks(true));
    EXPECT_FALSE(clock.sleepSeconds(10, true)) << "the release is an event";
    EXPECT_FALSE(clock.due(10 + kJustBefore, false));
    EXPECT_TRUE(clock.due(10 + RestClock::kRest * 1.01, false));
}

TEST(RestClock, SaysHowLongToSleep) {
    RestClock clock;
    clock.changed(3);
    EXPECT_NEAR(*clock.sleepSeconds(3, false), RestClock::kRest, 1e-9);
    EXPECT_NEAR(*clock.sleepSeconds(3 + RestClock::kRest / 2, false), RestClock::kRest / 2, 1e-9);
    EXPECT_GT(*clock.sleepSeconds(4, false), 0) << "a wait of nothing would be one without end";
}

}  // namespace
}  // namespace kg::ui
