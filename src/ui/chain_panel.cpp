#include "ui/chain_panel.h"

#include "ui/filter_card.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg::ui {

namespace {

constexpr float kTextLines = 5;  // of the chain's text, at most; longer ones scroll

void heading(Panel& panel, FilterPicker& picker) {
    ImGui::AlignTextToFramePadding();
    colouredText(panel.fonts.strong, theme::kText, "Chain");
    const std::string add = std::string(panel.fonts.text(icons::kAdd)) + "  Add";
    const float width = ImGui::CalcTextSize(add.c_str()).x + 2 * ImGui::GetStyle().FramePadding.x;
    const float fold = ImGui::GetFrameHeight();
    ImGui::SameLine();
    alignRight(width + panel.px(4) + fold);
    if (ImGui::Button((add + "##add").c_str())) {
        picker.open();
    }
    panel.places.note("chain.add");
    tooltip(panel, "Add a filter (A)");
    picker.anchor({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + panel.px(4)});
    ImGui::SameLine(0, panel.px(4));
    if (iconButton(panel, "foldpane", icons::kPaneLeft, "Fold this pane (F2)")) {
        panel.target.toggleChainPane();
    }
}

void emptyChain(Panel& panel) {
    ImGui::Dummy({0, panel.px(8)});
    ImGui::PushTextWrapPos(0);
    colouredText(theme::kTextMuted, "The chain is empty: the picture is shown as it is.");
    ImGui::Dummy({0, panel.px(2)});
    colouredText(theme::kTextFaint, "Add a filter with A, or paste a chain's text with Ctrl+Shift+V.");
    ImGui::PopTextWrapPos();
}

void cards(Panel& panel) {
    std::optional<CardMove> move;
    for (int index = 0; index < std::ssize(panel.workspace.document().chain); ++index) {
        if (const auto dropped = filterCard(panel, index)) {
            move = dropped;
        }
    }
    if (move) {
        panel.workspace.apply(edits::moveFilter(move->from, move->to));
    }
}

// The chain as the command line and sessions write it.
// The chain's text as far as it is shown. Dear ImGui lays out every character of a wrapped text, seen or not, and a
// draw list takes 16384 of them; a kernel of 31 x 31 weights has more.
std::string shownText(const Panel& panel) {
    constexpr std::size_t kMostCharacters = 4000;
    std::string text = printChain(panel.workspace.document().chain);
    if (text.size() > kMostCharacters) {
        const std::size_t all = text.size();
        text.resize(kMostCharacters);
        text += fmt::format(" ... {} characters in all; the button above copies them", all);
    }
    return text;
}

void chainText(Panel& panel) {
    colouredText(panel.fonts.small, theme::kTextMuted, "Chain text");
    const float side = ImGui::GetFrameHeight();
    ImGui::SameLine();
    alignRight(side);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - panel.px(4));
    if (iconButton(panel, "copychain", icons::kCopy, "Copy the chain's text (Ctrl+Shift+C)")) {
        perform(action("chain.copy"), panel.target);
    }
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kField);
    ImGui::PushStyleColor(ImGuiCol_Border, theme::kField);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(8), panel.px(6)});
    ImGui::BeginChild("text", {0, 0}, true);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
    ImGui::PushTextWrapPos(0);
    colouredText(panel.fonts.mono, theme::kTextMuted, shownText(panel));
    ImGui::PopTextWrapPos();
    ImGui::EndChild();
}

// The height that the chain's text takes up, with its caption.
float chainTextHeight(Panel& panel) {
    const std::string text = shownText(panel);
    const FontScope mono(panel.fonts.mono);
    const float room = ImGui::GetContentRegionAvail().x - panel.px(20);
    const float wrapped = ImGui::CalcTextSize(text.c_str(), nullptr, false, room).y;
    return std::min(wrapped, kTextLines * ImGui::GetTextLineHeight()) + panel.px(14) + ImGui::GetTextLineHeight() +
           2 * ImGui::GetStyle().ItemSpacing.y + panel.px(6);
}

}  // namespace

void chainPanel(Panel& panel, FilterPicker& picker) {
    heading(panel, picker);
    const bool empty = panel.workspace.document().chain.empty();
    const float below = empty ? 0 : chainTextHeight(panel);
    ImGui::BeginChild("cards", {0, -below});
    if (empty) {
        emptyChain(panel);
    } else {
        cards(panel);
    }
    ImGui::EndChild();
    panel.places.note("chain.cards");
    // The last filter may have gone with this frame.
    if (below > 0) {
        chainText(panel);
    }
    picker.draw(panel);
}

}  // namespace kg::ui
