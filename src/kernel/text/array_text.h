// Arrays as programming languages write them: Python with NumPy or nested lists, C and C++, GLSL.
//
// A text is statements that assign arrays, or arrays alone; comments are passed over. A number and a '*' in front of
// an array, or a '/' or '*' and a number behind it, scale it. "/*absent*/" behind a weight marks an absent cell where
// the language has no other word for it. "kernel_origin = (x, y)", "kernelOrigin = ivec2(x, y)" and
// "enum { kernel_origin_x = x, ... }" in front of an array place its origin. Private to this room: parsePasted and
// printKernelsAs are its faces.
#pragma once

#include "kernel/kernel.h"

#include <string>
#include <string_view>
#include <vector>

namespace kg {

// number: stands behind the names, to tell the members of a list apart; empty for a kernel alone. NumPy writes
// np.nan for absent cells and expects `import numpy as np` in front; C and GLSL write 0 and mark it.
std::string printNumPyArray(const Kernel& kernel, const std::string& number);
std::string printCArray(const Kernel& kernel, const std::string& number);
std::string printGlslArray(const Kernel& kernel, const std::string& number);

// At least one kernel. Throws TextError with line and column.
std::vector<Kernel> parseArrays(std::string_view text);

}  // namespace kg
