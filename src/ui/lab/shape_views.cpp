#include "ui/lab/shape_views.h"

#include "kernel/analysis/statistics.h"
#include "ui/lab/plot.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace kg::ui {

namespace {

constexpr int kMostColumns = 63;  // a side; larger kernels are sampled

// The four corners of a cell's top, as seen; and how far its middle is from the eye.
struct Block {
    int x;
    int y;
    float depth;
};

// A point of the landscape on the screen: the kernel lies in -1..1 along both sides, weights rise up to 1.
class Camera {
public:
    Camera(ImVec2 centre, float size, float angle, float tilt)
        : m_centre(centre), m_size(size), m_cos(std::cos(angle)), m_sin(std::sin(angle)), m_tilt(tilt) {}

    ImVec2 at(float x, float y, float height) const {
        const float across = x * m_cos - y * m_sin;
        return {m_centre.x + m_size * across,
                m_centre.y + m_size * (depth(x, y) * std::sin(m_tilt) - 0.75F * height * std::cos(m_tilt))};
    }
    float depth(float x, float y) const { return x * m_sin + y * m_cos; }

private:
    ImVec2 m_centre;
    float m_size;
    float m_cos;
    float m_sin;
    float m_tilt;
};

void column(ImDrawList& list, const Camera& camera, float x0, float y0, float x1, float y1, float height) {
    const ImU32 colour = height < 0 ? theme::kWarm : theme::kAccent;
    const ImU32 top = mixed(theme::kRaised, colour, 0.25F + 0.75F * std::abs(height));
    const ImU32 side = mixed(theme::kBackdrop, top, 0.55F);
    const ImU32 line = faded(theme::kBackdrop, 0.7F);
    const auto quad = [&](ImVec2 a, ImVec2 b, ImVec2 c, ImVec2 d, ImU32 fill) {
        list.AddQuadFilled(a, b, c, d, ImGui::GetColorU32(fill));
        list.AddQuad(a, b, c, d, ImGui::GetColorU32(line));
    };
    // The two sides that face the eye are those whose outward direction comes nearer; drawing all four from the back
    // to the front costs less thought and hides the others.
    const float corners[4][2] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
    int order[4] = {0, 1, 2, 3};
    std::sort(std::begin(order), std::end(order), [&](int a, int b) {
        const auto middle = [&](int i) {
            const auto& p = corners[i];
            const auto& q = corners[(i + 1) % 4];
            return camera.depth((p[0] + q[0]) / 2, (p[1] + q[1]) / 2);
        };
        return middle(a) < middle(b);
    });
    if (height < 0) {
        quad(camera.at(x0, y0, 0), camera.at(x1, y0, 0), camera.at(x1, y1, 0), camera.at(x0, y1, 0), side);
    }
    for (const int i : order) {
        const auto& p = corners[i];
        const auto& q = corners[(i + 1) % 4];
        quad(camera.at(p[0], p[1], 0), camera.at(q[0], q[1], 0), camera.at(q[0], q[1], height),
             camera.at(p[0], p[1], height), side);
    }
    quad(camera.at(x0, y0, height), camera.at(x1, y0, height), camera.at(x1, y1, height), camera.at(x0, y1, height),
         top);
}

}  // namespace

void ProfileView::draw(Panel& panel, const Kernel& kernel) {
    m_direction = segments(panel, "direction", {"Row", "Column"}, m_direction, "lab.profile");
    ImGui::SameLine(0, panel.px(10));
    ImGui::AlignTextToFramePadding();
    colouredText(
        panel.fonts.small, theme::kTextMuted,
        m_direction == 0 ? "the weights of the origin's row, as laid" : "the weights of the origin's column, as laid");
    const bool row = m_direction == 0;
    const int length = row ? kernel.width() : kernel.height();
    const int origin = row ? kernel.originX() : kernel.originY();
    const auto weightAt = [&](int i) {
        return row ? kernel.weight(i, kernel.originY()) : kernel.weight(kernel.originX(), i);
    };
    const KernelStatistics range = statistics(kernel);
    double low = std::min(0.0, range.smallest);
    double high = std::max(0.0, range.largest);
    const double margin = high > low ? 0.06 * (high - low) : 1;
    low -= low < 0 ? margin : 0;
    high += margin;
    const double first = -origin - 0.5;
    const double last = length - origin - 0.5;
    Plot plot(
        panel, "profile", ImGui::GetContentRegionAvail(),
        {.lowest = first, .highest = last, .ticks = roundTicks(std::ceil(first), std::floor(last), 8), .unit = " px"},
        {.lowest = low, .highest = high, .ticks = roundTicks(low, high, 5)});
    for (int i = 0; i < length; ++i) {
        plot.bar(i - origin, 0.82, weightAt(i), weightAt(i) < 0 ? theme::kWarm : theme::kAccent);
    }
    const double hovered = plot.hoveredX();
    if (!std::isnan(hovered)) {
        const int index = std::clamp(static_cast<int>(std::lround(hovered)) + origin, 0, length - 1);
        ImGui::SetTooltip("%+d px: %s", index - origin, fmt::format("{:.6g}", weightAt(index)).c_str());
    }
}

void HeightView::draw(Panel& panel, const Kernel& kernel) {
    const ImVec2 size = ImGui::GetContentRegionAvail();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("landscape", {std::max(1.0F, size.x), std::max(1.0F, size.y)});
    panel.places.note("lab.landscape");
    if (ImGui::IsItemActive()) {
        const ImVec2 delta = ImGui::GetIO().MouseDelta;
        m_angle += delta.x / panel.px(120);
        m_tilt = std::clamp(m_tilt + delta.y / panel.px(160), 0.15F, 1.45F);
    }
    tooltip(panel, "Drag to turn the landscape");
    const KernelStatistics range = statistics(kernel);
    const double largest = std::max(std::abs(range.largest), std::abs(range.smallest));
    const int columns = std::min(kernel.width(), kMostColumns);
    const int rows = std::min(kernel.height(), kMostColumns);
    const float longest = static_cast<float>(std::max(columns, rows));
    const Camera camera({corner.x + size.x / 2, corner.y + size.y * 0.56F}, 0.62F * std::min(size.x * 0.6F, size.y),
                        m_angle, m_tilt);
    const float step = 2 / longest;
    const auto edge = [&](int i, int count) { return (static_cast<float>(i) - static_cast<float>(count) / 2) * step; };
    std::vector<Block> blocks;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            blocks.push_back({x, y, camera.depth(edge(x, columns), edge(y, rows))});
        }
    }
    std::stable_sort(blocks.begin(), blocks.end(), [](const Block& a, const Block& b) { return a.depth < b.depth; });
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.PushClipRect(corner, {corner.x + size.x, corner.y + size.y}, true);
    const float gap = 0.04F * step;
    for (const Block& block : blocks) {
        const int x = block.x * kernel.width() / columns;
        const int y = block.y * kernel.height() / rows;
        if (kernel.present(x, y)) {
            const auto height = static_cast<float>(largest > 0 ? kernel.weight(x, y) / largest : 0);
            column(list, camera, edge(block.x, columns) + gap, edge(block.y, rows) + gap,
                   edge(block.x + 1, columns) - gap, edge(block.y + 1, rows) - gap, height);
        }
    }
    list.PopClipRect();
}

}  // namespace kg::ui
