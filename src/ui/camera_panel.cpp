#include "ui/camera_panel.h"

#include "ui/number_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <string>

namespace kg::ui {

namespace {

constexpr float kWidth = 360;
constexpr float kControlColumn = 150;
constexpr const char* kTitle = "Camera Controls";

// A step that the camera knows.
int onStep(const CameraControl& control, double value) {
    const double steps = std::round((value - control.minimum) / control.step);
    return std::clamp(control.minimum + static_cast<int>(steps) * control.step, control.minimum, control.maximum);
}

std::optional<int> numberControl(Panel& panel, const CameraControl& control) {
    const NumberChange change =
        slider(panel, "value",
               {.value = static_cast<double>(control.value),
                .comfort = {static_cast<double>(control.minimum), static_cast<double>(control.maximum)},
                .whole = true,
                .initial = static_cast<double>(control.initial)});
    if (!change.problem.empty()) {
        panel.workspace.report(change.problem);
    }
    if (change.kind == NumberChange::Kind::Reset) {
        return control.initial;
    }
    return change ? std::optional(onStep(control, change.value)) : std::nullopt;
}

std::optional<int> switchControl(const CameraControl& control) {
    bool on = control.value != 0;
    return ImGui::Checkbox("##value", &on) ? std::optional(on ? 1 : 0) : std::nullopt;
}

std::optional<int> menuControl(Panel& panel, const CameraControl& control) {
    const auto chosen = std::ranges::find(control.items, control.value, &CameraControl::Item::value);
    std::optional<int> asked;
    if (beginCombo(panel, "##value", chosen != control.items.end() ? chosen->label : std::to_string(control.value))) {
        for (const CameraControl::Item& item : control.items) {
            if (ImGui::Selectable(item.label.c_str(), item.value == control.value)) {
                asked = item.value;
            }
        }
        ImGui::EndCombo();
    }
    return asked;
}

void controlRow(Panel& panel, CameraDesk& desk, int number, const CameraControl& control) {
    ImGui::PushID(static_cast<int>(control.id));
    ImGui::BeginDisabled(!control.enabled);
    const std::string tip = control.enabled ? fmt::format("{}; {} at first", control.name, control.initial)
                                            : fmt::format("{}: another control rules it now", control.name);
    formLabel(panel, clipped(control.name, panel.px(kControlColumn - 8)), tip, panel.px(kControlColumn));
    std::optional<int> asked;
    switch (control.kind) {
        case CameraControl::Kind::Number:
            asked = numberControl(panel, control);
            break;
        case CameraControl::Kind::Switch:
            asked = switchControl(control);
            break;
        case CameraControl::Kind::Menu:
            asked = menuControl(panel, control);
            break;
    }
    panel.places.note("control." + control.name);
    ImGui::EndDisabled();
    ImGui::PopID();
    if (asked && *asked != control.value && control.enabled) {
        desk.set(number, control.id, *asked);
    }
}

void controlRows(Panel& panel, CameraDesk& desk, int number) {
    const std::optional<CameraPanelState> state = desk.controls();
    if (!state || state->number != number) {
        colouredText(theme::kTextMuted, "Asking the camera...");
        return;
    }
    if (!state->problem.empty()) {
        ImGui::PushTextWrapPos(0);
        colouredText(theme::kDanger, state->problem);
        ImGui::PopTextWrapPos();
    } else if (state->controls.empty()) {
        colouredText(theme::kTextMuted, "This camera has no controls.");
    }
    for (const CameraControl& control : state->controls) {
        controlRow(panel, desk, number, control);
    }
}

}  // namespace

void CameraPanel::draw(Panel& panel, CameraDesk& desk) {
    const Player* player = panel.workspace.player();
    const std::string& source = panel.workspace.document().source;
    if (!m_open || player == nullptr || !isCamera(source)) {
        m_asked.reset();
        return;
    }
    const Asked now{.number = parseCamera(source).number, .reopened = player->state().reopened};
    if (m_asked != now) {
        m_asked = now;
        desk.ask(now.number);
    }
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowSize({panel.px(kWidth), 0});
    ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Appearing, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(14), panel.px(10)});
    ImGui::Begin(kTitle, &m_open, ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoCollapse);
    ImGui::PopStyleVar();
    controlRows(panel, desk, now.number);
    ImGui::End();
}

}  // namespace kg::ui
