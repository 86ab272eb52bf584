#include "image/decode.h"

#include "base/error.h"
#include "image/encode.h"
#include "image/file_helpers.h"
#include "image/pattern.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <thread>

namespace kg::test {
namespace {

using namespace std::string_literals;

std::array<int, 3> colourAt(const Image& image, int x, int y) {
    std::array<int, 3> colour{};
    for (int c = 0; c < 3; ++c) {
        colour[c] = static_cast<int>(image.value(x, y, c) * 255.0 + 0.5);
    }
    return colour;
}

// The letter of a corner, as JPEG's loss lets it be told: Red, Green, Blue, White.
char letterAt(const Image& image, int x, int y) {
    const auto [r, g, b] = colourAt(image, x, y);
    return r > 128 && g > 128 && b > 128 ? 'W' : r > 128 ? 'R' : g > 128 ? 'G' : b > 128 ? 'B' : '?';
}

std::string corners(const Image& image) {
    const int right = image.width() - 2;
    const int bottom = image.height() - 2;
    return {letterAt(image, 1, 1), letterAt(image, right, 1), letterAt(image, 1, bottom),
            letterAt(image, right, bottom)};
}

// 32 x 16 pixels; red and green in the upper corners, blue and white in the lower ones.
Image cornerPicture() {
    Image image({.width = 32, .height = 16, .channels = 3});
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 32; ++x) {
            const bool right = x >= 16;
            const bool low = y >= 8;
            image.setValue(x, y, 0, right == low && (low || !right) ? 1.0 : 0.0);
            image.setValue(x, y, 1, right ? 1.0 : 0.0);
            image.setValue(x, y, 2, low ? 1.0 : 0.0);
        }
    }
    return image;
}

// The corners as they are shown, by the tag's definition in EXIF 2.3, 4.6.4: where row 0 and column 0 lie.
constexpr std::array<const char*, 8> kShownCorners = {"RGBW", "GRWB", "WBGR", "BWRG", "RBGW", "BRWG", "WGBR", "GWRB"};

TEST(DecodeOrientation, JpegShowsAllEightAsTheCameraWasHeld) {
    const std::string jpeg = encode(cornerPicture(), "jpg");
    ASSERT_EQ(corners(decode(jpeg)), "RGBW");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        const Image image = decode(withExif(jpeg, orientation));
        EXPECT_EQ(corners(image), kShownCorners[orientation - 1]) << "orientation " << orientation;
        EXPECT_EQ(image.width(), orientation >= 5 ? 16 : 32) << "orientation " << orientation;
    }
}

TEST(DecodeOrientation, PngFollowsItsExifChunk) {
    PngParts parts{
        .width = 2, .height = 1, .colourType = 2, .chunks = {{"eXIf", exifTiff(6)}}, .rows = {"\xff\0\0\0\xff\0"s}};
    const Image image = decode(makePng(parts));
    ASSERT_EQ(image.height(), 2);
    EXPECT_EQ(colourAt(image, 0, 0), (std::array{255, 0, 0}));
    EXPECT_EQ(colourAt(image, 0, 1), (std::array{0, 255, 0}));
}

TEST(DecodeOrientation, BrokenTagKeepsThePicture) {
    const std::string jpeg = encode(cornerPicture(), "jpg");
    for (const int orientation : {0, 9, 65535}) {
        EXPECT_EQ(corners(decode(withExif(jpeg, orientation))), "RGBW");
    }
    std::string cut = withExif(jpeg, 6);
    cut.replace(12, 4, "????");  // the TIFF header's mark
    EXPECT_EQ(corners(decode(cut)), "RGBW");
}

TEST(DecodePng, KeepsDepthAndChannels) {
    const Image deep = decode(makePng(
        {.width = 1, .height = 2, .depth = 16, .colourType = 4, .rows = {"\x12\x34\xff\xff"s, "\x00\x01\x80\x00"s}}));
    EXPECT_EQ(deep.format(), (ImageFormat{.width = 1, .height = 2, .channels = 2, .type = PixelType::U16}));
    EXPECT_EQ(deep.samples<std::uint16_t>()[0], 0x1234);
    EXPECT_EQ(deep.samples<std::uint16_t>()[2], 1);
    EXPECT_EQ(deep.samples<std::uint16_t>()[3], 0x8000);
}

TEST(DecodePng, WidensBitsToBytes) {
    const Image image = decode(makePng({.width = 4, .height = 1, .depth = 2, .rows = {"\x1b"s}}));  // 0 1 2 3
    ASSERT_EQ(image.channels(), 1);
    for (int x = 0; x < 4; ++x) {
        EXPECT_EQ(image.samples<std::uint8_t>()[x], 85 * x);
    }
}

TEST(DecodePng, ExpandsPalettesWithTransparency) {
    const std::string palette = "\xff\0\0\0\xff\0"s;
    const std::string row = "\0\1"s;
    const Image opaque =
        decode(makePng({.width = 2, .height = 1, .colourType = 3, .chunks = {{"PLTE", palette}}, .rows = {row}}));
    ASSERT_EQ(opaque.channels(), 3);
    EXPECT_EQ(colourAt(opaque, 1, 0), (std::array{0, 255, 0}));
    const Image clear = decode(makePng(
        {.width = 2, .height = 1, .colourType = 3, .chunks = {{"PLTE", palette}, {"tRNS", "\x40"s}}, .rows = {row}}));
    ASSERT_EQ(clear.channels(), 4);
    EXPECT_EQ(clear.samples<std::uint8_t>()[3], 0x40);
    EXPECT_EQ(clear.samples<std::uint8_t>()[7], 0xff);
}

TEST(DecodeGif, GivesItsColoursAndAlpha) {
    const Image image = decode(makeGif(4, 2, "01233210"));
    EXPECT_EQ(image.format(), (ImageFormat{.width = 4, .height = 2, .channels = 4}));
    EXPECT_EQ(colourAt(image, 1, 0), (std::array{255, 0, 0}));
    EXPECT_EQ(colourAt(image, 0, 1), (std::array{0, 0, 255}));
    EXPECT_EQ(image.value(3, 1, 3), 1.0);
}

TEST(DecodeGif, GivesTheFirstFrameOfAnAnimation) {
    constexpr std::size_t kHeader = 6 + 4 + 3 + 4 * 3;  // signature, size, what follows, palette
    std::string animation = makeGif(2, 1, "12");
    animation.pop_back();  // the trailer
    animation += makeGif(2, 1, "33").substr(kHeader);
    const Image image = decode(animation);
    EXPECT_EQ(image.format(), (ImageFormat{.width = 2, .height = 1, .channels = 4}));
    EXPECT_EQ(colourAt(image, 0, 0), (std::array{255, 0, 0}));
    EXPECT_EQ(colourAt(image, 1, 0), (std::array{0, 255, 0}));
}

TEST(DecodePsd, KeepsDepthAndChannels) {
    const Image rgb = decode(makePsd({.width = 2, .planes = "\1\2\3\4\5\6"}));
    EXPECT_EQ(rgb.format(), (ImageFormat{.width = 2, .height = 1, .channels = 3}));
    EXPECT_EQ(colourAt(rgb, 1, 0), (std::array{2, 4, 6}));
    const Image deep = decode(makePsd({.channels = 4, .depth = 16, .planes = "\x12\x34\x56\x78\x9a\xbc\xff\xff"}));
    EXPECT_EQ(deep.format(), (ImageFormat{.width = 1, .height = 1, .channels = 4, .type = PixelType::U16}));
    EXPECT_EQ(deep.samples<std::uint16_t>()[0], 0x1234);
    EXPECT_EQ(deep.samples<std::uint16_t>()[2], 0x9abc);
    EXPECT_EQ(decode(makePsd({.channels = 1, .mode = 1, .planes = "\x7f"})).channels(), 1);
}

TEST(DecodePsd, UnpacksRunsOfBothDepths) {
    // Four pixels of one row: twice 0x20, then 0x30 and 0x40; the row's length of 5 bytes stands before it.
    const std::string runs = "\0\5\xff\x20\1\x30\x40"s;
    const Image image = decode(makePsd({.width = 4, .channels = 1, .mode = 1, .compression = 1, .planes = runs}));
    EXPECT_EQ(image.samples<std::uint8_t>()[1], 0x20);
    EXPECT_EQ(image.samples<std::uint8_t>()[3], 0x40);
    const Image deep =
        decode(makePsd({.width = 2, .channels = 1, .depth = 16, .mode = 1, .compression = 1, .planes = runs}));
    EXPECT_EQ(deep.samples<std::uint16_t>()[0], 0x2020);
    EXPECT_EQ(deep.samples<std::uint16_t>()[1], 0x3040);
}

TEST(DecodePsd, TakesTheWhiteMatteOut) {
    // Black at half alpha lies as mid grey on white; full white at no alpha stays.
    const Image image = decode(makePsd({.width = 2, .channels = 2, .mode = 1, .planes = "\x7f\xff\x80\0"s}));
    ASSERT_EQ(image.channels(), 2);
    EXPECT_EQ(image.samples<std::uint8_t>()[0], 0);
    EXPECT_EQ(image.samples<std::uint8_t>()[2], 255);
}

TEST(DecodePsd, NamesWhatItDoesNotRead) {
    EXPECT_NE(decodeError(makePsd({.channels = 4, .mode = 4, .planes = "abcd"})).find("neither grey nor RGB"),
              std::string::npos);
    EXPECT_NE(decodeError(makePsd({.depth = 32})).find("32 bits a channel"), std::string::npos);
    EXPECT_NE(decodeError(makePsd({.compression = 2})).find("ZIP"), std::string::npos);
}

TEST(DecodeBmp, ReadsRowsStoredFromTheTopToo) {
    // The same two rows, once with a positive height (bottom row first) and once with a negative one.
    const auto bmp = [](int height, const std::string& rows) {
        return "BM"s + littleEndian(62, 4) + littleEndian(0, 4) + littleEndian(54, 4) + littleEndian(40, 4) +
               littleEndian(1, 4) + littleEndian(static_cast<std::uint32_t>(height), 4) + littleEndian(1, 2) +
               littleEndian(24, 2) + std::string(24, '\0') + rows;
    };
    const std::string blue = "\xff\0\0\0"s;
    const std::string red = "\0\0\xff\0"s;
    for (const std::string& file : {bmp(2, red + blue), bmp(-2, blue + red)}) {
        const Image image = decode(file);
        ASSERT_EQ(image.height(), 2);
        EXPECT_EQ(colourAt(image, 0, 0), (std::array{0, 0, 255}));
        EXPECT_EQ(colourAt(image, 0, 1), (std::array{255, 0, 0}));
    }
}

TEST(DecodeTga, HonoursTheOrigin) {
    const auto tga = [](int descriptor) {
        return "\0\0\2"s + std::string(9, '\0') + littleEndian(1, 2) + littleEndian(2, 2) + "\x18" +
               static_cast<char>(descriptor) + "\xff\0\0"s + "\0\0\xff"s;
    };
    EXPECT_EQ(colourAt(decode(tga(0), "a.tga"), 0, 0), (std::array{255, 0, 0}));
    EXPECT_EQ(colourAt(decode(tga(0x20), "a.TGA"), 0, 0), (std::array{0, 0, 255}));
}

TEST(DecodeTga, NeedsItsNameBecauseItHasNoMark) {
    const std::string file = "\0\0\2"s + std::string(9, '\0') + littleEndian(1, 2) + littleEndian(1, 2) + "\x18\0abc"s;
    EXPECT_NO_THROW(decode(file, "a.tga"));
    EXPECT_NO_THROW(decode(file + std::string(8, '\0') + "TRUEVISION-XFILE.\0"s, "unnamed"));
    EXPECT_NE(decodeError(file, "data.bin"), "");
    EXPECT_NE(decodeError("once upon a time there was a text", "story.tga"), "");
}

TEST(DecodePnm, ScalesAnyMaximumToTheFullRange) {
    const Image image = decode("P2 3 1 9 0 3 9\n");
    EXPECT_EQ(image.samples<std::uint8_t>()[1], 85);
    EXPECT_EQ(image.samples<std::uint8_t>()[2], 255);
    const Image deep = decode("P5 2 1 1023\n\x03\xff\x00\x00"s);
    EXPECT_EQ(deep.type(), PixelType::U16);
    EXPECT_EQ(deep.samples<std::uint16_t>()[0], 65535);
    EXPECT_NE(decodeError("P5 1 1 9\n\x0a"), "");
}

TEST(DecodePnm, SkipsCommentsAndKeepsByteOrder) {
    const Image image = decode("P6 # two\n#more\n1 1 # wide\n65535\n\x12\x34\x00\x01\xff\xff"s);
    EXPECT_EQ(image.samples<std::uint16_t>()[0], 0x1234);
    EXPECT_EQ(image.samples<std::uint16_t>()[1], 1);
}

TEST(DecodePfm, TurnsRowsAndBytes) {
    const Image little = decode("Pf\n1 2\n-1.0\n"s + "\0\0\x80\x3f"s + "\0\0\0\x40"s);
    EXPECT_EQ(little.format().transfer, Transfer::Linear);
    EXPECT_EQ(little.value(0, 0, 0), 2.0);
    EXPECT_EQ(little.value(0, 1, 0), 1.0);
    const Image big = decode("Pf\n1 1\n1\n\x3f\x80\0\0"s);
    EXPECT_EQ(big.value(0, 0, 0), 1.0);
}

TEST(DecodeRadiance, ReadsAllThreeCodings) {
    const std::string header = "#?RGBE\nFORMAT=32-bit_rle_rgbe\nEXPOSURE=1\n\n-Y 1 +X ";
    const Image flat = decode(header + "2\n\x80\x40\x00\x81\x80\x80\x80\x00"s);
    EXPECT_EQ(flat.value(0, 0, 0), 1.0);
    EXPECT_EQ(flat.value(0, 0, 1), 0.5);
    EXPECT_EQ(flat.value(1, 0, 0), 0.0);
    const Image old = decode(header + "4\n\x80\x40\x00\x81\1\1\1\3"s);
    EXPECT_EQ(old.value(3, 0, 0), 1.0);
    const Image runs =
        decode(header + "8\n\2\2\0\x08"s + "\x88\x80"s + "\x88\x40"s + "\x08\0\1\2\3\4\5\6\7"s + "\x88\x81"s);
    EXPECT_EQ(runs.value(7, 0, 0), 1.0);
    EXPECT_EQ(runs.value(7, 0, 2), 7.0 / 128.0);
}

TEST(DecodeRadiance, EndsOnARunOfNothing) {
    const std::string file = "#?RADIANCE\n\n-Y 1 +X 8\n\2\2\0\x08\0\0\0\0\0\0\0\0\0\0\0\0"s;
    EXPECT_EQ(decodeError(file, "a.hdr"), "a.hdr: the file is damaged: a run does not fit its row");
}

TEST(DecodeErrors, ForeignFormatsAreNamed) {
    EXPECT_EQ(decodeError("II*\0rest"s, "photo.tif"),
              "photo.tif: this is a TIFF image, which kernelglass does not read. Convert it to PNG first");
    EXPECT_NE(decodeError("\0\0\0\x20"s + "ftypavif").find("an AVIF image"), std::string::npos);
    EXPECT_NE(decodeError("%PDF-1.7").find("a PDF document"), std::string::npos);
}

TEST(DecodeErrors, NameTheFileAndTheCause) {
    const TemporaryFolder folder;
    const auto errorOf = [&](const std::filesystem::path& path) -> std::string {
        try {
            decodeImage(path);
        } catch (const FileError& error) {
            EXPECT_EQ(error.where(), path.string());
            return error.problem();
        }
        return {};
    };
    EXPECT_EQ(errorOf(folder / "none.png"), "there is no such file");
    EXPECT_EQ(errorOf(folder.path()), "this is a folder, and an image file was expected");
    EXPECT_EQ(errorOf("/dev/zero"), "this is a device or socket, and an image file was expected");
    writeBytes(folder / "empty.png", "");
    EXPECT_EQ(errorOf(folder / "empty.png"), "the file is empty");
    writeBytes(folder / "text.jpg", "not a picture");
    EXPECT_EQ(errorOf(folder / "text.jpg"), "this is not an image that kernelglass knows");
    const std::string png = encode(noise({.width = 9, .height = 9, .channels = 3}, 1), "png");
    writeBytes(folder / "cut.png", std::string_view(png).substr(0, png.size() / 2));
    EXPECT_EQ(errorOf(folder / "cut.png"), "the file is damaged: it is cut short");
    EXPECT_NE(errorOf(folder / "text.jpg" / "below"), "");
}

// A whole file whose header claims another size: `sides` lie at `at`, in the format's own byte order.
std::string claiming(std::string file, std::size_t at, const std::string& sides) {
    return file.replace(at, sides.size(), sides);
}

// Where a JPEG's start of frame (marker FFC0) has its height and width.
std::size_t frameSizeOf(const std::string& jpeg) {
    const std::size_t marker = jpeg.find("\xff\xc0");
    EXPECT_NE(marker, std::string::npos);
    return marker + 5;
}

TEST(DecodeErrors, HugeClaimsOfJpegBmpAndTgaAreRefusedByTheHeader) {
    const Image picture = noise({.width = 9, .height = 9, .channels = 3}, 1);
    struct Format {
        const char* name;
        std::size_t at;
        int bytes;
        std::string (*number)(std::uint32_t value, int bytes);
    };
    const Format formats[] = {{"a.jpg", frameSizeOf(encode(picture, "jpg")), 2, bigEndian},
                              {"a.bmp", 18, 4, littleEndian},
                              {"a.tga", 12, 2, littleEndian}};
    for (const Format& format : formats) {
        const std::string whole = encode(picture, std::string(format.name).substr(2));
        const auto problemOf = [&](std::uint32_t side) {
            const std::string number = format.number(side, format.bytes);
            return decodeError(claiming(whole, format.at, number + number), format.name);
        };
        EXPECT_EQ(problemOf(9), "") << format.name;
        EXPECT_NE(problemOf(65500).find("above the limit"), std::string::npos) << problemOf(65500);
        EXPECT_NE(problemOf(30000).find("cannot hold"), std::string::npos) << problemOf(30000);
    }
}

TEST(DecodeErrors, HugeClaimsAreRefusedByTheHeader) {
    EXPECT_NE(decodeError(makePng({.width = 100000, .height = 100000})).find("above the limit"), std::string::npos);
    EXPECT_NE(decodeError("P5 100000 100000 255\n").find("above the limit"), std::string::npos);
    EXPECT_NE(decodeError("PF 100000 100000 -1\n").find("above the limit"), std::string::npos);
    EXPECT_NE(decodeError("#?RADIANCE\n\n-Y 100000 +X 100000\n").find("above the limit"), std::string::npos);
    // Within the limits, but more than the file can hold.
    EXPECT_NE(decodeError(makePng({.width = 30000, .height = 30000})).find("cannot hold"), std::string::npos);
    EXPECT_NE(decodeError(makePsd({.width = 30000, .height = 30000})).find("cannot hold"), std::string::npos);
    EXPECT_NE(decodeError(makeGif(60000, 10000, "0")).find("cannot hold"), std::string::npos);
}

TEST(DecodePng, SeesADamagedByte) {
    std::string png = encode(noise({.width = 20, .height = 20, .channels = 3}, 1), "png");
    png[png.size() / 2] = static_cast<char>(png[png.size() / 2] ^ 1);
    EXPECT_NE(decodeError(png).find("the file is damaged"), std::string::npos);
}

TEST(Decode, RunsOnSeveralThreadsAtOnce) {
    const std::vector<SampleFile> files = sampleFiles();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (const SampleFile& file : files) {
                EXPECT_EQ(decodeError(file.bytes, file.name), "");
                EXPECT_NE(decodeError(file.bytes.substr(0, file.bytes.size() / 2), file.name), "");
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

TEST(Decode, ListsWhatAFileBrowserShows) {
    const std::vector<std::string>& extensions = decodableExtensions();
    for (const std::string& extension : encodableExtensions()) {
        EXPECT_NE(std::find(extensions.begin(), extensions.end(), extension), extensions.end()) << extension;
    }
}

}  // namespace
}  // namespace kg::test
