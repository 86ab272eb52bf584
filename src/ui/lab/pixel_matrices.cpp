#include "ui/lab/pixel_matrices.h"

#include "image/srgb.h"
#include "ui/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kg::ui {

namespace {

constexpr float kSignRoom = 18;     // between two matrices
constexpr float kSmallestCell = 4;  // units of design; the eye and the mouse tell these apart
constexpr float kLargestCell = 46;
constexpr float kCaptionRoom = 18;  // above the matrices

enum class Matrix { Samples, Weights, Products };

// The part of a kernel that is shown: all of it, or what surrounds its origin.
struct Window {
    int left = 0;
    int top = 0;
    int columns = 0;
    int rows = 0;
};

int startOf(int origin, int shown, int all) {
    return std::clamp(origin - shown / 2, 0, all - shown);
}

Window windowOf(const KernelSum& kernel, float width, float height, float smallest) {
    Window window;
    window.columns = std::clamp(static_cast<int>(width / smallest), 1, kernel.width);
    window.rows = std::clamp(static_cast<int>(height / smallest), 1, kernel.height);
    window.left = startOf(kernel.originX, window.columns, kernel.width);
    window.top = startOf(kernel.originY, window.rows, kernel.height);
    return window;
}

int stepOf(double value) {
    return value > 0 ? static_cast<int>(std::floor(std::min(value, 1.0) * 255 + 0.5)) : 0;
}

// A sample as the picture shows it: colours of their weight in the picture, over black.
ImU32 colourOf(const PixelExplanation& pixel, const ReferencePixel& sample) {
    const auto shown = [&](std::size_t channel) {
        return stepOf(pixel.convertsLight ? linearToSrgb(sample[channel]) : sample[channel]);
    };
    return IM_COL32(shown(0), shown(1), shown(2), 255);
}

// Black or white, whichever is easier to read (Rec. 709 luma of the stored values).
ImU32 inkOver(ImU32 colour) {
    const ImVec4 parts = ImGui::ColorConvertU32ToFloat4(colour);
    const float luma = 0.2126F * parts.x + 0.7152F * parts.y + 0.0722F * parts.z;
    return luma > 0.5F ? IM_COL32(0x10, 0x10, 0x10, 0xFF) : IM_COL32(0xF0, 0xF0, 0xF0, 0xFF);
}

ImU32 signedColour(double value, double largest) {
    const float share = largest > 0 ? static_cast<float>(std::min(1.0, std::abs(value) / largest)) : 0;
    return mixed(theme::kField, value < 0 ? theme::kWarmDeep : theme::kAccentDeep, share);
}

void hatch(Panel& panel, ImVec2 corner, ImVec2 end, ImU32 colour) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float step = std::max(3.0F, panel.px(5));
    const float height = end.y - corner.y;
    list.PushClipRect(corner, end, true);
    for (float x = corner.x - height; x < end.x; x += step) {
        list.AddLine({x, end.y}, {x + height, corner.y}, ImGui::GetColorU32(colour), std::max(1.0F, panel.px(1)));
    }
    list.PopClipRect();
}

class MatrixPainter {
public:
    MatrixPainter(Panel& panel, PixelViewState& state, const PixelExplanation& pixel, const KernelSum& kernel,
                  int channel, const Window& window, ImVec2 cell)
        : m_panel(panel),
          m_state(state),
          m_pixel(pixel),
          m_kernel(kernel),
          m_channel(static_cast<std::size_t>(channel)),
          m_window(window),
          m_cell(cell) {
        for (const PixelTerm& term : kernel.terms) {
            m_largestWeight = std::max(m_largestWeight, std::abs(term.weight));
            m_largestProduct = std::max(m_largestProduct, std::abs(term.product[m_channel]));
        }
    }

    ImVec2 extent() const {
        return {m_cell.x * static_cast<float>(m_window.columns), m_cell.y * static_cast<float>(m_window.rows)};
    }

    void paint(Matrix matrix, ImVec2 corner) const {
        const bool numbers = fits(matrix);
        for (int row = 0; row < m_window.rows; ++row) {
            for (int column = 0; column < m_window.columns; ++column) {
                paintCell(
                    matrix, numbers, indexOf(column, row),
                    {corner.x + m_cell.x * static_cast<float>(column), corner.y + m_cell.y * static_cast<float>(row)});
            }
        }
        ImGui::GetWindowDrawList()->AddRect({corner.x - 1, corner.y - 1},
                                            {corner.x + extent().x + 1, corner.y + extent().y + 1},
                                            ImGui::GetColorU32(theme::kLine));
    }

    // The cell of the kernel under the mouse, for a matrix at a corner.
    int cellUnder(ImVec2 corner, ImVec2 mouse) const {
        const int column = static_cast<int>(std::floor((mouse.x - corner.x) / m_cell.x));
        const int row = static_cast<int>(std::floor((mouse.y - corner.y) / m_cell.y));
        const bool inside = column >= 0 && row >= 0 && column < m_window.columns && row < m_window.rows;
        return inside ? indexOf(column, row) : -1;
    }

private:
    int indexOf(int column, int row) const { return (m_window.top + row) * m_kernel.width + m_window.left + column; }
    const PixelTerm& termAt(int index) const { return m_kernel.terms[static_cast<std::size_t>(index)]; }

    std::string textOf(Matrix matrix, const PixelTerm& term) const {
        // What is shared by all weights stands once, below: 1 2 1 is easier to read than 0.0625 0.125 0.0625.
        const double factor = unitsFactor(m_state.units);
        const int digits = m_state.units == ValueUnits::Steps ? 3 : 2;
        switch (matrix) {
            case Matrix::Samples:
                return shownNumber(term.sample[m_channel] * factor, digits);
            case Matrix::Weights:
                return term.present ? shownNumber(term.weight * m_kernel.divisor, 3) : "";
            case Matrix::Products:
                return term.present ? shownNumber(term.product[m_channel] * m_kernel.divisor * factor, 3) : "";
        }
        return {};
    }

    // Numbers stand in all cells of a matrix or in none.
    bool fits(Matrix matrix) const {
        if (m_window.columns * m_window.rows > 31 * 31 || m_cell.y < ImGui::GetFontSize()) {
            return false;
        }
        float widest = 0;
        for (int row = 0; row < m_window.rows; ++row) {
            for (int column = 0; column < m_window.columns; ++column) {
                const std::string text = textOf(matrix, termAt(indexOf(column, row)));
                widest = std::max(widest, ImGui::CalcTextSize(text.c_str()).x);
            }
        }
        return widest + m_panel.px(3) <= m_cell.x;
    }

    ImU32 fillOf(Matrix matrix, const PixelTerm& term) const {
        switch (matrix) {
            case Matrix::Samples:
                return colourOf(m_pixel, term.sample);
            case Matrix::Weights:
                return signedColour(term.weight, m_largestWeight);
            case Matrix::Products:
                return signedColour(term.product[m_channel], m_largestProduct);
        }
        return theme::kField;
    }

    void paintCell(Matrix matrix, bool numbers, int index, ImVec2 corner) const {
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const PixelTerm& term = termAt(index);
        const float seam = m_cell.x > m_panel.px(8) ? 1.0F : 0.0F;
        const ImVec2 end{corner.x + m_cell.x - seam, corner.y + m_cell.y - seam};
        const ImU32 fill = fillOf(matrix, term);
        list.AddRectFilled(corner, end, ImGui::GetColorU32(fill));
        if (term.outside && matrix == Matrix::Samples) {
            hatch(m_panel, corner, end, faded(inkOver(fill), 0.35F));
        }
        if (numbers) {
            const std::string text = textOf(matrix, term);
            const ImVec2 extent = ImGui::CalcTextSize(text.c_str());
            const float strength = term.weight == 0 ? 0.45F : 1.0F;
            list.AddText({std::round((corner.x + end.x - extent.x) / 2), std::round((corner.y + end.y - extent.y) / 2)},
                         ImGui::GetColorU32(faded(inkOver(fill), strength)), text.c_str());
        }
        if (index == m_state.cell || (term.dx == 0 && term.dy == 0)) {
            list.AddRect(corner, end, ImGui::GetColorU32(index == m_state.cell ? theme::kText : theme::kAccent), 0, 0,
                         std::max(1.0F, m_panel.px(1)));
        }
    }

    Panel& m_panel;
    PixelViewState& m_state;
    const PixelExplanation& m_pixel;
    const KernelSum& m_kernel;
    std::size_t m_channel;
    Window m_window;
    ImVec2 m_cell;
    double m_largestWeight = 0;
    double m_largestProduct = 0;
};

void centredText(ImVec2 corner, ImVec2 size, ImU32 colour, const char* text) {
    const ImVec2 extent = ImGui::CalcTextSize(text);
    ImGui::GetWindowDrawList()->AddText(
        {std::round(corner.x + (size.x - extent.x) / 2), std::round(corner.y + (size.y - extent.y) / 2)},
        ImGui::GetColorU32(colour), text);
}

}  // namespace

int pixelMatrices(Panel& panel, PixelViewState& state, const PixelExplanation& pixel, const KernelSum& kernel,
                  int channel, ImVec2 size) {
    const float sign = panel.px(kSignRoom);
    const float caption = panel.px(kCaptionRoom);
    const float room = (size.x - 2 * sign) / 3;
    const Window window = windowOf(kernel, room, size.y - caption, panel.px(kSmallestCell));
    // Cells are wider than high where that makes room for their numbers.
    const float width = std::min(std::floor(room / static_cast<float>(window.columns)), panel.px(kLargestCell));
    const float height = std::min(std::floor((size.y - caption) / static_cast<float>(window.rows)), width);
    const FontScope mono(panel.fonts.small);
    const MatrixPainter painter(panel, state, pixel, kernel, channel, window, {width, height});
    const ImVec2 extent = painter.extent();

    const std::string times = kernel.divisor > 1 ? fmt::format(" × {}", kernel.divisor) : "";
    const std::array<std::string, 3> captions{"neighbourhood", "weights" + times, "products" + times};
    static constexpr std::array<const char*, 2> kSigns{"×", "="};
    const ImVec2 start = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("matrices", size);
    panel.places.note("pixel.matrices");
    const bool hovered = ImGui::IsItemHovered();
    std::array<ImVec2, 3> corners{};
    state.cell = -1;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        corners[i] = {start.x + (room + sign) * static_cast<float>(i) + std::floor((room - extent.x) / 2),
                      start.y + caption};
        const int cell = hovered ? painter.cellUnder(corners[i], ImGui::GetMousePos()) : -1;
        state.cell = cell >= 0 ? cell : state.cell;
    }
    for (std::size_t i = 0; i < corners.size(); ++i) {
        painter.paint(static_cast<Matrix>(i), corners[i]);
        centredText({corners[i].x, start.y}, {extent.x, caption}, theme::kTextFaint, captions[i].c_str());
        if (i < kSigns.size()) {
            const float x = start.x + (room + sign) * static_cast<float>(i) + room;
            centredText({x, start.y + caption}, {sign, extent.y}, theme::kTextMuted, kSigns[i]);
        }
    }
    return std::max(kernel.width - window.columns, kernel.height - window.rows);
}

void hatchedSwatch(Panel& panel, float side) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy({side, side});
    const ImVec2 end{corner.x + side, corner.y + side};
    ImGui::GetWindowDrawList()->AddRectFilled(corner, end, ImGui::GetColorU32(theme::kRaised));
    hatch(panel, corner, end, theme::kTextMuted);
}

}  // namespace kg::ui
