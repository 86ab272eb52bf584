#include "ui/help_overlay.h"

#include "ui/widgets.h"

#include <GLFW/glfw3.h>

#include <string>

namespace kg::ui {

namespace {

constexpr const char* kName = "Shortcuts";

struct Gesture {
    const char* keys;
    const char* meaning;
};

constexpr Gesture kGestures[] = {
    {"Space (hold)", "Show the source"},     {"Drag", "Pan the picture"},
    {"Wheel", "Zoom at the mouse"},          {"Double click", "One to one, or fit"},
    {"Drag a bar or weight", "Change it"},   {"Shift+drag", "Change it finely"},
    {"Ctrl+click a bar", "Type its number"}, {"Click a weight", "Type it; Tab goes on"},
    {"Double click a bar", "Reset it"},
};

void row(const std::string& keys, const std::string& meaning) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    colouredText(theme::kAccent, keys);
    ImGui::TableNextColumn();
    colouredText(theme::kText, meaning);
}

void title(Panel& panel, const std::string& text) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::Dummy({0, 0});
    colouredText(panel.fonts.strong, theme::kTextMuted, text);
    ImGui::TableNextColumn();
}

bool beginColumn(Panel& panel, const char* id) {
    const bool begun = ImGui::BeginTable(id, 2, ImGuiTableFlags_None, {panel.px(330), 0});
    if (begun) {
        ImGui::TableSetupColumn("keys", ImGuiTableColumnFlags_WidthFixed, panel.px(156));
        ImGui::TableSetupColumn("meaning", ImGuiTableColumnFlags_WidthStretch);
    }
    return begun;
}

void menuRows(Panel& panel, const std::string& menu) {
    title(panel, menu);
    for (const Action& action : actions()) {
        if (action.menu == menu && !action.shortcut.empty()) {
            row(action.shortcut, action.label);
        }
    }
}

void contents(Panel& panel) {
    if (beginColumn(panel, "left")) {
        menuRows(panel, "File");
        menuRows(panel, "Source");
        menuRows(panel, "Filter");
        ImGui::EndTable();
    }
    ImGui::SameLine(0, panel.px(24));
    if (beginColumn(panel, "right")) {
        menuRows(panel, "Record");
        menuRows(panel, "View");
        menuRows(panel, "Plan");
        menuRows(panel, "Help");
        title(panel, "Mouse and keys");
        for (const Gesture& gesture : kGestures) {
            row(gesture.keys, gesture.meaning);
        }
        ImGui::EndTable();
    }
}

}  // namespace

void helpOverlay(Panel& panel, bool& open) {
    if (open && !ImGui::IsPopupOpen(kName)) {
        ImGui::OpenPopup(kName);
    }
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(20), panel.px(14)});
    if (ImGui::BeginPopup(kName)) {
        contents(panel);
        if (!open || panel.pressed(GLFW_KEY_ESCAPE)) {
            ImGui::CloseCurrentPopup();
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    open = ImGui::IsPopupOpen(kName);
}

}  // namespace kg::ui
