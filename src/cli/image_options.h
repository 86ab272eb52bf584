// What options say about images.
#pragma once

#include "image/image.h"

#include <string>

namespace kg {

// "1920x1080" as the format of an 8-bit RGB image. Throws UsageError.
ImageFormat sizeFromText(const std::string& text);

// "8", "16" or "float". Throws UsageError.
PixelType depthFromText(const std::string& text);

}  // namespace kg
