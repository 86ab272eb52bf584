// Number views: what the weights say in figures, and what their factorisation is worth.
#pragma once

#include "kernel/analysis/analysis.h"
#include "ui/panel.h"

namespace kg::ui {

// The kernel's numbers, with a sentence for each; `bias` is the filter's. Fills the rest of the current window.
void numbersView(Panel& panel, const KernelAnalysis& analysis, double bias);

class FactorsView {
public:
    void draw(Panel& panel, const KernelAnalysis& analysis);

private:
    void drawValues(Panel& panel, const LowRank& report);

    int m_terms = 1;  // of the approximation that is shown
};

}  // namespace kg::ui
