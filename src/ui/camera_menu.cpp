#include "ui/camera_menu.h"

#include "ui/widgets.h"

#include <fmt/format.h>

#include <string>

namespace kg::ui {

namespace {

void openItem(Panel& panel, const std::string& label, const CameraRequest& request) {
    const std::string source = printCamera(request);
    if (ImGui::MenuItem(label.c_str(), nullptr, panel.workspace.document().source == source)) {
        panel.workspace.open(source);
    }
    panel.places.note("menu." + source);
}

void sizeItems(Panel& panel, const Camera& camera, const CameraFormat& format) {
    for (const CameraSize& size : format.sizes) {
        CameraRequest request{
            .number = camera.number, .format = format.name, .width = size.width, .height = size.height};
        if (size.rates.empty()) {
            openItem(panel, fmt::format("{} × {}", size.width, size.height), request);
        }
        for (const Rational& rate : size.rates) {
            request.rate = rate.value();
            openItem(panel, fmt::format("{} × {} at {:.4g} fps", size.width, size.height, request.rate), request);
        }
    }
}

void cameraItem(Panel& panel, const Camera& camera) {
    const bool open = ImGui::BeginMenu(fmt::format("{}##{}", camera.name, camera.number).c_str());
    if (!open) {
        panel.places.note(fmt::format("menu.camera.{}", camera.number));
        tooltip(panel, camera.path);
        return;
    }
    openItem(panel, "Best Picture", {.number = camera.number});
    if (!camera.problem.empty()) {
        ImGui::Separator();
        colouredText(theme::kDanger, camera.problem);
    }
    for (const CameraFormat& format : camera.formats) {
        ImGui::Separator();
        const std::string heading =
            format.description.empty() ? format.name : fmt::format("{} ({})", format.name, format.description);
        colouredText(theme::kTextMuted, heading);
        sizeItems(panel, camera, format);
    }
    ImGui::EndMenu();
}

void noCameras(Panel& panel) {
    const std::string unlisted = camerasUnlisted();
    colouredText(theme::kText, unlisted.empty() ? "No camera found" : unlisted);
    panel.places.note("menu.no_camera");
    if (unlisted.empty()) {
        colouredText(
            theme::kTextMuted,
            "Plug one in and open this menu again.\nOf one that is plugged in, \"kernelglass doctor\" says why "
            "it is not here.");
    }
}

}  // namespace

void cameraMenu(Panel& panel, CameraDesk& desk) {
    if (!ImGui::BeginMenu("Cameras")) {
        panel.places.note("menu.cameras");
        return;
    }
    if (ImGui::IsWindowAppearing()) {
        desk.look();
    }
    const auto cameras = desk.cameras();
    if (!cameras) {
        colouredText(theme::kTextMuted, "Looking for cameras...");
    } else if (cameras->empty()) {
        noCameras(panel);
    } else {
        for (const Camera& camera : *cameras) {
            cameraItem(panel, camera);
        }
    }
    ImGui::EndMenu();
}

}  // namespace kg::ui
