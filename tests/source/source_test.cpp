#include "source/source.h"

#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "image/same.h"
#include "source/media.h"
#include "source/scratch_folder.h"
#include "source/sequence.h"
#include "source/sequence_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace kg {
namespace {

TEST(SourceNames, SayWhatKindOfSourceItIs) {
    EXPECT_TRUE(isFile("holiday/photo.jpg"));
    EXPECT_TRUE(isFile("100% sure.png"));
    EXPECT_TRUE(isFile("folder_%02d/photo.jpg")) << "a place in a folder's name is none";
    EXPECT_TRUE(isSequence("shots/shot_%04d.png"));
    EXPECT_TRUE(isSequence("%d.png"));
    EXPECT_FALSE(isSequence("%d_%d.png"));
    EXPECT_FALSE(isFile("lavfi:testsrc2"));
    EXPECT_FALSE(isFile("rtsp://camera/stream"));
    EXPECT_FALSE(isFile("pattern:delta"));
    EXPECT_TRUE(isPath("shot_%04d.png"));
    EXPECT_EQ(sourceStem("a/photo.jpg"), "photo");
    EXPECT_EQ(sourceStem("a/shot_%04d.png"), "shot_");
    EXPECT_EQ(sourceName("pattern:chart"), "Test chart");
    EXPECT_EQ(sourceName("a/photo.jpg"), "photo.jpg");
}

TEST(Sequence, GoesFromItsFirstNumberToItsLast) {
    const ScratchFolder folder;
    for (const int number : {8, 9, 10, 11, 13}) {
        encodeImage(noise({.width = 9, .height = 7, .channels = 3}, static_cast<std::uint32_t>(number)),
                    folder / ("shot_" + std::string(number < 10 ? "0" : "") + std::to_string(number) + ".png"));
    }
    encodeImage(noise({.width = 9, .height = 7, .channels = 3}, 1), folder / "shot_7.png");  // not as %02d writes it
    const std::unique_ptr<FrameReader> reader = openFrames((folder / "shot_%02d.png").string());
    EXPECT_EQ(reader->info().frames, 4) << "12 is missing";
    for (int number = 8; number < 12; ++number) {
        const std::optional<Frame> frame = reader->next();
        ASSERT_TRUE(frame);
        EXPECT_EQ(frame->timestamp, number - 8);
        EXPECT_TRUE(
            same(*frame->image, noise({.width = 9, .height = 7, .channels = 3}, static_cast<std::uint32_t>(number))));
    }
    EXPECT_FALSE(reader->next());
    EXPECT_THROW(openFrames((folder / "other_%02d.png").string()), FileError);
}

TEST(Sequence, IsWrittenUnderTheNumbersOfItsFrames) {
    const ScratchFolder folder;
    const std::string pattern = (folder / "out_%03d.png").string();
    SequenceWriter writer(pattern, {}, 98);
    for (int index = 0; index < 3; ++index) {
        const auto image = std::make_shared<const Image>(checkerboard(8, 8, index + 1));
        writer.write({.image = image, .timestamp = index, .passed = nullptr});
    }
    writer.finish();
    EXPECT_TRUE(same(*loadSource((folder / "out_098.png").string()), checkerboard(8, 8, 1)));
    EXPECT_TRUE(same(*loadSource((folder / "out_100.png").string()), checkerboard(8, 8, 3)));
    EXPECT_EQ(openFrames(pattern)->info().frames, 3);
    EXPECT_THROW(SequenceWriter((folder / "out_%03d.xyz").string(), {}), FileError);
}

TEST(PatternSources, TakeASizeAndAValue) {
    EXPECT_TRUE(same(*loadSource("pattern:delta@5x3"), delta(5, 3)));
    EXPECT_TRUE(same(*loadSource("pattern:checker:2@8x8"), checkerboard(8, 8, 2)));
    EXPECT_TRUE(same(*loadSource("pattern:edge:12.5@40x30"), stepEdge(40, 30, 12.5)));
    EXPECT_TRUE(same(*loadSource("pattern:noise:7@8x8"), noise({.width = 8, .height = 8, .channels = 3}, 7)));
    EXPECT_EQ(loadSource("pattern:zoneplate")->width(), 1920);
    for (const std::string& name : patternNames()) {
        EXPECT_FALSE(sourceName(name).starts_with("pattern:")) << name;
        EXPECT_EQ(loadSource(name + "@64x64")->height(), 64) << name;
    }
}

// What FFmpeg would read says so where the program is built without it, and says what is wrong with it where it is not.
TEST(Sources, WhatOnlyFfmpegReadsSaysWhatIsMissing) {
    const ScratchFolder folder;
    const std::filesystem::path path = folder / "photo.tif";
    std::ofstream(path, std::ios::binary) << std::string("II*\0nothing more", 16);
    for (const bool asPicture : {false, true}) {
        try {
            asPicture ? static_cast<void>(loadPicture(path.string())) : static_cast<void>(openFrames(path.string()));
            FAIL() << "it opens";
        } catch (const FileError& error) {
            const bool namesFfmpeg = error.problem().find("built without it") != std::string::npos;
            EXPECT_EQ(namesFfmpeg, !hasMedia()) << error.what();
        }
    }
}

TEST(PatternSources, SayWhatWasExpected) {
    const auto problemOf = [](const std::string& source) -> std::string {
        try {
            loadSource(source);
        } catch (const Error& error) {
            EXPECT_EQ(error.where(), source);
            return error.problem();
        }
        return "";
    };
    EXPECT_NE(problemOf("pattern:tartan").find("pattern:zoneplate"), std::string::npos);
    EXPECT_NE(problemOf("pattern:delta:3").find("takes no value"), std::string::npos);
    EXPECT_NE(problemOf("pattern:checker:0").find("from 1 to 4096"), std::string::npos);
    EXPECT_NE(problemOf("pattern:checker:many").find("not \"many\""), std::string::npos);
    EXPECT_NE(problemOf("pattern:delta@5").find("640x480"), std::string::npos);
    EXPECT_NE(problemOf("pattern:delta@0x5").find("640x480"), std::string::npos);
    EXPECT_NE(problemOf("pattern:delta@99999x5").find("65535"), std::string::npos);
}

TEST(PatternSources, BarsMoveAndNeverEnd) {
    const std::unique_ptr<FrameReader> reader = openFrames("pattern:bars@64x8");
    EXPECT_TRUE(reader->info().endless);
    const Frame first = *reader->next();
    const Frame second = *reader->next();
    EXPECT_EQ(second.timestamp, 1);
    for (int x = 0; x + 4 < 64; ++x) {
        EXPECT_EQ(second.image->value(x + 4, 3, 0), first.image->value(x, 3, 0)) << x;
    }
    EXPECT_FALSE(openFrames("pattern:delta@8x8")->info().endless);
}

}  // namespace
}  // namespace kg
