// The chain pane: the chain's filters as cards in their order, and the chain's text below.
#pragma once

#include "ui/filter_picker.h"
#include "ui/panel.h"

namespace kg::ui {

// Fills the current window.
void chainPanel(Panel& panel, FilterPicker& picker);

}  // namespace kg::ui
