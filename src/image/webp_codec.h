// WebP through libwebp: a decoder of untrusted bytes that fails without ending the program.
#pragma once

#include "image/bytes.h"
#include "image/image.h"

#include <string>

namespace kg {

// 8 bits, RGB or RGBA, the way up that its EXIF block says; of a moving picture, the first. Where the file is cut short
// within its pixels, what is there comes, and `note` tells how much is missing, in a sentence; it may be null. Throws
// FileError.
Image decodeWebp(Bytes data, const std::string& name, std::string* note);

}  // namespace kg
