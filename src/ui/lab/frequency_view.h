// Frequency view: the kernel's response as a map and as slices, with the ideal Gaussian of its sigma behind them.
#pragma once

#include "kernel/analysis/analysis.h"
#include "ui/panel.h"

namespace kg::ui {

class FrequencyView {
public:
    // Fills the rest of the current window.
    void draw(Panel& panel, const KernelAnalysis& analysis);

private:
    int m_shown = 0;  // magnitude or phase
};

}  // namespace kg::ui
