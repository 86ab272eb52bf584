#include "ui/panes.h"

#include "ui/widgets.h"

#include <algorithm>
#include <string>

namespace kg::ui {

namespace {

constexpr float kSeam = 6;

// One seam at x: changes a pane's width (in units of design) by what it is dragged, `direction` being 1 for a pane at
// its left.
void seam(Panel& panel, const char* id, float x, const Layout& layout, double& width, float direction,
          const char* foldAction) {
    const float extent = panel.px(kSeam);
    ImGui::SetNextWindowPos({x - extent / 2, layout.viewport.y});
    ImGui::SetNextWindowSize({extent, layout.viewport.height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(2);
    ImGui::InvisibleButton("seam", {extent, layout.viewport.height});
    panel.places.note(id);
    const bool marked = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (marked) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        ImGui::GetWindowDrawList()->AddRectFilled(
            {x - panel.px(1), layout.viewport.y}, {x + panel.px(1), layout.viewport.y + layout.viewport.height},
            ImGui::GetColorU32(ImGui::IsItemActive() ? theme::kAccent : theme::kAccentDeep));
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        perform(action(foldAction), panel.target);
    } else if (ImGui::IsItemActive()) {
        const double asked = width + static_cast<double>(direction * ImGui::GetIO().MouseDelta.x / panel.scale);
        width = std::clamp(asked, static_cast<double>(kNarrowestPane), static_cast<double>(kWidestPane));
    }
    ImGui::End();
}

// The seam above the lab: dragged up it makes the lab taller.
void labSeam(Panel& panel, const Layout& layout) {
    const float extent = panel.px(kSeam);
    const float y = layout.lab.y;
    ImGui::SetNextWindowPos({layout.lab.x + extent, y - extent / 2});
    ImGui::SetNextWindowSize({layout.lab.width - extent, extent});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("seam.lab", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleVar(2);
    ImGui::InvisibleButton("seam", {layout.lab.width - extent, extent});
    panel.places.note("seam.lab");
    const bool marked = ImGui::IsItemHovered() || ImGui::IsItemActive();
    ImGui::GetWindowDrawList()->AddRectFilled({layout.lab.x, y - (marked ? panel.px(1) : 0)},
                                              {layout.lab.x + layout.lab.width, y + panel.px(1)},
                                              ImGui::GetColorU32(ImGui::IsItemActive() ? theme::kAccent
                                                                 : marked              ? theme::kAccentDeep
                                                                                       : theme::kLine));
    if (marked) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    }
    if (ImGui::IsItemActive()) {
        const double asked = panel.settings.labHeight - static_cast<double>(ImGui::GetIO().MouseDelta.y / panel.scale);
        panel.settings.labHeight = std::clamp(asked, static_cast<double>(kLowestLab), static_cast<double>(kTallestLab));
    }
    ImGui::End();
}

}  // namespace

void splitters(Panel& panel, const Layout& layout) {
    Settings& settings = panel.settings;
    if (settings.chainPaneOpen) {
        seam(panel, "seam.chain", layout.viewport.x, layout, settings.chainPaneWidth, 1, "view.chain_pane");
    }
    if (settings.detailsPaneOpen) {
        seam(panel, "seam.details", layout.details.x, layout, settings.detailsPaneWidth, -1, "view.details_pane");
    }
    if (settings.labOpen) {
        labSeam(panel, layout);
    }
}

void paneRail(Panel& panel, const Rect& rect, const char* name, Icon icon, const char* actionId) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(2), panel.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(3);
    const Action& unfold = action(actionId);
    if (iconButton(panel, "unfold", icon, unfold.label + " (" + unfold.shortcut + ")")) {
        perform(unfold, panel.target);
    }
    panel.places.note(std::string("unfold.") + actionId);
    ImGui::End();
}

}  // namespace kg::ui
