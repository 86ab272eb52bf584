// JPEG, BMP, TGA and GIF through stb_image, and JPEG, BMP, TGA and Radiance HDR through stb_image_write.
#pragma once

#include "image/bytes.h"
#include "image/image.h"
#include "image/limits.h"

#include <string>
#include <string_view>

namespace kg {

// 8-bit pixels as stored; orientation is not applied. `density` is of the file's format (image/limits.h). stb_image
// fills in what a short file lacks; here a decoder that reads beyond the end has failed. Throws FileError.
Image decodeWithStb(Bytes data, const std::string& name, const Density& density);

enum class StbFormat { Jpeg, Bmp, Tga, Radiance };

// Throws Error for an image of more samples than stb_image_write can count.
void checkStbSize(const ImageFormat& format, std::string_view formatName);

// Encodes U8 samples of any channel count (JPEG: 1 or 3), or F32 samples of 1 or 3 channels for Radiance HDR. Throws
// Error for an image of more samples than stb_image_write can count.
std::string encodeWithStb(const Image& image, StbFormat format, int jpegQuality);

}  // namespace kg
