#include "image/whole_file.h"

#include "image/encode.h"
#include "image/pattern.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace kg {
namespace {

TEST(WholeFile, IsToldByItsEnd) {
    const auto folder = std::filesystem::temp_directory_path() / "kernelglass-whole-file";
    std::filesystem::create_directories(folder);
    for (const char* name : {"a.png", "a.jpg", "a.bmp", "a.tga", "a.pfm", "a.hdr"}) {
        const auto path = folder / name;
        encodeImage(testChart(96, 80), path);
        EXPECT_TRUE(isWholeFile(path)) << name;
        std::filesystem::resize_file(path, std::filesystem::file_size(path) * 3 / 4);
        EXPECT_FALSE(isWholeFile(path)) << name;
        std::filesystem::resize_file(path, 0);
        EXPECT_FALSE(isWholeFile(path)) << name;
    }
    EXPECT_FALSE(isWholeFile(folder / "nothing.png"));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kg
