// Plot: a small graph with axes, for the lab's views and the comparison of strategies. Pure drawing into the current
// window's draw list.
#pragma once

#include "ui/panel.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace kg::ui {

struct PlotAxis {
    double lowest = 0;
    double highest = 1;
    std::vector<double> ticks{};
    std::string unit{};  // stands behind the last tick's number
    bool logarithmic = false;
};

class Plot {
public:
    // Takes the place of an item of this size; room for the ticks' numbers is part of it.
    Plot(Panel& panel, const char* id, ImVec2 size, PlotAxis x, PlotAxis y);

    ImVec2 at(double x, double y) const;
    // Values at even distances from x.lowest to `end`.
    void curve(const std::vector<double>& values, double end, ImU32 colour, float thickness = 1.5F);
    void curve(const std::function<double(double)>& function, double end, ImU32 colour, bool dashed);
    // Straight lines from point to point, a dot on each.
    void line(const std::vector<std::pair<double, double>>& points, ImU32 colour);
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
// An axis of powers of ten around positive values; 1 to 10 around none.
PlotAxis logarithmicAxis(double lowest, double highest);

}  // namespace kg::ui
