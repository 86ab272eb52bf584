// The pixel explained: neighbourhood x weights = products as three matrices of one size, and below them the way from
// their sum to the stored value, with the GPU's value beside it. Main thread only.
#pragma once

#include "app/explanation_text.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

// What a person chose to see; kept by the pane.
struct PixelViewState {
    int channel = 0;  // position among the image's channels
    int kernel = 0;   // index in the bank
    ValueUnits units = ValueUnits::Steps;
    int cell = -1;       // index of the cell under the mouse, the same in all three matrices; -1: none
    std::string hint{};  // stands where there is no pixel; empty: "Point at a pixel."
};

// Fills a rectangle of this size at the cursor, 420 x 260 units of design or more. Cells outside the image are
// hatched. Cells too small for their numbers show colours alone, and the line below names the one under the mouse;
// kernels with more cells than there is room for show those around the origin.
void pixelView(Panel& panel, PixelViewState& state, const std::optional<ProbedPixel>& pixel, ImVec2 size);

}  // namespace kg::ui
