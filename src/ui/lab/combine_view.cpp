#include "ui/lab/combine_view.h"

#include "base/error.h"
#include "kernel/edit/operations.h"
#include "kernel/text/kernel_text.h"
#include "ui/kernel_picture.h"
#include "ui/number_field.h"
#include "ui/text_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>

namespace kg::ui {

namespace {

constexpr float kCombineLabelColumn = 96;
constexpr float kCombinedSide = 88;

void caption(Panel& panel, const Kernel& kernel, const char* name) {
    ImGui::BeginGroup();
    kernelPictureItem(panel, kernel, panel.px(kCombinedSide));
    colouredText(panel.fonts.small, theme::kTextMuted, fmt::format("{}  {}x{}", name, kernel.width(), kernel.height()));
    ImGui::EndGroup();
}

}  // namespace

void CombineView::drawSecond(Panel& panel) {
    formLabel(panel, "With", "The second kernel, as text: weights or a name.", panel.px(kCombineLabelColumn));
    ImGui::BeginGroup();
    ImGui::SetNextItemWidth(-1);
    const auto check = [](const std::string& text) -> std::optional<std::string> {
        try {
            parseKernel(text);
            return std::nullopt;
        } catch (const Error& error) {
            return error.what();
        }
    };
    if (const auto text = textField(panel, "##second", m_text, check)) {
        m_text = *text;
        m_first.reset();
    }
    ImGui::EndGroup();
    panel.places.note("lab.second");
}

void CombineView::draw(Panel& panel, const KernelSubject& subject) {
    drawSecond(panel);
    const Kernel second = parseKernel(m_text);  // the field takes no other text
    const Kernel first = subject.scaledKernel();
    if (!m_first || !(first == m_blend)) {
        m_first = first;
        m_blend = first;
        m_share = 0;
    }
    try {
        formLabel(panel, "Blend", "How much of the second kernel is taken; origins lie on one another.",
                  panel.px(kCombineLabelColumn));
        const NumberChange share = slider(
            panel, "share", {.value = m_share, .comfort = {0, 1}, .unit = "%", .shownFactor = 100, .initial = 0});
        panel.places.note("lab.blend");
        if (share) {
            m_share = share.kind == NumberChange::Kind::Reset ? 0 : share.value;
            m_blend = blended(*m_first, second, m_share);
            panel.workspace.apply(edits::setScaledKernel(subject, "Blend kernels", m_blend, std::nullopt, share.group));
        }
        if (textButton(panel, "Convolve into one",
                       "The one kernel that does what this one and then the second do; borders aside")) {
            panel.workspace.apply(edits::setScaledKernel(subject, "Convolve kernels", convolved(first, second)));
        }
        panel.places.note("lab.convolve");
    } catch (const Error& error) {
        panel.workspace.report(error.what());
    }
    ImGui::Dummy({0, panel.px(4)});
    caption(panel, *m_first, "first");
    ImGui::SameLine(0, panel.px(16));
    caption(panel, second, "second");
    ImGui::SameLine(0, panel.px(16));
    caption(panel, first, "result");
}

}  // namespace kg::ui
