#include "source/cut_files.h"

#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/ffmpeg_program.h"
#include "source/media.h"
#include "source/scratch_folder.h"
#include "source/source.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

class CutFiles : public testing::Test {
protected:
    void SetUp() override {
        if (!hasMedia() || !test::hasFfmpegProgram()) {
            GTEST_SKIP() << "FFmpeg is not installed";
        }
        encodeImage(testChart(200, 160), m_folder / "in.png");
    }

    // The chart in a format of FFmpeg's, and only this share of its bytes.
    std::string cut(const std::string& name, const std::string& options, double share) const {
        const std::string whole = (m_folder / name).string();
        test::ffmpeg("-i '" + (m_folder / "in.png").string() + "' " + options + " '" + whole + "'");
        const std::string bytes = readFile(whole);
        const std::string part = (m_folder / ("cut-" + name)).string();
        writeFile(part, std::string_view(bytes).substr(
                            0, static_cast<std::size_t>(share * static_cast<double>(bytes.size()))));
        return part;
    }

    ScratchFolder m_folder;
};

TEST_F(CutFiles, SayHowMuchIsMissing) {
    const std::pair<std::string, std::string> formats[] = {
        {"raw.exr", "-compression 0"},  // the scan lines by themselves
        {"blocks.exr", "-compression 3"},
        {"a.qoi", ""},
        {"raw.ras", "-coder raw"},
        {"runs.ras", "-coder rle"},
        {"grey.ras", "-pix_fmt gray -coder rle"},
    };
    for (const auto& [name, options] : formats) {
        EXPECT_EQ(cutOf(cut(name, options, 1)).missing, 0) << name;
        const std::string half = cut(name, options, 0.5);
        const Cut found = cutOf(half);
        EXPECT_GT(found.missing, 0.15) << name;
        EXPECT_LT(found.missing, 0.85) << name;
        EXPECT_EQ(found.pixels, 200U * 160U) << name;
        std::string note;
        EXPECT_EQ(loadSource(half, &note)->height(), 160) << name;
        EXPECT_NE(note.find("% of its pixels are missing"), std::string::npos) << name << ": " << note;
        EXPECT_EQ(openFrames(half)->info().note, note) << name;
    }
}

TEST_F(CutFiles, WithoutAnyOfTheirPixelsAreRefused) {
    const std::string hollow = cut("a.exr", "-compression 0", 0.004);
    EXPECT_EQ(cutOf(hollow).missing, 1);
    EXPECT_THROW(loadSource(hollow), FileError);
}

TEST_F(CutFiles, OtherFilesLackNothing) {
    EXPECT_EQ(cutOf(m_folder / "in.png").missing, 0);
    EXPECT_EQ(cutOf(m_folder / "nothing.exr").missing, 0);
    writeFile(m_folder / "short.qoi", "qoif");
    writeFile(m_folder / "short.ras", "\x59\xa6\x6a\x95");
    writeFile(m_folder / "short.exr", std::string("\x76\x2f\x31\x01\x02\0\0\0channels", 16));
    for (const char* name : {"short.qoi", "short.ras", "short.exr"}) {
        EXPECT_EQ(cutOf(m_folder / name).missing, 0) << name;
    }
}

}  // namespace
}  // namespace kg
