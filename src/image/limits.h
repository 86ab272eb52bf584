// What a decoder checks before it allocates, and the words it uses for a broken file.
#pragma once

#include "base/error.h"
#include "image/image.h"

#include <limits>
#include <string>

namespace kg {

// The error for a file of the right type that does not hold together: "it is damaged: <cause>".
FileError damaged(const std::string& name, const std::string& cause);

// How much a file format packs into a byte of its file at best, from how it is coded: what its header may claim.
struct Density {
    double bytesPerByte = 1;  // bytes of pixels, as the format stores them, from one byte of the file
    double bitsPerPixel = 8;  // that it stores
};

// Densities of codings at their best; of what counts by itself, or takes next to nothing for pictures of one colour.
constexpr double kNoDensity = std::numeric_limits<double>::infinity();
constexpr double kRawBytes = 1;
constexpr double kDeflateBytes = 1032;  // RFC 1951: 258 bytes by two codes of one bit each
constexpr double kPackBitsBytes = 64;   // 128 bytes by two

// Throws FileError where a header's claim is above the limits of Image, or where a file of `fileSize` bytes cannot
// hold that many pixels of its format. Headers take bytes too, so the densest file still passes.
void checkFileFormat(const ImageFormat& format, std::size_t fileSize, const Density& density, const std::string& name);

// What is missing of a picture whose file is cut short, `share` of 0..1: "the file is cut short: 25 % of its pixels are
// missing, and black here"; empty where nothing is.
std::string missingSentence(double share);

}  // namespace kg
