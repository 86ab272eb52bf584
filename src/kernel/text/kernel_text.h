// Kernel text: what a person types for a kernel, in ImageMagick's form and beyond it.
//
//     3x3: 0,-1,0 -1,5,-1 0,-1,0       geometry, colon, weights; commas, spaces and newlines separate
//     3: 1 2 1 2 4 2 1 2 1             one number stands for a square
//     3x1+0+0: 1 2 1                   origin after the size
//     3: nan 1 - 1 1 1 - 1 -           absent cells
//     1 2 1 / 2 4 2 / 1 2 1            rows without a size: '/' or a newline ends a row
//     1/16 2/16 1/16                   fractions (no spaces around the slash)
//     3: ... ; 3: ...                  a list of kernels
//     3@: ...   3>: ...   3<: ...      a list by rotation: by 45 degrees, by 90, mirrored
//     Gaussian:0x2   Sobel:45          a kernel called by name, see named/call_text.h
//     1,1,1,1,1,1,1,1,1                weights of a square joined by commas alone: 3x3 here, ImageMagick's first form
//
// A '/' that touches a number on its left and anything but a separator on its right is a fraction; any other ends a
// row. Numbers are decimals with an optional exponent, at most Kernel::kMaxWeight in magnitude.
// Parsing what print wrote gives the same kernel, bit for bit.
#pragma once

#include "kernel/kernel.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// The longest text that is read, in bytes: room for any kernel that printKernel prints.
inline constexpr std::size_t kMaxKernelText = std::size_t{32} << 20;
// The longest list of kernels that is read.
inline constexpr std::size_t kMaxKernels = 1024;

// One kernel. Throws TextError that names line and column and says what was expected; a list of several kernels is
// an error here.
Kernel parseKernel(std::string_view text);

// A list of at least one kernel, separated by semicolons; empty members are passed over, as in ImageMagick.
std::vector<Kernel> parseKernels(std::string_view text);

// One weight in the fewest digits that read back to the same double; "nan" for NaN, an absent cell.
std::string printWeight(double weight);

// ImageMagick's form on one line, "WxH: w,w,w w,w,w"; the origin only where it is not the centre.
std::string printKernel(const Kernel& kernel);

}  // namespace kg
