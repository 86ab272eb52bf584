// The menu bar, made from the table of actions.
#pragma once

#include "source/camera_desk.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

// Returns a recent file that was chosen.
std::optional<std::string> menuBar(Panel& panel, CameraDesk& desk, const Rect& rect);

}  // namespace kg::ui
