// The plots of a size sweep: fetches a pixel and milliseconds, a line a strategy, on logarithmic scales.
#pragma once

#include "app/size_sweep.h"
#include "ui/panel.h"

#include <vector>

namespace kg::ui {

// Fills the rest of the current window.
void sweepPlots(Panel& panel, const std::vector<SweepPoint>& points);

}  // namespace kg::ui
