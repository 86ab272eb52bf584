#include "image/decode.h"

#include "base/error.h"
#include "image/bytes.h"
#include "image/file_type.h"
#include "image/jpeg_markers.h"
#include "image/limits.h"
#include "image/netpbm.h"
#include "image/orientation.h"
#include "image/png_codec.h"
#include "image/psd.h"
#include "image/radiance.h"
#include "image/stb_codec.h"
#include "image/webp_codec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <new>
#include <system_error>

namespace kg {

namespace {

constexpr std::size_t kMarkSize = 64;  // enough for every mark that detectFileType and foreignFormat know

std::string reasonOf(int error) {
    switch (error) {
        case ENOENT:
            return "there is no such file";
        case EACCES:
        case EPERM:
            return "you have no permission to read it";
        default:
            return std::generic_category().message(error);
    }
}

std::ifstream openFile(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (error && status.type() == std::filesystem::file_type::none) {
        throw FileError(reasonOf(error.value()), path.string());
    }
    if (!std::filesystem::exists(status)) {
        throw FileError(reasonOf(ENOENT), path.string());
    }
    if (std::filesystem::is_directory(status)) {
        throw FileError("this is a folder, and an image file was expected", path.string());
    }
    if (!std::filesystem::is_regular_file(status) && !std::filesystem::is_fifo(status)) {
        throw FileError("this is a device or socket, and an image file was expected", path.string());
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw FileError(reasonOf(errno != 0 ? errno : EACCES), path.string());
    }
    return file;
}

// Appends up to `count` bytes and returns whether that many came.
bool readMore(std::ifstream& file, std::string& bytes, std::size_t count, const std::string& name) {
    const std::size_t before = bytes.size();
    bytes.resize(before + count);
    file.read(bytes.data() + before, static_cast<std::streamsize>(count));
    const auto got = static_cast<std::size_t>(file.gcount());
    bytes.resize(before + got);
    if (file.bad()) {
        throw FileError("reading stopped: " + reasonOf(errno), name);
    }
    return got == count;
}

// Throws the sentence for a content that no decoder here takes.
[[noreturn]] void refuse(Bytes data, const std::string& name) {
    if (data.empty()) {
        throw FileError("the file is empty", name);
    }
    if (const std::string foreign = foreignFormat(data); !foreign.empty()) {
        throw FileError(fmt::format("this is {}, which kernelglass does not read", foreign), name,
                        "Convert it to PNG first");
    }
    throw FileError("this is not an image that kernelglass knows", name, "It reads " + readableFormats());
}

// The whole file, or only its start where that already shows that it is of no use.
std::string readImageFile(const std::filesystem::path& path) {
    constexpr std::size_t kPiece = std::size_t{1} << 20;
    const std::string name = path.string();
    std::ifstream file = openFile(path);
    std::string bytes;
    if (readMore(file, bytes, kMarkSize, name)) {
        if (const Bytes header = asBytes(bytes);
            detectFileType(header, name) == FileType::Unknown && !foreignFormat(header).empty()) {
            refuse(header, name);
        }
        // Spares the copies of a growing string; a pipe has no size.
        std::error_code unknown;
        const std::uintmax_t size = std::filesystem::file_size(path, unknown);
        bytes.reserve(unknown ? 0 : static_cast<std::size_t>(size) + kPiece);
        while (readMore(file, bytes, kPiece, name)) {
        }
    }
    return bytes;
}

Image decodeJpeg(Bytes data, const std::string& name) {
    const JpegMarkers markers = readJpegMarkers(data);
    if (!markers.complete) {
        throw damaged(name, "it is cut short");
    }
    if (!markers.sound) {
        throw damaged(name, "a Huffman table is too long");
    }
    const Orientation orientation = markers.exif.empty() ? Orientation::TopLeft : exifOrientation(markers.exif);
    // Of 8x8 pixels, a block takes a bit at least.
    const Density density{
        .bytesPerByte = 8.0 * static_cast<double>(markers.scanBytes) / static_cast<double>(data.size()),
        .bitsPerPixel = 8.0 / 64};
    return oriented(decodeWithStb(data, name, density), orientation);
}

// Of the first picture, at its best: single bits, runs of 128 pixels, and for GIF what its codes reach in the middle of
// a table, beside small files that are of one colour.
Density stbDensity(FileType type, std::size_t fileSize) {
    constexpr double kSmallFile = 1 << 20U;
    switch (type) {
        case FileType::Bmp:
            return {.bytesPerByte = kRawBytes, .bitsPerPixel = 1};
        case FileType::Tga:
            return {.bytesPerByte = kPackBitsBytes, .bitsPerPixel = 8};
        default:
            return {.bytesPerByte = 64 * std::max(1.0, kSmallFile / static_cast<double>(fileSize)), .bitsPerPixel = 8};
    }
}

Image decodeAs(FileType type, Bytes data, const std::string& name, std::string* note) {
    switch (type) {
        case FileType::Png:
            return decodePng(data, name);
        case FileType::Jpeg:
            return decodeJpeg(data, name);
        case FileType::Webp:
            return decodeWebp(data, name, note);
        case FileType::Pnm:
            return decodePnm(data, name);
        case FileType::Pfm:
            return decodePfm(data, name);
        case FileType::Radiance:
            return decodeRadiance(data, name);
        case FileType::Psd:
            return decodePsd(data, name);
        case FileType::Bmp:
        case FileType::Gif:
        case FileType::Tga:
            return decodeWithStb(data, name, stbDensity(type, data.size()));
        case FileType::Unknown:
            break;
    }
    refuse(data, name);
}

}  // namespace

Image decodeImage(std::span<const std::byte> data, const std::string& name, std::string* note) {
    try {
        return decodeAs(detectFileType(data, name), data, name, note);
    } catch (const std::bad_alloc&) {
        throw FileError("there is not enough memory to open it", name);
    }
}

Image decodeImage(const std::filesystem::path& path, std::string* note) {
    const std::string bytes = readImageFile(path);
    return decodeImage(asBytes(bytes), path.string(), note);
}

FileKind kindOfFile(const std::filesystem::path& path) {
    std::string bytes;
    try {
        std::ifstream file = openFile(path);
        readMore(file, bytes, kMarkSize, path.string());
    } catch (const FileError&) {
        return FileKind::Refused;
    }
    const Bytes header = asBytes(bytes);
    const FileType type = detectFileType(header, path.string());
    if (type != FileType::Unknown) {
        return type == FileType::Gif ? FileKind::Gif : FileKind::Still;
    }
    if (isForeignPicture(header)) {
        return FileKind::Foreign;
    }
    return bytes.empty() || !foreignFormat(header).empty() ? FileKind::Refused : FileKind::Unknown;
}

std::optional<std::string> readPngText(const std::filesystem::path& path, const std::string& keyword) {
    const std::string bytes = readImageFile(path);
    if (detectFileType(asBytes(bytes), path.string()) != FileType::Png) {
        return std::nullopt;
    }
    return decodePngText(asBytes(bytes), path.string(), keyword);
}

const std::string& readableFormats() {
    static const std::string kFormats = "PNG, JPEG, WebP, BMP, TGA, PSD, GIF, PGM, PPM, PFM and Radiance HDR";
    return kFormats;
}

const std::vector<std::string>& decodableExtensions() {
    static const std::vector<std::string> kExtensions = {"png", "jpg", "jpeg", "webp", "bmp", "tga", "psd",
                                                         "gif", "pgm", "ppm",  "pnm",  "hdr", "pic", "pfm"};
    return kExtensions;
}

}  // namespace kg
