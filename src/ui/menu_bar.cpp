#include "ui/menu_bar.h"

#include "source/source.h"
#include "ui/camera_menu.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <filesystem>

namespace kg::ui {

namespace {

std::optional<std::string> recentFiles(Panel& panel) {
    std::optional<std::string> chosen;
    const auto& files = panel.settings.recentFiles;
    if (!ImGui::BeginMenu("Open Recent", !files.empty())) {
        panel.places.note("menu.recent");
        return {};
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::MenuItem(std::filesystem::path(files[i]).filename().string().c_str())) {
            chosen = files[i];
        }
        panel.places.note(fmt::format("recent.{}", i));
        tooltip(panel, files[i]);
        ImGui::PopID();
    }
    ImGui::EndMenu();
    return chosen;
}

void patternMenu(Panel& panel) {
    if (!ImGui::BeginMenu("Test Patterns")) {
        panel.places.note("menu.patterns");
        return;
    }
    for (const std::string& pattern : patternNames()) {
        if (ImGui::MenuItem(sourceName(pattern).c_str(), nullptr, panel.workspace.document().source == pattern)) {
            panel.workspace.open(pattern);
        }
        panel.places.note("menu." + pattern);
        tooltip(panel, pattern + ". Open (Ctrl+O) takes such names, with a value and a size: pattern:edge:30@640x480");
    }
    ImGui::EndMenu();
}

void menuItem(Panel& panel, const Action& item) {
    if (item.separatorBefore) {
        ImGui::Separator();
    }
    const char* shortcut = item.shortcut.empty() ? nullptr : item.shortcut.c_str();
    if (ImGui::MenuItem(item.label.c_str(), shortcut, item.isChecked(panel.target), item.isEnabled(panel.target))) {
        perform(item, panel.target);
    }
    panel.places.note("menu." + item.id);
}

}  // namespace

std::optional<std::string> menuBar(Panel& panel, CameraDesk& desk, const Rect& rect) {
    std::optional<std::string> recent;
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {panel.px(8), panel.px(5)});  // of the menus, too
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(4), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("menu", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_MenuBar | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(4);
    if (ImGui::BeginMenuBar()) {
        const auto& table = actions();
        for (std::size_t first = 0; first < table.size();) {
            const std::string& menu = table[first].menu;
            const bool open = ImGui::BeginMenu(menu.c_str());
            if (!open) {
                panel.places.note("menu." + menu);  // the last item of an open one is its popup
            }
            std::size_t next = first;
            for (; next < table.size() && table[next].menu == menu; ++next) {
                if (open) {
                    menuItem(panel, table[next]);
                    if (table[next].id == "file.open") {
                        recent = recentFiles(panel);
                    }
                    if (table[next].id == "camera.controls") {
                        cameraMenu(panel, desk);
                        patternMenu(panel);
                    }
                }
            }
            if (open) {
                ImGui::EndMenu();
            }
            first = next;
        }
        ImGui::EndMenuBar();
    }
    ImGui::End();
    ImGui::PopStyleVar();
    return recent;
}

}  // namespace kg::ui
