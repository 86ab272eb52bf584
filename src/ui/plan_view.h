// The plan as a person tunes it: how the chain is to be computed, its passes, and what each of them costs.
#pragma once

#include "app/strategy_figures.h"
#include "ui/panel.h"

#include <vector>

namespace kg::ui {

// Fills the available width of the current window. `measured`: what is known of the selected filter's strategies; null:
// nothing.
void planView(Panel& panel, const std::vector<StrategyFigures>* measured);

}  // namespace kg::ui
