#include "ui/lab/weight_grid.h"

#include "kernel/edit/operations.h"
#include "ui/number_field.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kg::ui {

namespace {

constexpr float kGap = 1;
constexpr float kSmallestCell = 7;
constexpr float kWidestCell = 66;
constexpr float kTallestCell = 34;
constexpr float kNarrowestNumber = 34;

double largestWeight(const Kernel& kernel) {
    double largest = 0;
    for (const double weight : kernel.cells()) {
        largest = std::isnan(weight) ? largest : std::max(largest, std::abs(weight));
    }
    return largest;
}

void markOrigin(const Panel& panel, ImVec2 corner, ImVec2 size) {
    ImGui::GetWindowDrawList()->AddRect(corner, {corner.x + size.x, corner.y + size.y},
                                        ImGui::GetColorU32(theme::kAccent), panel.px(2), 0,
                                        std::max(1.0F, panel.px(1.5F)));
}

std::string cellText(const Kernel& kernel, int x, int y) {
    const std::string place = fmt::format("{:+}, {:+}", x - kernel.originX(), y - kernel.originY());
    return kernel.present(x, y) ? fmt::format("{}: {}", place, kernel.weight(x, y)) : place + ": absent";
}

// One cell under a tool other than tuning; nothing where the mouse does nothing to it.
std::optional<GridChange> markCell(Panel& panel, const Kernel& kernel, int x, int y, const GridOptions& options,
                                   const CellOptions& look) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton("mark", look.size);
    drawCell(panel, look, corner);
    if (options.tool == GridTool::Origin) {
        return clicked ? std::optional(GridChange{.kernel = withOrigin(kernel, x, y), .label = "Set origin"})
                       : std::nullopt;
    }
    if (options.tool == GridTool::Absent) {
        return clicked ? std::optional(GridChange{.kernel = withPresence(kernel, x, y, !kernel.present(x, y)),
                                                  .label = "Set presence"})
                       : std::nullopt;
    }
    // A stroke paints every cell that the mouse passes over, whichever it began in.
    const bool over = ImGui::IsMouseHoveringRect(corner, {corner.x + look.size.x, corner.y + look.size.y}) &&
                      ImGui::IsMouseDown(ImGuiMouseButton_Left) && ImGui::IsWindowFocused();
    if (!over || (kernel.present(x, y) && kernel.weight(x, y) == options.paint)) {
        return std::nullopt;
    }
    return GridChange{.kernel = withWeight(kernel, x, y, options.paint, options.lock),
                      .label = "Paint weights",
                      .group = fmt::format("paint {}", panel.draft.drags)};
}

std::optional<GridChange> tuneCell(Panel& panel, const Kernel& kernel, int index, const GridOptions& options,
                                   const CellOptions& look) {
    const int x = index % kernel.width();
    const int y = index / kernel.width();
    const NumberChange edited = cell(panel, "cell", look);
    if (!edited.problem.empty()) {
        panel.workspace.report(edited.problem);
    }
    if (edited.next) {
        const int next = (index + 1) % (kernel.width() * kernel.height());
        ImGui::PopID();
        ImGui::PushID(next);
        beginTyping(panel.draft, ImGui::GetID("cell"), kernel.weight(next % kernel.width(), next / kernel.width()));
        ImGui::PopID();
        ImGui::PushID(index);
    }
    if (!edited) {
        return std::nullopt;
    }
    const double weight = edited.kind == NumberChange::Kind::Reset ? 0 : edited.value;
    return GridChange{
        .kernel = withWeight(kernel, x, y, weight, options.lock), .label = "Set weight", .group = edited.group};
}

}  // namespace

ImVec2 gridCell(const Panel& panel, int columns, int rows, ImVec2 area) {
    const float gap = panel.px(kGap);
    const auto share = [&](float room, int count) {
        return std::floor((room + gap) / static_cast<float>(count) - gap);
    };
    const float width = std::clamp(share(area.x, columns), panel.px(kSmallestCell), panel.px(kWidestCell));
    const float height = std::clamp(share(area.y, rows), panel.px(kSmallestCell), panel.px(kTallestCell));
    // Cells that hold no number are squares, so that the kernel keeps its shape.
    const bool numbers = width >= panel.px(kNarrowestNumber) && height >= panel.px(15);
    const float side = std::min(width, height);
    return numbers ? ImVec2{width, height} : ImVec2{side, side};
}

std::optional<GridChange> weightGrid(Panel& panel, const Kernel& kernel, const GridOptions& options) {
    std::optional<GridChange> change;
    const ImVec2 size = gridCell(panel, kernel.width(), kernel.height(), options.size);
    const float gap = panel.px(kGap);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const double largest = largestWeight(kernel);
    const FontScope small(panel.fonts.small);
    if (options.tool == GridTool::Paint && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        ++panel.draft.drags;  // a stroke of its own
    }
    for (int index = 0; index < kernel.width() * kernel.height(); ++index) {
        const int x = index % kernel.width();
        const int y = index / kernel.width();
        const ImVec2 corner{start.x + static_cast<float>(x) * (size.x + gap),
                            start.y + static_cast<float>(y) * (size.y + gap)};
        ImGui::SetCursorScreenPos(corner);
        ImGui::PushID(index);
        const bool showsNumber = size.x >= panel.px(kNarrowestNumber) && size.y >= panel.px(15);
        const CellOptions look{.value = kernel.weight(x, y),
                               .largest = largest,
                               .size = size,
                               .present = kernel.present(x, y),
                               .showsNumber = showsNumber};
        auto edited = options.tool == GridTool::Tune ? tuneCell(panel, kernel, index, options, look)
                                                     : markCell(panel, kernel, x, y, options, look);
        panel.places.note(fmt::format("lab.cell.{}.{}", x, y));
        tooltip(panel, cellText(kernel, x, y));
        if (x == kernel.originX() && y == kernel.originY()) {
            markOrigin(panel, corner, size);
        }
        ImGui::PopID();
        if (edited) {
            change = std::move(edited);
        }
    }
    return change;
}

}  // namespace kg::ui
