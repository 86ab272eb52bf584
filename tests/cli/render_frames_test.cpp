// render of what moves: videos and numbered sequences, and the sharing of many inputs.
#include "cli/process.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/ffmpeg_program.h"
#include "source/media.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace kg {
namespace {

namespace fs = std::filesystem;
using test::probed;
using test::ProcessResult;

class RenderFrames : public testing::Test {
protected:
    std::string file(const std::string& name) const { return (m_folder / name).string(); }

    static ProcessResult render(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "render");
        return test::runProgram(arguments);
    }

    static std::string bytesOf(const std::string& path) {
        std::ifstream stream(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

    void writeNoise(const std::string& name, std::uint32_t seed) const {
        encodeImage(noise({.width = 37, .height = 23, .channels = 3}, seed), file(name));
    }

    fs::path m_folder = test::testFolder();
};

TEST_F(RenderFrames, ASequenceGivesTheFilesThatItsStillsGive) {
    for (const int number : {1, 2, 3}) {
        writeNoise("shot_00" + std::to_string(number) + ".png", static_cast<std::uint32_t>(number));
    }
    EXPECT_EQ(render({file("shot_%03d.png"), "-o", file("out_%02d.png"), "-f", "gaussian sigma=2"}).errors, "");
    for (const int number : {1, 2, 3}) {
        const std::string still = file("still" + std::to_string(number) + ".png");
        ASSERT_TRUE(
            worked(render({file("shot_00" + std::to_string(number) + ".png"), "-o", still, "-f", "gaussian sigma=2"})));
        EXPECT_EQ(bytesOf(file("out_0" + std::to_string(number) + ".png")), bytesOf(still)) << number;
    }
    EXPECT_FALSE(fs::exists(file("out_04.png")));
    EXPECT_EQ(render({file("none_%d.png"), "-o", file("out_%d.png")}).status, 1);
}

TEST_F(RenderFrames, WhatNeverEndsAsksForANumber) {
    const ProcessResult endless = render({"pattern:bars@64x48", "-o", file("bars_%d.png")});
    EXPECT_EQ(endless.status, 1);
    EXPECT_NE(endless.errors.find("--frames"), std::string::npos) << endless.errors;
    ASSERT_TRUE(worked(render({"pattern:bars@64x48", "-o", file("bars_%d.png"), "--frames", "3"})));
    EXPECT_TRUE(fs::exists(file("bars_3.png")));
    EXPECT_FALSE(fs::exists(file("bars_4.png")));
    const Image third = bars(64, 48, 8);
    const Image written = decodeImage(file("bars_3.png"));
    EXPECT_TRUE(std::equal(third.bytes().begin(), third.bytes().end(), written.bytes().begin()));
}

TEST_F(RenderFrames, AVideoKeepsRateSizeTimesAndSound) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    test::ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=24:duration=1 -f lavfi -i sine=duration=1 -c:a aac '" +
                 file("in.mp4") + "'");
    const ProcessResult result = render({file("in.mp4"), "-o", file("out.mp4"), "-f", "gaussian sigma=2"});
    ASSERT_TRUE(worked(result));
    EXPECT_EQ(result.errors, "");
    for (const char* what : {"width", "height", "avg_frame_rate", "nb_read_frames", "duration"}) {
        EXPECT_EQ(probed(file("out.mp4"), what), probed(file("in.mp4"), what)) << what;
    }
    EXPECT_EQ(probed(file("out.mp4"), "nb_read_frames", "a:0"), probed(file("in.mp4"), "nb_read_frames", "a:0"));
    // A frame of it is what the same frame gives as a still.
    test::ffmpeg("-i '" + file("in.mp4") + "' -vf select='eq(n\\,7)' -frames:v 1 '" + file("seven.png") + "'");
    test::ffmpeg("-i '" + file("out.mp4") + "' -vf select='eq(n\\,7)' -frames:v 1 '" + file("coded.png") + "'");
    ASSERT_TRUE(worked(render({file("seven.png"), "-o", file("still.png"), "-f", "gaussian sigma=2"})));
    const Image still = decodeImage(file("still.png"));
    const Image coded = decodeImage(file("coded.png"));
    double difference = 0;
    for (int x = 0; x < 160; ++x) {
        difference += std::abs(still.value(x, 45, 1) - coded.value(x, 45, 1)) / 160;
    }
    EXPECT_LT(difference, 0.02);

    ASSERT_TRUE(worked(render({file("in.mp4"), "-o", file("few_%d.png"), "--frames", "2"})));
    EXPECT_TRUE(fs::exists(file("few_2.png")));
    EXPECT_FALSE(fs::exists(file("few_3.png")));
    ASSERT_TRUE(worked(render({file("in.mp4"), "-o", file("first.png")}))) << "a still of it is its first frame";
    EXPECT_EQ(bytesOf(file("first.png")), bytesOf(file("few_1.png")));
    const ProcessResult gif = render({file("in.mp4"), "-o", file("out.gif"), "--frames", "4"});
    EXPECT_TRUE(worked(gif));
    EXPECT_NE(gif.errors.find("sound"), std::string::npos) << "what is left out is said";
    EXPECT_EQ(probed(file("out.gif"), "nb_read_frames"), "4");
}

TEST_F(RenderFrames, DamagedFramesAreCountedAndTheRestIsDone) {
    if (!hasMedia() || !test::hasFfmpegProgram()) {
        GTEST_SKIP() << "FFmpeg is not installed";
    }
    test::ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=30:duration=1 -c:v png '" + file("clip.avi") + "'");
    std::string bytes = bytesOf(file("clip.avi"));
    for (std::size_t at = bytes.size() / 3; at < bytes.size() / 3 + 12000; ++at) {
        bytes[at] = static_cast<char>(at * 37);
    }
    std::ofstream(file("clip.avi"), std::ios::binary) << bytes;
    const ProcessResult result = render({file("clip.avi"), "-o", file("out.mp4"), "-f", "box"});
    EXPECT_TRUE(worked(result));
    EXPECT_NE(result.errors.find("damaged frames were left out"), std::string::npos) << result.errors;
    EXPECT_GE(std::stoi(probed(file("out.mp4"), "nb_read_frames")), 20);
    const ProcessResult unwritable = render({file("clip.avi"), "-o", file("absent/out.mp4"), "-f", "box"});
    EXPECT_EQ(unwritable.status, 1);
    EXPECT_NE(unwritable.errors.find("absent"), std::string::npos) << unwritable.errors;
}

TEST_F(RenderFrames, NamesWithStarsStandForFiles) {
    writeNoise("b.png", 1);
    writeNoise("a.png", 2);
    writeNoise("a[1].png", 3);  // a file of that name is meant as it is
    ASSERT_EQ(render({file("*.png"), "-o", file("out/"), "-f", "box"}).status, 1) << "there is no folder";
    fs::create_directory(file("out"));
    ASSERT_TRUE(worked(render({file("?.png"), "-o", file("out"), "-f", "box"})));
    EXPECT_TRUE(fs::exists(file("out/a.png")));
    EXPECT_TRUE(fs::exists(file("out/b.png")));
    ASSERT_TRUE(worked(render({file("a[1].png"), "-o", file("out"), "-f", "box"})));
    EXPECT_TRUE(fs::exists(file("out/a[1].png")));
    const ProcessResult none = render({file("*.jpg"), "-o", file("out")});
    EXPECT_EQ(none.status, 2);
    EXPECT_NE(none.errors.find("no file matches"), std::string::npos) << none.errors;
}

TEST_F(RenderFrames, ShardsShareTheInputs) {
    for (const char* name : {"a.png", "b.png", "c.png", "d.png", "e.png"}) {
        writeNoise(name, 1);
    }
    fs::create_directory(file("out"));
    std::vector<std::size_t> counts;
    for (const char* shard : {"1/3", "2/3", "3/3"}) {
        ASSERT_TRUE(worked(render({file("?.png"), "-o", file("out"), "--shard", shard})));
        counts.push_back(static_cast<std::size_t>(std::distance(fs::directory_iterator(file("out")), {})));
    }
    EXPECT_EQ(counts, (std::vector<std::size_t>{2, 4, 5}));
    EXPECT_TRUE(worked(render({file("a.png"), "-o", file("out"), "--shard", "2/2"}))) << "nothing is left for it";
    for (const char* wrong : {"0/3", "4/3", "1", "1/0", "a/b", "1/3/5"}) {
        const ProcessResult refused = render({file("?.png"), "-o", file("out"), "--shard", wrong});
        EXPECT_EQ(refused.status, 2) << wrong;
        EXPECT_NE(refused.errors.find("2/8"), std::string::npos) << refused.errors;
    }
}

TEST_F(RenderFrames, ResumingDoesOnlyWhatIsLeft) {
    writeNoise("a.png", 1);
    writeNoise("b.png", 2);
    fs::create_directory(file("out"));
    std::ofstream(file("out/a.png")) << "made earlier";
    ASSERT_TRUE(worked(render({file("?.png"), "-o", file("out"), "--resume"})));
    EXPECT_EQ(bytesOf(file("out/a.png")), "made earlier");
    EXPECT_EQ(decodeImage(file("out/b.png")).width(), 37);
    // A result that is older than its input is made again.
    fs::last_write_time(file("out/a.png"), fs::last_write_time(file("a.png")) - std::chrono::seconds(5));
    ASSERT_TRUE(worked(render({file("?.png"), "-o", file("out"), "--resume"})));
    EXPECT_EQ(decodeImage(file("out/a.png")).width(), 37);
}

}  // namespace
}  // namespace kg
