#include "ui/pacer.h"
#include "ui/frame_log.h"

#include <gtest/gtest.h>

namespace kg::ui {

namespace {

int framesUntilRest(Pacer& pacer) {
    int frames = 0;
    while (pacer.frameDue() && frames < 1000) {
        pacer.frameDrawn();
        ++frames;
    }
    return frames;
}

}  // namespace

TEST(Pacer, ComesToRestAfterEvents) {
    Pacer pacer;
    EXPECT_EQ(framesUntilRest(pacer), Pacer::kSettleFrames);
    EXPECT_FALSE(pacer.frameDue());
    EXPECT_FALSE(pacer.sleepSeconds(0)) << "at rest it sleeps until an event";
    pacer.event();
    pacer.event();
    EXPECT_EQ(framesUntilRest(pacer), Pacer::kSettleFrames);
}

TEST(Pacer, WakesOnceForWhatAppearsLater) {
    Pacer pacer;
    framesUntilRest(pacer);
    pacer.wakeIn(10, 0.5);
    pacer.wakeIn(10, 2);
    ASSERT_TRUE(pacer.sleepSeconds(10.1));
    EXPECT_NEAR(*pacer.sleepSeconds(10.1), 0.4, 1e-9);
    pacer.wake(10.4);
    EXPECT_FALSE(pacer.frameDue());
    pacer.wake(10.5);
    EXPECT_EQ(framesUntilRest(pacer), 1);
    EXPECT_FALSE(pacer.sleepSeconds(10.6));
}

TEST(FrameLog, CountsFramesASecondOnlyWhileThereAreSome) {
    FrameLog log;
    EXPECT_FALSE(log.framesPerSecond(0));
    for (int i = 0; i < 100; ++i) {
        log.add(i * 0.02, 0);
    }
    ASSERT_TRUE(log.framesPerSecond(2.0));
    EXPECT_NEAR(*log.framesPerSecond(2.0), 50, 3);
    EXPECT_FALSE(log.framesPerSecond(4.0));
    EXPECT_EQ(log.count(), 100U);
}

TEST(FrameLog, KeepsTheNewestFrames) {
    FrameLog log;
    for (std::size_t i = 0; i < FrameLog::kKept + 10; ++i) {
        log.add(static_cast<double>(i), i);
    }
    EXPECT_EQ(log.newest().size(), FrameLog::kKept);
    EXPECT_EQ(log.newest().front().programsCompiled, 10U);
}

}  // namespace kg::ui
