#include "image/encode.h"

#include "base/error.h"
#include "image/decode.h"
#include "image/file_helpers.h"
#include "image/pattern.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace kg::test {
namespace {

namespace fs = std::filesystem;

void expectSame(const Image& actual, const Image& expected) {
    ASSERT_EQ(actual.format(), expected.format());
    EXPECT_TRUE(std::equal(actual.bytes().begin(), actual.bytes().end(), expected.bytes().begin()));
}

std::string writeError(const Image& image, const fs::path& path, const EncodeOptions& options = {}) {
    try {
        encodeImage(image, path, options);
    } catch (const FileError& error) {
        EXPECT_EQ(error.where(), path.string());
        return error.problem();
    }
    return {};
}

// Root may write everything; while this lives, a test that runs as root does not.
class WithoutPrivilege {
public:
    WithoutPrivilege() {
        constexpr uid_t kNobody = 65534;
        if (m_before == 0 && ::seteuid(kNobody) != 0) {
            ADD_FAILURE() << "root could not become nobody";
        }
    }
    ~WithoutPrivilege() {
        if (m_before == 0 && ::seteuid(m_before) != 0) {
            ADD_FAILURE() << "nobody could not become root again";
        }
    }
    WithoutPrivilege(const WithoutPrivilege&) = delete;
    WithoutPrivilege& operator=(const WithoutPrivilege&) = delete;

private:
    uid_t m_before = ::geteuid();
};

const Image& anyImage() {
    static const Image image = noise({.width = 5, .height = 4, .channels = 3}, 9);
    return image;
}

TEST(EncodePng, RoundTripIsExactInEveryDepthAndChannelCount) {
    for (const PixelType type : {PixelType::U8, PixelType::U16}) {
        for (int channels = 1; channels <= 4; ++channels) {
            const Image image = noise({.width = 17, .height = 9, .channels = channels, .type = type}, 4);
            expectSame(decode(encode(image, "png")), image);
        }
    }
}

TEST(EncodePng, FloatsBecomeSixteenBitSrgb) {
    const Image light =
        noise({.width = 8, .height = 8, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}, 5);
    expectSame(decode(encode(light, "png")), convertImage(light, 3, PixelType::U16, Transfer::Srgb));
}

TEST(EncodeTga, RoundTripIsExactInEveryChannelCount) {
    for (int channels = 1; channels <= 4; ++channels) {
        const Image image = noise({.width = 17, .height = 9, .channels = channels}, 6);
        expectSame(decode(encode(image, "tga"), "a.tga"), image);
    }
}

TEST(EncodeBmp, RoundTripIsExactAsRgbOrRgba) {
    for (int channels = 1; channels <= 4; ++channels) {
        const Image image = noise({.width = 17, .height = 9, .channels = channels}, 7);
        const int stored = channels == 2 || channels == 4 ? 4 : 3;
        expectSame(decode(encode(image, "bmp")), convertImage(image, stored, PixelType::U8, Transfer::Srgb));
    }
}

TEST(EncodePfm, RoundTripIsExact) {
    for (const int channels : {1, 3}) {
        Image image(
            {.width = 7, .height = 5, .channels = channels, .type = PixelType::F32, .transfer = Transfer::Linear});
        for (std::size_t i = 0; i < image.samples<float>().size(); ++i) {
            image.samples<float>()[i] = std::ldexp(static_cast<float>(i) - 17.3f, static_cast<int>(i) % 40 - 20);
        }
        expectSame(decode(encode(image, "pfm")), image);
    }
}

TEST(EncodeHdr, KeepsEachChannelWithinTheSharedExponent) {
    const Image image =
        noise({.width = 19, .height = 6, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}, 8);
    const Image back = decode(encode(image, "hdr"));
    ASSERT_EQ(back.format(), image.format());
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 19; ++x) {
            const double largest = std::max({image.value(x, y, 0), image.value(x, y, 1), image.value(x, y, 2)});
            for (int c = 0; c < 3; ++c) {
                // Eight bits of mantissa, of which the first is set in the largest channel; cut, not rounded.
                EXPECT_NEAR(back.value(x, y, c), image.value(x, y, c), largest / 128.0);
            }
        }
    }
    expectSame(decode(encode(back, "hdr")), back);
}

TEST(EncodeHdr, HoldsWhatItCanOfNegativeHugeAndNoNumbers) {
    Image image({.width = 4, .height = 1, .channels = 1, .type = PixelType::F32, .transfer = Transfer::Linear});
    const float values[] = {-1.0f, std::nanf(""), INFINITY, 0.5f};
    std::copy(std::begin(values), std::end(values), image.samples<float>().begin());
    const Image back = decode(encode(image, "hdr"));
    EXPECT_EQ(back.value(0, 0, 0), 0.0);
    EXPECT_EQ(back.value(1, 0, 0), 0.0);
    EXPECT_GT(back.value(2, 0, 0), 1e37);
    EXPECT_EQ(back.value(3, 0, 0), 0.5);
}

TEST(EncodeJpeg, StaysCloseAndDropsAlpha) {
    Image image({.width = 32, .height = 24, .channels = 4});
    for (int y = 0; y < 24; ++y) {
        for (int x = 0; x < 32; ++x) {
            image.setValue(x, y, 0, x / 31.0);
            image.setValue(x, y, 1, y / 23.0);
            image.setValue(x, y, 2, 0.5);
        }
    }
    const Image back = decode(encode(image, "jpeg"));
    ASSERT_EQ(back.format(), (ImageFormat{.width = 32, .height = 24, .channels = 3}));
    for (int y = 0; y < 24; ++y) {
        for (int x = 0; x < 32; ++x) {
            for (int c = 0; c < 3; ++c) {
                // Smooth ramps at quality 92 lose a few steps of 255.
                EXPECT_NEAR(back.value(x, y, c), image.value(x, y, c), 8.0 / 255.0);
            }
        }
    }
}

TEST(EncodeJpeg, QualityTradesSize) {
    const TemporaryFolder folder;
    const Image image = noise({.width = 64, .height = 64, .channels = 3}, 3);
    encodeImage(image, folder / "low.jpg", {.jpegQuality = 20, .text = {}});
    encodeImage(image, folder / "high.jpg", {.jpegQuality = 95, .text = {}});
    EXPECT_LT(fs::file_size(folder / "low.jpg"), fs::file_size(folder / "high.jpg"));
}

TEST(Encode, TheSameImageGivesTheSameBytes) {
    const Image image = noise({.width = 21, .height = 13, .channels = 4, .type = PixelType::U16}, 10);
    for (const std::string& extension : encodableExtensions()) {
        EXPECT_EQ(encode(image, extension), encode(image, extension)) << extension;
    }
}

TEST(EncodePngText, RoundTripsUtf8) {
    const TemporaryFolder folder;
    const fs::path path = folder / "text.png";
    const std::string chain = "gaussian sigma=2 | café → ½ 日本\nsecond line";
    encodeImage(anyImage(), path, {.text = {{"kernelglass:chain", chain}, {"Software", "kernelglass"}, {"Empty", ""}}});
    EXPECT_EQ(readPngText(path, "kernelglass:chain"), chain);
    EXPECT_EQ(readPngText(path, "Software"), "kernelglass");
    EXPECT_EQ(readPngText(path, "Empty"), "");
    EXPECT_EQ(readPngText(path, "Other"), std::nullopt);
    expectSame(decodeImage(path), anyImage());
}

TEST(EncodePngText, ReadsLatin1ChunksAsUtf8) {
    const TemporaryFolder folder;
    const fs::path path = folder / "latin.png";
    writeBytes(path, makePng({.chunks = {{"tEXt", std::string("Author\0caf\xe9", 11)}}, .rows = {"\x7f"}}));
    EXPECT_EQ(readPngText(path, "Author"), "café");
}

TEST(EncodePngText, IsAbsentFromOtherFormatsAndRefusesDamage) {
    const TemporaryFolder folder;
    encodeImage(anyImage(), folder / "a.bmp");
    EXPECT_EQ(readPngText(folder / "a.bmp", "Software"), std::nullopt);
    EXPECT_THROW(readPngText(folder / "none.png", "Software"), FileError);
    const std::string png = encode(anyImage(), "png");
    writeBytes(folder / "cut.png", std::string_view(png).substr(0, png.size() - 6));
    EXPECT_THROW(readPngText(folder / "cut.png", "Software"), FileError);
}

TEST(EncodePngText, RefusesKeywordsThatPngDoesNotAllow) {
    const TemporaryFolder folder;
    for (const std::string& keyword : {std::string(), std::string(80, 'k'), std::string(" x"), std::string("é")}) {
        EXPECT_NE(writeError(anyImage(), folder / "a.png", {.text = {{keyword, "text"}}}), "") << keyword;
    }
    EXPECT_EQ(folder.fileCount(), 0u);
}

TEST(EncodeErrors, UnknownExtensionListsTheKnown) {
    const TemporaryFolder folder;
    try {
        encodeImage(anyImage(), folder / "a.webp");
        FAIL() << "expected a FileError";
    } catch (const FileError& error) {
        EXPECT_EQ(error.problem(), "kernelglass does not write '.webp' files");
        EXPECT_EQ(error.advice(), "Known are png, jpg, jpeg, bmp, tga, pfm, hdr.");
    }
    EXPECT_EQ(writeError(anyImage(), folder / "a"), "the name has no extension that tells the format");
    EXPECT_EQ(writeError(Image(), folder / "a.png"), "there is no image to write");
}

TEST(EncodeErrors, ExtensionsCountInAnyCase) {
    const TemporaryFolder folder;
    encodeImage(anyImage(), folder / "A.PNG");
    expectSame(decodeImage(folder / "A.PNG"), anyImage());
}

TEST(WriteAtomically, ReplacesAndLeavesNothingBeside) {
    const TemporaryFolder folder;
    const fs::path path = folder / "data";
    writeFileAtomically(path, "old");
    writeFileAtomically(path, "new and longer");
    EXPECT_EQ(readBytes(path), "new and longer");
    writeFileAtomically(path, "");
    EXPECT_EQ(readBytes(path), "");
    EXPECT_EQ(folder.fileCount(), 1u);
}

TEST(WriteAtomically, SaysWhyItCannot) {
    const TemporaryFolder folder;
    EXPECT_EQ(writeError(anyImage(), folder / "none" / "a.png"),
              "there is no folder '" + (folder / "none").string() + "'");
    writeBytes(folder / "file", "text");
    EXPECT_EQ(writeError(anyImage(), folder / "file" / "a.png"),
              "'" + (folder / "file").string() + "' is not a folder");
    fs::create_directory(folder / "folder.png");
    EXPECT_EQ(writeError(anyImage(), folder / "folder.png"), "there is a folder of that name");
    EXPECT_EQ(writeError(anyImage(), folder / (std::string(300, 'n') + ".png")), "the name is too long");
    EXPECT_THROW(writeFileAtomically("/dev/null", "text"), FileError);
    EXPECT_EQ(folder.fileCount(), 2u);
    EXPECT_EQ(readBytes(folder / "file"), "text");
}

TEST(WriteAtomically, LeavesAWriteProtectedFileAlone) {
    const TemporaryFolder folder;
    const fs::path path = folder / "kept.png";
    writeBytes(path, "old");
    fs::permissions(path, fs::perms::owner_read);
    fs::permissions(folder.path(), fs::perms::all);
    {
        const WithoutPrivilege nobody;
        EXPECT_EQ(writeError(anyImage(), path), "you have no permission to write it");
    }
    EXPECT_EQ(readBytes(path), "old");
    EXPECT_EQ(folder.fileCount(), 1u);
}

TEST(WriteAtomically, NeedsAWritableFolder) {
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    {
        const WithoutPrivilege nobody;
        EXPECT_EQ(writeError(anyImage(), folder / "new.png"), "you have no permission to write it");
    }
    fs::permissions(folder.path(), fs::perms::owner_all);
    EXPECT_EQ(folder.fileCount(), 0u);
}

TEST(WriteAtomically, KeepsPermissions) {
    const TemporaryFolder folder;
    const fs::path path = folder / "private";
    writeBytes(path, "old");
    const fs::perms perms = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
    fs::permissions(path, perms);
    writeFileAtomically(path, "new");
    EXPECT_EQ(fs::status(path).permissions(), perms);
}

TEST(WriteAtomically, FollowsLinksToTheirEnd) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "there");
    writeBytes(folder / "there" / "real", "old");
    fs::create_symlink("there/real", folder / "link");
    fs::create_symlink("link", folder / "twice");
    writeFileAtomically(folder / "twice", "new");
    EXPECT_TRUE(fs::is_symlink(folder / "twice"));
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(readBytes(folder / "there" / "real"), "new");

    fs::create_symlink("there/later", folder / "dangling");
    writeFileAtomically(folder / "dangling", "made");
    EXPECT_TRUE(fs::is_symlink(folder / "dangling"));
    EXPECT_EQ(readBytes(folder / "there" / "later"), "made");

    fs::create_symlink("loop", folder / "loop");
    EXPECT_THROW(writeFileAtomically(folder / "loop", "never"), FileError);
}

}  // namespace
}  // namespace kg::test
