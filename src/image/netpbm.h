// The Netpbm family, read and written here: PGM and PPM (plain and raw, any maximum up to 65535) and PFM.
//
// stb_image reads raw PGM and PPM, but takes a maximum other than 255 as if it were 255, 16-bit samples in the wrong
// byte order, and a file that ends early for whole.
#pragma once

#include "image/bytes.h"
#include "image/image.h"

#include <string>

namespace kg {

// P2, P3, P5 and P6: U8 for a maximum up to 255, U16 above; samples are scaled to the full range. Throws FileError.
Image decodePnm(Bytes data, const std::string& name);

// Pf and PF: F32 and linear; rows are stored from the bottom up. The magnitude of the scale, on whose meaning programs
// disagree, is not applied. Throws FileError.
Image decodePfm(Bytes data, const std::string& name);

// One or three channels of F32, in this machine's byte order.
std::string encodePfm(const Image& image);

}  // namespace kg
