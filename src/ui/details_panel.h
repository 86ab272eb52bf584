// The details pane: facts about the image, the selected filter's kernels, and the plan with what it costs.
#pragma once

#include "app/strategy_figures.h"
#include "kernel/analysis/statistics.h"
#include "kernel/kernel.h"
#include "ui/panel.h"

#include <string>
#include <vector>

namespace kg::ui {

// Remembers what is costly to compute while the selected filter stays the same.
class DetailsPanel {
public:
    // Fills the current window. `measured`: what is known of the selected filter's strategies; null: nothing.
    void draw(Panel& panel, const std::vector<StrategyFigures>* measured);

private:
    struct KernelFacts {
        Kernel kernel;
        KernelStatistics numbers;
        std::string rank;
    };

    void refresh(const Filter& filter);
    void drawKernels(Panel& panel);
    void drawKernelNumbers(Panel& panel);

    Filter m_filter;
    bool m_known = false;
    double m_bias = 0;
    std::size_t m_count = 0;    // kernels of the bank
    std::string m_combination;  // how two kernels become one result; empty for one
    std::vector<KernelFacts> m_kernels;
};

}  // namespace kg::ui
