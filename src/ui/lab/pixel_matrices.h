// The three matrices of an explained pixel. Main thread only.
#pragma once

#include "ui/lab/pixel_view.h"

namespace kg::ui {

// Draws samples, weights and products of a kernel in one channel over a rectangle and notes the cell under the mouse
// in the state. Returns how many cells a side of the kernel are left out, 0 where all are shown.
int pixelMatrices(Panel& panel, PixelViewState& state, const PixelExplanation& pixel, const KernelSum& kernel,
                  int channel, ImVec2 size);

// A small square as cells outside the image are drawn, for the legend.
void hatchedSwatch(Panel& panel, float side);

}  // namespace kg::ui
