// ComparePanel: the window that compares the strategies of the selected filter: what each costs and how it fares, how
// that changes with the kernel's size, and the GLSL that the plan's passes run.
//
// Measuring starts by a button and takes a step a frame; at rest nothing is drawn or measured.
#pragma once

#include "app/size_sweep.h"
#include "app/strategy_study.h"
#include "ui/compare/glsl_view.h"
#include "ui/panel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kg::ui {

class ComparePanel {
public:
    bool isOpen() const { return m_open; }
    void toggle() { m_open = !m_open; }

    // Draws the window where it is open, and does one step of what is being measured.
    void draw(Panel& panel);

    // The figures of the document's selected filter as far as they are measured; null where they are another's.
    const std::vector<StrategyFigures>* measured(const Workspace& workspace) const;

    // Whether the sweep is to be saved, once.
    bool takeExportRequest() { return std::exchange(m_exports, false); }
    std::string csv() const { return m_sweep ? sweepCsv(m_sweep->points()) : std::string(); }

private:
    // What is compared: other values make what was measured another's.
    struct Subject {
        Chain chain;
        PlanSettings settings;  // without the strategy, which is what is compared
        int filter = -1;
        std::uint64_t uploads = 0;
        bool operator==(const Subject&) const = default;
    };
    static Subject subjectOf(const Workspace& workspace);

    void refresh(Panel& panel);
    void measure(Panel& panel, bool reference);
    void sweep(Panel& panel);
    void stop();
    void step(Panel& panel);
    bool busy() const;

    void drawHeader(Panel& panel);
    void drawStrategies(Panel& panel);
    void drawTable(Panel& panel);
    void drawRow(Panel& panel, const StrategyFigures& row, bool chosen);
    void drawNotes(Panel& panel);
    void drawSizes(Panel& panel);

    bool m_open = false;
    int m_tab = 0;
    std::optional<Subject> m_subject;
    std::optional<StrategyStudy> m_study;  // nothing where there is nothing to compare
    std::optional<SizeSweep> m_sweep;
    std::optional<Ceiling> m_ceiling;
    std::string m_problem;  // why nothing is compared
    bool m_exports = false;
    GlslView m_glsl;
};

}  // namespace kg::ui
