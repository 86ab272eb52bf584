#include "ui/lab/lab_panel.h"

#include "filter/registry.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg::ui {

namespace {

constexpr float kWidestMake = 560;
constexpr float kShareOfMake = 0.46F;

}  // namespace

void LabPanel::refresh(Panel& panel) {
    if (panel.workspace.revision() != m_revision) {
        m_revision = panel.workspace.revision();
        m_subject = subjectOf(panel.workspace.document(), m_member);
        m_member = m_subject ? m_subject->member : 0;
    }
}

// What is being edited, which member of a list, and how it is laid.
void LabPanel::drawHeader(Panel& panel) {
    const KernelSubject& subject = *m_subject;
    const Filter& filter = panel.workspace.document().chain[static_cast<std::size_t>(subject.filter)];
    ImGui::AlignTextToFramePadding();
    colouredText(panel.fonts.strong, theme::kText, "Kernel Lab");
    ImGui::SameLine(0, panel.px(10));
    colouredText(theme::kTextMuted, filterKind(filter.kind).label);
    if (subject.typed.size() > 1) {
        ImGui::SameLine(0, panel.px(14));
        const int last = static_cast<int>(subject.typed.size()) - 1;
        int member = static_cast<int>(subject.member);
        if (iconButton(panel, "previous kernel", icons::kPaneLeft, "The kernel before in the list")) {
            member = member == 0 ? last : member - 1;
        }
        ImGui::SameLine(0, 0);
        ImGui::AlignTextToFramePadding();
        colouredText(panel.fonts.mono, theme::kText, fmt::format("{} of {}", member + 1, last + 1));
        ImGui::SameLine(0, 0);
        if (iconButton(panel, "next kernel", icons::kUnfold, "The next kernel of the list")) {
            member = member == last ? 0 : member + 1;
        }
        panel.places.note("lab.next");
        m_member = static_cast<std::size_t>(member);
        m_subject->member = m_member;
    }
    if (subject.editable) {
        ImGui::SameLine(0, panel.px(14));
        const int mode = segments(panel, "mode", {"Convolution", "Correlation"}, subject.convolves ? 0 : 1, "lab.mode");
        if ((mode == 0) != subject.convolves) {
            panel.workspace.apply(
                edits::setValue(subject.filter, "mode", std::string(mode == 0 ? "convolution" : "correlation")));
        }
    }
    ImGui::SameLine();
    alignRight(ImGui::GetFrameHeight());
    if (iconButton(panel, "close lab", icons::kFold, "Close the lab (K)")) {
        panel.target.toggleLab();
    }
}

// A filter whose kernel comes from its parameters.
void LabPanel::drawLocked(Panel& panel) {
    ImGui::PushTextWrapPos(0);
    colouredText(theme::kTextMuted,
                 "This filter makes its kernel from its parameters. As a convolve filter, every "
                 "weight of it can be edited, and presets and generators can take its place.");
    ImGui::PopTextWrapPos();
    if (textButton(panel, "Edit as Convolve", "Replaces the filter by a convolve filter with the same kernels")) {
        panel.workspace.apply(edits::becomeConvolve(panel.workspace.document(), m_subject->filter));
    }
    panel.places.note("lab.become");
}

void LabPanel::drawMake(Panel& panel) {
    m_make = segments(panel, "make", {"Edit", "Presets", "Generate", "Combine"}, m_make, "lab.make");
    ImGui::Dummy({0, 0});
    if (!m_subject->editable) {
        drawLocked(panel);
        return;
    }
    switch (m_make) {
        case 0:
            m_editor.draw(panel, *m_subject);
            break;
        case 1:
            m_presets.draw(panel, *m_subject);
            break;
        case 2:
            m_generator.draw(panel, *m_subject);
            break;
        default:
            m_combine.draw(panel, *m_subject);
            break;
    }
}

void LabPanel::draw(Panel& panel, std::optional<Viewport::Pixel> pixel, bool pinned) {
    refresh(panel);
    if (!m_subject) {
        ImGui::AlignTextToFramePadding();
        colouredText(panel.fonts.strong, theme::kText, "Kernel Lab");
        ImGui::SameLine();
        alignRight(ImGui::GetFrameHeight());
        if (iconButton(panel, "close lab", icons::kFold, "Close the lab (K)")) {
            panel.target.toggleLab();
        }
        colouredText(theme::kTextMuted, "Select a filter of the chain, or begin with a kernel of your own.");
        if (textButton(panel, "Add Convolve", "Adds a convolve filter at the end of the chain")) {
            panel.workspace.apply(edits::addFilter("convolve"));
        }
        panel.places.note("lab.add");
        return;
    }
    drawHeader(panel);
    const float make = std::min(ImGui::GetContentRegionAvail().x * kShareOfMake, panel.px(kWidestMake));
    ImGui::BeginChild("make", {make, 0});
    drawMake(panel);
    ImGui::EndChild();
    ImGui::SameLine(0, panel.px(14));
    ImGui::BeginChild("see", {0, 0});
    m_see.draw(panel, *m_subject, pixel, pinned);
    ImGui::EndChild();
}

}  // namespace kg::ui
