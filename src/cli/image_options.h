// What options say about images.
#pragma once

#include "image/image.h"

#include <memory>
#include <string>

namespace kg {

// "1920x1080" as the format of an 8-bit RGB image. Throws UsageError.
ImageFormat sizeFromText(const std::string& text);

// "8", "16" or "float". Throws UsageError.
PixelType depthFromText(const std::string& text);

// The input's picture; what is missing of it is said. Throws as loadSource does.
std::shared_ptr<const Image> loadInput(const std::string& input);

}  // namespace kg
