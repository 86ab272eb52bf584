#include "ui/filter_picker.h"

#include "filter/registry.h"
#include "ui/filter_search.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <imgui_stdlib.h>

#include <algorithm>

namespace kg::ui {

namespace {

constexpr const char* kPickerName = "Add a filter";
constexpr float kPickerWidth = 440;
constexpr float kListHeight = 344;

// A row of the list: the name, and what the filter does below it.
bool row(Panel& panel, const FilterKind& kind, bool chosen) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = 2 * ImGui::GetTextLineHeight() + panel.px(12);
    const bool clicked = ImGui::Selectable(("##" + kind.id).c_str(), chosen, ImGuiSelectableFlags_None, {0, height});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    {
        const FontScope strong(panel.fonts.strong);
        list.AddText({corner.x + panel.px(8), corner.y + panel.px(5)}, ImGui::GetColorU32(theme::kText),
                     kind.label.c_str());
    }
    const FontScope small(panel.fonts.small);
    const std::string shown = clipped(kind.description, ImGui::GetItemRectSize().x - panel.px(16));
    list.AddText({corner.x + panel.px(8), corner.y + panel.px(25)}, ImGui::GetColorU32(theme::kTextMuted),
                 shown.c_str());
    return clicked;
}

}  // namespace

void FilterPicker::drawList(Panel& panel) {
    const auto found = searchFilters(filterKinds(), m_text);
    const int last = static_cast<int>(found.size()) - 1;
    if (panel.pressed(GLFW_KEY_DOWN) || panel.pressed(GLFW_KEY_UP)) {
        m_chosen += panel.pressed(GLFW_KEY_DOWN) ? 1 : -1;
        m_follows = true;
    }
    m_chosen = std::clamp(m_chosen, 0, std::max(last, 0));
    const bool enter = panel.pressed(GLFW_KEY_ENTER) || panel.pressed(GLFW_KEY_KP_ENTER);
    int taken = enter && last >= 0 ? m_chosen : -1;

    ImGui::BeginChild("list", {0, panel.px(kListHeight)});
    for (int i = 0; i <= last; ++i) {
        if (row(panel, *found[static_cast<std::size_t>(i)], i == m_chosen)) {
            taken = i;
        }
        panel.places.note("picker." + found[static_cast<std::size_t>(i)]->id);
        if (m_follows && i == m_chosen) {
            ImGui::SetScrollHereY();
            m_follows = false;
        }
    }
    if (found.empty()) {
        colouredText(theme::kTextMuted, "No filter is called that.");
    }
    ImGui::EndChild();
    if (taken >= 0) {
        panel.workspace.apply(edits::addFilter(found[static_cast<std::size_t>(taken)]->id));
        ImGui::CloseCurrentPopup();
    }
}

void FilterPicker::draw(Panel& panel) {
    if (m_opening) {
        m_opening = false;
        m_text.clear();
        m_chosen = 0;
        ImGui::OpenPopup(kPickerName);
    }
    ImGui::SetNextWindowPos(m_corner);
    ImGui::SetNextWindowSize({panel.px(kPickerWidth), 0});
    m_open = ImGui::BeginPopup(kPickerName);
    if (!m_open) {
        m_awaitsFocus = false;
        return;
    }
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##search", "Search filters", &m_text)) {
        m_chosen = 0;
    }
    m_awaitsFocus = m_awaitsFocus && !ImGui::IsItemActive();
    if (m_awaitsFocus) {
        panel.pacer.request(Pacer::kSettleFrames);
    }
    drawList(panel);
    if (panel.pressed(GLFW_KEY_ESCAPE)) {
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

}  // namespace kg::ui
