// The plan as a person tunes it: how the chain is to be computed, its passes, and what each of them costs.
#pragma once

#include "ui/panel.h"

namespace kg::ui {

// Fills the available width of the current window.
void planView(Panel& panel);

}  // namespace kg::ui
