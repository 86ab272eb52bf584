// Plot: a small graph with axes, for the lab's views. Pure drawing into the current window's draw list.
#pragma once

#include "ui/panel.h"

#include <functional>
#include <string>
#include <vector>

namespace kg::ui {

struct PlotAxis {
    double lowest = 0;
    double highest = 1;
    std::vector<double> ticks{};
    std::string unit{};  // stands behind the last tick's number
};

class Plot {
public:
    // Takes the place of an item of this size; room for the ticks' numbers is part of it.
    Plot(Panel& panel, const char* id, ImVec2 size, PlotAxis x, PlotAxis y);

    ImVec2 at(double x, double y) const;
    // Values at even distances from x.lowest to `end`.
    void curve(const std::vector<double>& values, double end, ImU32 colour, float thickness = 1.5F);
    void curve(const std::function<double(double)>& function, double end, ImU32 colour, bool dashed);
    void verticalMark(double x, ImU32 colour, const std::string& label);
    void bar(double x, double width, double value, ImU32 colour);
    // The x under the mouse; NaN where the mouse is elsewhere.
    double hoveredX() const;

private:
    Panel& m_panel;
    PlotAxis m_x;
    PlotAxis m_y;
    ImVec2 m_corner;  // of the area inside the axes
    ImVec2 m_size;
    bool m_hovered = false;
};

// Ticks at "round" distances within a range, about `count` of them.
std::vector<double> roundTicks(double lowest, double highest, int count);

}  // namespace kg::ui
