// Panes: the seams by which the panes of a layout are made wider, narrower and folded, and the rails of folded ones.
#pragma once

#include "ui/layout.h"
#include "ui/panel.h"

namespace kg::ui {

// The seams between panes and viewport: drag moves them, double click folds.
void splitters(Panel& panel, const Layout& layout);

// What stands in place of a folded pane; a click unfolds it.
void paneRail(Panel& panel, const Rect& rect, const char* name, Icon icon, const char* actionId);

}  // namespace kg::ui
