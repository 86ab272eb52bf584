#include "ui/lab/see_views.h"

#include "ui/widgets.h"

namespace kg::ui {

void SeeViews::draw(Panel& panel, const KernelSubject& subject, std::optional<Viewport::Pixel> pixel, bool pinned) {
    (void)pixel;
    (void)pinned;
    m_tab = segments(panel, "see", {"Numbers", "Frequency", "Profile", "Height", "Factors", "Pixel"}, m_tab, "lab.see");
    ImGui::Dummy({0, panel.px(1)});
    if (!m_analysis || !(m_analysis->kernel == subject.laidKernel())) {
        m_analysis = analyse(subject.laidKernel(), panel.workspace.document().settings.budget);
    }
    const Filter& filter = panel.workspace.document().chain[static_cast<std::size_t>(subject.filter)];
    switch (m_tab) {
        case 0:
            numbersView(panel, *m_analysis, bankOf(filter).bias);
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
            m_factors.draw(panel, *m_analysis);
            break;
        default:
            break;
    }
}

}  // namespace kg::ui
