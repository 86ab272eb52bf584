#include "ui/lab/preset_view.h"

#include "ui/kernel_picture.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <imgui_stdlib.h>

namespace kg::ui {

namespace {

// What a wrong one is called beside its origin, with where the right one is.
std::string erratumText(const KernelPreset& preset) {
    if (!preset.erratum) {
        return {};
    }
    const KernelPreset* right = findPreset(preset.correctedBy);
    return right == nullptr ? " · wrong as published" : fmt::format(" · wrong as published, right: {}", right->name);
}

constexpr float kPicture = 34;
constexpr float kRowHeight = 46;

}  // namespace

const Kernel& PresetView::pictureOf(const KernelPreset& preset) {
    const auto found = m_pictures.find(&preset);
    return found != m_pictures.end() ? found->second
                                     : m_pictures.emplace(&preset, kernelsOf(preset).front()).first->second;
}

bool PresetView::row(Panel& panel, const KernelPreset& preset) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 start = ImGui::GetCursorPos();
    const bool clicked =
        ImGui::Selectable(("##" + preset.id).c_str(), false, ImGuiSelectableFlags_None, {0, panel.px(kRowHeight)});
    panel.places.note("lab.preset." + preset.id);
    std::string tip = preset.notes.empty() ? preset.source : preset.source + "\n" + preset.notes;
    tip += preset.flipped ? "\nLaid turned, as convolution does." : "\nLaid as written.";
    tooltip(panel, tip);
    const ImVec2 after = ImGui::GetCursorPos();
    if (!ImGui::IsRectVisible(corner, {corner.x + 1, corner.y + panel.px(kRowHeight)})) {
        return clicked;
    }
    ImGui::SetCursorPos({start.x + panel.px(6), start.y + panel.px(6)});
    kernelPictureItem(panel, pictureOf(preset), panel.px(kPicture));
    ImGui::SetCursorPos(after);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = corner.x + panel.px(kPicture + 18);
    const float right = corner.x + ImGui::GetContentRegionAvail().x;
    {
        const FontScope strong(panel.fonts.strong);
        const std::string name = clipped(preset.name, right - x);
        list.AddText({x, corner.y + panel.px(4)}, ImGui::GetColorU32(theme::kText), name.c_str());
    }
    const FontScope small(panel.fonts.small);
    const std::string origin =
        clipped(fmt::format("{} · {}{}", preset.origin, preset.purpose, erratumText(preset)), right - x);
    list.AddText({x, corner.y + panel.px(25)}, ImGui::GetColorU32(preset.erratum ? theme::kWarm : theme::kTextMuted),
                 origin.c_str());
    return clicked;
}

void PresetView::draw(Panel& panel, const KernelSubject& subject) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##search", "Search presets by name, origin or purpose", &m_search);
    panel.places.note("lab.presets.search");
    if (m_search != m_searched) {
        m_searched = m_search;
        m_found = searchPresets(m_search);
    }
    ImGui::BeginChild("presets");
    if (m_found.empty()) {
        ImGui::PushTextWrapPos(0);
        const std::string nearest = nearestPresetSearch(m_search);
        colouredText(theme::kTextMuted,
                     "No preset holds these words." + (nearest.empty() ? "" : " Did you mean " + nearest + "?"));
        ImGui::PopTextWrapPos();
    }
    for (const KernelPreset* preset : m_found) {
        if (row(panel, *preset)) {
            panel.workspace.apply(edits::setPreset(subject.filter, *preset));
        }
    }
    ImGui::EndChild();
}

}  // namespace kg::ui
