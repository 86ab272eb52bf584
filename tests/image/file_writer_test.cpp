// Files that are written row by row, and what is left of one that is not finished.
#include "image/atomic_file.h"
#include "image/encode.h"

#include "base/error.h"
#include "image/crop.h"
#include "image/decode.h"
#include "image/file_helpers.h"
#include "image/pattern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kg::test {
namespace {

// Writes an image in bands of so many rows.
void writeInBands(const Image& image, const std::filesystem::path& path, int rows, const EncodeOptions& options = {}) {
    ImageFileWriter writer(image.format(), path, options);
    for (int y = 0; y < image.height(); y += rows) {
        writer.write(cropRows(image, y, std::min(rows, image.height() - y)));
    }
    writer.finish();
}

TEST(ImageFileWriter, TheSameRowsGiveTheSameFileHoweverTheyAreParted) {
    const TemporaryFolder folder;
    for (const PixelType type : {PixelType::U8, PixelType::U16, PixelType::F32}) {
        const Image image = noise({.width = 31, .height = 17, .channels = 3, .type = type}, 4);
        for (const std::string& extension : encodableExtensions()) {
            const auto whole = folder / ("whole." + extension);
            const auto parted = folder / ("parted." + extension);
            const EncodeOptions options{.text = {{"kernelglass:chain", "box"}}};
            encodeImage(image, whole, options);
            for (const int rows : {1, 5, 17}) {
                writeInBands(image, parted, rows, options);
                EXPECT_EQ(readBytes(parted), readBytes(whole)) << extension << " in bands of " << rows;
            }
        }
    }
}

TEST(ImageFileWriter, AnUnfinishedFileLeavesTheOldOneAndNothingElse) {
    const TemporaryFolder folder;
    writeBytes(folder / "a.png", "old");
    {
        ImageFileWriter writer({.width = 4, .height = 4, .channels = 1}, folder / "a.png");
        writer.write(Image({.width = 4, .height = 2, .channels = 1}));
        EXPECT_EQ(folder.fileCount(), 2U) << "rows go to a temporary file";
    }
    EXPECT_EQ(readBytes(folder / "a.png"), "old");
    EXPECT_EQ(folder.fileCount(), 1U);
}

TEST(ImageFileWriter, WhatAFormatCannotHoldIsSaidBeforeAnyPixel) {
    const TemporaryFolder folder;
    const ImageFormat huge{.width = 30000, .height = 30000, .channels = 3};
    for (const char* name : {"a.jpg", "a.bmp", "a.tga", "a.hdr"}) {
        try {
            const ImageFileWriter writer(huge, folder / name);
            ADD_FAILURE() << name;
        } catch (const FileError& error) {
            EXPECT_EQ(error.where(), (folder / name).string());
            EXPECT_NE(error.problem().find("30000 x 30000 pixels are too many"), std::string::npos) << error.what();
            EXPECT_EQ(error.advice(), "Use PNG or PFM");
        }
    }
    EXPECT_NO_THROW(ImageFileWriter(huge, folder / "a.png"));
    EXPECT_THROW(ImageFileWriter(huge, folder / "none" / "a.png"), FileError);
    EXPECT_EQ(folder.fileCount(), 0U);
}

TEST(ImageFileWriter, AFullDiskIsASentenceOfTheFile) {
    // A limit on the size of files stands for a full disk.
    const TemporaryFolder folder;
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{.rlim_cur = 4096, .rlim_max = 4096};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            writeInBands(noise({.width = 200, .height = 200, .channels = 3}, 1), folder / "a.png", 10);
        } catch (const FileError& error) {
            _exit(error.where() == (folder / "a.png").string() && folder.fileCount() == 0 ? 7 : 8);
        }
        _exit(9);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(UnfinishedFiles, AreRemovedWhenASignalEndsTheProgram) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        const TemporaryFolder folder;
        writeBytes(folder / "a.bin", "old");
        const pid_t child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            std::signal(signal, SIG_DFL);
            removeUnfinishedFilesOnSignals();
            AtomicFile done(folder / "b.bin");
            done.finish();
            AtomicFile file(folder / "a.bin");
            file.write("new");
            raise(signal);
            _exit(0);
        }
        int status = 0;
        ASSERT_EQ(waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status));
        EXPECT_EQ(WTERMSIG(status), signal);
        EXPECT_EQ(readBytes(folder / "a.bin"), "old");
        EXPECT_EQ(folder.fileCount(), 2U) << "a.bin and b.bin, no temporary file";
    }
}

TEST(Crop, ReachesAcrossTheEdges) {
    const Image image = noise({.width = 5, .height = 4, .channels = 3, .type = PixelType::U16}, 2);
    const Image part = cropWrapped(image, -7, 2, 13, 6);
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 13; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                EXPECT_EQ(part.value(x, y, channel), image.value((x + 3) % 5, (y + 2) % 4, channel));
            }
        }
    }
}

TEST(Crop, PasteIsItsInverse) {
    const Image image = noise({.width = 9, .height = 7, .channels = 4}, 2);
    Image copy(image.format());
    paste(cropWrapped(image, 0, 0, 4, 7), copy, 0, 0);
    paste(cropWrapped(image, 4, 0, 5, 3), copy, 4, 0);
    paste(cropWrapped(image, 4, 3, 5, 4), copy, 4, 3);
    EXPECT_TRUE(std::equal(copy.bytes().begin(), copy.bytes().end(), image.bytes().begin()));
}

}  // namespace
}  // namespace kg::test
