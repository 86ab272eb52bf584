#include "ui/panel.h"

#include <algorithm>

namespace kg::ui {

void Places::note(std::string_view name) {
    if (!m_enabled) {
        return;
    }
    const ImVec2 corner = ImGui::GetItemRectMin();
    const ImVec2 size = ImGui::GetItemRectSize();
    const ImVec2 middle{corner.x + size.x / 2, corner.y + size.y / 2};
    const ImVec2 first = ImGui::GetWindowDrawList()->GetClipRectMin();
    const ImVec2 end = ImGui::GetWindowDrawList()->GetClipRectMax();
    if (middle.x >= first.x && middle.x < end.x && middle.y >= first.y && middle.y < end.y) {
        m_places[std::string(name)] = {corner.x, corner.y, size.x, size.y};
    }
}

bool Panel::pressed(int key) const {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace kg::ui
