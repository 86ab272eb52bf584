// What leaves the window while it is used, by a clock of the test's own; the files are judged by the ffmpeg program.
#include "app/outputs.h"

#include "app/engine_fixture.h"
#include "app/export.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/ffmpeg_program.h"
#include "source/media.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace kg {

class OutputsTest : public EngineFixture {
protected:
    using Colour = std::array<std::uint8_t, 3>;

    static Image flat(int width, int height, const Colour& colour) {
        Image image({.width = width, .height = height, .channels = 3});
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                for (int channel = 0; channel < 3; ++channel) {
                    image.setValue(x, y, channel, colour[static_cast<std::size_t>(channel)] / 255.0);
                }
            }
        }
        return image;
    }

    void openStill(const Image& image, const char* name = "still.png") {
        encodeImage(image, folder / name);
        ASSERT_TRUE(workspace.open((folder / name).string())) << workspace.problem().value_or("");
    }

    void setChain(const std::string& text) { ASSERT_TRUE(workspace.apply(edits::setChain(parseChain(text)))); }

    // What the viewer does for a frame, at a time of its clock.
    void frame(double now) {
        workspace.takeFrame();
        outputs.frameShown(workspace.update(), now);
        outputs.collect(now);
    }

    // Until something holds; false after a time that no healthy machine needs.
    static bool eventually(const std::function<bool()>& holds) {
        for (int turn = 0; turn < 3000; ++turn) {
            if (holds()) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return false;
    }

    // The same of what collect() brings about; a frame before may have collected it already.
    bool collectedUntil(double now, const std::function<bool()>& holds) {
        return eventually([&] {
            outputs.collect(now);
            return holds();
        });
    }

    std::string pathOf(const char* name) const { return (folder / name).string(); }

    static std::string numbered(int number) {
        std::string digits = std::to_string(number);
        digits.insert(0, 4 - digits.size(), '0');
        return "out_" + digits + ".png";
    }

    // One frame of a clip, as the ffmpeg program decodes it.
    Image decoded(const std::string& clip, int number) {
        const std::string still = pathOf("decoded.png");
        test::ffmpeg("-i '" + clip + "' -vf \"select=eq(n\\," + std::to_string(number) + ")\" -frames:v 1 '" + still +
                     "'");
        return decodeImage(still);
    }

    static void expectColour(const Image& image, const Colour& colour, double tolerance) {
        for (int channel = 0; channel < 3; ++channel) {
            EXPECT_NEAR(image.value(image.width() / 2, image.height() / 2, channel) * 255,
                        colour[static_cast<std::size_t>(channel)], tolerance)
                << "channel " << channel;
        }
    }

    ScratchFolder folder;
    Outputs outputs{workspace};
};

namespace {

// YUV with half the colours rounds each of three components, and the encoder quantises them.
constexpr double kClipTolerance = 4;  // of 255

constexpr std::array<std::array<std::uint8_t, 3>, 4> kColours{
    {{200, 40, 40}, {40, 180, 60}, {50, 60, 210}, {128, 128, 128}}};

}  // namespace

TEST_F(OutputsTest, AVideoIsRecordedInItsOwnTime) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    for (int number = 0; number < 20; ++number) {
        encodeImage(flat(96, 64, kColours[static_cast<std::size_t>(number / 5)]),
                    folder / ("shot_" + std::to_string(number) + ".png"));
    }
    ASSERT_TRUE(workspace.open(pathOf("shot_%d.png")));
    setChain("gaussian sigma=1");
    Player& player = *workspace.player();
    player.pause();
    player.setLoops(false);
    player.seek(0);
    ASSERT_TRUE(eventually([&] { return player.state().seconds == 0 && player.hasFrame(); }));
    frame(0);
    ASSERT_TRUE(outputs.startRecording(pathOf("clip.mp4"), {})) << workspace.problem().value_or("");
    frame(0);
    player.play();
    // The clock on the wall runs at half the speed: it is not what counts.
    const auto start = std::chrono::steady_clock::now();
    const auto now = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 2;
    };
    ASSERT_TRUE(eventually([&] {
        frame(now());
        return player.state().phase == Playback::Phase::Ended && !player.hasFrame();
    }));
    EXPECT_TRUE(outputs.records());
    outputs.stopRecording(now());
    outputs.finishAll(now());
    ASSERT_FALSE(workspace.problem()) << *workspace.problem();
    EXPECT_NE(workspace.notice().find("Recorded clip.mp4: 0.8 s"), std::string::npos) << workspace.notice();
    const std::string clip = pathOf("clip.mp4");
    EXPECT_EQ(test::probed(clip, "width"), "96");
    EXPECT_EQ(test::probed(clip, "height"), "64");
    EXPECT_EQ(test::probed(clip, "r_frame_rate"), "25/1");
    EXPECT_NEAR(std::stod(test::probed(clip, "duration")), 0.8, 0.001);
    EXPECT_EQ(test::probed(clip, "nb_read_frames"), "20") << "what was not shown is the picture before it";
    for (const int number : {2, 7, 13, 18}) {
        expectColour(decoded(clip, number), kColours[static_cast<std::size_t>(number / 5)], kClipTolerance);
    }
}

TEST_F(OutputsTest, AStillThatIsTunedBecomesAClipOfOneRate) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    // Odd sides, which half the colours do not have.
    openStill(flat(65, 47, {90, 140, 200}));
    for (const char* name : {"a.mp4", "b.webm", "c.mkv", "d.mov", "e.avi"}) {
        setChain("box size=3");
        frame(10);
        ASSERT_TRUE(outputs.startRecording(pathOf(name), {.quality = 90, .rate = 20}))
            << workspace.problem().value_or("");
        frame(10);
        outputs.collect(10.25);
        setChain("box size=3 | convolve kernel=\"1x1: 0.5\"");
        frame(10.5);
        frame(10.6);
        EXPECT_TRUE(outputs.records());
        outputs.stopRecording(11);
        EXPECT_FALSE(outputs.records());
        outputs.finishAll(11);
        ASSERT_FALSE(workspace.problem()) << *workspace.problem();
        const std::string clip = pathOf(name);
        EXPECT_EQ(test::probed(clip, "width"), "65") << name;
        EXPECT_EQ(test::probed(clip, "height"), "47") << name;
        EXPECT_EQ(test::probed(clip, "r_frame_rate"), "20/1") << name;
        EXPECT_EQ(test::probed(clip, "nb_read_frames"), "20") << name << ": a second, whatever changed in it";
        expectColour(decoded(clip, 8), {90, 140, 200}, kClipTolerance);
        expectColour(decoded(clip, 12), {45, 70, 100}, kClipTolerance);
    }
}

TEST_F(OutputsTest, AnimationsHaveTheLengthToo) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    openStill(flat(33, 21, {90, 140, 200}));
    frame(0);
    ASSERT_TRUE(outputs.startRecording(pathOf("a.gif"), {.rate = 10}));
    frame(0);
    setChain("convolve kernel=\"1x1: 0.5\"");
    frame(0.5);
    outputs.stopRecording(2);
    outputs.finishAll(2);
    ASSERT_FALSE(workspace.problem()) << *workspace.problem();
    EXPECT_EQ(test::probed(pathOf("a.gif"), "nb_read_frames"), "4") << "two, and the last again to end it";
    EXPECT_NEAR(std::stod(test::probed(pathOf("a.gif"), "duration")), 2, 0.101);
    expectColour(decoded(pathOf("a.gif"), 0), {90, 140, 200}, 2);
    expectColour(decoded(pathOf("a.gif"), 2), {45, 70, 100}, 2);
}

TEST_F(OutputsTest, StillsAreNumberedOnAndHoldTheResultAsExportsDo) {
    openStill(noise({.width = 31, .height = 20, .channels = 3}, 3));
    writeFile(folder / "out_0007.png", "somebody's");
    frame(0);
    ASSERT_TRUE(outputs.startRecording(pathOf("out_%04d.png"), {}));
    frame(0);
    setChain("sobel");
    frame(0.5);
    outputs.stopRecording(4);
    outputs.finishAll(4);
    ASSERT_FALSE(workspace.problem()) << *workspace.problem();
    EXPECT_EQ(readFile(folder / "out_0007.png"), "somebody's") << "nothing is written over";
    EXPECT_FALSE(std::filesystem::exists(folder / "out_0010.png")) << "one a picture, however long it stood";
    ASSERT_TRUE(workspace.exportTo(folder / "export.png"));
    const Image last = decodeImage(folder / "out_0009.png");
    const Image expected = decodeImage(folder / "export.png");
    ASSERT_EQ(last.format(), expected.format());
    EXPECT_TRUE(std::equal(last.bytes().begin(), last.bytes().end(), expected.bytes().begin()));
}

TEST_F(OutputsTest, AnotherSizeEndsTheClipWithASentenceAndKeepsIt) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    openStill(flat(64, 48, {90, 140, 200}));
    frame(0);
    ASSERT_TRUE(outputs.startRecording(pathOf("a.mp4"), {.rate = 10}));
    frame(0);
    openStill(flat(64, 48, {10, 20, 30}), "same.png");
    frame(0.5);
    EXPECT_TRUE(outputs.records()) << "another picture of this size goes on";
    openStill(flat(48, 64, {10, 20, 30}), "turned.png");
    frame(1);
    ASSERT_TRUE(collectedUntil(1, [&] { return workspace.problem().has_value(); }));
    EXPECT_NE(workspace.problem()->find("48x64"), std::string::npos) << *workspace.problem();
    EXPECT_FALSE(outputs.recording());
    EXPECT_EQ(test::probed(pathOf("a.mp4"), "nb_read_frames"), "10");
    EXPECT_EQ(test::probed(pathOf("a.mp4"), "height"), "48");
}

TEST_F(OutputsTest, WhatCannotBeRecordedIsASentence) {
    EXPECT_FALSE(outputs.startRecording(pathOf("a.mp4"), {}));
    ASSERT_TRUE(workspace.problem()) << "there is no picture yet";
    openStill(flat(8, 8, {1, 2, 3}));
    frame(0);
    for (const auto& [name, word] :
         {std::pair{"a.xyz", "mp4"}, std::pair{"a.png", "a_%04d.png"}, std::pair{"a_%d.xyz", "png"}}) {
        workspace.dismissProblem();
        EXPECT_FALSE(outputs.startRecording(pathOf(name), {})) << name;
        ASSERT_TRUE(workspace.problem()) << name;
        EXPECT_NE(workspace.problem()->find(word), std::string::npos) << *workspace.problem();
    }
    workspace.dismissProblem();
    for (const char* name : {"nowhere/a_%d.png", "nowhere/a.mp4"}) {
        workspace.dismissProblem();
        ASSERT_TRUE(outputs.startRecording(pathOf(name), {}) || !hasMedia()) << "known with the first picture";
        frame(1);
        ASSERT_TRUE(collectedUntil(1.1, [&] { return workspace.problem().has_value(); })) << name;
        EXPECT_FALSE(outputs.recording());
        ASSERT_TRUE(workspace.problem());
        EXPECT_NE(workspace.problem()->find("nowhere"), std::string::npos) << *workspace.problem();
    }
    EXPECT_TRUE(workspace.update() || engine.plan() != nullptr) << "the picture stays";
}

TEST_F(OutputsTest, TheWindowWaitsForNoEncoder) {
    openStill(flat(8, 8, {1, 2, 3}));
    int told = 0;
    Recorder recorder(folder / "out_%04d.png", {10, 1}, 80, {});
    int kept = 0;
    for (; recorder.hasRoom(); ++kept) {
        ASSERT_LT(kept, 100) << "what may wait is bounded";
        recorder.reserve();
    }
    for (; kept > 0; --kept) {
        recorder.show(RawPicture(std::make_shared<const Image>(flat(8, 8, {1, 2, 3}))), told++ * 0.1);
    }
    recorder.finish(1);
    recorder.waitUntilOver();
    EXPECT_EQ(recorder.state().phase, RecorderState::Phase::Done);
    EXPECT_EQ(recorder.state().written, static_cast<std::uint64_t>(told));
}

TEST_F(OutputsTest, WhatTheEncoderIsTooSlowForIsDroppedAndTheLastChangeComes) {
    openStill(noise({.width = 1200, .height = 900, .channels = 3}, 3));
    frame(0);
    ASSERT_TRUE(outputs.startRecording(pathOf("out_%04d.png"), {}));
    constexpr int kChanges = 30;
    for (int step = 1; step <= kChanges; ++step) {
        setChain("convolve kernel=\"1x1: " + std::to_string(step) + "\" scale=0.02");
        frame(step);
        ASSERT_TRUE(outputs.recording());
    }
    const std::uint64_t dropped = outputs.recording()->dropped;
    EXPECT_GT(dropped, 0U) << "a large PNG takes longer than one multiplication";
    outputs.stopRecording(kChanges + 1);
    outputs.finishAll(kChanges + 1);
    ASSERT_FALSE(workspace.problem()) << *workspace.problem();
    const std::string last = numbered(kChanges - static_cast<int>(dropped));
    ASSERT_TRUE(std::filesystem::exists(folder / last)) << last;
    ASSERT_TRUE(workspace.exportTo(folder / "export.png"));
    const Image recorded = decodeImage(folder / last);
    const Image expected = decodeImage(folder / "export.png");
    EXPECT_TRUE(std::equal(recorded.bytes().begin(), recorded.bytes().end(), expected.bytes().begin()));
}

TEST_F(OutputsTest, ALiveExportIsTheNewestResultAndAnExportsBytes) {
    openStill(noise({.width = 64, .height = 48, .channels = 3}, 3));
    const auto live = folder / "live.png";
    ASSERT_TRUE(outputs.startLiveExport(live));
    for (int step = 1; step <= 20; ++step) {
        setChain("gaussian sigma=" + std::to_string(step));
        frame(step * 0.01);
    }
    ASSERT_TRUE(workspace.exportTo(folder / "export.png"));
    const std::string expected = readFile(folder / "export.png");
    EXPECT_TRUE(eventually([&] {
        outputs.collect(1);
        return std::filesystem::exists(live) && readFile(live) == expected;
    })) << "the last change comes, whatever was passed over";
    ASSERT_TRUE(outputs.liveExport());
    ASSERT_TRUE(eventually([&] {
        outputs.collect(1);
        return outputs.liveExport()->written > 0;
    }));
    EXPECT_LE(outputs.liveExport()->written, 20U);
    outputs.stopLiveExport();
    setChain("box");
    frame(2);
    outputs.finishAll(2);
    EXPECT_EQ(readFile(live), expected) << "once it is stopped, the file stays";
    EXPECT_FALSE(outputs.startLiveExport(folder / "live.xyz"));
    EXPECT_TRUE(workspace.problem());
}

TEST_F(OutputsTest, ALiveExportThatFailsStops) {
    openStill(flat(8, 8, {1, 2, 3}));
    ASSERT_TRUE(outputs.startLiveExport(folder / "nowhere" / "live.png"));
    frame(0);
    ASSERT_TRUE(collectedUntil(0, [&] { return workspace.problem().has_value(); }));
    EXPECT_NE(workspace.problem()->find("nowhere"), std::string::npos) << *workspace.problem();
    EXPECT_FALSE(outputs.liveExport());
}

TEST_F(OutputsTest, AStillOfWhatPlaysIsItsExport) {
    ASSERT_TRUE(workspace.open("pattern:bars@64x48")) << workspace.problem().value_or("");
    setChain("sobel");
    frame(0);
    ASSERT_TRUE(eventually([&] { return workspace.player()->hasFrame(); }));
    ASSERT_TRUE(outputs.exportStill(folder / "still.png"));
    frame(0.1);
    exportResult(engine, workspace.document().chain, folder / "export.png");
    EXPECT_TRUE(workspace.plays());
    ASSERT_TRUE(collectedUntil(0.2, [&] { return workspace.notice() == "Saved still.png"; }));
    EXPECT_EQ(readFile(folder / "still.png"), readFile(folder / "export.png"));
    EXPECT_FALSE(outputs.exportStill(folder / "still.xyz"));
}

TEST_F(OutputsTest, WhatIsUnderWayIsWholeWhenTheWindowCloses) {
    openStill(noise({.width = 64, .height = 48, .channels = 3}, 3));
    {
        Outputs closing(workspace);
        ASSERT_TRUE(closing.startRecording(pathOf("out_%04d.png"), {}));
        ASSERT_TRUE(closing.startLiveExport(folder / "live.png"));
        closing.frameShown(workspace.update(), 0);
    }
    EXPECT_TRUE(std::filesystem::exists(folder / "out_0001.png"));
    EXPECT_TRUE(std::filesystem::exists(folder / "live.png"));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 3) << "no temporary file stays";
}

// A picture that is computed in tiles, and what becomes of its export.
class TiledOutputsTest : public OutputsTest {
protected:
    TiledOutputsTest() {
        encodeImage(noise({.width = 900, .height = 700, .channels = 3}, 3), folder / "large.png");
        EXPECT_TRUE(large.open(pathOf("large.png")));
        EXPECT_TRUE(large.apply(edits::setChain(parseChain(kChain))));
        EXPECT_TRUE(large.update());
        EXPECT_TRUE(small.resultInTiles());
    }

    static constexpr const char* kChain = "gaussian sigma=2 | unsharp";
    Engine small{context(), {.memoryBudget = std::uint64_t{3} << 20U}};
    Workspace large{small};
    Outputs saving{large};
};

TEST_F(TiledOutputsTest, TheWindowGoesOnWhileTheFileBecomesWhatItWas) {
    exportResult(small, large.document().chain, folder / "expected.png");
    ASSERT_TRUE(saving.exportTiles(folder / "saved.png"));
    EXPECT_TRUE(saving.waits());
    EXPECT_EQ(saving.tiledExport()->share, 0);
    saving.collect(0);
    const double share = saving.tiledExport()->share;
    EXPECT_GT(share, 0);
    EXPECT_LT(share, 1);
    EXPECT_FALSE(std::filesystem::exists(folder / "saved.png"));
    // Another chain is run, another picture opened, and a second export finds the first under way.
    ASSERT_TRUE(large.apply(edits::setChain(parseChain("sobel"))));
    EXPECT_TRUE(large.update());
    EXPECT_FALSE(saving.exportTiles(folder / "second.png"));
    EXPECT_NE(large.problem()->find("another export is under way"), std::string::npos) << *large.problem();
    ASSERT_TRUE(large.open("pattern:chart"));
    EXPECT_TRUE(eventually([&] {
        saving.collect(0);
        return !saving.tiledExport();
    }));
    EXPECT_EQ(large.notice(), "Saved saved.png");
    EXPECT_TRUE(readFile(folder / "saved.png") == readFile(folder / "expected.png"));
    EXPECT_FALSE(saving.waits());
}

TEST_F(TiledOutputsTest, OneThatIsStoppedLeavesNoFile) {
    ASSERT_TRUE(saving.exportTiles(folder / "saved.png"));
    saving.collect(0);
    saving.stopTiles();
    EXPECT_FALSE(saving.tiledExport());
    EXPECT_EQ(large.notice(), "Stopped saving saved.png");
    std::vector<std::string> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        left.push_back(entry.path().filename().string());
    }
    EXPECT_EQ(left, std::vector<std::string>{"large.png"});
}

TEST_F(TiledOutputsTest, AWindowThatClosesFinishesIt) {
    exportResult(small, large.document().chain, folder / "expected.jpg");
    ASSERT_TRUE(saving.exportTiles(folder / "saved.jpg"));
    saving.finishAll(0);
    EXPECT_TRUE(readFile(folder / "saved.jpg") == readFile(folder / "expected.jpg"));
}

TEST_F(TiledOutputsTest, WhatGoesWrongIsSaid) {
    EXPECT_FALSE(saving.exportTiles(folder / "saved.nef"));
    EXPECT_NE(large.problem()->find("nef"), std::string::npos) << *large.problem();
    EXPECT_FALSE(saving.exportTiles(folder / "nowhere" / "saved.png"));
    EXPECT_NE(large.problem()->find("nowhere"), std::string::npos) << *large.problem();
    ASSERT_TRUE(saving.exportTiles(folder / "saved.png"));
    saving.collect(0);
    gl::limitTextureBytes(64);  // not even one pixel of a tile and its apron
    EXPECT_TRUE(eventually([&] {
        saving.collect(0);
        return !saving.tiledExport();
    }));
    gl::limitTextureBytes(0);
    EXPECT_NE(large.problem()->find("memory"), std::string::npos) << *large.problem();
    EXPECT_FALSE(std::filesystem::exists(folder / "saved.png"));
}

TEST_F(TiledOutputsTest, ItIsNeitherRecordedNorFollowed) {
    EXPECT_FALSE(saving.startRecording(pathOf("out_%04d.png"), {}));
    ASSERT_TRUE(large.problem());
    EXPECT_NE(large.problem()->find("tiles"), std::string::npos);
    EXPECT_FALSE(saving.startLiveExport(folder / "live.png"));
}

}  // namespace kg
