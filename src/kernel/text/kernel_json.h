// JSON of kernels: {"width": 3, "height": 1, "origin": [1, 0], "weights": [row-major, null where absent]}; a list of
// kernels is an array of these. Other keys are passed over. Private to this room: parsePasted and printKernelsAs are
// its faces.
#pragma once

#include "kernel/kernel.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// On one line.
std::string printKernelJson(const Kernel& kernel);

// Nothing where the text is no JSON of kernels, such as a nested list of numbers. Throws Error that names the key where
// an object lacks one or holds another type, and what Kernel's constructor throws.
std::optional<std::vector<Kernel>> parseKernelJson(std::string_view text);

}  // namespace kg
