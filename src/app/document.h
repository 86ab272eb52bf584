// Document: source + chain + view, all that a session stores and undo restores.
//
// Plain data without behaviour. It is changed only through Workspace::apply (app/workspace.h), so that every change
// has a name, can be undone later, and reaches the picture the same way.
#pragma once

#include "filter/chain.h"
#include "plan/planner.h"

#include <string>
#include <vector>

namespace kg {

// How the picture lies in the viewport. Zoom counts screen pixels (those of the framebuffer) an image pixel, so that 1
// shows every pixel exactly once on any display.
struct View {
    bool fit = true;  // follows the viewport's size; zoom and centre are derived while it stands
    double zoom = 1;
    double centreX = 0;  // image coordinates at the viewport's centre
    double centreY = 0;

    bool operator==(const View&) const = default;
};

struct Document {
    std::string source;  // path of the image, as opened; empty: none
    Chain chain;
    PlanSettings settings;
    View view;
    int selected = -1;         // index of the filter that the details show; -1: none
    std::vector<bool> folded;  // one a filter of the chain: its card shows no more than its name

    bool operator==(const Document&) const = default;
};

}  // namespace kg
