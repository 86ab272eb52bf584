#include "ui/kernel_picture.h"

#include "kernel/text/kernel_export.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace kg::ui {

namespace {

constexpr int kMostCells = 63;     // a side; more would be smaller than the eye tells apart
constexpr int kMarkedOrigin = 31;  // kernels up to this side have cells that are large enough for a mark

}  // namespace

void kernelPictureItem(Panel& panel, const Kernel& kernel, float side, KernelMap map) {
    const bool coloured = map == KernelMap::Diverging;
    const auto picture = coloured ? kernelDivergingPicture(kernel) : kernelPicture(kernel);
    const std::size_t samples = coloured ? 3 : 1;
    const int columns = std::min(kernel.width(), kMostCells);
    const int rows = std::min(kernel.height(), kMostCells);
    const float cell = std::max(1.0F, std::floor(side / static_cast<float>(std::max(columns, rows))));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size{cell * static_cast<float>(columns), cell * static_cast<float>(rows)};
    ImGui::Dummy(size);

    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto cornerOf = [&](int column, int row) {
        return ImVec2{corner.x + cell * static_cast<float>(column), corner.y + cell * static_cast<float>(row)};
    };
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const int x = column * kernel.width() / columns;
            const int y = row * kernel.height() / rows;
            const std::size_t at = samples * static_cast<std::size_t>(y * kernel.width() + x);
            const ImU32 colour = IM_COL32(picture[at], picture[at + samples / 2], picture[at + samples - 1], 255);
            list.AddRectFilled(cornerOf(column, row), cornerOf(column + 1, row + 1), ImGui::GetColorU32(colour));
        }
    }
    list.AddRect({corner.x - 1, corner.y - 1}, {corner.x + size.x + 1, corner.y + size.y + 1},
                 ImGui::GetColorU32(theme::kLine));
    if (std::max(columns, rows) <= kMarkedOrigin && columns * rows > 1) {
        list.AddRect(cornerOf(kernel.originX(), kernel.originY()), cornerOf(kernel.originX() + 1, kernel.originY() + 1),
                     ImGui::GetColorU32(theme::kAccent), 0, 0, std::max(1.0F, panel.px(1)));
    }
}

}  // namespace kg::ui
