#include "ui/plan_view.h"

#include "base/text.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace kg::ui {

namespace {

constexpr float kPlanLabelColumn = 110;

struct PlanChoice {
    std::string actionId;
    std::string label;
};

// A combo whose rows are actions; the one that is ticked is shown.
void actionCombo(Panel& panel, const char* label, const char* tip, const std::vector<PlanChoice>& choices) {
    formLabel(panel, label, tip, panel.px(kPlanLabelColumn));
    std::string shown;
    for (const PlanChoice& choice : choices) {
        shown = action(choice.actionId).isChecked(panel.target) ? choice.label : shown;
    }
    const bool open = beginCombo(panel, (std::string("##") + label).c_str(), shown);
    panel.places.note(std::string("plan.") + label);
    if (!open) {
        return;
    }
    for (const PlanChoice& choice : choices) {
        const Action& chosen = action(choice.actionId);
        if (ImGui::Selectable(choice.label.c_str(), chosen.isChecked(panel.target))) {
            perform(chosen, panel.target);
        }
    }
    ImGui::EndCombo();
}

void settings(Panel& panel) {
    std::vector<PlanChoice> strategies{{"plan.auto", "Cheapest"}};
    for (const Strategy strategy : allStrategies()) {
        strategies.push_back({"plan." + std::string(strategyName(strategy)), std::string(strategyLabel(strategy))});
    }
    actionCombo(panel, "Strategy", "How kernels become passes", strategies);
    actionCombo(panel, "Light", "Filter the values as stored, or the light they stand for",
                {{"plan.encoded", "Encoded"}, {"plan.linear", "Linear"}});
    actionCombo(panel, "Precision", "What passes store between them",
                {{"plan.precision_auto", "Automatic"}, {"plan.half", "16-bit floats"}, {"plan.full", "32-bit floats"}});
}

void rightAligned(Panel& panel, ImU32 colour, const std::string& text) {
    const float body = ImGui::GetFontSize();
    const FontScope mono(panel.fonts.mono);
    const float width = ImGui::CalcTextSize(text.c_str()).x;
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + std::round((body - ImGui::GetFontSize()) / 2));  // on the baseline
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width);
    colouredText(colour, text);
}

void tableRow(Panel& panel, ImU32 colour, const std::string& label, const std::string& fetches, const std::string& ms) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    clippedText(colour, label, ImGui::GetContentRegionAvail().x);
    ImGui::TableNextColumn();
    rightAligned(panel, colour, fetches);
    ImGui::TableNextColumn();
    rightAligned(panel, colour, ms);
}

// Titles of columns, the first on the left and those of numbers on the right.
void headerRow(Panel& panel, const std::vector<const char*>& titles) {
    const FontScope small(panel.fonts.small);
    ImGui::TableNextRow();
    for (const char* title : titles) {
        ImGui::TableNextColumn();
        if (title != titles.front()) {
            alignRight(ImGui::CalcTextSize(title).x);
        }
        colouredText(theme::kTextFaint, title);
    }
}

void passTable(Panel& panel, const Plan& plan) {
    const auto timing = panel.workspace.engine().timing();
    const bool timed = timing && timing->passMilliseconds.size() == plan.passes.size();
    const auto milliseconds = [&](double value) { return timed ? fmt::format("{:.2f}", value) : std::string("–"); };
    const double pixels = static_cast<double>(plan.format.pixelCount());
    const auto perPixel = [&](const Cost& cost) { return shownNumber(static_cast<double>(cost.fetches) / pixels); };

    if (!ImGui::BeginTable("passes", 3, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoPadOuterX)) {
        return;
    }
    ImGui::TableSetupColumn("Pass", ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableSetupColumn("Fetches", ImGuiTableColumnFlags_WidthFixed, panel.px(58));
    ImGui::TableSetupColumn("Time", ImGuiTableColumnFlags_WidthFixed, panel.px(48));
    headerRow(panel, {"Pass", "Fetches/px", "GPU ms"});
    for (std::size_t i = 0; i < plan.passes.size(); ++i) {
        const Pass& pass = plan.passes[i];
        tableRow(panel, theme::kText, pass.label, perPixel(pass.cost),
                 milliseconds(timed ? timing->passMilliseconds[i] : 0));
    }
    tableRow(panel, theme::kTextMuted, "Total", perPixel(plan.total),
             milliseconds(timed ? timing->totalMilliseconds : 0));
    ImGui::EndTable();
}

// The figures of a strategy, where it was measured.
const StrategyFigures* figuresOf(const std::vector<StrategyFigures>* measured, Strategy strategy) {
    if (measured == nullptr) {
        return nullptr;
    }
    const auto row = std::find_if(measured->begin(), measured->end(), [&](const StrategyFigures& candidate) {
        return candidate.strategy == strategy && candidate.time;
    });
    return row == measured->end() ? nullptr : &*row;
}

void strategyRow(Panel& panel, const StrategyOption& option, bool chosen, const StrategyFigures* figures) {
    const std::string name(strategyName(option.strategy));
    const ImU32 colour = chosen ? theme::kAccent : option.legal ? theme::kText : theme::kTextFaint;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    const std::string label = std::string(strategyLabel(option.strategy)) + "##" + name;
    const ImGuiSelectableFlags flags =
        ImGuiSelectableFlags_SpanAllColumns | (option.legal ? 0 : ImGuiSelectableFlags_Disabled);
    if (ImGui::Selectable(label.c_str(), false, flags)) {
        perform(action("plan." + name), panel.target);
    }
    ImGui::PopStyleColor();
    panel.places.note("plan.strategy." + name);
    const std::string bound = option.approximation > 0
                                  ? fmt::format(" Weights off by at most {:.2g} of 255.", 255 * option.approximation)
                                  : std::string(" The kernel's own weights.");
    tooltip(panel, option.legal ? "Forces this strategy." + bound : "Not here: " + option.reason);
    ImGui::TableNextColumn();
    rightAligned(panel, colour, option.legal ? shownNumber(option.fetchesPerPixel) : std::string("–"));
    ImGui::TableNextColumn();
    rightAligned(panel, colour, figures != nullptr ? shownNumber(figures->time->median, 3) : std::string("–"));
    ImGui::TableNextColumn();
    rightAligned(panel, colour,
                 figures != nullptr && figures->toDirect ? shownNumber(*figures->toDirect * 255, 2) : std::string("–"));
}

// What each strategy costs the selected filter, and why some are not to be had; a click forces one.
void strategyTable(Panel& panel, const Plan& plan, const std::vector<StrategyFigures>* measured) {
    const int selected = panel.workspace.document().selected;
    const auto filter = std::find_if(plan.filters.begin(), plan.filters.end(),
                                     [=](const FilterPlan& candidate) { return candidate.filter == selected; });
    if (filter == plan.filters.end()) {
        return;
    }
    if (!ImGui::BeginTable("strategies", 4, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoPadOuterX)) {
        return;
    }
    ImGui::TableSetupColumn("Strategy", ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableSetupColumn("Fetches", ImGuiTableColumnFlags_WidthFixed, panel.px(66));
    ImGui::TableSetupColumn("Time", ImGuiTableColumnFlags_WidthFixed, panel.px(50));
    ImGui::TableSetupColumn("Off", ImGuiTableColumnFlags_WidthFixed, panel.px(54));
    headerRow(panel, {"Strategy", "Fetches/px", "GPU ms", "Off /255"});
    for (const StrategyOption& option : filter->options) {
        strategyRow(panel, option, option.strategy == filter->chosen, figuresOf(measured, option.strategy));
    }
    ImGui::EndTable();
    if (textButton(panel, "Compare...",
                   "Measures every strategy of the selected filter: times, rates and differences")) {
        perform(action("plan.compare"), panel.target);
    }
    panel.places.note("plan.compare");
}

}  // namespace

void planView(Panel& panel, const std::vector<StrategyFigures>* measured) {
    settings(panel);
    const Plan* plan = panel.workspace.engine().plan();
    if (plan == nullptr || !panel.workspace.imageFormat()) {
        return;
    }
    ImGui::Dummy({0, panel.px(2)});
    if (plan->passes.empty()) {
        colouredText(theme::kTextMuted, "No passes: the result is the source.");
        return;
    }
    passTable(panel, *plan);
    ImGui::Dummy({0, panel.px(4)});
    strategyTable(panel, *plan, measured);
    ImGui::Dummy({0, panel.px(2)});
    const float column = panel.px(kPlanLabelColumn);
    factRow(panel, "Fetches", groupedCount(plan->total.fetches), column, "Texture samples a frame");
    factRow(panel, "Multiply-adds", groupedCount(plan->total.multiplyAdds), column, "Of four-channel pixels a frame");
    factRow(panel, "Reads", byteCount(plan->total.bytesRead), column, "Every texture that a pass reads, once");
    factRow(panel, "Writes", byteCount(plan->total.bytesWritten), column);
    factRow(panel, "Receptive field",
            fmt::format("{} × {} px", plan->receptiveField.width(), plan->receptiveField.height()), column,
            "What a pixel of the result depends on: 1 + the sum of (size - 1) of the chain's kernels");
    factRow(panel, "Stored in", plan->precision == Precision::Half ? "16-bit floats" : "32-bit floats", column);
    factRow(panel, "Error bound", fmt::format("{} / 255", shownNumber(plan->errorBound * 255, 2)), column,
            "The largest difference to the exact result, in steps of an 8-bit image");
}

}  // namespace kg::ui
