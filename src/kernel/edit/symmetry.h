// Symmetry of kernels around their middle, and edits that keep it: an edit lock spreads each weight over all cells that
// the symmetry takes it to.
#pragma once

#include "kernel/kernel.h"

#include <array>
#include <string_view>
#include <vector>

namespace kg {

enum class Symmetry {
    None,
    MirrorX,        // left and right alike
    MirrorY,        // top and bottom alike
    Point,          // half a turn changes nothing
    Antisymmetric,  // half a turn changes every sign; the middle is 0
    FourFold,       // a quarter turn changes nothing; squares only
    EightFold,      // quarter turns and mirrors; squares only
};

inline constexpr std::array kSymmetries{Symmetry::None,     Symmetry::MirrorX,       Symmetry::MirrorY,
                                        Symmetry::Point,    Symmetry::Antisymmetric, Symmetry::FourFold,
                                        Symmetry::EightFold};

// "none", "left-right", "top-bottom", "point", "antisymmetric", "four-fold", "eight-fold".
std::string_view symmetryName(Symmetry symmetry);

// Whether a kernel of this size can have it.
bool allows(const Kernel& kernel, Symmetry symmetry);
// Whether a kernel has it, to within `tolerance` of its largest weight. None is always true.
bool holds(const Kernel& kernel, Symmetry symmetry, double tolerance = 1e-9);
// Every symmetry that it has, None left out.
std::vector<Symmetry> symmetriesOf(const Kernel& kernel);

// The kernel with a weight set wherever the symmetry takes it. Throws Error where the size does not allow it.
Kernel withWeight(const Kernel& kernel, int x, int y, double weight, Symmetry lock);
// Cells made absent, or present with weight 0, wherever the symmetry takes them.
Kernel withPresence(const Kernel& kernel, int x, int y, bool present, Symmetry lock);
// The nearest kernel that has it: each weight the mean of those it must equal.
Kernel enforced(const Kernel& kernel, Symmetry lock);

}  // namespace kg
