#include "ui/lab/factors_view.h"

#include "ui/kernel_picture.h"
#include "ui/lab/plot.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace kg::ui {

namespace {

constexpr float kFactorColumn = 116;
constexpr float kFactorWide = 480;

}  // namespace

// Singular values as bars; a click on one shows the kernel of that many terms.
void FactorsView::drawValues(Panel& panel, const LowRank& report, float width) {
    const auto& values = report.factorisation.singularValues;
    const auto count = static_cast<double>(values.size());
    const double top = values.front() > 0 ? 1.08 * values.front() : 1;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    std::vector<double> ticks = roundTicks(1, count, 6);
    std::erase_if(ticks, [](double tick) { return tick != std::round(tick); });
    Plot plot(panel, "values", {width, room.y - panel.px(22)},
              {.lowest = 0.5, .highest = count + 0.5, .ticks = std::move(ticks)},
              {.lowest = 0, .highest = top, .ticks = roundTicks(0, top, 4)});
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool taken = static_cast<int>(i) < m_terms;
        plot.bar(static_cast<double>(i) + 1, 0.8, values[i], taken ? theme::kAccent : theme::kAccentDeep);
    }
    const double hovered = plot.hoveredX();
    if (!std::isnan(hovered)) {
        const int index = std::clamp(static_cast<int>(std::lround(hovered)), 1, static_cast<int>(values.size()));
        ImGui::SetTooltip("%d: %s", index, fmt::format("{:.6g}", values[static_cast<std::size_t>(index - 1)]).c_str());
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
            m_terms = index;
        }
    }
    const FontScope small(panel.fonts.small);
    clippedText(theme::kTextMuted, "singular values; click for that many terms", width);
}

void FactorsView::drawFacts(Panel& panel, const LowRank& report, double budget) const {
    const float column = panel.px(kFactorColumn);
    const auto index = static_cast<std::size_t>(m_terms - 1);
    factRow(panel, "Rank", fmt::format("{}", report.rank), column,
            "How many products of a column and a row make up the kernel");
    factRow(panel, fmt::format("At {:g} of 255", budget).c_str(), fmt::format("{}", report.rankAtBudget), column,
            "How many terms keep every result within the error budget, in 8-bit steps");
    factRow(panel, fmt::format("Best {} off by", m_terms).c_str(), fmt::format("{:.3g} of 255", report.bounds[index]),
            column, "The most that any result differs, in 8-bit steps, where only these terms are kept");
    factRow(panel, "Energy", fmt::format("{:.4f} %", 100 * report.energy[index]), column,
            "Their share of the sum of squared weights");
    ImGui::Dummy({0, panel.px(2)});
    colouredText(panel.fonts.small, theme::kTextMuted, "Fetches a pixel");
    factRow(panel, "Direct", fmt::format("{}", report.direct), column, "One for each weight that is not 0");
    factRow(panel, "Two passes", fmt::format("{}", report.twoPass.value_or(0)), column,
            "Width plus height, for each term. The plan fetches the rows of all terms at once, which spares more.");
    if (report.twoPassAtBudget && report.rankAtBudget < report.rank) {
        factRow(panel, "At the budget", fmt::format("{}", *report.twoPassAtBudget), column,
                "Two passes for each of the terms that the error budget asks for");
    }
    if (report.split) {
        factRow(panel, "Identity split",
                fmt::format("{}{}", report.split->fetches, report.split->pays ? "" : ", does not pay"), column,
                "A multiple of the picture itself taken away first, where that makes the rest of a lower rank");
        factRow(panel, "", fmt::format("{:.5g} δ + rank {}", report.split->amount, report.split->rank), column);
    } else {
        factRow(panel, "Identity split", "does not help", column,
                "No multiple of the picture itself makes the rest of a lower rank");
    }
}

// The kernel of the chosen terms, where it has room, and the way to take it.
void FactorsView::drawBest(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis,
                           float side) const {
    const Kernel best = approximation(analysis.kernel, analysis.lowRank.factorisation, m_terms);
    if (side > 0) {
        kernelPictureItem(panel, best, side);
        colouredText(panel.fonts.small, theme::kTextMuted, fmt::format("rank {}", m_terms));
    }
    const std::string label = side > 0 ? "Use it" : fmt::format("Use rank {}###use", m_terms);
    if (textButton(panel, label.c_str(), "Replaces the kernel by the best one of this rank; the scale becomes 1",
                   subject.editable && m_terms < analysis.lowRank.rank)) {
        panel.workspace.apply(edits::setScaledKernel(subject, "Lower the rank", subject.asTyped(best)));
    }
    panel.places.note("lab.usebest");
}

void FactorsView::draw(Panel& panel, const KernelSubject& subject, const KernelAnalysis& analysis, double budget) {
    const LowRank& report = analysis.lowRank;
    if (report.factorisation.terms.empty()) {
        colouredText(theme::kTextMuted,
                     report.direct == 0
                         ? std::string("All weights are 0.")
                         : fmt::format("Kernels with a side above {} are not decomposed.", LowRank::kLargestSide));
        return;
    }
    m_terms = std::clamp(m_terms, 1, report.rank);
    const float gap = panel.px(14);
    const float facts = panel.px(kFactorColumn + 96);
    const float room = ImGui::GetContentRegionAvail().x;
    // A narrow lab has no room for the best kernel's picture.
    const bool wide = room > panel.px(kFactorWide);
    const float best = wide ? panel.px(104) : 0;
    ImGui::BeginGroup();
    drawValues(panel, report, std::max(panel.px(60), room - facts - gap - (wide ? best + gap : 0)));
    ImGui::EndGroup();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("facts", {facts, ImGui::GetContentRegionAvail().y});
    if (!wide) {
        drawBest(panel, subject, analysis, 0);
    }
    drawFacts(panel, report, budget);
    ImGui::EndChild();
    if (wide) {
        ImGui::SameLine(0, gap);
        ImGui::BeginGroup();
        drawBest(panel, subject, analysis, best);
        ImGui::EndGroup();
    }
}

}  // namespace kg::ui
