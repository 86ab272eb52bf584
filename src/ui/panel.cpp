#include "ui/panel.h"

#include <algorithm>

namespace kg::ui {

void Places::note(std::string_view name) {
    if (m_enabled) {
        const ImVec2 corner = ImGui::GetItemRectMin();
        const ImVec2 size = ImGui::GetItemRectSize();
        m_places[std::string(name)] = {corner.x, corner.y, size.x, size.y};
    }
}

bool Panel::pressed(int key) const {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace kg::ui
