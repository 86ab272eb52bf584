// A part of a plan: some of its passes, which read what was made before them as their source. Pure.
#pragma once

#include "plan/plan.h"

#include <cstddef>

namespace kg {

// Passes of a plan, from `first` to before `last`.
struct PassRange {
    std::size_t first = 0;
    std::size_t last = 0;

    bool empty() const { return first == last; }
    bool operator==(const PassRange&) const = default;
};

// Whether a pass reads a slot, by its taps or as an operand.
bool reads(const Pass& pass, int slot);

// The passes of one filter, which stand together; none where the filter computes nothing.
PassRange passesOf(const Plan& plan, int filter);

// The passes alone, as a plan of the same format, light and precision; its cost is theirs, and its error bound that of
// a source in [0, 1] without an error of its own. A filter's passes read its input and one another only.
Plan partOf(const Plan& plan, const PassRange& range);

}  // namespace kg
