// Radiance HDR (.hdr, .pic): 8-bit mantissas of red, green and blue with one shared exponent, F32 and linear here.
//
// stb_image reads it too, but never returns from a file that is cut short within a run.
#pragma once

#include "image/bytes.h"
#include "image/image.h"

#include <string>

namespace kg {

// Flat and run-length coded scanlines, in the usual orientation (-Y +X). Throws FileError.
Image decodeRadiance(Bytes data, const std::string& name);

}  // namespace kg
