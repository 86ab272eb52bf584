#include "ui/compare/glsl_view.h"

#include "base/caught_problem.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg::ui {

namespace {

std::string titleOf(const Plan& plan, std::size_t pass) {
    return fmt::format("{}  {}", pass + 1, plan.passes[pass].label);
}

}  // namespace

void GlslView::refresh(Panel& panel, const Plan& plan) {
    const std::uint64_t chainsRun = panel.workspace.engine().counters().chainsRun;
    m_pass = std::min(m_pass, plan.passes.size() - 1);
    if (m_pass == m_shownPass && m_tier == m_shownTier && chainsRun == m_chainsRun) {
        return;
    }
    m_shownPass = m_pass;
    m_shownTier = m_tier;
    m_chainsRun = chainsRun;
    try {
        m_text = panel.workspace.engine().passSource(plan.passes[m_pass], static_cast<ProgramTier>(m_tier));
    } catch (...) {
        m_text = caughtProblem();
    }
}

void GlslView::draw(Panel& panel) {
    const Plan* plan = panel.workspace.engine().plan();
    if (plan == nullptr || plan->passes.empty()) {
        colouredText(theme::kTextMuted, "No passes: the result is the source.");
        return;
    }
    refresh(panel, *plan);
    ImGui::AlignTextToFramePadding();
    colouredText(theme::kTextMuted, "Pass");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(panel.px(300));
    const bool open = beginCombo(panel, "##pass", titleOf(*plan, m_pass));
    panel.places.note("compare.pass");
    if (open) {
        for (std::size_t i = 0; i < plan->passes.size(); ++i) {
            if (ImGui::Selectable(titleOf(*plan, i).c_str(), i == m_pass)) {
                m_pass = i;
            }
            panel.places.note(fmt::format("compare.pass.{}", i));
        }
        ImGui::EndCombo();
    }
    if (hasTier(plan->passes[m_pass], ProgramTier::Specialised)) {
        ImGui::SameLine(0, panel.px(12));
        m_tier = segments(panel, "tier", {"Tunable", "Specialised"}, m_tier, "compare.tier");
    }
    ImGui::SameLine(0, panel.px(12));
    if (textButton(panel, "Copy", "Copies the text of this pass")) {
        panel.target.copyText(m_text);
        panel.workspace.say("Copied the pass's GLSL");
    }
    panel.places.note("compare.copy");
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kField);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(10), panel.px(8)});
    ImGui::BeginChild("glsl", {0, 0}, true, ImGuiWindowFlags_HorizontalScrollbar);
    colouredText(panel.fonts.mono, theme::kText, m_text);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace kg::ui
