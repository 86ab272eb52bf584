// What a decoder checks before it allocates, and the words it uses for a broken file.
#pragma once

#include "base/error.h"
#include "image/image.h"

#include <string>

namespace kg {

// The error for a file of the right type that does not hold together: "it is damaged: <cause>".
FileError damaged(const std::string& name, const std::string& cause);

// Throws FileError where a header's claim is above the limits of Image, or where a file of `fileSize` bytes cannot
// hold that many pixels.
void checkFileFormat(const ImageFormat& format, std::size_t fileSize, const std::string& name);

}  // namespace kg
