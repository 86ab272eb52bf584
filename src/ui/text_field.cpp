#include "ui/text_field.h"

#include "ui/widgets.h"

#include <imgui_stdlib.h>

namespace kg::ui {

namespace {

void showProblem(Panel& panel, const std::string& problem) {
    const FontScope small(panel.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kDanger);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(problem.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

}  // namespace

std::optional<std::string> textField(Panel& panel, const char* id, const std::string& value, const TextCheck& check) {
    Draft& draft = panel.draft;
    const ImGuiID field = ImGui::GetID(id);
    const float width = ImGui::CalcItemWidth();
    // A refused text is dropped when the document's own text changes by another way.
    bool drafted = draft.field == field && draft.base == value;
    std::string shown = drafted ? draft.text : value;

    ImGui::PushFont(panel.fonts.mono);
    ImGui::SetNextItemWidth(width);
    const bool edited = ImGui::InputText(id, &shown);
    ImGui::PopFont();
    if (ImGui::IsItemActivated() && !drafted) {
        draft = {.field = field, .text = value, .base = value, .drags = draft.drags};
    }
    if (edited) {
        draft.text = shown;
        draft.problem.clear();
    }
    std::optional<std::string> committed;
    if (ImGui::IsItemDeactivated() && draft.field == field) {
        const auto problem = shown == value ? std::nullopt : check(shown);
        if (problem) {
            draft.text = shown;
            draft.problem = *problem;
        } else {
            draft.field = 0;
            committed = shown == value ? std::nullopt : std::optional(shown);
        }
    }
    drafted = draft.field == field;
    if (drafted && !draft.problem.empty()) {
        ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                            ImGui::GetColorU32(theme::kDanger), panel.px(4));
        showProblem(panel, draft.problem);
    }
    return committed;
}

}  // namespace kg::ui
