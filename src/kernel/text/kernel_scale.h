// KernelScale: how the weights of a kernel are normalised and scaled, in ImageMagick's words.
//
//     {s}[!^][,{u}][%]
//
// `!` divides by |sum| of the weights (by the sum of the positive ones where the sum is 0); `^` scales the positive
// weights to a sum of 1 and the negative ones to -1; then everything is multiplied by s; then u is added to the
// origin's weight. `%` divides both numbers by 100. The flags may stand in any order, as in `50%!`; a missing s is 1.
// Source: ImageMagick, "Scaling a kernel", -define convolve:scale.
#pragma once

#include "kernel/kernel.h"

#include <string>
#include <string_view>

namespace kg {

struct KernelScale {
    enum class Normalisation { None, Sum, Signed };

    double scale = 1;
    double unity = 0;
    Normalisation normalisation = Normalisation::None;

    bool operator==(const KernelScale&) const = default;
};

// Throws TextError that names the column. The text "1" changes nothing.
KernelScale parseKernelScale(std::string_view text);
std::string printKernelScale(const KernelScale& scale);

// The kernel with the scale applied. A sum counts as 0 where it is below 1e-12 of the sum of absolutes: rounding. What
// is all zero stays so. Unity makes an absent origin present. Throws Error where a weight passes Kernel::kMaxWeight.
Kernel applyScale(const Kernel& kernel, const KernelScale& scale);

}  // namespace kg
