#include "image/file_helpers.h"

#include "base/error.h"
#include "image/decode.h"
#include "image/encode.h"
#include "image/pattern.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <ostream>
#include <span>

namespace kg::test {

namespace {

using namespace std::string_literals;
namespace fs = std::filesystem;

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0u;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
        }
    }
    return ~crc;
}

std::uint32_t adler32(std::string_view bytes) {
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const char c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

std::string chunk(const std::string& type, const std::string& body) {
    return bigEndian(static_cast<std::uint32_t>(body.size()), 4) + type + body + bigEndian(crc32(type + body), 4);
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    static std::atomic<int> counter{0};
    m_path = fs::path(KG_TEST_OUTPUT_DIR) / ("image-" + std::to_string(::getpid()) + "-" + std::to_string(counter++));
    fs::remove_all(m_path);
    fs::create_directories(m_path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

std::size_t TemporaryFolder::fileCount() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(m_path), fs::directory_iterator()));
}

std::string readBytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeBytes(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

Image decode(std::string_view bytes, const std::string& name) {
    return decodeImage(std::as_bytes(std::span(bytes.data(), bytes.size())), name);
}

std::string encode(const Image& image, const std::string& extension) {
    const TemporaryFolder folder;
    const fs::path path = folder / ("image." + extension);
    encodeImage(image, path);
    return readBytes(path);
}

std::string decodeError(std::string_view bytes, const std::string& name) {
    try {
        decode(bytes, name);
    } catch (const FileError& error) {
        return error.what();
    }
    return {};
}

std::string bigEndian(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) {
        text += static_cast<char>(value >> (8 * i));
    }
    return text;
}

std::string littleEndian(std::uint32_t value, int bytes) {
    const std::string text = bigEndian(value, bytes);
    return {text.rbegin(), text.rend()};
}

std::string makePng(const PngParts& parts) {
    std::string scanlines;
    for (const std::string& row : parts.rows) {
        scanlines += '\0' + row;
    }
    const auto size = static_cast<std::uint32_t>(scanlines.size());
    const std::string zlib =
        "\x78\x01\x01" + littleEndian(size, 2) + littleEndian(~size, 2) + scanlines + bigEndian(adler32(scanlines), 4);
    std::string file = "\x89PNG\r\n\x1a\n" + chunk("IHDR", bigEndian(parts.width, 4) + bigEndian(parts.height, 4) +
                                                               static_cast<char>(parts.depth) +
                                                               static_cast<char>(parts.colourType) + "\0\0\0"s);
    for (const auto& [type, body] : parts.chunks) {
        file += chunk(type, body);
    }
    return file + chunk("IDAT", zlib) + chunk("IEND", {});
}

std::string exifTiff(int orientation) {
    return "MM\0*"s + bigEndian(8, 4) + bigEndian(1, 2) + bigEndian(0x0112, 2) + bigEndian(3, 2) + bigEndian(1, 4) +
           bigEndian(static_cast<std::uint32_t>(orientation), 2) + bigEndian(0, 2) + bigEndian(0, 4);
}

std::string withExif(const std::string& jpeg, int orientation) {
    const std::string body = "Exif\0\0"s + exifTiff(orientation);
    const std::string segment = "\xff\xe1" + bigEndian(static_cast<std::uint32_t>(body.size() + 2), 2) + body;
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

std::string makeGif(int width, int height, std::string_view pixels) {
    constexpr int kClear = 4;
    constexpr int kEnd = 5;
    // A clear code before every second pixel keeps all codes at 3 bits.
    std::vector<int> codes;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        if (i % 2 == 0) {
            codes.push_back(kClear);
        }
        codes.push_back(pixels[i] - '0');
    }
    codes.push_back(kEnd);
    std::string data(codes.size() * 3 / 8 + 1, '\0');
    for (std::size_t bit = 0; bit < codes.size() * 3; ++bit) {
        data[bit / 8] = static_cast<char>(data[bit / 8] | (codes[bit / 3] >> bit % 3 & 1) << bit % 8);
    }
    const std::string size =
        littleEndian(static_cast<std::uint32_t>(width), 2) + littleEndian(static_cast<std::uint32_t>(height), 2);
    return "GIF89a" + size + "\x81\0\0"s + "\0\0\0\xff\0\0\0\xff\0\0\0\xff"s + ",\0\0\0\0"s + size + "\0\2"s +
           static_cast<char>(data.size()) + data + "\0;"s;
}

std::string makePsd(const PsdParts& parts) {
    const auto number = [](int value, int bytes) { return bigEndian(static_cast<std::uint32_t>(value), bytes); };
    return "8BPS"s + number(1, 2) + std::string(6, '\0') + number(parts.channels, 2) + number(parts.height, 4) +
           number(parts.width, 4) + number(parts.depth, 2) + number(parts.mode, 2) + std::string(12, '\0') +
           number(parts.compression, 2) + parts.planes;
}

std::vector<SampleFile> sampleFiles() {
    const Image rgb = noise({.width = 13, .height = 7, .channels = 3}, 1);
    const Image rgba16 = noise({.width = 7, .height = 5, .channels = 4, .type = PixelType::U16}, 2);
    const Image light =
        noise({.width = 11, .height = 5, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}, 3);
    const std::string planes(4 * 3 * 4 * 2, '\x5a');
    std::vector<SampleFile> files;
    for (const std::string extension : {"png", "jpg", "bmp", "tga"}) {
        files.push_back({"rgb8." + extension, encode(rgb, extension)});
    }
    files.push_back({"rgba16.png", encode(rgba16, "png")});
    files.push_back({"rgba8.tga", encode(rgba16, "tga")});
    files.push_back({"rgba8.bmp", encode(rgba16, "bmp")});
    files.push_back({"exif.jpg", withExif(encode(rgb, "jpg"), 6)});
    files.push_back({"light.hdr", encode(light, "hdr")});
    files.push_back({"light.pfm", encode(light, "pfm")});
    files.push_back({"flat.hdr", "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1 +X 2\n\x80\x40\x20\x81\x10\x20\x80\x7f"});
    // Neither the end code, the terminator nor the trailer is needed for the pixels.
    files.push_back({"colours.gif", makeGif(4, 2, "01233210"), 3});
    files.push_back({"rgb8.psd", makePsd({.width = 4, .height = 3, .planes = planes.substr(0, 36)})});
    files.push_back({"rgba16.psd", makePsd({.width = 4, .height = 3, .channels = 4, .depth = 16, .planes = planes})});
    files.push_back({"runs.psd", makePsd({.width = 4,
                                          .height = 1,
                                          .channels = 1,
                                          .mode = 1,
                                          .compression = 1,
                                          .planes = "\0\5\xff\x20\1\x30\x40"s})});
    files.push_back({"raw.ppm", "P6\n# made by hand\n2 2\n255\nabcdefghijkl"});
    files.push_back({"deep.pgm", "P5 2 2 65535\n\x01\x02\x03\x04\x05\x06\x07\x08"});
    files.push_back({"plain.ppm", "P3 2 1 9  0 1 2  7 8 9\n", 1});
    return files;
}

void PrintTo(const SampleFile& file, std::ostream* out) {
    *out << file.name;
}

}  // namespace kg::test
