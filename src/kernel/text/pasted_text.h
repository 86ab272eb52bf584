// Pasted text: kernels as other programs print and write them.
//
//     {"width": 3, "height": 1, "origin": [1, 0], "weights": [1, null, 1]}    JSON, or an array of these
//     np.array([[1., 2.], [3., 4.]]) / 16        NumPy and nested lists, str(ndarray) without commas as well
//     static const float k[2][2] = {{1.f, 2.f}, {3.f, 4.f}};                  C and C++
//     const float k[9] = float[9](...);   mat3(...)                           GLSL, read as it is written, row by row
//     1,2,1 <newline> 2,4,2              CSV; with semicolons or tabs, decimal commas too; empty fields are absent
//     3x3: 1,2,1 ...   Gaussian:0x2      kernel text (kernel_text.h), which everything else is taken for
//
// Each form is described in the header of its parser: kernel_json.h, array_text.h, table_text.h, kernel_text.h.
#pragma once

#include "kernel/kernel.h"

#include <string_view>
#include <vector>

namespace kg {

// At least one kernel. Throws TextError with line and column; texts beyond kMaxKernelText are refused.
std::vector<Kernel> parsePasted(std::string_view text);

}  // namespace kg
