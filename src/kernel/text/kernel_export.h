// A kernel printed in the forms that other programs read.
#pragma once

#include "kernel/analysis/statistics.h"
#include "kernel/kernel.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

enum class KernelForm { Text, ImageMagick, Json, Glsl, C, NumPy, Csv };

// "text", "imagemagick", "json", "glsl", "c", "numpy", "csv". Throws Error that suggests the nearest
// name.
KernelForm kernelFormFromName(std::string_view name);

// Text is rows separated by " / ", with the size in front only where the origin is not the centre; the other forms
// are those of kernel_json.h, array_text.h and table_text.h. parsePasted reads all of them back, bit for bit. Ends
// without a newline.
std::string printKernelAs(const Kernel& kernel, KernelForm form);
// A list: joined by semicolons as text, ImageMagick's and CSV, an array as JSON, one array after the other, numbered,
// in the languages. One kernel is printed as above.
std::string printKernelsAs(std::span<const Kernel> kernels, KernelForm form);

// The kernel as a coloured picture, width*height*3 bytes row by row: 0 light grey, positive weights towards blue and
// negative ones towards orange, as far as their share of the largest magnitude; absent cells black.
std::vector<std::uint8_t> kernelDivergingPicture(const Kernel& kernel);

// The kernel as a grey picture, width*height bytes row by row: black at 0 or at the smallest weight if that is
// negative, white at the largest; absent cells black. All cells of one weight: white (0: black).
std::vector<std::uint8_t> kernelPicture(const Kernel& kernel);

}  // namespace kg
