#include "ui/lab/plot.h"

#include "ui/number_text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace kg::ui {

namespace {

constexpr int kSamples = 96;  // of a function's curve

}  // namespace

std::vector<double> roundTicks(double lowest, double highest, int count) {
    if (!(highest > lowest)) {
        return {lowest};
    }
    const double rough = (highest - lowest) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double share = rough / power;
    const double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    std::vector<double> ticks;
    for (double tick = std::ceil(lowest / step - 1e-9) * step; tick <= highest + 1e-9 * step; tick += step) {
        ticks.push_back(std::abs(tick) < 1e-9 * step ? 0 : tick);
    }
    return ticks;
}

PlotAxis logarithmicAxis(double lowest, double highest) {
    if (!(lowest > 0 && highest >= lowest)) {
        return {.lowest = 1, .highest = 10, .ticks = {1, 10}, .logarithmic = true};
    }
    const double first = std::floor(std::log10(lowest) + 1e-9);
    const double last = std::max(std::ceil(std::log10(highest) - 1e-9), first + 1);
    PlotAxis axis{.lowest = std::pow(10, first), .highest = std::pow(10, last), .logarithmic = true};
    for (double power = first; power <= last; ++power) {
        axis.ticks.push_back(std::pow(10, power));
    }
    return axis;
}

Plot::Plot(Panel& panel, const char* id, ImVec2 size, PlotAxis x, PlotAxis y)
    : m_panel(panel), m_x(std::move(x)), m_y(std::move(y)) {
    const FontScope small(panel.fonts.small);
    const float left = panel.px(38);
    const float bottom = ImGui::GetFontSize() + panel.px(5);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size);
    m_hovered = ImGui::IsItemHovered();
    m_corner = {corner.x + left, corner.y + panel.px(4)};
    m_size = {std::max(1.0F, size.x - left - panel.px(8)), std::max(1.0F, size.y - bottom - panel.px(4))};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(m_corner, {m_corner.x + m_size.x, m_corner.y + m_size.y}, ImGui::GetColorU32(theme::kField));
    const ImU32 faint = ImGui::GetColorU32(theme::kTextFaint);
    for (const double tick : m_y.ticks) {
        const ImVec2 point = at(m_x.lowest, tick);
        list.AddLine(point, {m_corner.x + m_size.x, point.y}, ImGui::GetColorU32(theme::kLine));
        const std::string text = shownNumber(tick, m_y.logarithmic ? 5 : 3);
        const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
        list.AddText({point.x - extent.x - panel.px(5), point.y - extent.y / 2}, faint, text.c_str());
    }
    for (std::size_t i = 0; i < m_x.ticks.size(); ++i) {
        const double tick = m_x.ticks[i];
        const ImVec2 point = at(tick, m_y.lowest);
        list.AddLine({point.x, m_corner.y}, {point.x, m_corner.y + m_size.y}, ImGui::GetColorU32(theme::kLine));
        const std::string text = shownNumber(tick, 3) + (i + 1 == m_x.ticks.size() ? m_x.unit : "");
        const float width = ImGui::CalcTextSize(text.c_str()).x;
        const float x0 = std::min(point.x - width / 2, corner.x + size.x - width);
        list.AddText({x0, m_corner.y + m_size.y + panel.px(3)}, faint, text.c_str());
    }
}

ImVec2 Plot::at(double x, double y) const {
    const auto share = [](double value, const PlotAxis& axis) {
        if (axis.logarithmic) {
            return static_cast<float>(std::log(value / axis.lowest) / std::log(axis.highest / axis.lowest));
        }
        return static_cast<float>((value - axis.lowest) / (axis.highest - axis.lowest));
    };
    return {m_corner.x + m_size.x * share(x, m_x), m_corner.y + m_size.y * (1 - share(y, m_y))};
}

void Plot::curve(const std::vector<double>& values, double end, ImU32 colour, float thickness) {
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < values.size(); ++i) {
        points.push_back(
            at(m_x.lowest + (end - m_x.lowest) * static_cast<double>(i) / static_cast<double>(values.size() - 1),
               values[i]));
    }
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(m_corner, {m_corner.x + m_size.x, m_corner.y + m_size.y}, true);
    list.AddPolyline(points.data(), static_cast<int>(points.size()), ImGui::GetColorU32(colour), 0,
                     m_panel.px(thickness));
    list.PopClipRect();
}

void Plot::curve(const std::function<double(double)>& function, double end, ImU32 colour, bool dashed) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(m_corner, {m_corner.x + m_size.x, m_corner.y + m_size.y}, true);
    const double step = (end - m_x.lowest) / kSamples;
    for (int i = 0; i < kSamples; ++i) {
        const double x = m_x.lowest + step * i;
        if (!dashed || i % 4 < 2) {
            list.AddLine(at(x, function(x)), at(x + step, function(x + step)), ImGui::GetColorU32(colour),
                         m_panel.px(1));
        }
    }
    list.PopClipRect();
}

void Plot::line(const std::vector<std::pair<double, double>>& points, ImU32 colour) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(m_corner, {m_corner.x + m_size.x, m_corner.y + m_size.y}, true);
    std::vector<ImVec2> places;
    for (const auto& [x, y] : points) {
        places.push_back(at(x, y));
        list.AddCircleFilled(places.back(), m_panel.px(2), ImGui::GetColorU32(colour));
    }
    list.AddPolyline(places.data(), static_cast<int>(places.size()), ImGui::GetColorU32(colour), 0, m_panel.px(1.5F));
    list.PopClipRect();
}

void Plot::verticalMark(double x, ImU32 colour, const std::string& label) {
    const FontScope small(m_panel.fonts.small);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 foot = at(x, m_y.lowest);
    list.AddLine({foot.x, m_corner.y}, foot, ImGui::GetColorU32(faded(colour, 0.6F)), m_panel.px(1));
    const float width = ImGui::CalcTextSize(label.c_str()).x;
    const float right = m_corner.x + m_size.x;
    const float left = foot.x + m_panel.px(4) + width < right ? foot.x + m_panel.px(4) : foot.x - m_panel.px(4) - width;
    list.AddText({left, m_corner.y + m_panel.px(2)}, ImGui::GetColorU32(colour), label.c_str());
}

void Plot::bar(double x, double width, double value, ImU32 colour) {
    const ImVec2 top = at(x - width / 2, std::max(value, 0.0));
    const ImVec2 foot = at(x + width / 2, std::min(value, 0.0));
    ImGui::GetWindowDrawList()->AddRectFilled(top, {foot.x, std::max(foot.y, top.y + 1)}, ImGui::GetColorU32(colour));
}

double Plot::hoveredX() const {
    const float x = (ImGui::GetIO().MousePos.x - m_corner.x) / m_size.x;
    return m_hovered && x >= 0 && x <= 1 ? m_x.lowest + static_cast<double>(x) * (m_x.highest - m_x.lowest)
                                         : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace kg::ui
