// Files for the tests of the image room: folders that vanish, bytes in and out, and files built by hand, so that a
// decoder is not judged by our own encoder alone.
#pragma once

#include "image/image.h"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kg::test {

// A fresh folder, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(std::string_view name) const { return m_path / name; }
    std::size_t fileCount() const;

private:
    std::filesystem::path m_path;
};

std::string readBytes(const std::filesystem::path& path);
void writeBytes(const std::filesystem::path& path, std::string_view bytes);

// decodeImage from memory.
Image decode(std::string_view bytes, const std::string& name = "test");
// The bytes that encodeImage writes for an extension.
std::string encode(const Image& image, const std::string& extension);
// The sentence of the FileError that decoding throws; empty where it does not throw.
std::string decodeError(std::string_view bytes, const std::string& name = "test");

std::string bigEndian(std::uint32_t value, int bytes);
std::string littleEndian(std::uint32_t value, int bytes);

// A PNG of stored (uncompressed) scanlines, each with filter byte 0. `chunks` are (type, body) between IHDR and IDAT.
struct PngParts {
    std::uint32_t width = 1;
    std::uint32_t height = 1;
    int depth = 8;
    int colourType = 0;
    std::vector<std::pair<std::string, std::string>> chunks = {};
    std::vector<std::string> rows = {};
};
std::string makePng(const PngParts& parts);

// An EXIF block from its TIFF header on, with nothing but an orientation.
std::string exifTiff(int orientation);
// The JPEG with an EXIF segment behind its first marker.
std::string withExif(const std::string& jpeg, int orientation);

// A GIF of 4 colours (black, red, green, blue), one digit 0..3 a pixel.
std::string makeGif(int width, int height, std::string_view pixels);

// A PSD with the planes of its picture one after the other, as they are (compression 0) or run-length coded (1; with
// the table of row lengths before them). Mode 1 is grey, 3 is RGB.
struct PsdParts {
    int width = 1;
    int height = 1;
    int channels = 3;
    int depth = 8;
    int mode = 3;
    int compression = 0;
    std::string planes = {};
};
std::string makePsd(const PsdParts& parts);

// A small whole file of every format and coding that is read; the name has the format's extension. Each needs all of
// its bytes but the last `spare` ones.
struct SampleFile {
    std::string name;
    std::string bytes;
    std::size_t spare = 0;
};
std::vector<SampleFile> sampleFiles();
// What GoogleTest shows for a sample.
void PrintTo(const SampleFile& file, std::ostream* out);

}  // namespace kg::test
