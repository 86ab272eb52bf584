// Cameras against the fake one: its ioctls are answered by tests/camera/fake_camera.cpp, all else is the real path.
#include "base/error.h"
#include "source/camera.h"
#include "source/camera_desk.h"
#include "source/media.h"
#include "source/player.h"
#include "source/source.h"

#include "camera/fake_camera.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#ifdef KG_HAVE_FAKE_CAMERA

#include <dirent.h>
#include <grp.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace kg {
namespace {

using Phase = Playback::Phase;

// While there is one, what leaks is not ours: FFmpeg 5.1 keeps two small lists of a camera that does not start.
#ifdef __SANITIZE_ADDRESS__
using LeaksOfOthers = __lsan::ScopedDisabler;
#else
struct LeaksOfOthers {
    LeaksOfOthers() {}
};
#endif

bool comesTrue(const std::function<bool()>& holds) {
    for (int turn = 0; turn < 3000; ++turn) {
        if (holds()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

int openDescriptors() {
    int count = 0;
    DIR* folder = opendir("/proc/self/fd");
    while (readdir(folder) != nullptr) {
        ++count;
    }
    closedir(folder);
    return count;
}

// BT.601 of a pixel, in steps of 255.
std::array<double, 3> rgbOf(double y, double u, double v, bool full) {
    const double luma = full ? y : (y - 16) * 255 / 219;
    const double scale = full ? 1 : 255.0 / 224;
    const double red = luma + 1.402 * scale * (v - 128);
    const double blue = luma + 1.772 * scale * (u - 128);
    const double green = (luma - 0.299 * red - 0.114 * blue) / 0.587;
    return {std::clamp(red, 0.0, 255.0), std::clamp(green, 0.0, 255.0), std::clamp(blue, 0.0, 255.0)};
}

// Whether the middles of the bars are what the fake camera draws, from left to right or from right to left.
testing::AssertionResult showsBars(const Image& image, bool full, bool mirrored = false, int brightness = 0) {
    for (int bar = 0; bar < 8; ++bar) {
        const int place = mirrored ? 7 - bar : bar;
        const auto expected = rgbOf(40 + 24 * bar + brightness, 128 + 8 * (bar - 4), 128 - 8 * (bar - 4), full);
        for (int channel = 0; channel < 3; ++channel) {
            const double value = image.value(image.width() * (2 * place + 1) / 16, image.height() / 2, channel) * 255;
            if (std::abs(value - expected.at(static_cast<std::size_t>(channel))) > 2) {
                return testing::AssertionFailure() << "bar " << bar << ", channel " << channel << ": " << value
                                                   << " instead of " << expected.at(static_cast<std::size_t>(channel));
            }
        }
    }
    return testing::AssertionSuccess();
}

class FakeCameraTest : public testing::Test {
protected:
    void SetUp() override {
        if (!hasMedia()) {
            GTEST_SKIP() << "FFmpeg is not installed";
        }
    }

    // What opening says, or an empty text.
    static FileError problemOf(const std::string& source) {
        try {
            openFrames(source)->next();
        } catch (const FileError& error) {
            return error;
        }
        return FileError("");
    }

    // The next frame of a player.
    static std::shared_ptr<const Image> shown(Player& player) {
        std::optional<Frame> frame;
        comesTrue([&] { return (frame = player.take()).has_value(); });
        return frame ? frame->image : nullptr;
    }

    static bool reaches(const Player& player, Phase phase) {
        return comesTrue([&] { return player.state().phase == phase; });
    }

    ScratchFolder m_folder;
    test::FakeCamera m_camera{m_folder / "camera"};
};

TEST_F(FakeCameraTest, IsListedWithFormatsSizesAndRates) {
    const std::vector<Camera> cameras = listCameras();
    const auto found = std::ranges::find(cameras, 0, &Camera::number);
    ASSERT_NE(found, cameras.end());
    EXPECT_EQ(found->path, "/dev/video0");
    EXPECT_EQ(found->name, "Fake Camera");
    EXPECT_EQ(found->problem, "");
    ASSERT_EQ(found->formats.size(), 3U);
    EXPECT_EQ(found->formats[0].name, "yuyv422");
    EXPECT_EQ(found->formats[0].sizes,
              (std::vector<CameraSize>{{640, 480, {{60, 1}, {30, 1}, {15, 1}}}, {320, 240, {{60, 1}, {30, 1}}}}));
    EXPECT_EQ(found->formats[1].name, "mjpeg");
    EXPECT_TRUE(found->formats[1].compressed);
    EXPECT_EQ(found->formats[1].description, "Motion-JPEG");
    EXPECT_EQ(found->formats[2].name, "nv12");
    m_camera.set("open", "13");
    EXPECT_NE(listCameras().at(0).problem.find("group"), std::string::npos);
    m_camera.unplug();
    EXPECT_TRUE(listCameras().empty() || listCameras().at(0).number != 0);
}

TEST_F(FakeCameraTest, EveryFormatHasItsColours) {
    for (const auto& [source, width] : {std::pair{"camera:0:yuyv422", 640},
                                        {"camera:0:nv12", 640},
                                        {"camera:0:mjpeg@640x480", 640},
                                        {"camera:0@320x240", 320},
                                        {"camera:0", 1280}}) {
        const std::unique_ptr<FrameReader> reader = openFrames(source);
        const SourceInfo& info = reader->info();
        EXPECT_TRUE(info.live) << source;
        EXPECT_TRUE(info.endless) << source;
        EXPECT_EQ(info.format.width, width) << source;
        std::int64_t before = -1;
        for (int count = 0; count < 3; ++count) {
            const std::optional<Frame> frame = reader->next();
            ASSERT_TRUE(frame) << source;
            const bool full = info.description.find("mjpeg") != std::string::npos;
            EXPECT_TRUE(showsBars(*frame->image, full)) << source;
            EXPECT_GT(frame->timestamp, before) << source;
            EXPECT_TRUE(count > 0 || frame->timestamp == 0) << source;
            ASSERT_TRUE(frame->captured) << source;
            const auto age = std::chrono::steady_clock::now() - *frame->captured;
            EXPECT_TRUE(age >= std::chrono::seconds(0) && age < std::chrono::seconds(5)) << source;
            before = frame->timestamp;
        }
        EXPECT_EQ(reader->damaged(), 0U) << source;
    }
    m_camera.set("clock", "real");
    EXPECT_TRUE(openFrames("camera:0")->next()->captured);
    EXPECT_TRUE(showsBars(*loadSource("camera:0:yuyv422:mirror"), false, true));
}

TEST_F(FakeCameraTest, LumaAndChromaComeAsItSendsThem) {
    struct Sent {
        std::string source;
        bool full = false;
        bool mirrored = false;
    };
    for (const Sent& sent : std::vector<Sent>{{.source = "camera:0:yuyv422"},
                                              {.source = "camera:0:nv12"},
                                              {.source = "camera:0:mjpeg@640x480", .full = true},
                                              {.source = "camera:0:yuyv422:mirror", .mirrored = true}}) {
        const std::optional<Frame> frame = openFrames(sent.source, {}, FramePixels::AsStored)->next();
        ASSERT_TRUE(frame && frame->yuv) << sent.source;
        EXPECT_EQ(frame->yuv->format.fullRange, sent.full) << sent.source;
        EXPECT_TRUE(showsBars(convertYuv(*frame->yuv), sent.full, sent.mirrored)) << sent.source;
    }
}

TEST_F(FakeCameraTest, ItsControlsAreReadAndSetWhileItStreams) {
    const std::unique_ptr<FrameReader> reader = openFrames("camera:0:yuyv422");
    const auto find = [](const char* name) {
        const std::vector<CameraControl> controls = cameraControls(0);
        const auto found = std::ranges::find(controls, std::string(name), &CameraControl::name);
        return found == controls.end() ? CameraControl{} : *found;
    };
    const CameraControl gain = find("Gain");
    EXPECT_EQ(std::tuple(gain.minimum, gain.maximum, gain.step, gain.initial), std::tuple(0, 255, 5, 60));
    const CameraControl exposure = find("Auto Exposure");
    EXPECT_EQ(exposure.kind, CameraControl::Kind::Menu);
    EXPECT_EQ(exposure.items, (std::vector<CameraControl::Item>{{1, "Manual Mode"}, {3, "Aperture Priority Mode"}}));
    EXPECT_FALSE(find("Exposure Time, Absolute").enabled);
    setCameraControl(0, exposure.id, 1);
    EXPECT_TRUE(find("Exposure Time, Absolute").enabled);
    EXPECT_EQ(find("White Balance, Automatic").kind, CameraControl::Kind::Switch);
    setCameraControl(0, find("Brightness").id, 20);
    setCameraControl(0, gain.id, 100000);
    EXPECT_EQ(find("Gain").value, 255);
    EXPECT_TRUE(comesTrue([&] { return showsBars(*reader->next()->image, false, false, 20); }));
    CameraDesk desk({});
    EXPECT_FALSE(desk.cameras());
    desk.look();
    desk.set(0, find("Brightness").id, 0);
    desk.set(0, exposure.id, 3);
    ASSERT_TRUE(comesTrue([&] { return desk.cameras() && desk.controls(); }));
    EXPECT_TRUE(comesTrue([&] { return find("Brightness").value == 0 && !find("Exposure Time, Absolute").enabled; }));
    EXPECT_THROW(setCameraControl(0, 1, 1), FileError);
    m_camera.unplug();
    EXPECT_THROW(cameraControls(0), FileError);
}

TEST_F(FakeCameraTest, WhatKeepsItShutIsASentence) {
    {
        const LeaksOfOthers tolerated;
        m_camera.set("stream", "16");
        EXPECT_NE(problemOf("camera:0").problem().find("another program is using /dev/video0"), std::string::npos);
        m_camera.forget("stream");
    }
    m_camera.set("open", "16");
    EXPECT_NE(problemOf("camera:0").problem().find("another program"), std::string::npos);
    m_camera.set("open", "13");
    m_camera.set("group", "0");
    const FileError refused = problemOf("camera:0");
    const std::string group = getgrgid(0)->gr_name;
    EXPECT_NE(refused.problem().find("\"" + group + "\""), std::string::npos) << refused.what();
    EXPECT_NE(refused.advice().find("usermod -aG " + group), std::string::npos);
    m_camera.forget("open");
    m_camera.set("formats", "none");
    EXPECT_NE(problemOf("camera:0").problem().find("no format"), std::string::npos);
    m_camera.forget("formats");
    EXPECT_NE(problemOf("camera:0@17x17").advice().find("mjpeg 1280x720 at 30"), std::string::npos);
    m_camera.unplug();
    EXPECT_NE(problemOf("camera:0").problem().find("no camera at /dev/video0"), std::string::npos);
    EXPECT_EQ(problemOf("camera:0").where(), "camera:0");
}

TEST_F(FakeCameraTest, DamagedFramesAreLeftOutAndCounted) {
    for (const auto& [source, kind] : {std::pair{"camera:0:yuyv422", "short"},
                                       {"camera:0:yuyv422", "empty"},
                                       {"camera:0:nv12", "flagged"},
                                       {"camera:0:mjpeg", "corrupt"},
                                       {"camera:0:mjpeg", "empty"},
                                       {"camera:0:mjpeg", "short"}}) {
        m_camera.set("frames", "good");
        Player player(source, {});
        ASSERT_TRUE(shown(player)) << source;
        m_camera.set("frames", kind);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        m_camera.set("frames", "good");
        ASSERT_TRUE(comesTrue([&] { return player.state().damaged > 0; })) << source << ' ' << kind;
        player.take();
        const std::shared_ptr<const Image> image = shown(player);
        ASSERT_TRUE(image);
        EXPECT_TRUE(showsBars(*image, std::string(source).ends_with("mjpeg"))) << source << ' ' << kind;
        EXPECT_EQ(player.state().phase, Phase::Playing);
        EXPECT_EQ(player.state().reopened, 0U) << "it never went away";
    }
}

TEST_F(FakeCameraTest, AChangeOfSizeIsFollowed) {
    Player player("camera:0:mjpeg@640x480", {});
    ASSERT_EQ(shown(player)->width(), 640);
    m_camera.set("size", "320x240");
    EXPECT_TRUE(comesTrue([&] {
        const std::shared_ptr<const Image> image = shown(player);
        return image && image->width() == 320 && showsBars(*image, true);
    }));
    EXPECT_EQ(player.state().damaged, 0U);
}

TEST_F(FakeCameraTest, PulledOutItWaitsAndGoesOnWhenItIsBack) {
    std::atomic<int> told = 0;
    Player player("camera:0:yuyv422@60", [&] { ++told; });
    ASSERT_TRUE(shown(player));
    EXPECT_EQ(player.state().phase, Phase::Playing);
    const int before = openDescriptors();
    for (unsigned turn = 1; turn <= 2; ++turn) {
        const int newsBefore = told;
        m_camera.unplug();
        ASSERT_TRUE(reaches(player, Phase::Waiting));
        EXPECT_NE(player.state().problem.find("no camera at /dev/video0"), std::string::npos);
        EXPECT_GT(told, newsBefore) << "the window hears of it";
        EXPECT_EQ(player.state().rate, std::nullopt);
        EXPECT_LT(openDescriptors(), before) << "nothing of it is kept open";
        m_camera.plug();
        ASSERT_TRUE(reaches(player, Phase::Playing));
        EXPECT_EQ(player.state().problem, "");
        EXPECT_EQ(player.state().reopened, turn);
        player.take();
        EXPECT_TRUE(shown(player));
        EXPECT_EQ(openDescriptors(), before);
    }
}

TEST_F(FakeCameraTest, WhatIsNotThereYetIsShownOnceItIs) {
    m_camera.unplug();
    Player player("camera:0", {});
    ASSERT_TRUE(reaches(player, Phase::Waiting));
    EXPECT_FALSE(player.hasFrame());
    m_camera.set("open", "13");
    m_camera.plug();
    ASSERT_TRUE(comesTrue([&] { return player.state().problem.find("you may not open") != std::string::npos; }));
    m_camera.forget("open");
    ASSERT_TRUE(shown(player));
    EXPECT_EQ(player.state().phase, Phase::Playing);
    EXPECT_EQ(player.state().reopened, 0U);
    EXPECT_THROW(Player("camera:front", {}), Error) << "a wrong name is no camera that is late";
}

TEST_F(FakeCameraTest, AStreamThatStallsIsSaidAndTriedAgain) {
    Player player("camera:0:nv12", {});
    ASSERT_TRUE(shown(player));
    m_camera.set("frames", "none");
    ASSERT_TRUE(reaches(player, Phase::Waiting));
    EXPECT_NE(player.state().problem.find("no picture has come from it for 3 seconds"), std::string::npos);
    m_camera.set("frames", "good");
    ASSERT_TRUE(reaches(player, Phase::Playing));
    player.take();
    EXPECT_TRUE(shown(player));
}

TEST_F(FakeCameraTest, ClosesAtOnceWhateverTheCameraDoes) {
    const int before = openDescriptors();
    for (const char* kind : {"good", "none", "empty", "corrupt"}) {
        m_camera.set("frames", "good");
        Player player("camera:0", {});
        ASSERT_TRUE(shown(player));
        m_camera.set("frames", kind);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    m_camera.set("frames", "none");
    for (int turn = 0; turn < 20; ++turn) {
        const Player player("camera:0", {});
        if (turn % 2 == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(turn));
        }
    }
    m_camera.unplug();
    const Player player("camera:0", {});
    ASSERT_TRUE(reaches(player, Phase::Waiting));
    EXPECT_EQ(openDescriptors(), before);
}

TEST_F(FakeCameraTest, FreezesMirrorsAndMeasures) {
    Player player("camera:0:yuyv422@60", {});
    ASSERT_TRUE(shown(player));
    EXPECT_TRUE(player.state().live);
    EXPECT_FALSE(player.state().mirrored);
    EXPECT_TRUE(comesTrue([&] {
        if (const std::optional<Frame> frame = player.take(); frame && frame->captured) {
            player.presented(*frame->captured);
        }
        return player.state().rate && player.state().latency;
    }));
    EXPECT_GT(*player.state().rate, 1);
    EXPECT_GT(*player.state().latency, 0);
    player.setMirrored(true);
    EXPECT_TRUE(comesTrue([&] { return showsBars(*shown(player), false, true); }));
    player.pause();
    EXPECT_EQ(player.state().phase, Phase::Paused);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    player.take();  // what was on its way
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_FALSE(player.hasFrame());
    player.step();
    EXPECT_TRUE(shown(player));
    EXPECT_EQ(player.state().phase, Phase::Paused);
    player.seek(0);
    player.setSpeed(4);
    EXPECT_EQ(player.state().speed, 1);
    m_camera.unplug();
    EXPECT_TRUE(reaches(player, Phase::Waiting)) << "frozen, it still says so";
    m_camera.plug();
    EXPECT_TRUE(reaches(player, Phase::Paused)) << "and stays frozen when it is back";
    player.play();
    player.take();
    EXPECT_TRUE(showsBars(*shown(player), false, true)) << "mirrored as before";
}

TEST_F(FakeCameraTest, NobodyWhoIsSlowHoldsItUp) {
    Player player("camera:0:yuyv422@60", {});
    ASSERT_TRUE(shown(player));
    ASSERT_TRUE(comesTrue([&] { return player.state().dropped >= 10; })) << "the newest frame wins";
    EXPECT_EQ(player.state().shown, 1U);
    EXPECT_TRUE(player.hasFrame());
}

}  // namespace
}  // namespace kg

#endif
