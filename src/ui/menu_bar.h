// The menu bar, made from the table of actions.
#pragma once

#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

// Returns a recent file that was chosen.
std::optional<std::string> menuBar(Panel& panel, const Rect& rect);

}  // namespace kg::ui
