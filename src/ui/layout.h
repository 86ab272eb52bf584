// Layout: how the window is divided: menu, chain pane, viewport, details pane, status bar. The panes can be made
// wider, narrower and folded; the settings remember it.
#pragma once

#include "app/settings.h"
#include "ui/rect.h"

namespace kg::ui {

// The widths that an open pane may have, in units of design.
constexpr float kNarrowestPane = 240;
constexpr float kWidestPane = 640;
// The heights that the open lab may have, in units of design.
constexpr float kLowestLab = 260;
constexpr float kTallestLab = 720;

struct Layout {
    Rect menu;
    Rect chain;
    Rect viewport;
    Rect transport;  // below the viewport; of no height where nothing plays
    Rect details;
    Rect lab;  // below viewport and details; of no height where it is closed
    Rect status;
};

// Divides a window of a size in window units. Panes are kept as wide as asked for while the viewport stays usable, and
// give way in proportion below that. Folded panes are as wide as their rail. Pure.
Layout layoutOf(float width, float height, float scale, const Settings& settings, bool plays = false);

}  // namespace kg::ui
