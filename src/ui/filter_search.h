// Searching filters by what a person types. Pure.
#pragma once

#include "filter/filter.h"

#include <string_view>
#include <vector>

namespace kg::ui {

// The kinds that match, best first: by the start of id or label, by the start of a word or keyword, by a part of one,
// by a word of the description. The empty text matches all, in their own order.
std::vector<const FilterKind*> searchFilters(const std::vector<FilterKind>& kinds, std::string_view text);

}  // namespace kg::ui
