// Factors view: what a kernel's factorisation is worth: singular values, ranks, fetches, and the best kernel of a lower
// rank, which can be taken.
#pragma once

#include "app/kernel_subject.h"
#include "kernel/analysis/analysis.h"
#include "ui/panel.h"

namespace kg::ui {

class FactorsView {
public:
    // budget: in steps of 1/255, for which the analysis was made. Fills the rest of the current window.
    void draw(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, double budget);

private:
    void drawValues(Panel& panel, const LowRank& report, float width);
    void drawFacts(Panel& panel, const LowRank& report, double budget) const;
    void drawBest(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, float side) const;

    int m_terms = 1;  // of the approximation that is shown
};

}  // namespace kg::ui
