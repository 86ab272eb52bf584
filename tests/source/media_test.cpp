#include "source/media.h"

#include "base/error.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/orientation.h"
#include "image/pattern.h"
#include "image/same.h"
#include "source/ffmpeg_program.h"
#include "source/scratch_folder.h"
#include "source/source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace kg {
namespace {

using test::ffmpeg;
using test::probed;

double meanDifference(const Image& a, const Image& b) {
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            for (int channel = 0; channel < a.channels(); ++channel) {
                sum += std::abs(a.value(x, y, channel) - b.value(x, y, channel));
            }
        }
    }
    return sum / static_cast<double>(a.format().sampleCount());
}

std::vector<Frame> allFrames(FrameReader& reader) {
    std::vector<Frame> frames;
    while (std::optional<Frame> frame = reader.next()) {
        if (frame->image) {
            frames.push_back(std::move(*frame));
        }
    }
    return frames;
}

class Media : public testing::Test {
protected:
    void SetUp() override {
        if (!hasMedia() || !test::hasFfmpegProgram()) {
            GTEST_SKIP() << "FFmpeg is not installed";
        }
    }
    std::string file(const std::string& name) const { return (m_folder / name).string(); }

    ScratchFolder m_folder;
};

// "rgb_tiff" of the case "rgb.tiff".
template <typename Case>
std::string nameOf(const testing::TestParamInfo<Case>& tested) {
    std::string name = tested.param.name;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

// A way to store a still that loses nothing, and what it is made of.
struct StillCase {
    const char* name;
    const char* options;
    int channels;
    PixelType type;
};

class Stills : public Media, public testing::WithParamInterface<StillCase> {};

TEST_P(Stills, AreReadInTheirDepthToTheLastBit) {
    const auto& [name, options, channels, type] = GetParam();
    const Image image = noise({.width = 37, .height = 23, .channels = channels, .type = type}, 3);
    encodeImage(image, file("in.png"));
    ffmpeg("-i '" + file("in.png") + "' " + options + " '" + file(name) + "'");
    EXPECT_TRUE(same(*loadSource(file(name)), image));
    EXPECT_TRUE(same(*openFrames(file(name))->next()->image, image));
}

INSTANTIATE_TEST_SUITE_P(Formats, Stills,
                         testing::Values(StillCase{"rgb.tiff", "", 3, PixelType::U8},
                                         StillCase{"rgba.tiff", "", 4, PixelType::U8},
                                         StillCase{"words.tiff", "-pix_fmt rgb48le", 3, PixelType::U16},
                                         StillCase{"grey.tiff", "-pix_fmt gray", 1, PixelType::U8},
                                         StillCase{"rgba.qoi", "", 4, PixelType::U8},
                                         StillCase{"rgb.jxl", "-distance 0", 3, PixelType::U8},
                                         StillCase{"words.dpx", "-pix_fmt rgb48be", 3, PixelType::U16},
                                         StillCase{"rgb.sgi", "", 3, PixelType::U8}),
                         nameOf<StillCase>);

TEST_F(Media, WebPIsReadWithoutLoss) {
    const Image image = noise({.width = 37, .height = 23, .channels = 3}, 3);
    encodeImage(image, file("in.png"));
    ffmpeg("-i '" + file("in.png") + "' -lossless 1 '" + file("in.webp") + "'");
    EXPECT_TRUE(same(convertImage(*loadSource(file("in.webp")), 3, PixelType::U8, Transfer::Srgb), image));
}

TEST_F(Media, FloatsAreReadAsTheyAreAndLinear) {
    ffmpeg("-f lavfi -i color=c=white:s=16x8,format=gbrpf32le -frames:v 1 -compression 0 -format float '" +
           file("white.exr") + "'");
    const std::shared_ptr<const Image> image = loadSource(file("white.exr"));
    EXPECT_EQ(
        image->format(),
        (ImageFormat{.width = 16, .height = 8, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}));
    EXPECT_NEAR(image->value(5, 3, 1), 1, 1.0 / 255);
}

TEST_F(Media, AVideoHasItsFramesInOrder) {
    ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=30:duration=1 -c:v libx264 -crf 1 '" + file("clip.mp4") + "'");
    const std::unique_ptr<FrameReader> reader = openFrames(file("clip.mp4"));
    EXPECT_EQ(reader->info().format, (ImageFormat{.width = 160, .height = 90, .channels = 3}));
    EXPECT_DOUBLE_EQ(reader->info().rate.value(), 30);
    EXPECT_EQ(reader->info().frames, 30);
    EXPECT_FALSE(reader->info().endless);
    const std::vector<Frame> frames = allFrames(*reader);
    ASSERT_EQ(frames.size(), 30U);
    EXPECT_EQ(reader->damaged(), 0U);
    for (std::size_t index = 0; index < frames.size(); ++index) {
        EXPECT_NEAR(static_cast<double>(frames[index].timestamp) * reader->info().timeBase.value(),
                    static_cast<double>(index) / 30, 1e-6);
    }
    // What the graph itself draws, before it was ever encoded.
    const std::unique_ptr<FrameReader> original = openFrames("lavfi:testsrc2=size=160x90:rate=30:duration=1");
    EXPECT_FALSE(original->info().endless);
    const std::vector<Frame> truth = allFrames(*original);
    ASSERT_EQ(truth.size(), 30U);
    for (std::size_t index : {0U, 7U, 29U}) {
        EXPECT_LT(meanDifference(*frames[index].image, *truth[index].image), 0.02) << index;
        EXPECT_GT(meanDifference(*frames[index].image, *truth[(index + 15) % 30].image), 0.02) << index;
    }
    EXPECT_TRUE(same(*loadSource(file("clip.mp4")), *frames[0].image)) << "a still of it is its first frame";
}

// A turned telephone stores the picture lying and says how to turn it.
TEST_F(Media, AVideoStandsTheWayItIsMeant) {
    ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=10:duration=0.3 -c:v libx264 -crf 1 '" + file("lying.mp4") + "'");
    ffmpeg("-i '" + file("lying.mp4") + "' -c copy -metadata:s:v rotate=90 '" + file("turned.mp4") + "'");
    ffmpeg("-i '" + file("turned.mp4") + "' -frames:v 1 '" + file("truth.png") + "'");  // which it turns, too
    const std::shared_ptr<const Image> image = loadSource(file("turned.mp4"));
    ASSERT_EQ(image->width(), 90);
    const Image truth = decodeImage(file("truth.png"));
    EXPECT_LT(meanDifference(*image, truth), 0.03);
    EXPECT_GT(meanDifference(*image, oriented(truth, Orientation::BottomRight)), 0.1);
}

// Colours by the matrix and the range that a file names, or by custom where it names none.
TEST_F(Media, ColoursFollowMatrixAndRange) {
    for (const char* matrix : {"bt709", "smpte170m", "bt2020nc"}) {
        for (const char* range : {"tv", "pc"}) {
            SCOPED_TRACE(std::string(matrix) + " " + range);
            const std::string scale = std::string("scale=out_color_matrix=") +
                                      (std::string(matrix) == "bt2020nc" ? "bt2020" : matrix) + ":out_range=" + range;
            ffmpeg("-f lavfi -i smptebars=size=320x180:rate=10:duration=0.2 -vf " + scale +
                   ",format=yuv444p -c:v ffv1 -colorspace " + matrix + " -color_range " + range + " '" +
                   file("bars.mkv") + "'");
            ffmpeg(
                "-f lavfi -i smptebars=size=320x180:rate=10:duration=0.2 -vf format=gbrp,format=rgb24 -frames:v 1 '" +
                file("bars.png") + "'");
            ffmpeg("-i '" + file("bars.mkv") +
                   "' -sws_flags accurate_rnd+full_chroma_int -pix_fmt rgb24 -frames:v 1 '" + file("scaled.png") + "'");
            const Image truth = decodeImage(file("bars.png"));
            const Image scaled = decodeImage(file("scaled.png"));
            const std::shared_ptr<const Image> image = loadSource(file("bars.mkv"));
            for (int x = 20; x < 320; x += 45) {  // the middle of each bar
                for (int channel = 0; channel < 3; ++channel) {
                    EXPECT_NEAR(image->value(x, 60, channel), scaled.value(x, 60, channel), 2.0 / 255)
                        << x << " " << channel;
                    EXPECT_NEAR(image->value(x, 60, channel), truth.value(x, 60, channel), 5.0 / 255)
                        << x << " " << channel;
                }
            }
        }
    }
}

TEST_F(Media, DamagedFramesAreCountedAndTheOthersRead) {
    ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=30:duration=1 -c:v png '" + file("clip.avi") + "'");
    std::string bytes = readFile(file("clip.avi"));
    for (std::size_t at = bytes.size() / 3; at < bytes.size() / 3 + 12000; ++at) {
        bytes[at] = static_cast<char>(at * 37);
    }
    writeFile(file("clip.avi"), bytes);
    const std::unique_ptr<FrameReader> reader = openFrames(file("clip.avi"));
    const std::vector<Frame> frames = allFrames(*reader);
    EXPECT_GT(reader->damaged(), 0U);
    EXPECT_GE(frames.size(), 20U);
    EXPECT_LT(frames.size(), 30U);
}

TEST_F(Media, WhatIsNoPictureIsASentence) {
    const auto problemOf = [&](const std::string& name, const std::string& bytes) -> std::string {
        writeFile(file(name), bytes);
        try {
            loadSource(file(name));
        } catch (const FileError& error) {
            EXPECT_EQ(error.where(), file(name));
            return error.problem();
        }
        return "";
    };
    EXPECT_NE(problemOf("notes.txt", std::string(4000, 'x')).find("not an image"), std::string::npos);
    EXPECT_NE(problemOf("empty.mp4", "").find("empty"), std::string::npos);
    EXPECT_NE(problemOf("half.tiff", std::string("II*\0\x08\0\0\0", 8)).find("no picture in it"), std::string::npos);
    EXPECT_NE(problemOf("list.m3u8", "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n").find("not an image"), std::string::npos);
    ffmpeg("-f lavfi -i sine=duration=0.2 '" + file("tone.mkv") + "'");
    EXPECT_THROW(loadSource(file("tone.mkv")), FileError);
    EXPECT_THROW(loadSource(file("missing.mp4")), FileError);
    EXPECT_THROW(openFrames("lavfi:nosuchfilter"), FileError);
}

struct ClipCase {
    const char* name;
    const char* codec;
    const char* source;
};

class Clips : public Media, public testing::WithParamInterface<ClipCase> {};

TEST_P(Clips, HoldWhatIsWrittenAtItsRateAndSize) {
    const auto& [name, codec, source] = GetParam();
    const std::unique_ptr<FrameReader> reader = openFrames(source);
    const std::vector<Frame> frames = allFrames(*reader);
    {
        const std::unique_ptr<FrameWriter> writer =
            makeMediaWriter(file(name), reader->info(), reader.get(), {.quality = 95});
        for (const Frame& frame : frames) {
            writer->write(frame);
        }
        EXPECT_FALSE(std::filesystem::exists(file(name))) << "there is none before it is whole";
        writer->finish();
    }
    EXPECT_EQ(probed(file(name), "codec_name"), codec);
    EXPECT_EQ(probed(file(name), "nb_read_frames"), std::to_string(frames.size()));
    const std::unique_ptr<FrameReader> written = openFrames(file(name));
    EXPECT_NEAR(written->info().rate.value(), reader->info().rate.value(), 0.02 * reader->info().rate.value());
    const std::vector<Frame> back = allFrames(*written);
    ASSERT_EQ(back.size(), frames.size());
    for (std::size_t index = 0; index < back.size(); ++index) {
        const double time = static_cast<double>(back[index].timestamp) * written->info().timeBase.value();
        const double meant = static_cast<double>(frames[index].timestamp) * reader->info().timeBase.value();
        EXPECT_NEAR(time, meant, 0.011) << index;
        const Image colours = convertImage(*back[index].image, 3, PixelType::U8, Transfer::Srgb);
        EXPECT_LT(meanDifference(colours, convertImage(*frames[index].image, 3, PixelType::U8, Transfer::Srgb)), 0.03);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Formats, Clips,
    testing::Values(ClipCase{"clip.mp4", "h264", "lavfi:testsrc2=size=160x90:rate=25:duration=0.6"},
                    ClipCase{"odd.mp4", "h264", "lavfi:testsrc2=size=151x91:rate=25:duration=0.4"},
                    ClipCase{"clip.mov", "h264", "lavfi:testsrc2=size=160x90:rate=30000/1001:duration=0.5"},
                    ClipCase{"clip.mkv", "h264", "lavfi:testsrc2=size=160x90:rate=50:duration=0.4"},
                    ClipCase{"clip.webm", "vp9", "lavfi:testsrc2=size=160x90:rate=25:duration=0.4"},
                    ClipCase{"clip.avi", "mpeg4", "lavfi:testsrc2=size=160x90:rate=25:duration=0.4"},
                    ClipCase{"clip.gif", "gif", "lavfi:testsrc2=size=160x90:rate=10:duration=0.6"}),
    nameOf<ClipCase>);

TEST_F(Media, SoundIsCopiedAsItIs) {
    ffmpeg("-f lavfi -i testsrc2=size=160x90:rate=25:duration=1 -f lavfi -i sine=duration=1 -c:a aac '" +
           file("in.mp4") + "'");
    const auto copy = [&](const std::string& name) {
        const std::unique_ptr<FrameReader> reader = openFrames(file("in.mp4"));
        const std::unique_ptr<FrameWriter> writer = makeMediaWriter(file(name), reader->info(), reader.get(), {});
        while (const std::optional<Frame> frame = reader->next()) {
            writer->write(*frame);
        }
        writer->finish();
        return writer->leftOut();
    };
    const auto sound = [&](const std::string& name) {
        return test::shell("ffmpeg -v error -i '" + file(name) + "' -map 0:a -c copy -f streamhash -").output;
    };
    EXPECT_TRUE(copy("out.mkv").empty());
    EXPECT_FALSE(sound("in.mp4").empty());
    EXPECT_EQ(sound("out.mkv"), sound("in.mp4"));
    EXPECT_TRUE(copy("out.mp4").empty());
    EXPECT_EQ(sound("out.mp4"), sound("in.mp4"));
    const std::vector<std::string> leftOut = copy("out.gif");
    ASSERT_EQ(leftOut.size(), 1U);
    EXPECT_EQ(leftOut[0], "its sound (aac) does not fit into gif and is left out");
}

TEST_F(Media, AWriterThatIsNotFinishedLeavesNothing) {
    const std::unique_ptr<FrameReader> reader = openFrames("lavfi:testsrc2=size=160x90:rate=25:duration=0.4");
    {
        const std::unique_ptr<FrameWriter> writer = makeMediaWriter(file("clip.mp4"), reader->info(), nullptr, {});
        writer->write(*reader->next());
    }
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path()));
    EXPECT_THROW(makeMediaWriter(file("clip.xyz"), reader->info(), nullptr, {}), FileError);
    EXPECT_THROW(makeMediaWriter(file("no/such/clip.mp4"), reader->info(), nullptr, {}), FileError);
}

TEST_F(Media, PicturesOfAnotherSizeAreRefused) {
    const std::unique_ptr<FrameReader> reader = openFrames("lavfi:testsrc2=size=160x90:rate=25:duration=0.4");
    const std::unique_ptr<FrameWriter> writer = makeMediaWriter(file("clip.mp4"), reader->info(), nullptr, {});
    const auto image = std::make_shared<const Image>(zonePlate(32, 32));
    EXPECT_THROW(writer->write({.image = image, .timestamp = 0, .passed = nullptr}), FileError);
}

}  // namespace
}  // namespace kg
