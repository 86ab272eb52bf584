#include "ui/lab/number_views.h"

#include "ui/kernel_picture.h"
#include "ui/lab/plot.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace kg::ui {

namespace {

constexpr float kColumn = 116;

std::string sigmaText(const KernelMoments& moments) {
    const auto text = [](const std::optional<double>& sigma) {
        return sigma ? fmt::format("{:.3f}", *sigma) : std::string("none");
    };
    return fmt::format("{} × {} px", text(moments.sigmaX), text(moments.sigmaY));
}

std::string symmetryText(const KernelAnalysis& analysis) {
    // Eight-fold says all the others.
    if (std::find(analysis.symmetries.begin(), analysis.symmetries.end(), Symmetry::EightFold) !=
        analysis.symmetries.end()) {
        return std::string(symmetryName(Symmetry::EightFold));
    }
    std::string text;
    for (const Symmetry symmetry : analysis.symmetries) {
        text += (text.empty() ? "" : ", ") + std::string(symmetryName(symmetry));
    }
    return text.empty() ? "none" : text;
}

void weightFacts(Panel& panel, const KernelAnalysis& analysis, double bias) {
    const float column = panel.px(kColumn);
    const KernelStatistics& numbers = analysis.statistics;
    // What rounding leaves of a sum of 0 would read as a tiny number; the residue below says how much it is.
    const double sum = std::abs(numbers.sum) < 1e-12 * numbers.absoluteSum ? 0 : numbers.sum;
    factRow(panel, "Sum", shownNumber(sum), column, "What a constant picture is multiplied by");
    factRow(panel, "Positive", shownNumber(numbers.positiveSum), column, "The sum of the weights above 0");
    factRow(panel, "Negative", shownNumber(numbers.negativeSum), column, "The sum of the weights below 0");
    factRow(panel, "Output range",
            fmt::format("{} … {}", shownNumber(numbers.negativeSum + bias), shownNumber(numbers.positiveSum + bias)),
            column, "The results that pixels between 0 and 1 can have, bias included");
    factRow(panel, "Noise gain", shownNumber(numbers.noiseGain), column,
            "The root of the sum of squares: what the standard deviation of white noise is multiplied by");
    factRow(panel, "Worst case", shownNumber(numbers.absoluteSum), column,
            "The sum of absolutes: the most that any difference between two pictures can grow");
    const KernelMoments& where = analysis.moments;
    factRow(
        panel, "Centroid",
        where.centroid ? fmt::format("{:+.3f}, {:+.3f} px", where.centroid->x, where.centroid->y) : std::string("none"),
        column, "Where the weights' centre lies from the origin; a picture is shifted by as much, against it");
    factRow(panel, "Effective sigma", sigmaText(where), column,
            "Standard deviation of the weights across and down: the Gaussian that blurs as much");
    factRow(panel, "Symmetry", symmetryText(analysis), column, "What turns and mirrors leave the kernel as it is");
    factRow(panel, "Zero-sum residue",
            where.zeroSumResidue ? fmt::format("{:.2g}", *where.zeroSumResidue) : std::string("–"), column,
            "What is left of a sum that was meant to be 0, over the sum of absolutes");
}

}  // namespace

void numbersView(Panel& panel, const KernelAnalysis& analysis, double bias) {
    const float side = std::min(panel.px(150), ImGui::GetContentRegionAvail().x * 0.35F);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + 1);  // its frame
    kernelPictureItem(panel, analysis.kernel, side);
    tooltip(panel, "The kernel as laid: its largest weight is white, the cell at the pixel itself is marked");
    ImGui::SameLine(0, panel.px(16));
    ImGui::BeginGroup();
    weightFacts(panel, analysis, bias);
    ImGui::EndGroup();
}

// Singular values as bars; a click on one shows the kernel of that many terms.
void FactorsView::drawValues(Panel& panel, const LowRank& report) {
    const auto& values = report.factorisation.singularValues;
    const auto count = static_cast<double>(values.size());
    const double top = values.front() > 0 ? 1.08 * values.front() : 1;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    Plot plot(panel, "values", {room.x * 0.42F, room.y - panel.px(22)},
              {.lowest = 0.5, .highest = count + 0.5, .ticks = roundTicks(1, count, 6)},
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
    colouredText(panel.fonts.small, theme::kTextMuted, "singular values; click for that many terms");
}

void FactorsView::draw(Panel& panel, const KernelAnalysis& analysis) {
    const LowRank& report = analysis.lowRank;
    if (report.factorisation.terms.empty()) {
        colouredText(theme::kTextMuted,
                     report.direct == 0 ? "All weights are 0." : "Kernels with a side above 63 are not decomposed.");
        return;
    }
    m_terms = std::clamp(m_terms, 1, report.rank);
    ImGui::BeginGroup();
    drawValues(panel, report);
    ImGui::EndGroup();
    ImGui::SameLine(0, panel.px(14));
    ImGui::BeginGroup();
    const float column = panel.px(kColumn);
    const auto index = static_cast<std::size_t>(m_terms - 1);
    factRow(panel, "Rank", fmt::format("{}", report.rank), column,
            "How many products of a column and a row make up the kernel");
    factRow(panel, "At 0.25 of 255", fmt::format("{}", report.rankAtBudget), column,
            "How many terms keep every result within a quarter of an 8-bit step");
    factRow(panel, fmt::format("Best {} off by", m_terms).c_str(), fmt::format("{:.3g} of 255", report.bounds[index]),
            column, "The most that any result differs, in 8-bit steps, where only these terms are kept");
    factRow(panel, "Energy", fmt::format("{:.4f} %", 100 * report.energy[index]), column,
            "Their share of the sum of squared weights");
    ImGui::Dummy({0, panel.px(2)});
    colouredText(panel.fonts.small, theme::kTextMuted, "Fetches a pixel");
    factRow(panel, "Direct", fmt::format("{}", report.direct), column, "One for each weight that is not 0");
    factRow(panel, "Two passes", fmt::format("{}", report.twoPass.value_or(0)), column,
            "Width plus height, for each term");
    factRow(panel, "Identity split",
            report.split ? fmt::format("{}", report.split->fetches) : std::string("does not pay"), column,
            "A multiple of the picture itself taken away first, where that makes the rest of a lower rank");
    if (report.split) {
        factRow(panel, "", fmt::format("{:.5g} δ + rank {}", report.split->amount, report.split->rank), column);
    }
    ImGui::EndGroup();
    const float side =
        std::min(panel.px(110), ImGui::GetWindowContentRegionMax().x -
                                    (ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x) - panel.px(14));
    if (side > panel.px(60)) {
        ImGui::SameLine(0, panel.px(14));
        ImGui::BeginGroup();
        kernelPictureItem(panel, approximation(analysis.kernel, report.factorisation, m_terms), side);
        colouredText(panel.fonts.small, theme::kTextMuted, fmt::format("best of rank {}", m_terms));
        ImGui::EndGroup();
    }
}

}  // namespace kg::ui
