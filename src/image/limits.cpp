#include "image/limits.h"

#include <fmt/format.h>

namespace kg {

namespace {

// The densest thing that any decoder here reads is a PNG of 1 bit a pixel: deflate packs at most 1032 bytes into one.
constexpr std::size_t kMaxPixelsPerByte = 8 * 1032;

}  // namespace

FileError damaged(const std::string& name, const std::string& cause) {
    return FileError("the file is damaged: " + cause, name);
}

void checkFileFormat(const ImageFormat& format, std::size_t fileSize, const std::string& name) {
    try {
        checkFormat(format);
    } catch (const Error& error) {
        throw FileError(error.problem(), name);
    }
    if (format.pixelCount() / kMaxPixelsPerByte > fileSize) {
        throw damaged(name, fmt::format("its header claims {} x {} pixels, which {} bytes cannot hold", format.width,
                                        format.height, fileSize));
    }
}

}  // namespace kg
