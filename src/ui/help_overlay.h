// The help: every shortcut of the table of actions, and what the mouse does.
#pragma once

#include "ui/panel.h"

namespace kg::ui {

// Draws the overlay in the middle of the window while `open`; closes it where a person asks for that.
void helpOverlay(Panel& panel, bool& open);

}  // namespace kg::ui
