// The lab's grid of weights: any kernel up to 31 x 31, tuned, painted, and marked cell by cell.
#pragma once

#include "kernel/edit/symmetry.h"
#include "kernel/kernel.h"
#include "ui/panel.h"

#include <optional>
#include <string>

namespace kg::ui {

constexpr int kLargestLabSide = 31;

// What the mouse does to a cell.
enum class GridTool { Tune, Paint, Origin, Absent };

struct GridOptions {
    GridTool tool = GridTool::Tune;
    double paint = 1;  // the weight that painting sets
    Symmetry lock = Symmetry::None;
    ImVec2 size{};
};

struct GridChange {
    Kernel kernel;
    std::string label;
    std::string group{};  // shared by the changes of one drag
};

// Draws the cells as large as the size allows. Cells too small for numbers show them in a tooltip.
std::optional<GridChange> weightGrid(Panel& panel, const Kernel& kernel, const GridOptions& options);

// The size of a cell where `columns` and `rows` of them share an area.
ImVec2 gridCell(const Panel& panel, int columns, int rows, ImVec2 area);

}  // namespace kg::ui
