// JSON of kernels: {"width": 3, "height": 1, "origin": [1, 0], "weights": [row-major, null where absent]}; a list of
// kernels is an array of these. Other keys are passed over. Private to this room: parsePasted and printKernelsAs are
// its faces.
#pragma once

#include "kernel/kernel.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// On one line.
std::string printKernelJson(const Kernel& kernel);

// The JSON that begins at an offset and goes to the end of the text. Nothing where it is no JSON of kernels, such as a
// nested list of numbers. Throws TextError where it breaks, and at the key that is missing or holds something else.
std::optional<std::vector<Kernel>> parseKernelJson(std::string_view text, std::size_t start);

}  // namespace kg
