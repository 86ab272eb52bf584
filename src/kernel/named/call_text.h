// Call text: a kernel called by name, "Gaussian:0x2", "Gabor:sigma=3,angle=30", "Sobel:>".
//
//     Name[:arguments][mark]
//
// ImageMagick's names take a geometry: numbers apart by ',', 'x', ':' or the sign of the next one. As in ImageMagick,
// numbers beyond those that a name needs are passed over, fractions are cut where whole numbers are needed, a radius or
// a side below 1 means the default, and an unknown type means type 0. Otherwise than there, the flags '%' and '!'
// behind distances (they scale to the range of its build) and a width left out, "Rectangle:x5", are refused. The
// generators take "id=value" in any order, or values in the order of their arguments. A mark, '@', '>' or '<', asks for
// the list of rotations. Source: ImageMagick, "Morphology of shapes", -define morphology:showkernel=1.
#pragma once

#include "kernel/named/named_kernel.h"

#include <optional>
#include <string_view>

namespace kg {

class KernelTextScanner;

// Reads a call up to the ';' or the end behind it. Call where a letter begins it. Throws TextError.
KernelCall takeCall(KernelTextScanner& scanner);

// The call that a kernel text is; nothing where it is weights, a list, or a call with a mistake.
std::optional<KernelCall> callFrom(std::string_view kernelText);

}  // namespace kg
