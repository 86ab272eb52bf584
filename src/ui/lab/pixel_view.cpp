#include "ui/lab/pixel_view.h"

#include "ui/lab/pixel_matrices.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace kg::ui {

namespace {

constexpr float kStepColumn = 104;

// A word that is chosen among others; true where it was clicked.
bool choice(Panel& panel, const std::string& word, bool chosen, const std::string& tip, const std::string& place) {
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? theme::kRaised : IM_COL32(0, 0, 0, 0));
    ImGui::PushStyleColor(ImGuiCol_Text, chosen ? theme::kText : theme::kTextMuted);
    const bool clicked = ImGui::SmallButton(word.c_str());
    ImGui::PopStyleColor(2);
    panel.places.note(place);
    tooltip(panel, tip);
    ImGui::SameLine(0, panel.px(2));
    return clicked;
}

void choices(Panel& panel, PixelViewState& state, const PixelExplanation& pixel,
             const std::vector<NamedChannel>& channels) {
    for (int i = 0; i < static_cast<int>(channels.size()); ++i) {
        const char* name = channels[static_cast<std::size_t>(i)].name;
        if (choice(panel, name, state.channel == i, "", fmt::format("pixel.channel.{}", name))) {
            state.channel = i;
        }
    }
    const int kernels = static_cast<int>(pixel.kernels.size());
    for (int i = 0; kernels > 1 && i < kernels; ++i) {
        if (choice(panel, fmt::format("K{}", i + 1), state.kernel == i, "One of the filter's kernels",
                   fmt::format("pixel.kernel.{}", i))) {
            state.kernel = i;
        }
    }
    const bool steps = state.units == ValueUnits::Steps;
    if (choice(panel, steps ? "0–255" : "0–1", false, "Values as 8-bit steps, or with white as 1", "pixel.units")) {
        state.units = steps ? ValueUnits::Unit : ValueUnits::Steps;
    }
    ImGui::NewLine();
}

// The cell under the mouse in words, or what marks stand for.
void cellLine(Panel& panel, const PixelViewState& state, const PixelExplanation& pixel, const KernelSum& kernel,
              int channel, int leftOut) {
    const auto c = static_cast<std::size_t>(channel);
    const float room = ImGui::GetContentRegionAvail().x;
    if (state.cell >= 0 && state.cell < static_cast<int>(kernel.terms.size())) {
        const PixelTerm& term = kernel.terms[static_cast<std::size_t>(state.cell)];
        const std::string place = term.x < 0 ? "border colour" : fmt::format("{}, {}", term.x, term.y);
        const std::string equation =
            term.present ? fmt::format("{} × {} = {}, sum so far {}", valueText(term.sample[c], state.units),
                                       shownNumber(term.weight, 5), valueText(term.product[c], state.units),
                                       valueText(term.runningSum[c], state.units))
                         : std::string("not part of the kernel");
        clippedText(theme::kText, fmt::format("{}{}: {}", place, term.outside ? " (outside)" : "", equation), room);
        return;
    }
    if (std::any_of(kernel.terms.begin(), kernel.terms.end(), [](const PixelTerm& term) { return term.outside; })) {
        hatchedSwatch(panel, ImGui::GetFontSize());
        ImGui::SameLine(0, panel.px(5));
        clippedText(theme::kTextMuted, "outside, " + borderSentence(pixel.border), ImGui::GetContentRegionAvail().x);
    } else if (leftOut > 0) {
        clippedText(
            theme::kTextMuted,
            fmt::format("The cells around the origin, of {} × {}; the sum is of all.", kernel.width, kernel.height),
            room);
    } else {
        clippedText(theme::kTextMuted, "Point at a cell to see its product.", room);
    }
}

void stepLine(Panel& panel, const std::string& label, const std::string& text, ImU32 colour) {
    const float start = ImGui::GetCursorPosX();
    colouredText(theme::kTextMuted, label);
    ImGui::SameLine();
    ImGui::SetCursorPosX(start + panel.px(kStepColumn));
    clippedText(colour, text, ImGui::GetContentRegionAvail().x);
}

void equation(Panel& panel, const PixelViewState& state, const ProbedPixel& pixel, int channel) {
    const auto c = static_cast<std::size_t>(channel);
    for (const ExplainedStep& step : stepsOf(pixel.explanation, channel, state.units)) {
        stepLine(panel, step.label, step.formula.empty() ? step.result : step.formula + " = " + step.result,
                 theme::kText);
    }
    stepLine(panel, "GPU",
             fmt::format("{}, difference {:.2g}", valueText(pixel.check.measured[c], state.units),
                         pixel.check.difference[c] * unitsFactor(state.units)),
             theme::kText);
    clippedText(pixel.check.agrees ? theme::kAccent : theme::kDanger, agreementSentence(pixel),
                ImGui::GetContentRegionAvail().x);
}

// All channels at once: what was there and what the GPU made of it.
void channelsLine(const PixelViewState& state, const ProbedPixel& pixel, const std::vector<NamedChannel>& channels) {
    std::string text;
    for (const NamedChannel& channel : channels) {
        const auto c = static_cast<std::size_t>(channel.index);
        text += fmt::format("{}{} {} → {}", text.empty() ? "" : "   ", channel.name,
                            valueText(pixel.explanation.before[c], state.units),
                            valueText(pixel.check.measured[c], state.units));
    }
    clippedText(theme::kTextMuted, text, ImGui::GetContentRegionAvail().x);
}

void explained(Panel& panel, PixelViewState& state, const ProbedPixel& pixel) {
    const PixelExplanation& explanation = pixel.explanation;
    const std::vector<NamedChannel> channels = channelsOf(explanation);
    state.channel = std::clamp(state.channel, 0, static_cast<int>(channels.size()) - 1);
    state.kernel = std::clamp(state.kernel, 0, static_cast<int>(explanation.kernels.size()) - 1);
    const int channel = channels[static_cast<std::size_t>(state.channel)].index;
    const KernelSum& kernel = explanation.kernels[static_cast<std::size_t>(state.kernel)];

    colouredText(theme::kText, fmt::format("{} at {}, {}", explanation.kind, explanation.x, explanation.y));
    ImGui::SameLine(0, panel.px(8));
    choices(panel, state, explanation, channels);

    // The lines below take what they need, the matrices the rest; a short pane scrolls to its last lines.
    const auto lines = static_cast<float>(stepsOf(explanation, channel, state.units).size() + 4);
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float left = ImGui::GetContentRegionAvail().y - lines * ImGui::GetTextLineHeightWithSpacing() - spacing;
    const ImVec2 room{ImGui::GetContentRegionAvail().x, std::max(left, panel.px(96))};
    const int leftOut = pixelMatrices(panel, state, explanation, kernel, channel, room);
    cellLine(panel, state, explanation, kernel, channel, leftOut);
    equation(panel, state, pixel, channel);
    channelsLine(state, pixel, channels);
}

}  // namespace

void pixelView(Panel& panel, PixelViewState& state, const std::optional<ProbedPixel>& pixel, ImVec2 size) {
    const FontScope small(panel.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {panel.px(6), panel.px(2)});
    ImGui::BeginChild("pixelview", size);
    if (pixel) {
        explained(panel, state, *pixel);
    } else {
        ImGui::PushTextWrapPos(0);
        colouredText(theme::kTextFaint, state.hint.empty() ? std::string("Point at a pixel.") : state.hint);
        ImGui::PopTextWrapPos();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace kg::ui
