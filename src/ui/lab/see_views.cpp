#include "ui/lab/see_views.h"

#include "ui/widgets.h"

namespace kg::ui {

namespace {

constexpr int kPixelTab = 5;

}  // namespace

void SeeViews::drawPixel(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel,
                         bool pinned) {
    // The last pixel stays while the mouse is elsewhere, so that the explanation itself can be pointed at.
    if (pixel) {
        m_target = PixelProbe::Target{.filter = subject.filter, .x = pixel->x, .y = pixel->y};
    }
    if (m_target) {
        m_target->filter = subject.filter;
    }
    const std::optional<ImageFormat> image = panel.workspace.imageFormat();
    if (!image || (m_target && (m_target->x >= image->width || m_target->y >= image->height))) {
        m_target.reset();
    }
    m_probe.update(panel.workspace, m_target);
    m_pixel.hint = m_target ? m_probe.problem() : "Point at a pixel of the picture; P pins it.";
    if (m_member != subject.member) {
        m_member = subject.member;
        m_pixel.kernel = static_cast<int>(m_member);
    }
    ImGui::SameLine();
    const char* hint = pinned ? "pinned (P)" : "P pins";
    const float left = ImGui::GetCursorPosX();
    alignRight(ImGui::CalcTextSize(hint).x);
    if (ImGui::GetCursorPosX() > left) {  // a narrow lab has no room beside the tabs
        ImGui::AlignTextToFramePadding();
        colouredText(panel.fonts.small, pinned ? theme::kAccent : theme::kTextFaint, hint);
    } else {
        ImGui::NewLine();
    }
    pixelView(panel, m_pixel, m_probe.pixel(), ImGui::GetContentRegionAvail());
}

void SeeViews::showPixel() {
    m_tab = kPixelTab;
}

void SeeViews::draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned) {
    m_tab = segments(panel, "see", {"Numbers", "Frequency", "Profile", "Height", "Factors", "Pixel"}, m_tab, "lab.see");
    if (m_tab != kPixelTab) {
        ImGui::Dummy({0, panel.px(1)});
    }
    const double budget = panel.workspace.document().settings.budget;
    if (!m_analysis || m_budget != budget || !(m_analysis->kernel == subject.laidKernel())) {
        m_analysis = analyse(subject.laidKernel(), budget);
        m_budget = budget;
    }
    const Filter& filter = panel.workspace.document().chain[static_cast<std::size_t>(subject.filter)];
    switch (m_tab) {
        case 0:
            m_numbers.draw(panel, subject, *m_analysis, bankOf(filter).bias);
            break;
        case 1:
            m_frequency.draw(panel, *m_analysis);
            break;
        case 2:
            m_profile.draw(panel, m_analysis->kernel);
            break;
        case 3:
            m_height.draw(panel, m_analysis->kernel);
            break;
        case 4:
            m_factors.draw(panel, subject, *m_analysis, budget);
            break;
        default:
            drawPixel(panel, subject, pixel, pinned);
            break;
    }
}

}  // namespace kg::ui
