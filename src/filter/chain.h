// Chain: the ordered filters that turn the source image into the result, and its text form.
//
//     name key=value key="quoted value" | name key=value
//
// Besides a kind's own parameters, every filter takes mix=0..1 and enabled=true|false. A key may stand once. Inside
// quotes, \" and \\ stand for a quote and a backslash. printChain writes only what differs from the defaults, and
// parses back to an equal chain.
#pragma once

#include "filter/filter.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

using Chain = std::vector<Filter>;

// More than anybody lays over a picture, few enough for every list that a chain is shown in.
constexpr std::size_t kMaxFilters = 1000;
// Throws Error where a chain would have more filters than that.
void checkChainLength(std::size_t filters);

// The empty text is the empty chain. Throws TextError (source "chain") with line and column: unknown filter (suggests
// the nearest), unknown key (lists the keys), value out of range, kernel text that does not parse.
Chain parseChain(std::string_view text);
// One filter; a "|" is an error.
Filter parseFilter(std::string_view text);

std::string printChain(const Chain& chain);
std::string printFilter(const Filter& filter);

// Checks ids, values and that every bank can be made. Throws Error that names the filter ("filter 2 (gaussian)").
void checkChain(const Chain& chain);

}  // namespace kg
