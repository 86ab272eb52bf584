#include "source/camera.h"

#include "base/error.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

Camera webcam() {
    const Rational thirty{30, 1};
    return {.number = 2,
            .path = "/dev/video2",
            .name = "Webcam",
            .formats = {{.name = "yuyv422",
                         .description = "YUYV",
                         .compressed = false,
                         .sizes = {{.width = 1920, .height = 1080, .rates = {{5, 1}}},
                                   {.width = 640, .height = 480, .rates = {thirty, {15, 1}}}}},
                        {.name = "mjpeg",
                         .description = "Motion-JPEG",
                         .compressed = true,
                         .sizes = {{.width = 3840, .height = 2160, .rates = {thirty}},
                                   {.width = 1280, .height = 720, .rates = {{60, 1}, thirty}},
                                   {.width = 640, .height = 480, .rates = {thirty}}}}},
            .problem = {}};
}

std::string adviceOf(const std::string& source) {
    try {
        parseCamera(source);
    } catch (const Error& error) {
        EXPECT_EQ(error.where(), source);
        return error.problem() + " / " + error.advice();
    }
    return "";
}

TEST(CameraNames, SayNumberFormatSizeRateAndMirror) {
    EXPECT_EQ(parseCamera("camera:0"), CameraRequest{});
    EXPECT_EQ(parseCamera("camera:3:mjpeg@1280x720@29.97"),
              (CameraRequest{.number = 3, .format = "mjpeg", .width = 1280, .height = 720, .rate = 29.97}));
    EXPECT_EQ(parseCamera("camera:1@60"), (CameraRequest{.number = 1, .rate = 60}));
    EXPECT_EQ(parseCamera("camera:1:mirror@60@320x240"),
              (CameraRequest{.number = 1, .width = 320, .height = 240, .rate = 60, .mirrored = true}));
    for (const char* text : {"camera:0", "camera:12:nv12", "camera:0:mjpeg:mirror@1280x720@30", "camera:0@29.97"}) {
        EXPECT_EQ(printCamera(parseCamera(text)), text);
    }
}

TEST(CameraNames, SayWhatWasExpected) {
    EXPECT_NE(adviceOf("camera:").find("not \"\""), std::string::npos);
    EXPECT_NE(adviceOf("camera:front").find("not \"front\""), std::string::npos);
    EXPECT_NE(adviceOf("camera:-1").find("camera:0:mjpeg"), std::string::npos);
    EXPECT_NE(adviceOf("camera:0:mjpeg:nv12").find("\"nv12\""), std::string::npos);
    EXPECT_NE(adviceOf("camera:0@big").find("neither a size nor a rate"), std::string::npos);
    EXPECT_NE(adviceOf("camera:0@0x5").find("neither"), std::string::npos);
    EXPECT_NE(adviceOf("camera:0@30@60").find("\"60\""), std::string::npos);
    EXPECT_NE(adviceOf("camera:0@").find("\"\""), std::string::npos);
    EXPECT_NE(adviceOf("camera:0@nan").find("nan"), std::string::npos);
}

TEST(CameraModes, TheBestIsFluentLargeAndFast) {
    const auto best = [](const std::string& source) { return chooseMode(webcam(), parseCamera(source)); };
    EXPECT_EQ(best("camera:2"), (CameraMode{.format = "mjpeg", .width = 1280, .height = 720, .rate = Rational{60, 1}}));
    EXPECT_EQ(best("camera:2@640x480"),
              (CameraMode{.format = "yuyv422", .width = 640, .height = 480, .rate = Rational{30, 1}}))
        << "of two that are the same otherwise, the one that loses nothing";
    EXPECT_EQ(best("camera:2:yuyv422").width, 640) << "five frames a second are no live picture";
    EXPECT_EQ(best("camera:2:yuyv422@1920x1080").rate, (Rational{5, 1}));
    EXPECT_EQ(best("camera:2@3840x2160").format, "mjpeg");
    EXPECT_EQ(best("camera:2@15").format, "yuyv422");
    Camera silent = webcam();
    silent.formats = {{.name = "nv12", .description = "", .compressed = false, .sizes = {{800, 600, {}}}}};
    EXPECT_EQ(chooseMode(silent, parseCamera("camera:2@30")).rate, std::nullopt);
}

TEST(CameraModes, WhatIsNotOfferedIsAnsweredByWhatIs) {
    try {
        chooseMode(webcam(), parseCamera("camera:2:nv12@640x480"));
        FAIL();
    } catch (const FileError& error) {
        EXPECT_EQ(error.where(), "camera:2:nv12@640x480");
        EXPECT_NE(error.advice().find("yuyv422 640x480 at 30, 15; mjpeg 3840x2160 at 30"), std::string::npos)
            << error.advice();
    }
    Camera nothing = webcam();
    nothing.formats.clear();
    EXPECT_THROW(chooseMode(nothing, {}), FileError);
}

}  // namespace
}  // namespace kg
