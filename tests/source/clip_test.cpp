// The clock and the grid of recorded clips, without files or threads.
#include "source/clip_clock.h"
#include "source/clip_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace kg {
namespace {

using Standing = ClipWriter::Standing;

struct Written {
    std::vector<std::pair<std::int64_t, int>> frames;  // timestamp and the picture's grey
    bool finished = false;
};

class NotedWriter : public FrameWriter {
public:
    explicit NotedWriter(Written& written) : m_written(written) {}
    void write(const Frame& frame) override {
        m_written.frames.emplace_back(frame.timestamp, static_cast<int>(frame.image->bytes()[0]));
    }
    void finish() override { m_written.finished = true; }

private:
    Written& m_written;
};

std::shared_ptr<const Image> grey(int value) {
    Image image({.width = 1, .height = 1, .channels = 1});
    image.bytes()[0] = static_cast<std::byte>(value);
    return std::make_shared<const Image>(std::move(image));
}

class ClipWriterTest : public testing::Test {
protected:
    ClipWriter clip(Standing standing) { return {std::make_unique<NotedWriter>(written), {10, 1}, standing}; }
    using Frames = std::vector<std::pair<std::int64_t, int>>;

    Written written;
};

TEST_F(ClipWriterTest, AVideoHasAFrameForEachTick) {
    ClipWriter video = clip(Standing::Again);
    video.show(grey(1), 0);
    video.show(grey(2), 0.3);
    video.show(grey(3), 0.41);
    video.finish(0.6);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {1, 1}, {2, 1}, {3, 2}, {4, 3}, {5, 3}}));
    EXPECT_EQ(video.written(), 6U);
    EXPECT_TRUE(written.finished);
}

TEST_F(ClipWriterTest, TheNewestOfATickIsItsFrame) {
    ClipWriter video = clip(Standing::Again);
    video.show(grey(1), 0.00);
    video.show(grey(2), 0.02);
    video.show(grey(3), 0.04);
    video.show(grey(4), 0.10);
    video.finish(0);
    EXPECT_EQ(written.frames, (Frames{{0, 3}, {1, 4}})) << "the last picture has a frame of its own";
}

TEST_F(ClipWriterTest, WhatStandsIsWrittenWhileItStands) {
    ClipWriter video = clip(Standing::Again);
    video.show(grey(1), 0);
    video.stand(0.04);
    EXPECT_TRUE(written.frames.empty()) << "another may still take its place";
    video.stand(0.31);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {1, 1}, {2, 1}}));
    video.show(grey(2), 0.1);  // came late: it takes the next frame
    video.finish(0.5);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {1, 1}, {2, 1}, {3, 2}, {4, 2}}));
}

TEST_F(ClipWriterTest, NothingIsRepeatedWhileTheEncoderIsBehind) {
    ClipWriter video = clip(Standing::Again);
    video.show(grey(1), 0);
    video.show(grey(2), 0.7, true);
    video.finish(0.8);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {7, 2}}));
}

TEST_F(ClipWriterTest, AnimationsShowLongerAndStillsOnce) {
    ClipWriter animation = clip(Standing::Longer);
    animation.show(grey(1), 0);
    animation.stand(0.4);
    animation.show(grey(2), 0.5);
    animation.finish(1.0);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {5, 2}, {8, 2}, {9, 2}}));
    written.frames.clear();
    ClipWriter stills = clip(Standing::Once);
    stills.show(grey(1), 0);
    stills.show(grey(2), 0.5);
    stills.finish(1.0);
    EXPECT_EQ(written.frames, (Frames{{0, 1}, {5, 2}}));
}

TEST(ClipClock, APlayingSourceIsTimedByItsOwnClock) {
    ClipClock clock(0.04);
    EXPECT_NEAR(clock.show(7.0, 100), 0, 1e-9) << "a clip starts at 0, wherever the source is";
    EXPECT_NEAR(clock.show(7.04, 100.2), 0.04, 1e-9) << "however slowly it is shown";
    EXPECT_NEAR(clock.show(10.04, 103), 3.04, 1e-9) << "and however many frames were dropped";
    EXPECT_NEAR(clock.show(10.04, 103.01), 3.04, 1e-9) << "the same frame by another chain";
    EXPECT_NEAR(clock.show(0.0, 103.05), 3.08, 1e-9) << "it starts again";
    EXPECT_NEAR(clock.show(200.0, 103.1), 3.12, 1e-9) << "it was wound";
}

TEST(ClipClock, AnythingElseIsTimedByTheClockOnTheWall) {
    ClipClock clock(0.04);
    EXPECT_NEAR(clock.stand(50), 0, 1e-9) << "nothing is shown yet";
    EXPECT_NEAR(clock.show({}, 50), 0, 1e-9);
    EXPECT_NEAR(clock.show({}, 50.5), 0.5, 1e-9);
    EXPECT_NEAR(clock.stand(51), 1, 1e-9);
    EXPECT_NEAR(clock.show({}, 51.25), 1.25, 1e-9);
    EXPECT_NEAR(clock.show(3.0, 51.5), 1.29, 1e-9) << "another source plays from here";
    EXPECT_NEAR(clock.show(3.04, 51.6), 1.33, 1e-9);
    EXPECT_NEAR(clock.stand(52.6), 2.33, 1e-9) << "it is paused";
    EXPECT_NEAR(clock.show(3.08, 52.7), 2.37, 1e-9) << "and goes on";
}

}  // namespace
}  // namespace kg
