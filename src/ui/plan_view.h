// The plan as a person tunes it: how the chain is to be computed, its passes, and what each of them costs.
#pragma once

#include "ui/panel.h"

#include <cstdint>
#include <string>

namespace kg::ui {

// Fills the available width of the current window.
void planView(Panel& panel);

// A count with commas: 51,840,000.
std::string groupedCount(std::uint64_t count);
// A number of bytes in a unit that suits it: 15.8 MiB.
std::string byteCount(std::uint64_t bytes);

}  // namespace kg::ui
