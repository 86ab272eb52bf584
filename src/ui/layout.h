// Layout: how the window is divided: menu, chain pane, viewport, details pane, status bar. The panes can be made
// wider, narrower and folded; the settings remember it.
#pragma once

#include "ui/panel.h"

namespace kg::ui {

struct Layout {
    Rect menu;
    Rect chain;
    Rect viewport;
    Rect details;
    Rect status;
};

// Divides a window of a size in window units. Panes are kept as wide as asked for while the viewport stays usable, and
// give way in proportion below that. Folded panes are as wide as their rail. Pure.
Layout layoutOf(float width, float height, float scale, const Settings& settings);

// The seams between panes and viewport: drag moves them, double click folds.
void splitters(Panel& panel, const Layout& layout);

// What stands in place of a folded pane; a click unfolds it.
void paneRail(Panel& panel, const Rect& rect, const char* name, Icon icon, const char* actionId);

}  // namespace kg::ui
