#include "ui/filter_card.h"

#include "filter/registry.h"
#include "ui/parameter_widgets.h"
#include "ui/widgets.h"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstring>

#include <utility>

namespace kg::ui {

namespace {

constexpr const char* kPayload = "kernelglass filter";
constexpr float kPadding = 8;

void dragSource(int index, const std::string& label) {
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) {
        ImGui::SetDragDropPayload(kPayload, &index, sizeof(index));
        ImGui::TextUnformatted(label.c_str());
        ImGui::EndDragDropSource();
    }
}

// Takes a card that is dropped on the last item: its upper half stands for the place before, its lower for the one
// after. A line shows where the card would go.
std::optional<CardMove> dropTarget(Panel& panel, int index) {
    const ImVec2 min = ImGui::GetItemRectMin();
    const ImVec2 max = ImGui::GetItemRectMax();
    if (!ImGui::BeginDragDropTarget()) {
        return {};
    }
    std::optional<CardMove> move;
    const auto flags = ImGuiDragDropFlags_AcceptBeforeDelivery | ImGuiDragDropFlags_AcceptNoDrawDefaultRect;
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload(kPayload, flags)) {
        int from = 0;
        std::memcpy(&from, payload->Data, sizeof(from));
        const bool after = ImGui::GetMousePos().y > (min.y + max.y) / 2;
        const float y = after ? max.y + panel.px(3) : min.y - panel.px(3);
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, y - panel.px(1)}, {max.x, y + panel.px(1)},
                                                  ImGui::GetColorU32(theme::kAccent));
        // Its own removal moves the places behind it up by one.
        const int place = (after ? index + 1 : index) - (from < index + (after ? 1 : 0) ? 1 : 0);
        if (payload->IsDelivery() && place != from) {
            move = CardMove{.from = from, .to = place};
        }
    }
    ImGui::EndDragDropTarget();
    return move;
}

void cardMenu(Panel& panel, int index, const Filter& filter) {
    if (!ImGui::BeginPopup("menu")) {
        return;
    }
    Workspace& workspace = panel.workspace;
    if (ImGui::MenuItem("Duplicate")) {
        workspace.apply(edits::duplicateFilter(index));
    }
    if (ImGui::MenuItem("Reset")) {
        workspace.apply(edits::resetFilter(index));
    }
    // The menu has selected its filter.
    const Action& combine = action("filter.combine");
    if (ImGui::MenuItem(combine.label.c_str(), nullptr, false, combine.isEnabled(panel.target))) {
        perform(combine, panel.target);
    }
    panel.places.note(fmt::format("filter.{}.combine", index));
    if (ImGui::MenuItem("Copy Text")) {
        panel.target.copyText(printFilter(filter));
        workspace.say("Copied the filter's text");
    }
    ImGui::Separator();
    if (ImGui::MenuItem("Remove")) {
        workspace.apply(edits::removeFilter(index));
    }
    panel.places.note(fmt::format("filter.{}.remove", index));
    ImGui::EndPopup();
}

void grip(Panel& panel, const std::string& label, int index) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size{panel.px(14), ImGui::GetFrameHeight()};
    ImGui::InvisibleButton("grip", size);
    panel.places.note(fmt::format("filter.{}.grip", index));
    dragSource(index, label);
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    }
    const ImU32 colour = ImGui::GetColorU32(ImGui::IsItemHovered() ? theme::kText : theme::kTextFaint);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (const float row : {-5.0F, 0.0F, 5.0F}) {
        for (const float column : {4.0F, 9.0F}) {
            const ImVec2 centre{corner.x + panel.px(column), corner.y + size.y / 2 + panel.px(row)};
            list.AddCircleFilled(centre, panel.px(1.25F), colour, 8);
        }
    }
    tooltip(panel, "Drag to another place of the chain");
}

// A small check box as high as the frame; true where it was clicked.
bool switchBox(Panel& panel, bool on) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float frame = ImGui::GetFrameHeight();
    const float side = panel.px(16);
    const bool clicked = ImGui::InvisibleButton("enabled", {side + panel.px(4), frame});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 min{corner.x + panel.px(2), corner.y + std::round((frame - side) / 2)};
    const ImVec2 max{min.x + side, min.y + side};
    const ImU32 edge = ImGui::IsItemHovered() ? theme::kText : theme::kTextFaint;
    list.AddRectFilled(min, max, ImGui::GetColorU32(on ? theme::kAccent : theme::kField), panel.px(3));
    if (!on) {
        list.AddRect(min, max, ImGui::GetColorU32(edge), panel.px(3));
        return clicked;
    }
    const ImVec2 tick[] = {{min.x + side * 0.24F, min.y + side * 0.52F},
                           {min.x + side * 0.43F, min.y + side * 0.70F},
                           {min.x + side * 0.77F, min.y + side * 0.30F}};
    list.AddPolyline(tick, 3, ImGui::GetColorU32(theme::kField), ImDrawFlags_None, panel.px(2));
    return clicked;
}

void header(Panel& panel, int index, const Filter& filter, const FilterKind& kind, bool folded) {
    Workspace& workspace = panel.workspace;
    grip(panel, kind.label, index);
    ImGui::SameLine(0, panel.px(2));
    bool enabled = filter.enabled;
    if (switchBox(panel, enabled)) {
        enabled = !enabled;
        workspace.apply(edits::setEnabled(index, enabled));
    }
    panel.places.note(fmt::format("filter.{}.enabled", index));
    tooltip(panel, enabled ? "Switch the filter off" : "Switch the filter on");
    ImGui::SameLine(0, panel.px(8));

    const float buttons = 2 * ImGui::GetFrameHeight();
    const float width = ImGui::GetContentRegionAvail().x - buttons;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (ImGui::InvisibleButton("name", {width, ImGui::GetFrameHeight()})) {
        workspace.apply(edits::selectFilter(index));
    }
    panel.places.note(fmt::format("filter.{}.name", index));
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        workspace.apply(edits::setFolded(index, !folded));
    }
    tooltip(panel, kind.description);
    const FontScope strong(panel.fonts.strong);
    ImGui::GetWindowDrawList()->AddText({corner.x, corner.y + ImGui::GetStyle().FramePadding.y},
                                        ImGui::GetColorU32(enabled ? theme::kText : theme::kTextMuted),
                                        kind.label.c_str());
    ImGui::SameLine(0, 0);
    const FontScope body(panel.fonts.body);
    if (iconButton(panel, "fold", folded ? icons::kUnfold : icons::kFold, folded ? "Show parameters" : "Fold")) {
        workspace.apply(edits::setFolded(index, !folded));
    }
    ImGui::SameLine(0, 0);
    if (iconButton(panel, "more", icons::kMenu, "Duplicate, reset, combine, copy, remove")) {
        workspace.apply(edits::selectFilter(index));
        ImGui::OpenPopup("menu");
    }
    panel.places.note(fmt::format("filter.{}.menu", index));
}

void parameters(Panel& panel, int index, const Filter& filter, const FilterKind& kind) {
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, filter.enabled ? 1.0F : 0.5F);
    for (const Parameter& parameter : kind.parameters) {
        // The colour of a border says nothing while another rule is chosen.
        if (parameter.id == "border_color" && borderOf(filter) != BorderRule::Constant) {
            continue;
        }
        parameterWidget(panel, index, filter, parameter);
    }
    mixWidget(panel, index, filter);
    ImGui::PopStyleVar();
}

void summary(Panel& panel, const Filter& filter) {
    const std::string text = printFilter(filter);
    if (text.size() > filter.kind.size()) {
        const FontScope mono(panel.fonts.mono);
        ImGui::Indent(panel.px(4));
        clippedText(theme::kTextFaint, text.substr(filter.kind.size() + 1),
                    ImGui::GetContentRegionAvail().x - panel.px(8));
        ImGui::Unindent(panel.px(4));
    }
}

// The card's frame: a child window as high as its contents were in the frame before.
class CardFrame {
public:
    CardFrame(Panel& panel, bool selected)
        : m_panel(panel), m_storage(ImGui::GetStateStorage()), m_key(ImGui::GetID("height")) {
        const float padding = panel.px(kPadding);
        const ImU32 border = selected ? faded(theme::kAccent, 0.6F) : theme::kCard;
        const float height = m_storage->GetFloat(m_key, ImGui::GetFrameHeight() + 2 * padding);
        ImGui::PushStyleColor(ImGuiCol_ChildBg, theme::kCard);
        ImGui::PushStyleColor(ImGuiCol_Border, border);
        ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, panel.px(6));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, padding});
        ImGui::BeginChild("card", {0, height}, true, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        ImGui::PopStyleVar(2);
        ImGui::PopStyleColor(2);
    }

    ~CardFrame() {
        const float height = ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + m_panel.px(kPadding);
        ImGui::EndChild();
        if (height != m_storage->GetFloat(m_key)) {
            m_storage->SetFloat(m_key, height);
            m_panel.pacer.request(2);
        }
    }

    CardFrame(const CardFrame&) = delete;
    CardFrame& operator=(const CardFrame&) = delete;

private:
    Panel& m_panel;
    ImGuiStorage* m_storage;
    ImGuiID m_key;
};

}  // namespace

std::optional<CardMove> filterCard(Panel& panel, int index) {
    const Document& document = panel.workspace.document();
    // A copy: widgets change the chain while the card is being drawn.
    const Filter filter = document.chain[static_cast<std::size_t>(index)];
    const bool folded = document.folded[static_cast<std::size_t>(index)];
    const FilterKind& kind = filterKind(filter.kind);

    ImGui::PushID(index);
    {
        const CardFrame frame(panel, document.selected == index);
        header(panel, index, filter, kind, folded);
        cardMenu(panel, index, filter);
        if (folded) {
            summary(panel, filter);
        } else {
            ImGui::Dummy({0, 0});
            parameters(panel, index, filter, kind);
        }
        const bool clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
        if (clicked &&
            ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) {
            panel.workspace.apply(edits::selectFilter(index));
        }
    }
    if (panel.workspace.document().selected == index && std::exchange(panel.draft.scrolledTo, index) != index &&
        !ImGui::IsAnyMouseDown()) {
        ImGui::ScrollToItem(ImGuiScrollFlags_KeepVisibleEdgeY);
        panel.pacer.request(2);
    }
    const auto move = dropTarget(panel, index);
    ImGui::PopID();
    return move;
}

}  // namespace kg::ui
