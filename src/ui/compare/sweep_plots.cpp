#include "ui/compare/sweep_plots.h"

#include "ui/lab/plot.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

namespace kg::ui {

namespace {

// What a plot shows of a strategy; nothing where it is not legal or not timed.
using Measure = std::function<std::optional<double>(const StrategyFigures&)>;

std::optional<double> fetches(const StrategyFigures& row) {
    return row.legal() ? std::optional(row.fetchesPerPixel()) : std::nullopt;
}

std::optional<double> milliseconds(const StrategyFigures& row) {
    return row.time && row.time->median > 0 ? std::optional(row.time->median) : std::nullopt;
}

// Hues as far apart as can be, however many strategies there are: each a golden section of the circle further.
ImU32 colourOf(std::size_t strategy) {
    const double turn = 0.53 + 0.6180339887498949 * static_cast<double>(strategy);
    const ImVec4 colour(0, 0, 0, 1);
    float rgb[3] = {colour.x, colour.y, colour.z};
    ImGui::ColorConvertHSVtoRGB(static_cast<float>(turn - std::floor(turn)), 0.55F, 0.9F, rgb[0], rgb[1], rgb[2]);
    return ImGui::ColorConvertFloat4ToU32({rgb[0], rgb[1], rgb[2], 1});
}

PlotAxis sizeAxis(const std::vector<SweepPoint>& points) {
    const double first = points.front().size;
    const double last = std::max<double>(points.back().size, first + 2);
    return {.lowest = first, .highest = last, .ticks = roundTicks(first, last, 6)};
}

PlotAxis valueAxis(const std::vector<SweepPoint>& points, const Measure& measure) {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = 0;
    for (const SweepPoint& point : points) {
        for (const StrategyFigures& row : point.strategies) {
            if (const auto value = measure(row)) {
                lowest = std::min(lowest, *value);
                highest = std::max(highest, *value);
            }
        }
    }
    return logarithmicAxis(lowest, highest);
}

// The point of a sweep that is nearest to a size.
const SweepPoint& nearest(const std::vector<SweepPoint>& points, double size) {
    return *std::min_element(points.begin(), points.end(), [&](const SweepPoint& a, const SweepPoint& b) {
        return std::abs(a.size - size) < std::abs(b.size - size);
    });
}

// The values under the mouse.
void hoverText(const SweepPoint& point, const Measure& measure) {
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(fmt::format("{0} × {0}", point.size).c_str());
    for (std::size_t i = 0; i < point.strategies.size(); ++i) {
        if (const auto value = measure(point.strategies[i])) {
            colouredText(colourOf(i),
                         fmt::format("{}  {}", strategyLabel(*point.strategies[i].strategy), shownNumber(*value, 4)));
        }
    }
    ImGui::EndTooltip();
}

void drawPlot(Panel& panel, const char* id, ImVec2 size, const std::vector<SweepPoint>& points,
              const Measure& measure) {
    Plot plot(panel, id, size, sizeAxis(points), valueAxis(points, measure));
    for (std::size_t strategy = 0; strategy < allStrategies().size(); ++strategy) {
        std::vector<std::pair<double, double>> line;
        for (const SweepPoint& point : points) {
            if (const auto value = measure(point.strategies[strategy])) {
                line.emplace_back(point.size, *value);
            }
        }
        plot.line(line, colourOf(strategy));
    }
    if (const double hovered = plot.hoveredX(); !std::isnan(hovered)) {
        hoverText(nearest(points, hovered), measure);
    }
}

// The names of the strategies that are drawn, each in its colour.
void legend(Panel& panel, const std::vector<SweepPoint>& points) {
    bool first = true;
    for (std::size_t strategy = 0; strategy < allStrategies().size(); ++strategy) {
        const bool drawn = std::any_of(points.begin(), points.end(),
                                       [&](const SweepPoint& point) { return point.strategies[strategy].legal(); });
        if (!drawn) {
            continue;
        }
        if (!first) {
            ImGui::SameLine(0, panel.px(14));
        }
        first = false;
        colouredText(panel.fonts.small, colourOf(strategy), std::string(strategyLabel(allStrategies()[strategy])));
    }
}

}  // namespace

void sweepPlots(Panel& panel, const std::vector<SweepPoint>& points) {
    legend(panel, points);
    const float gap = panel.px(14);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float caption = ImGui::GetTextLineHeightWithSpacing();
    const ImVec2 size{(room.x - gap) / 2, std::max(room.y - caption, panel.px(80))};
    ImGui::BeginGroup();
    colouredText(panel.fonts.small, theme::kTextMuted, "Fetches a pixel, by cells a side");
    drawPlot(panel, "fetches", size, points, fetches);
    ImGui::EndGroup();
    ImGui::SameLine(0, gap);
    ImGui::BeginGroup();
    colouredText(panel.fonts.small, theme::kTextMuted, "GPU milliseconds, by cells a side");
    drawPlot(panel, "milliseconds", size, points, milliseconds);
    ImGui::EndGroup();
}

}  // namespace kg::ui
