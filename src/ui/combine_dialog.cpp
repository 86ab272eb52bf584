#include "ui/combine_dialog.h"

#include "base/caught_problem.h"
#include "filter/registry.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

namespace kg::ui {

namespace {

constexpr float kDialogWidth = 480;
constexpr float kNumber = 130;  // a column of numbers
constexpr float kButton = 92;

void rightAligned(ImFont* font, ImU32 colour, const std::string& text) {
    const FontScope scope(font);
    alignRight(ImGui::CalcTextSize(text.c_str()).x);
    colouredText(colour, text);
}

// One figure of both ways; the smaller one stands out.
void costRow(Panel& panel, const char* label, double apart, double together, std::string (*shown)(double)) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    colouredText(theme::kTextMuted, label);
    ImGui::TableNextColumn();
    rightAligned(panel.fonts.mono, apart < together ? theme::kAccent : theme::kText, shown(apart));
    ImGui::TableNextColumn();
    rightAligned(panel.fonts.mono, together < apart ? theme::kAccent : theme::kText, shown(together));
}

void costTable(Panel& panel, const Combination& combination) {
    if (!ImGui::BeginTable("costs", 3, ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoPadOuterX)) {
        return;
    }
    ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch);
    ImGui::TableSetupColumn("apart", ImGuiTableColumnFlags_WidthFixed, panel.px(kNumber));
    ImGui::TableSetupColumn("together", ImGuiTableColumnFlags_WidthFixed, panel.px(kNumber));
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    for (const char* title : {"Two filters", "One kernel"}) {
        ImGui::TableNextColumn();
        rightAligned(panel.fonts.small, theme::kTextFaint, title);
    }
    const FiltersCost& apart = combination.apart;
    const FiltersCost& together = combination.together;
    const auto number = [](double value) { return shownNumber(value); };
    const auto perPixel = [&](const char* label, std::uint64_t a, std::uint64_t b) {
        const auto pixels = static_cast<double>(combination.pixels);
        costRow(panel, label, static_cast<double>(a) / pixels, static_cast<double>(b) / pixels, number);
    };
    const auto bytes = [](double value) { return byteCount(static_cast<std::uint64_t>(value)); };
    costRow(panel, "Passes", apart.passes, together.passes, number);
    perPixel("Fetches a pixel", apart.cost.fetches, together.cost.fetches);
    perPixel("Multiply-adds a pixel", apart.cost.multiplyAdds, together.cost.multiplyAdds);
    costRow(panel, "Reads", static_cast<double>(apart.cost.bytesRead), static_cast<double>(together.cost.bytesRead),
            bytes);
    costRow(panel, "Writes", static_cast<double>(apart.cost.bytesWritten),
            static_cast<double>(together.cost.bytesWritten), bytes);
    costRow(panel, "Error bound, of 255", 255 * apart.errorBound, 255 * together.errorBound,
            [](double value) { return shownNumber(value, 2); });
    ImGui::EndTable();
}

void paragraph(ImU32 colour, const std::string& text) {
    ImGui::PushTextWrapPos(0);
    colouredText(colour, text);
    ImGui::PopTextWrapPos();
}

// A button, or the key that stands for it; not the one that opened the dialog.
bool chosen(Panel& panel, const char* label, const char* place, int key) {
    const bool clicked = ImGui::Button(label, {panel.px(kButton), 0});
    panel.places.note(place);
    return clicked || (panel.pressed(key) && !ImGui::IsWindowAppearing());
}

}  // namespace

void CombineDialog::open(Workspace& workspace, int index) {
    m_opening = true;
    m_index = index;
    look(workspace);
}

void CombineDialog::look(Workspace& workspace) {
    m_revision = workspace.revision();
    m_combination.reset();
    m_refusal.clear();
    try {
        const Document& document = workspace.document();
        m_combination = combine(document.chain, m_index, *workspace.engine().source(), document.settings,
                                workspace.engine().traits(), kPromptWork);
    } catch (...) {
        m_refusal = caughtProblem();
    }
}

void CombineDialog::contents(Panel& panel, const Combination& combination) {
    const auto label = [](const Filter& filter) { return filterKind(filter.kind).label; };
    paragraph(theme::kText, fmt::format("{} and {} as one kernel of {} × {} cells", label(combination.pair[0]),
                                        label(combination.pair[1]), combination.width, combination.height));
    ImGui::Dummy({0, panel.px(2)});
    costTable(panel, combination);
    sectionHeading(panel, "Difference");
    paragraph(theme::kTextMuted, insideSentence());
    const bool differs = combination.border.difference.maximum * 255 > 0.5;  // a step that can be seen
    paragraph(differs ? theme::kWarm : theme::kTextMuted, borderSentence(combination));
    paragraph(theme::kTextMuted, storeSentence(combination));
}

void CombineDialog::buttons(Panel& panel) {
    ImGui::Dummy({0, panel.px(6)});
    alignRight(m_combination ? 2 * panel.px(kButton) + panel.px(8) : panel.px(kButton));
    bool done = chosen(panel, m_combination ? "Cancel" : "Close", "combine.cancel", GLFW_KEY_ESCAPE);
    if (m_combination) {
        ImGui::SameLine(0, panel.px(8));
        if (chosen(panel, "Combine", "combine.accept", GLFW_KEY_ENTER) && !done) {
            panel.workspace.apply(edits::combineFilters(m_combination->index, m_combination->kernel));
            done = true;
        }
    }
    if (done) {
        ImGui::CloseCurrentPopup();
    }
}

void CombineDialog::draw(Panel& panel) {
    if (m_opening) {
        m_opening = false;
        ImGui::OpenPopup(kTitle);
    }
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x / 2, window.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({panel.px(kDialogWidth), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(18), panel.px(14)});
    m_open = ImGui::BeginPopupModal(kTitle, nullptr,
                                    ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize);
    ImGui::PopStyleVar();
    if (!m_open) {
        return;
    }
    if (m_revision != panel.workspace.revision()) {
        look(panel.workspace);  // what was dropped on the window is another chain or picture
    }
    colouredText(panel.fonts.strong, theme::kText, "Combine with the next filter");
    ImGui::Dummy({0, panel.px(2)});
    if (m_combination) {
        contents(panel, *m_combination);
    } else {
        paragraph(theme::kTextMuted, m_refusal);
    }
    buttons(panel);
    ImGui::EndPopup();
}

}  // namespace kg::ui
