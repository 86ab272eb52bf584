// The program with the fake camera (tests/camera/fake_camera.h), which it is given by preloading.
#include "camera/fake_camera.h"
#include "cli/process.h"
#include "image/decode.h"
#include "source/media.h"
#include "source/source.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#ifdef KG_FAKE_CAMERA_LIBRARY

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::worked;

class CameraCommands : public testing::Test {
protected:
    void SetUp() override {
        if (!hasMedia()) {
            GTEST_SKIP() << "FFmpeg is not installed";
        }
    }

    ProcessResult run(const std::vector<std::string>& arguments) const {
        const char* options = std::getenv("ASAN_OPTIONS");
        return test::runProgram(
            arguments,
            {{"LD_PRELOAD", KG_FAKE_CAMERA_LIBRARY},
             // It comes before the address sanitizer's library, and calls nothing that either stands in for.
             {"ASAN_OPTIONS", std::string(options != nullptr ? options : "") + ":verify_asan_link_order=0"}});
    }

    std::filesystem::path m_folder = test::testFolder();
    test::FakeCamera m_camera{m_folder / "camera"};
};

TEST_F(CameraCommands, RenderTakesSoManyFrames) {
    const std::string clip = (m_folder / "out.mkv").string();
    ASSERT_TRUE(worked(run({"render", "camera:0:nv12", "-o", clip, "--frames", "5", "-f", "box"})));
    const std::unique_ptr<FrameReader> reader = openFrames(clip);
    EXPECT_EQ(reader->info().format.width, 640);
    int count = 0;
    double seconds = 0;
    for (; const std::optional<Frame> frame = reader->next(); ++count) {
        seconds = static_cast<double>(frame->timestamp) * reader->info().timeBase.value();
    }
    EXPECT_EQ(count, 5);
    EXPECT_GE(seconds, 3.5 / 30) << "they have the times at which they were taken";

    const std::filesystem::path still = m_folder / "still.png";
    ASSERT_TRUE(worked(run({"render", "camera:0:mirror@320x240", "-o", still.string()})));
    const Image image = decodeImage(still);
    EXPECT_EQ(image.width(), 320);
    EXPECT_GT(image.value(20, 100, 0), image.value(270, 100, 0) + 0.2) << "flipped, the bars grow dark to the right";
}

TEST_F(CameraCommands, WhatGoesWrongIsASentenceAndAStatus) {
    const std::string clip = (m_folder / "out.mkv").string();
    const ProcessResult endless = run({"render", "camera:0", "-o", clip});
    EXPECT_EQ(endless.status, 1);
    EXPECT_NE(endless.errors.find("--frames"), std::string::npos) << endless.errors;
    m_camera.set("open", "13");
    const ProcessResult refused = run({"render", "camera:0", "-o", clip, "--frames", "5"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_NE(refused.errors.find("the group"), std::string::npos) << refused.errors;
    m_camera.forget("open");
    m_camera.set("frames", "none");
    const ProcessResult stalled = run({"render", "camera:0", "-o", clip, "--frames", "5"});
    EXPECT_EQ(stalled.status, 1);
    EXPECT_NE(stalled.errors.find("no picture has come"), std::string::npos) << stalled.errors;
    EXPECT_FALSE(std::filesystem::exists(clip));
}

TEST_F(CameraCommands, DoctorListsThem) {
    const ProcessResult result = run({"doctor", "--json"});
    ASSERT_TRUE(worked(result));
    const json camera = json::parse(result.output)["cameras"].at(0);
    EXPECT_EQ(camera["source"], "camera:0");
    EXPECT_EQ(camera["name"], "Fake Camera");
    EXPECT_EQ(camera["formats"][0]["format"], "yuyv422");
    EXPECT_EQ(camera["formats"][0]["sizes"][0], (json{{"width", 640}, {"height", 480}, {"rates", {60.0, 30.0, 15.0}}}));
    EXPECT_TRUE(camera["problem"].is_null());
    m_camera.set("open", "13");
    EXPECT_NE(run({"doctor"}).output.find("you may not open /dev/video0"), std::string::npos);
}

}  // namespace
}  // namespace kg

#endif
