// Photoshop documents: the merged picture, in grey or RGB, 8 or 16 bits, raw or run-length coded.
//
// stb_image reads some of these, but sees only 8 bits of 16, takes 16-bit runs for garbage, and wraps colours around
// where it takes the white matte out.
#pragma once

#include "image/bytes.h"
#include "image/image.h"

#include <string>

namespace kg {

// The first channel beyond the colours is taken for the picture's transparency; others are left out. Throws FileError.
Image decodePsd(Bytes data, const std::string& name);

}  // namespace kg
