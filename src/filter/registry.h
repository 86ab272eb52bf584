// The registry: every kind of filter, in the order in which lists show them.
//
// Filters now: convolve, gaussian, box, sharpen, unsharp, laplacian, sobel. One file a kind in src/filter/kinds.
#pragma once

#include "filter/filter.h"

#include <string_view>
#include <vector>

namespace kg {

const std::vector<FilterKind>& filterKinds();

// The kind of an id. Throws Error that suggests the nearest id.
const FilterKind& filterKind(std::string_view id);

// A filter of a kind with every value at its initial.
Filter makeFilter(std::string_view kindId);

}  // namespace kg
