// PNG through libpng, which checks every chunk's sum and so tells a damaged file from a whole one.
#pragma once

#include "image/bytes.h"
#include "image/image.h"
#include "image/orientation.h"

#include <map>
#include <optional>
#include <string>

namespace kg {

// U8 or U16 (depths below 8 are widened), 1 to 4 channels, palettes expanded. An eXIf chunk's orientation is applied.
// Throws FileError.
Image decodePng(Bytes data, const std::string& name);

// The text under a keyword, as UTF-8. Throws FileError.
std::optional<std::string> decodePngText(Bytes data, const std::string& name, const std::string& keyword);

// U8 or U16, marked as sRGB; `text` goes into iTXt chunks before the pixels. Throws Error for a keyword that PNG does
// not allow.
std::string encodePng(const Image& image, const std::map<std::string, std::string>& text);

}  // namespace kg
