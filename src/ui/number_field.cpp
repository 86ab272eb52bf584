#include "ui/number_field.h"

#include "ui/number_text.h"
#include "ui/slider_curve.h"
#include "ui/widgets.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg::ui {

namespace {

constexpr double kFineSpeed = 0.1;

// The field as a text that is being typed; a change when it is committed.
NumberChange typingField(Panel& panel, const char* id, ImVec2 size) {
    Draft& draft = panel.draft;
    const FontScope mono(panel.fonts.mono);
    const float padding = std::max(0.0F, (size.y - ImGui::GetFontSize()) / 2);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {panel.px(4), padding});
    ImGui::SetNextItemWidth(size.x);
    if (draft.takesFocus) {
        ImGui::SetKeyboardFocusHere();
        panel.pacer.request(Pacer::kSettleFrames);
    }
    ImGui::PushID("typing");  // the bar or cell with this id may still be held by the mouse
    ImGui::InputText(fmt::format("##{}", id).c_str(), &draft.text, ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopID();
    ImGui::PopStyleVar();
    if (ImGui::IsItemActive()) {
        draft.takesFocus = false;
    }
    ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                        ImGui::GetColorU32(theme::kAccent), panel.px(4));
    const bool next = ImGui::IsItemActive() && panel.pressed(GLFW_KEY_TAB);
    if (!ImGui::IsItemDeactivated() && !next) {
        return {};
    }
    const ImGuiID field = std::exchange(draft.field, 0);
    if (draft.text == draft.base || panel.pressed(GLFW_KEY_ESCAPE)) {
        return {.next = next};
    }
    const auto number = typedNumber(draft.text);
    if (!number) {
        // What was typed stays to be mended, unless the person has turned to something else.
        draft.field = ImGui::IsMouseDown(ImGuiMouseButton_Left) ? 0 : field;
        draft.takesFocus = draft.field != 0;
        return {.problem = fmt::format("\"{}\" is not a number", draft.text)};
    }
    return {.kind = NumberChange::Kind::Set, .value = *number, .next = next, .typedIn = field};
}

// The small arrow before a bar, at the end of its label's room; true where it was clicked.
bool resetArrow(Panel& panel, const SliderOptions& options) {
    if (*options.initial == options.value) {
        return false;
    }
    const ImVec2 bar = ImGui::GetCursorScreenPos();
    const float side = panel.px(16);
    const float height = ImGui::GetFrameHeight();
    const ImVec2 corner{bar.x - side - panel.px(2), bar.y};
    ImGui::SetCursorScreenPos(corner);
    const bool clicked = ImGui::InvisibleButton("reset", {side, height});
    {
        const FontScope small(panel.fonts.small);
        const char* icon = panel.fonts.text(icons::kReset);
        const ImVec2 size = ImGui::CalcTextSize(icon);
        ImGui::GetWindowDrawList()->AddText(
            {corner.x + (side - size.x) / 2, corner.y + (height - size.y) / 2},
            ImGui::GetColorU32(ImGui::IsItemHovered() ? theme::kText : theme::kTextFaint), icon);
    }
    if (!options.place.empty()) {
        panel.places.note(options.place);
    }
    tooltip(panel, fmt::format("Reset to {}", shownNumber(*options.initial * options.shownFactor)));
    ImGui::SetCursorScreenPos(bar);
    return clicked;
}

// The rows behind a right click on a bar.
NumberChange sliderMenu(Draft& draft, ImGuiID field, const SliderOptions& options) {
    NumberChange change;
    if (!ImGui::BeginPopupContextItem("slider menu")) {
        return change;
    }
    if (ImGui::MenuItem("Type a Number")) {
        beginTyping(draft, field, options.value * options.shownFactor);
    }
    if (options.initial && ImGui::MenuItem("Reset", nullptr, false, *options.initial != options.value)) {
        change.kind = NumberChange::Kind::Reset;
    }
    ImGui::EndPopup();
    return change;
}

// Starts, continues and ends the drag of the last item, from a start. True while it is being dragged.
bool dragging(Draft& draft, ImGuiID field, double start) {
    if (ImGui::IsItemActivated()) {
        draft.dragged = field;
        draft.dragStart = start;
        draft.dragX = ImGui::GetIO().MousePos.x;
        draft.fine = ImGui::GetIO().KeyShift;
        draft.moving = false;
        draft.resting = false;
        ++draft.drags;
    }
    if (draft.dragged == field && !ImGui::IsItemActive()) {
        draft.dragged = 0;
    }
    return draft.dragged == field && !draft.resting;
}

// Begins the drag's way anew where Shift is pressed or released, so that the value stays where it is.
void followShift(Draft& draft, double current) {
    const bool fine = ImGui::GetIO().KeyShift;
    if (fine != draft.fine) {
        draft.fine = fine;
        draft.dragStart = current;
        draft.dragX = ImGui::GetIO().MousePos.x;
    }
}

double dragDistance(const Draft& draft) {
    return ImGui::GetIO().MousePos.x - draft.dragX;
}

std::string groupOf(const Draft& draft) {
    return fmt::format("drag {}", draft.drags);
}

// Where the handle goes: under the mouse, or in fine mode from where it was at a tenth of the speed.
double draggedPlace(Draft& draft, double place, float left, float width) {
    followShift(draft, place);
    if (draft.fine) {
        return draft.dragStart + kFineSpeed * dragDistance(draft) / width;
    }
    return (ImGui::GetIO().MousePos.x - left) / width;
}

double sliderValue(const SliderOptions& options, double place, float width) {
    const double value = valueAt(options.comfort, options.curve, place);
    if (options.whole) {
        return std::round(value);
    }
    const double finest = kFineSpeed / std::max(width, 1.0F);
    const double step = ImGui::GetIO().KeyShift ? finest : 10 * finest;
    const double neighbour = valueAt(options.comfort, options.curve, place > 0.5 ? place - step : place + step);
    const double rounded =
        roundedToStep(value * options.shownFactor, std::abs(neighbour - value) * options.shownFactor);
    return std::clamp(rounded / options.shownFactor, options.comfort.lowest, options.comfort.highest);
}

void drawSlider(Panel& panel, const SliderOptions& options, ImVec2 corner, ImVec2 size, bool active) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{corner.x + size.x, corner.y + size.y};
    const float rounding = panel.px(4);
    list.AddRectFilled(corner, end, ImGui::GetColorU32(theme::kField), rounding);
    const auto place = static_cast<float>(placeOf(options.comfort, options.curve, options.value));
    const float handle = corner.x + std::round(place * size.x);
    const bool hovered = ImGui::IsItemHovered();
    if (handle > corner.x + 1) {
        list.PushClipRect(corner, {handle, end.y}, true);
        list.AddRectFilled(corner, end, ImGui::GetColorU32(theme::kAccentDeep), rounding);
        list.PopClipRect();
    }
    const float bar = panel.px(2);
    const float barX = std::clamp(handle - bar / 2, corner.x, end.x - bar);
    list.AddRectFilled({barX, corner.y}, {barX + bar, end.y},
                       ImGui::GetColorU32(active || hovered ? theme::kText : theme::kAccent), bar / 2);

    const FontScope mono(panel.fonts.mono);
    const std::string number = shownNumber(options.value * options.shownFactor);
    const std::string unit = options.unit.empty() ? "" : " " + options.unit;
    const float unitWidth = ImGui::CalcTextSize(unit.c_str()).x;
    const float numberWidth = ImGui::CalcTextSize(number.c_str()).x;
    const float top = corner.y + (size.y - ImGui::GetFontSize()) / 2;
    const float left = end.x - panel.px(8) - unitWidth - numberWidth;
    list.AddText({left, top}, ImGui::GetColorU32(theme::kText), number.c_str());
    list.AddText({left + numberWidth, top}, ImGui::GetColorU32(theme::kTextMuted), unit.c_str());
}

// A step a pixel of the mouse that suits the weights around: 0.02 for weights from 1 to 10.
double cellStep(double largest) {
    return largest > 0 ? 0.02 * std::pow(10.0, std::floor(std::log10(largest))) : 0.02;
}

}  // namespace

void drawCell(Panel& panel, const CellOptions& options, ImVec2 corner) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 end{corner.x + options.size.x, corner.y + options.size.y};
    const double strength = options.largest > 0 ? std::min(1.0, std::abs(options.value) / options.largest) : 0;
    const ImU32 tint = options.value < 0 ? theme::kWarmDeep : theme::kAccentDeep;
    const ImU32 fill =
        options.present ? mixed(theme::kField, tint, static_cast<float>(std::sqrt(strength))) : theme::kPane;
    list.AddRectFilled(corner, end, ImGui::GetColorU32(fill), panel.px(2));
    const bool marked = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (marked || !options.present) {
        list.AddRect(corner, end, ImGui::GetColorU32(marked ? theme::kAccent : theme::kLine), panel.px(2));
    }
    if (!options.showsNumber || !options.present) {
        return;
    }
    const FontScope mono(panel.fonts.mono);
    std::string text;
    ImVec2 size{};
    for (const int digits : {3, 2, 1}) {
        text = shownNumber(options.value, digits);
        size = ImGui::CalcTextSize(text.c_str());
        if (size.x <= options.size.x - panel.px(2)) {
            break;
        }
    }
    if (size.x > options.size.x) {
        return;  // a cut number would be another one; the colour and the tooltip stay
    }
    list.PushClipRect(corner, end, true);
    list.AddText({corner.x + (options.size.x - size.x) / 2, corner.y + (options.size.y - size.y) / 2},
                 ImGui::GetColorU32(options.value == 0 ? theme::kTextFaint : theme::kText), text.c_str());
    list.PopClipRect();
}

void typeOn(Panel& panel, const NumberChange& refused) {
    panel.draft.field = refused.typedIn;
    panel.draft.takesFocus = refused.typedIn != 0;
    panel.pacer.request(Pacer::kSettleFrames);
}

void beginTyping(Draft& draft, ImGuiID field, double value) {
    draft.field = field;
    draft.text = fmt::format("{}", value);
    draft.base = draft.text;
    draft.problem.clear();
    draft.takesFocus = true;
    draft.dragged = 0;
}

NumberChange slider(Panel& panel, const char* id, const SliderOptions& options) {
    Draft& draft = panel.draft;
    const ImGuiID field = ImGui::GetID(id);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size{std::max(ImGui::CalcItemWidth(), panel.px(40)), ImGui::GetFrameHeight()};
    const bool resets = options.initial && resetArrow(panel, options);
    if (draft.field == field) {
        NumberChange change = typingField(panel, id, size);
        change.value /= options.shownFactor;
        return change;
    }
    ImGui::InvisibleButton(id, size);
    const bool active = ImGui::IsItemActive();
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    }
    const double place = placeOf(options.comfort, options.curve, options.value);
    const bool moved = dragging(draft, field, place);
    drawSlider(panel, options, corner, size, active);
    if (ImGui::IsItemActivated() && !ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        draft.before = options.value;
    }
    const bool doubled = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    if (doubled || (ImGui::IsItemActivated() && ImGui::GetIO().KeyCtrl)) {
        // The first of two clicks has moved the handle, which nobody meant.
        beginTyping(draft, field, draft.before * options.shownFactor);
        return draft.before == options.value
                   ? NumberChange{}
                   : NumberChange{.kind = NumberChange::Kind::Set, .value = draft.before, .group = groupOf(draft)};
    }
    if (const NumberChange chosen = sliderMenu(draft, field, options); chosen || resets) {
        return {.kind = NumberChange::Kind::Reset};
    }
    if (!moved) {
        return {};
    }
    const double value = sliderValue(options, draggedPlace(draft, place, corner.x, size.x), size.x);
    if (value == options.value) {
        return {};
    }
    return {.kind = NumberChange::Kind::Set, .value = value, .group = groupOf(draft)};
}

NumberChange cell(Panel& panel, const char* id, const CellOptions& options) {
    Draft& draft = panel.draft;
    const ImGuiID field = ImGui::GetID(id);
    if (draft.field == field) {
        return typingField(panel, id, options.size);
    }
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, options.size);
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    }
    drawCell(panel, options, corner);
    const bool clicked = ImGui::IsItemDeactivated() && draft.dragged == field && !draft.moving;
    const bool held = dragging(draft, field, options.value);
    if (ImGui::IsItemActivated()) {
        draft.dragStep = cellStep(options.largest);
    }
    if (clicked && ImGui::IsItemHovered()) {
        beginTyping(draft, field, options.value);
        return {};
    }
    if (!held) {
        return {};
    }
    if (!draft.moving) {
        draft.moving = ImGui::IsMouseDragging(ImGuiMouseButton_Left);
        draft.dragX = draft.moving ? ImGui::GetIO().MousePos.x : draft.dragX;
        return {};
    }
    followShift(draft, options.value);
    const double step = draft.fine ? kFineSpeed * draft.dragStep : draft.dragStep;
    const double value = roundedToStep(draft.dragStart + step * dragDistance(draft), step);
    if (value == options.value) {
        return {};
    }
    return {.kind = NumberChange::Kind::Set, .value = value, .group = groupOf(draft)};
}

}  // namespace kg::ui
