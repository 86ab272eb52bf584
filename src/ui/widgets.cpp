#include "ui/widgets.h"

#include <cfloat>
#include <cmath>

namespace kg::ui {

namespace {

constexpr double kTooltipDelay = 0.45;

// The item that the mouse rests on: there is one mouse.
struct Rest {
    ImVec2 corner;
    double since = 0;
    int lastFrame = -1;
    bool shown = false;  // its tooltip
};

Rest& rest() {
    static Rest instance;
    return instance;
}

// How far the monospaced font goes down so that its baseline is the body's: both are centred in their line.
float baselineShift(Panel& panel) {
    const float body = ImGui::GetFontSize();
    const FontScope mono(panel.fonts.mono);
    return std::round((body - ImGui::GetFontSize()) / 2);
}

}  // namespace

void colouredText(ImU32 colour, const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
}

void colouredText(ImFont* font, ImU32 colour, const std::string& text) {
    const FontScope scope(font);
    colouredText(colour, text);
}

std::string clipped(const std::string& text, float width) {
    if (ImGui::CalcTextSize(text.c_str()).x <= width) {
        return text;
    }
    std::string shown = text;
    while (!shown.empty() && ImGui::CalcTextSize((shown + "…").c_str()).x > width) {
        // The bytes of one UTF-8 character go together.
        while (shown.size() > 1 && (static_cast<unsigned char>(shown.back()) & 0xC0) == 0x80) {
            shown.pop_back();
        }
        shown.pop_back();
    }
    return shown + "…";
}

void clippedText(ImU32 colour, const std::string& text, float width) {
    colouredText(colour, clipped(text, width));
}

void tooltip(Panel& panel, const std::string& text) {
    if (text.empty() || !ImGui::IsItemHovered() || ImGui::IsAnyMouseDown()) {
        return;
    }
    Rest& hovered = rest();
    const ImVec2 corner = ImGui::GetItemRectMin();
    const bool same =
        hovered.corner.x == corner.x && hovered.corner.y == corner.y && hovered.lastFrame >= ImGui::GetFrameCount() - 1;
    if (!same) {
        hovered = {.corner = corner, .since = panel.now};
    }
    hovered.lastFrame = ImGui::GetFrameCount();
    const double waited = panel.now - hovered.since;
    if (waited < kTooltipDelay) {
        panel.pacer.wakeIn(panel.now, kTooltipDelay - waited);
        return;
    }
    if (!hovered.shown) {
        // The window of a tooltip is laid out in its first frame and seen in the next.
        hovered.shown = true;
        panel.pacer.request(Pacer::kSettleFrames);
    }
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(panel.px(320));
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

void beginBar(const char* name, const Rect& rect, float padding) {
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(4);
}

bool iconButton(Panel& panel, const char* id, Icon icon, const std::string& tip, ImU32 colour) {
    const float side = ImGui::GetFrameHeight();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::PushID(id);
    const bool clicked = ImGui::InvisibleButton("icon", {side, side});
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (hovered) {
        list.AddRectFilled(corner, {corner.x + side, corner.y + side}, ImGui::GetColorU32(theme::kRaised), panel.px(4));
    }
    const char* text = panel.fonts.text(icon);
    const ImVec2 size = ImGui::CalcTextSize(text);
    list.AddText({corner.x + (side - size.x) / 2, corner.y + (side - size.y) / 2},
                 ImGui::GetColorU32(hovered ? theme::kText : colour), text);
    tooltip(panel, tip);
    return clicked;
}

bool beginCombo(Panel& panel, const char* id, const std::string& shown) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::CalcItemWidth();
    const float side = ImGui::GetFrameHeight();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const bool open = ImGui::BeginCombo(id, shown.c_str(), ImGuiComboFlags_NoArrowButton);
    const char* arrow = panel.fonts.text(icons::kFold);
    const ImVec2 size = ImGui::CalcTextSize(arrow);
    list.AddText({corner.x + width - side + (side - size.x) / 2, corner.y + (side - size.y) / 2},
                 ImGui::GetColorU32(theme::kTextMuted), arrow);
    return open;
}

int segments(Panel& panel, const char* id, const std::vector<const char*>& labels, int chosen,
             const std::string& name) {
    ImGui::PushID(id);
    const float frame = ImGui::GetFrameHeight();  // of the body's font: buttons stand in line with fields
    const FontScope small(panel.fonts.small);
    const float height = std::min(ImGui::GetFontSize() + panel.px(9), frame);
    const float padding = panel.px(9);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (int i = 0; i < static_cast<int>(labels.size()); ++i) {
        if (i > 0) {
            ImGui::SameLine(0, panel.px(1));
        }
        const ImVec2 extent = ImGui::CalcTextSize(labels[static_cast<std::size_t>(i)]);
        const ImVec2 place = ImGui::GetCursorScreenPos();
        const ImVec2 corner{place.x, place.y + std::round((frame - height) / 2)};
        const ImVec2 size{extent.x + 2 * padding, height};
        ImGui::PushID(i);
        if (ImGui::InvisibleButton("segment", {size.x, frame})) {
            chosen = i;
        }
        ImGui::PopID();
        panel.places.note(name + "." + labels[static_cast<std::size_t>(i)]);
        const bool marked = i == chosen;
        const ImU32 fill = marked ? theme::kAccentDeep : ImGui::IsItemHovered() ? theme::kRaised : theme::kField;
        list.AddRectFilled(corner, {corner.x + size.x, corner.y + size.y}, ImGui::GetColorU32(fill), panel.px(3));
        list.AddText({corner.x + padding, corner.y + (size.y - extent.y) / 2},
                     ImGui::GetColorU32(marked ? theme::kText : theme::kTextMuted),
                     labels[static_cast<std::size_t>(i)]);
    }
    ImGui::PopID();
    return chosen;
}

bool textButton(Panel& panel, const char* label, const std::string& tip, bool enabled) {
    const FontScope small(panel.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {panel.px(7), panel.px(4)});
    ImGui::BeginDisabled(!enabled);
    const bool clicked = ImGui::Button(label);
    ImGui::EndDisabled();
    ImGui::PopStyleVar();
    tooltip(panel, tip);
    return clicked && enabled;
}

void alignRight(float width) {
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width);
}

void sectionHeading(Panel& panel, const char* text) {
    ImGui::Dummy({0, panel.px(2)});
    colouredText(panel.fonts.strong, theme::kText, text);
    ImGui::Dummy({0, 0});
}

void formLabel(Panel& panel, const std::string& label, const std::string& tip, float column) {
    const float start = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, theme::kTextMuted);
    ImGui::TextUnformatted(label.c_str());
    ImGui::PopStyleColor();
    tooltip(panel, tip);
    ImGui::SameLine();
    ImGui::SetCursorPosX(start + column);
    ImGui::SetNextItemWidth(-FLT_MIN);
}

void factRow(Panel& panel, const char* label, const std::string& value, float column, const std::string& tip) {
    const ImVec2 start = ImGui::GetCursorPos();
    colouredText(theme::kTextMuted, label);
    tooltip(panel, tip);
    const ImVec2 after = ImGui::GetCursorPos();
    ImGui::SetCursorPos({start.x + column, start.y + baselineShift(panel)});
    colouredText(panel.fonts.mono, theme::kText, value);
    ImGui::SetCursorPos(after);
}

}  // namespace kg::ui
