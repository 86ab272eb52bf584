// Editor view: a kernel edited by hand: its weights, its size and origin, whole turns of it, and what keeps its
// symmetry.
#pragma once

#include "app/kernel_subject.h"
#include "kernel/edit/symmetry.h"
#include "kernel/kernel.h"
#include "ui/lab/weight_grid.h"
#include "ui/panel.h"

#include <vector>

namespace kg::ui {

class EditorView {
public:
    void draw(Panel& panel, const KernelSubject& subject);

private:
    void drawTools(Panel& panel, const KernelSubject& subject);
    void drawTurns(Panel& panel, const KernelSubject& subject);
    void drawMenus(Panel& panel, const KernelSubject& subject);
    void drawGrid(Panel& panel, const KernelSubject& subject);
    void drawVectors(Panel& panel, const KernelSubject& subject);

    GridTool m_tool = GridTool::Tune;
    bool m_asVectors = false;
    double m_paint = 1;
    Symmetry m_lock = Symmetry::None;

    // The column and the row whose product is edited; kept while the kernel is their product, so that the numbers do
    // not jump to another scale in mid-drag.
    std::vector<double> m_column;
    std::vector<double> m_row;
    Kernel m_vectorsOf;  // the kernel that they were taken from: their product, or the one they are nearest to
};

}  // namespace kg::ui
