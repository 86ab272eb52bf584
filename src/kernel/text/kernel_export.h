// A kernel printed in the forms that other programs read.
#pragma once

#include "kernel/analysis/statistics.h"
#include "kernel/kernel.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

enum class KernelForm { Text, ImageMagick, Json, Glsl, C, NumPy };

// "text", "imagemagick", "json", "glsl", "c", "numpy". Throws Error that lists the names.
KernelForm kernelFormFromName(std::string_view name);

// Text is rows separated by " / ", with the size in front only where the origin is not the centre; JSON is
// {"width","height","origin":[x,y],"weights":[row-major, null where absent]}. GLSL, C and NumPy have no absent cells: 0
// stands there. Ends without a newline.
std::string printKernelAs(const Kernel& kernel, KernelForm form);

// The kernel as a grey picture, width*height bytes row by row: black at 0 or at the smallest weight if that is
// negative, white at the largest; absent cells black. All cells of one weight: white (0: black).
std::vector<std::uint8_t> kernelPicture(const Kernel& kernel);

}  // namespace kg
