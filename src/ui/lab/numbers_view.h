// Numbers view: what the weights say in figures, with a sentence for each and the mends of a sum.
#pragma once

#include "app/kernel_subject.h"
#include "kernel/analysis/analysis.h"
#include "ui/panel.h"

namespace kg::ui {

class NumbersView {
public:
    // bias: the filter's. Fills the rest of the current window.
    void draw(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, double bias);

private:
    bool m_diverging = false;  // how signed kernels are drawn
};

}  // namespace kg::ui
