// A chain as the JSON of session files: a list of {"filter", "params", "enabled", "mix"}.
#pragma once

#include "filter/chain.h"

#include <nlohmann/json_fwd.hpp>

namespace kg {

// Throws Error that names the item and the key. Unknown keys of an item are ignored here, and the session keeps them;
// an unknown parameter is an error, because a filter without it would be another filter.
Chain chainFromJson(const nlohmann::json& json);
// Every value is written, the initial ones too, so that a session outlives a change of them.
nlohmann::json chainToJson(const Chain& chain);

// A parameter's description, for `filters --json`: id, label, tooltip, type and default; of numbers range, ui_range,
// curve and unit; of choices options.
nlohmann::json parameterToJson(const Parameter& parameter);

}  // namespace kg
