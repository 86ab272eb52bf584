#include "ui/viewport.h"

#include "image/decode.h"
#include "source/media.h"
#include "ui/widgets.h"

#include <cmath>

namespace kg::ui {

namespace {

constexpr double kWheelStep = 1.189207115002721;  // four notches double
constexpr float kChecker = 8;

Size sizeOf(const std::optional<ImageFormat>& image) {
    return image ? Size{.width = image->width, .height = image->height} : Size{};
}

ViewportPoint centreOf(const Placement& placement) {
    return {.x = placement.width / 2, .y = placement.height / 2};
}

void centredText(ImFont* font, ImU32 colour, const char* text) {
    const FontScope scope(font);
    const float width = ImGui::CalcTextSize(text).x;
    ImGui::SetCursorPosX((ImGui::GetWindowWidth() - width) / 2);
    colouredText(colour, text);
}

}  // namespace

void Viewport::zoomAround(Workspace& workspace, ViewportPoint around, double zoom) const {
    workspace.apply(edits::setView(zoomed(m_placement, around, zoom)));
}

void Viewport::zoomBy(Workspace& workspace, double factor) const {
    zoomAround(workspace, centreOf(m_placement), m_placement.zoom * factor);
}

void Viewport::zoomTo(Workspace& workspace, double zoom) const {
    zoomAround(workspace, centreOf(m_placement), zoom);
}

void Viewport::navigate(Panel& panel, bool hovered) {
    const ImGuiIO& io = ImGui::GetIO();
    const WindowPoint mouse{.x = io.MousePos.x, .y = io.MousePos.y};
    const ViewportPoint point = framebufferToViewport(m_placement, windowToFramebuffer(m_placement, mouse));
    Workspace& workspace = panel.workspace;
    if (hovered && io.MouseWheel != 0) {
        zoomAround(workspace, point, m_placement.zoom * std::pow(kWheelStep, static_cast<double>(io.MouseWheel)));
    } else if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        if (workspace.document().view.fit) {
            zoomAround(workspace, point, 1);
        } else {
            workspace.apply(edits::setView({}));
        }
    } else if (ImGui::IsItemActive() && (io.MouseDelta.x != 0 || io.MouseDelta.y != 0)) {
        const double ratio = m_placement.pixelRatio;
        workspace.apply(edits::setView(panned(m_placement, io.MouseDelta.x * ratio, io.MouseDelta.y * ratio)));
    }
    if (ImGui::IsItemActive()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    }
    m_hovered.reset();
    const Size size = sizeOf(workspace.imageFormat());
    const ImagePoint pixel = windowToImage(m_placement, mouse);
    if (hovered && pixel.x >= 0 && pixel.y >= 0 && pixel.x < size.width && pixel.y < size.height) {
        m_hovered = Pixel{.x = static_cast<int>(pixel.x), .y = static_cast<int>(pixel.y)};
    }
}

void Viewport::draw(Panel& panel, const Rect& rect, double pixelRatio) {
    const Placement rectangle{.pixelRatio = pixelRatio,
                              .x = std::round(rect.x * pixelRatio),
                              .y = std::round(rect.y * pixelRatio),
                              .width = std::round(rect.width * pixelRatio),
                              .height = std::round(rect.height * pixelRatio)};
    Workspace& workspace = panel.workspace;
    m_placement = placed(rectangle, workspace.document().view, sizeOf(workspace.imageFormat()));
    if (!workspace.imageFormat()) {
        drawEmpty(panel, rect);
        return;
    }
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("viewport", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    ImGui::InvisibleButton("picture", extentOf(rect),
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle);
    panel.places.note("viewport");
    navigate(panel, ImGui::IsItemHovered());
    const Size size = sizeOf(workspace.imageFormat());
    m_placement = placed(rectangle, workspace.document().view, size);
    if (m_pinned && (m_pinned->x >= size.width || m_pinned->y >= size.height)) {
        m_pinned.reset();
    }
    if (m_pinned) {
        drawPin(panel);
    }
    if (showsSource()) {
        drawBadge(panel, rect);
    }
    ImGui::End();
}

void Viewport::drawPin(Panel& panel) const {
    const auto cornerAt = [&](int x, int y) {
        const WindowPoint point =
            imageToWindow(m_placement, {.x = static_cast<double>(x), .y = static_cast<double>(y)});
        return ImVec2{static_cast<float>(point.x), static_cast<float>(point.y)};
    };
    const ImVec2 from = cornerAt(m_pinned->x, m_pinned->y);
    const ImVec2 to = cornerAt(m_pinned->x + 1, m_pinned->y + 1);
    // Small pixels get a frame around them that can be seen.
    const float margin = std::max(panel.px(2), panel.px(5) - (to.x - from.x) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRect({from.x - margin - 1, from.y - margin - 1}, {to.x + margin + 1, to.y + margin + 1},
                 ImGui::GetColorU32(theme::kBackdrop), 0, 0, panel.px(3));
    list.AddRect({from.x - margin, from.y - margin}, {to.x + margin, to.y + margin}, ImGui::GetColorU32(theme::kAccent),
                 0, 0, panel.px(1.5F));
}

void Viewport::drawBadge(Panel& panel, const Rect& rect) const {
    const FontScope strong(panel.fonts.strong);
    const char* text = "Source";
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 padding{panel.px(10), panel.px(5)};
    const ImVec2 corner{rect.x + panel.px(12), rect.y + panel.px(12)};
    const ImVec2 end{corner.x + size.x + 2 * padding.x, corner.y + size.y + 2 * padding.y};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(corner, end, ImGui::GetColorU32(theme::kAccent), panel.px(5));
    list.AddText({corner.x + padding.x, corner.y + padding.y}, ImGui::GetColorU32(theme::kBackdrop), text);
}

void Viewport::drawEmpty(Panel& panel, const Rect& rect) const {
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme::kBackdrop);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("no image", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::SetCursorPosY(rect.height / 2 - panel.px(84));
    centredText(panel.fonts.strong, theme::kText,
                hasMedia() ? "Drop an image or a video here, or press Ctrl+O" : "Drop an image here, or press Ctrl+O");
    ImGui::Dummy({0, panel.px(2)});
    centredText(panel.fonts.body, theme::kTextMuted,
                hasMedia() ? "PNG, JPEG, WebP, TIFF, EXR, HDR, MP4, WebM and more" : readableFormats().c_str());
    if (hasMedia()) {
        centredText(panel.fonts.body, theme::kTextMuted, "Cameras and patterns are in the Source menu");
    }
    ImGui::Dummy({0, panel.px(10)});

    struct Button {
        const char* label;
        const char* actionId;
    };
    static constexpr Button kButtons[] = {
        {"Open Image", "file.open"}, {"Test Chart", "file.chart"}, {"Test Scene", "file.scene"}};
    const float width = panel.px(112);
    const float gap = ImGui::GetStyle().ItemSpacing.x;
    const auto count = static_cast<float>(std::size(kButtons));
    ImGui::SetCursorPosX((ImGui::GetWindowWidth() - count * width - (count - 1) * gap) / 2);
    for (const Button& button : kButtons) {
        if (ImGui::Button(button.label, {width, panel.px(30)})) {
            perform(action(button.actionId), panel.target);
        }
        panel.places.note(std::string("empty.") + button.actionId);
        ImGui::SameLine();
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

ViewParameters Viewport::parameters(Size framebuffer) const {
    const ImagePoint corner = viewportToImage(m_placement, {.x = 0, .y = 0});
    const ImVec4 backdrop = ImGui::ColorConvertU32ToFloat4(theme::kBackdrop);
    return {.framebufferWidth = framebuffer.width,
            .framebufferHeight = framebuffer.height,
            .x = static_cast<int>(m_placement.x),
            .y = static_cast<int>(m_placement.y),
            .width = static_cast<int>(m_placement.width),
            .height = static_cast<int>(m_placement.height),
            .scale = m_placement.zoom,
            .imageX = corner.x,
            .imageY = corner.y,
            .content = showsSource() ? ViewContent::Source : ViewContent::Result,
            .backdrop = {backdrop.x, backdrop.y, backdrop.z},
            .checkerSize = kChecker * static_cast<float>(m_placement.pixelRatio)};
}

}  // namespace kg::ui
