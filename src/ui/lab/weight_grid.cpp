#include "ui/lab/weight_grid.h"

#include "kernel/analysis/statistics.h"
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
constexpr float kWeightSmallestCell = 7;
constexpr float kWidestCell = 108;
constexpr float kTallestCell = 60;
constexpr float kRoomyCell = 30;  // the height from which numbers are shown large
constexpr float kNarrowestNumber = 34;

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
        return clicked
                   ? std::optional(GridChange{.kernel = withPresence(kernel, x, y, !kernel.present(x, y), options.lock),
                                              .label = "Set presence"})
                   : std::nullopt;
    }
    return std::nullopt;  // a stroke paints: see painted
}

// What a stroke paints in this frame: every cell on the mouse's way since the last one, whichever it began in.
std::optional<GridChange> painted(Panel& panel, const Kernel& kernel, const GridOptions& options, ImVec2 start,
                                  ImVec2 pitch) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) || !ImGui::IsWindowFocused()) {
        return std::nullopt;
    }
    const bool begins = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    panel.draft.drags += begins ? 1 : 0;  // a stroke of its own
    const ImVec2 from = begins ? io.MousePos : ImVec2{io.MousePos.x - io.MouseDelta.x, io.MousePos.y - io.MouseDelta.y};
    const float distance = std::max(std::abs(io.MousePos.x - from.x), std::abs(io.MousePos.y - from.y));
    const int steps = 1 + static_cast<int>(2 * distance / std::min(pitch.x, pitch.y));
    Kernel result = kernel;
    for (int step = 0; step <= steps; ++step) {
        const float share = static_cast<float>(step) / static_cast<float>(steps);
        const int x = static_cast<int>(std::floor((std::lerp(from.x, io.MousePos.x, share) - start.x) / pitch.x));
        const int y = static_cast<int>(std::floor((std::lerp(from.y, io.MousePos.y, share) - start.y) / pitch.y));
        const bool inside = x >= 0 && y >= 0 && x < kernel.width() && y < kernel.height();
        if (inside && !(result.present(x, y) && result.weight(x, y) == options.paint)) {
            result = withWeight(result, x, y, options.paint, options.lock);
        }
    }
    if (result == kernel) {
        return std::nullopt;
    }
    return GridChange{
        .kernel = std::move(result), .label = "Paint weights", .group = fmt::format("paint {}", panel.draft.drags)};
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
    const float width = std::clamp(share(area.x, columns), panel.px(kWeightSmallestCell), panel.px(kWidestCell));
    const float height = std::clamp(share(area.y, rows), panel.px(kWeightSmallestCell), panel.px(kTallestCell));
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
    const double largest = statistics(kernel).largestMagnitude();
    const FontScope font(size.y >= panel.px(kRoomyCell) ? panel.fonts.mono : panel.fonts.small);
    if (options.tool == GridTool::Paint) {
        change = painted(panel, kernel, options, start, {size.x + gap, size.y + gap});
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
