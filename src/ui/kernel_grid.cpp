#include "ui/kernel_grid.h"

#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"
#include "ui/number_field.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kg::ui {

namespace {

constexpr float kNarrowestCell = 37;  // three digits, a point and a sign
constexpr float kWidestNumberCell = 110;
constexpr float kCellHeight = 26;
constexpr float kNumberGap = 2;

void centredNumber(Panel& panel, int value, ImVec2 corner, ImVec2 size) {
    const FontScope mono(panel.fonts.mono);
    const std::string text = fmt::format("{}", value);
    const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
    ImGui::GetWindowDrawList()->AddText({corner.x + (size.x - extent.x) / 2, corner.y + (size.y - extent.y) / 2},
                                        ImGui::GetColorU32(theme::kText), text.c_str());
}

// One side's stepper: a minus, the number, a plus.
int stepper(Panel& panel, const char* id, int value, int largest, const std::string& tip, const std::string& place) {
    int stepped = value;
    const auto note = [&](const char* button) {
        if (!place.empty()) {
            panel.places.note(fmt::format("{}.{}.{}", place, id, button));
        }
    };
    ImGui::PushID(id);
    ImGui::BeginDisabled(value <= 1);
    if (iconButton(panel, "less", icons::kRemove, "One less")) {
        --stepped;
    }
    note("less");
    ImGui::EndDisabled();
    ImGui::SameLine(0, 0);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("value", {panel.px(18), ImGui::GetFrameHeight()});
    tooltip(panel, tip);
    centredNumber(panel, value, corner, ImGui::GetItemRectSize());
    ImGui::SameLine(0, 0);
    ImGui::BeginDisabled(value >= largest);
    if (iconButton(panel, "more", icons::kAdd, "One more")) {
        ++stepped;
    }
    note("more");
    ImGui::EndDisabled();
    ImGui::PopID();
    return stepped;
}

// The next cell in reading order is typed into.
void typeNext(Panel& panel, const Kernel& kernel, int index) {
    const int next = (index + 1) % (kernel.width() * kernel.height());
    ImGui::PushID(next);
    beginTyping(panel.draft, ImGui::GetID("cell"), kernel.weight(next % kernel.width(), next / kernel.width()));
    ImGui::PopID();
}

}  // namespace

std::optional<Kernel> sizeSteppers(Panel& panel, const Kernel& kernel, int largest, const std::string& place) {
    const std::string reach = fmt::format(", 1 to {}", largest);
    const int width = stepper(panel, "width", kernel.width(), largest, "Width of the kernel" + reach, place);
    ImGui::SameLine(0, panel.px(4));
    ImGui::AlignTextToFramePadding();
    colouredText(theme::kTextFaint, "×");
    ImGui::SameLine(0, panel.px(4));
    const int height = stepper(panel, "height", kernel.height(), largest, "Height of the kernel" + reach, place);
    if (width == kernel.width() && height == kernel.height()) {
        return {};
    }
    return resizedKeepingOrigin(kernel, width, height);
}

bool fitsGrid(const Kernel& kernel) {
    return kernel.width() <= kLargestGridSide && kernel.height() <= kLargestGridSide;
}

std::optional<KernelChange> kernelGrid(Panel& panel, const Kernel& kernel, const std::string& place) {
    std::optional<KernelChange> change;
    if (const auto resized = sizeSteppers(panel, kernel, kLargestGridSide, place)) {
        change = KernelChange{.kernel = *resized, .group = {}};
    }
    const float gap = panel.px(kNumberGap);
    const auto columns = static_cast<float>(kernel.width());
    const float room = std::floor((ImGui::GetContentRegionAvail().x + gap) / columns - gap);
    const float width = std::clamp(room, panel.px(kNarrowestCell), panel.px(kWidestNumberCell));
    const float height = panel.px(kCellHeight);
    const bool scrolls = room < width;
    const float bar = scrolls ? ImGui::GetStyle().ScrollbarSize + gap : 0;
    const float total = static_cast<float>(kernel.height()) * (height + gap) - gap;
    const double largest = statistics(kernel).largestMagnitude();

    ImGui::BeginChild("grid", {0, total + bar}, false, ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    for (int index = 0; index < kernel.width() * kernel.height(); ++index) {
        const int x = index % kernel.width();
        const int y = index / kernel.width();
        if (x > 0) {
            ImGui::SameLine();
        }
        ImGui::PushID(index);
        const NumberChange edited = cell(panel, "cell",
                                         {.value = kernel.weight(x, y),
                                          .largest = largest,
                                          .size = {width, height},
                                          .present = kernel.present(x, y)});
        panel.places.note(fmt::format("{}.{}.{}", place, x, y));
        ImGui::PopID();
        if (edited) {
            change = KernelChange{.kernel = kernel.withWeight(x, y, edited.value), .group = edited.group};
        }
        if (!edited.problem.empty()) {
            panel.workspace.report(edited.problem);
        }
        if (edited.next) {
            typeNext(panel, kernel, index);
        }
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
    return change;
}

}  // namespace kg::ui
