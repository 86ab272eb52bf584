#include "ui/lab/frequency_view.h"

#include "ui/lab/plot.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>
#include <utility>

namespace kg::ui {

namespace {

constexpr float kFrequencyColumn = 72;
constexpr float kGroup = 200;          // where the second column of facts begins
constexpr float kFacts = 74;           // height of three rows of them
constexpr float kFrequencyWide = 470;  // from where the facts stand in two columns
constexpr double kHighest = 0.7072;    // cycles a pixel: the corner of the frequency square

// "0.08…0.21 c/px": the edges of what passes, as far as there are any.
std::string cutoffs(const Spectrum& spectrum) {
    const auto& [lower, upper] = std::pair{spectrum.across.lowerCutoff, spectrum.across.cutoff};
    if (lower && upper) {
        return fmt::format("{:.3f}…{:.3f} c/px", *lower, *upper);
    }
    return lower || upper ? fmt::format("{:.3f} c/px", lower ? *lower : *upper) : "none";
}

// Whether a Gaussian of the same spread is worth comparing with.
bool hasIdeal(const KernelAnalysis& analysis) {
    return analysis.moments.sigmaX && *analysis.moments.sigmaX > 0 && analysis.spectrum.response == Response::LowPass;
}

// The map as a grey picture: black nothing, white the strongest.
void drawMap(const Spectrum& spectrum, float side) {
    constexpr int kSide = Spectrum::kMapSide;
    const float cell = std::max(1.0F, std::floor(side / kSide));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float extent = cell * kSide;
    ImGui::InvisibleButton("map", {extent, extent});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (int row = 0; row < kSide; ++row) {
        for (int column = 0; column < kSide; ++column) {
            const double share =
                spectrum.peak > 0 ? spectrum.map[static_cast<std::size_t>(row * kSide + column)] / spectrum.peak : 0;
            const int grey = static_cast<int>(std::lround(255 * share));
            const ImVec2 from{corner.x + cell * static_cast<float>(column), corner.y + cell * static_cast<float>(row)};
            list.AddRectFilled(from, {from.x + cell, from.y + cell},
                               ImGui::GetColorU32(IM_COL32(grey, grey, grey, 255)));
        }
    }
    list.AddRect({corner.x - 1, corner.y - 1}, {corner.x + extent + 1, corner.y + extent + 1},
                 ImGui::GetColorU32(theme::kLine));
    if (ImGui::IsItemHovered()) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const int column = std::clamp(static_cast<int>((mouse.x - corner.x) / cell), 0, kSide - 1);
        const int row = std::clamp(static_cast<int>((mouse.y - corner.y) / cell), 0, kSide - 1);
        ImGui::SetTooltip("u %.3f, v %.3f cycles/px: gain %.4g", (column - kSide / 2.0) / kSide,
                          (row - kSide / 2.0) / kSide, spectrum.map[static_cast<std::size_t>(row * kSide + column)]);
    }
}

void slices(Panel& panel, const KernelAnalysis& analysis, ImVec2 size) {
    const Spectrum& spectrum = analysis.spectrum;
    const double top = spectrum.peak > 0 ? 1.08 * spectrum.peak : 1;
    Plot plot(panel, "slices", size,
              {.lowest = 0, .highest = kHighest, .ticks = {0, 0.1, 0.2, 0.3, 0.4, 0.5}, .unit = " c/px"},
              {.lowest = 0, .highest = top, .ticks = roundTicks(0, top, 4)});
    if (hasIdeal(analysis)) {
        const double sigma = *analysis.moments.sigmaX;
        plot.curve([&](double f) { return std::abs(spectrum.dc) * idealGaussian(sigma, f); }, kHighest,
                   theme::kTextFaint, true);
    }
    plot.curve(spectrum.diagonal.magnitude, spectrum.diagonal.highest, theme::kWarm);
    plot.curve(spectrum.across.magnitude, spectrum.across.highest, theme::kAccent);
    const bool both = spectrum.across.lowerCutoff && spectrum.across.cutoff;
    if (spectrum.across.lowerCutoff) {
        plot.verticalMark(*spectrum.across.lowerCutoff, theme::kAccent, both ? "" : "-3 dB");
    }
    if (spectrum.across.cutoff) {
        plot.verticalMark(*spectrum.across.cutoff, theme::kAccent, "-3 dB");
    }
    const double frequency = plot.hoveredX();
    if (!std::isnan(frequency)) {
        const auto gainAt = [&](const SpectrumSlice& slice) {
            const auto index = static_cast<std::size_t>(frequency / slice.highest * (Spectrum::kSliceLength - 1));
            return index < slice.magnitude.size() ? fmt::format("{:.4g}", slice.magnitude[index]) : std::string("–");
        };
        ImGui::SetTooltip("%.3f cycles/px: %s across, %s at 45 degrees", frequency, gainAt(spectrum.across).c_str(),
                          gainAt(spectrum.diagonal).c_str());
    }
}

void phases(Panel& panel, const Spectrum& spectrum, ImVec2 size) {
    const double pi = std::numbers::pi;
    Plot plot(panel, "phases", size,
              {.lowest = 0, .highest = kHighest, .ticks = {0, 0.1, 0.2, 0.3, 0.4, 0.5}, .unit = " c/px"},
              {.lowest = -1.08 * pi, .highest = 1.08 * pi, .ticks = {-pi, -pi / 2, 0, pi / 2, pi}});
    plot.curve(spectrum.diagonal.phase, spectrum.diagonal.highest, theme::kWarm);
    plot.curve(spectrum.across.phase, spectrum.across.highest, theme::kAccent);
}

// Two columns of three facts, or one of six.
void gains(Panel& panel, const Spectrum& spectrum, bool narrow) {
    const float column = panel.px(kFrequencyColumn);
    const double dc = std::abs(spectrum.dc) < 1e-12 * spectrum.peak ? 0 : spectrum.dc;
    ImGui::BeginGroup();
    factRow(panel, "Response", std::string(responseName(spectrum.response)), column, "What passes, by its gains");
    factRow(panel, "DC", shownNumber(dc), column, "Gain of a constant picture: the sum of the weights");
    factRow(
        panel, "-3 dB", cutoffs(spectrum), column,
        "Where half of the power passes, below the peak and above it, across; 0.5 cycles a pixel is the finest that "
        "a picture holds");
    ImGui::EndGroup();
    if (!narrow) {
        ImGui::SameLine(panel.px(kGroup));
    }
    ImGui::BeginGroup();
    factRow(panel, "Nyquist",
            fmt::format("{}, {}", shownNumber(spectrum.nyquist[0], 2), shownNumber(spectrum.nyquist[1], 2)), column,
            "Gain of the finest stripes, across and down");
    factRow(panel, "Corner", shownNumber(spectrum.nyquist[2], 2), column, "Gain of a chessboard of single pixels");
    factRow(panel, "Anisotropy", fmt::format("{:.3f}", spectrum.anisotropy), column,
            "The largest difference between directions at one frequency, over the peak: 0 treats all alike");
    ImGui::EndGroup();
}

}  // namespace

void FrequencyView::draw(Panel& panel, const KernelAnalysis& analysis) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const bool narrow = room.x < panel.px(kFrequencyWide);
    const float side = std::min(room.y - panel.px(24), room.x * 0.3F);
    ImGui::BeginGroup();
    drawMap(analysis.spectrum, side);
    if (!narrow) {
        colouredText(panel.fonts.small, theme::kTextMuted, "±0.5 cycles/px, DC in the middle");
    }
    ImGui::EndGroup();
    ImGui::SameLine(0, panel.px(12));
    ImGui::BeginGroup();
    m_shown = segments(panel, "shown", {"Magnitude", "Phase"}, m_shown, "lab.frequency");
    ImGui::SameLine(0, panel.px(12));
    ImGui::AlignTextToFramePadding();
    colouredText(panel.fonts.small, theme::kAccent, "0°");
    ImGui::SameLine(0, panel.px(8));
    colouredText(panel.fonts.small, theme::kWarm, "45°");
    if (m_shown == 0 && hasIdeal(analysis)) {
        ImGui::SameLine(0, panel.px(8));
        colouredText(panel.fonts.small, theme::kTextFaint, narrow ? "- - ideal" : "- - ideal Gaussian");
    }
    const ImVec2 rest = ImGui::GetContentRegionAvail();
    const float facts = panel.px(narrow ? 2 * kFacts : kFacts);
    const ImVec2 size{rest.x, std::max(panel.px(70), rest.y - facts)};
    if (m_shown == 0) {
        slices(panel, analysis, size);
    } else {
        phases(panel, analysis.spectrum, size);
    }
    ImGui::BeginChild("gains");
    gains(panel, analysis.spectrum, narrow);
    ImGui::EndChild();
    ImGui::EndGroup();
}

}  // namespace kg::ui
