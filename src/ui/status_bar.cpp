#include "ui/status_bar.h"

#include "base/error.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

namespace kg::ui {

namespace {

// What stands at the right, from left to right.
struct Item {
    std::string text;
    ImU32 colour;
    const char* tip;
};

// The channels that an image has, of a pixel as red, green, blue, alpha.
std::vector<double> channelsOf(const Color& color, int channels) {
    switch (channels) {
        case 1:
            return {color[0]};
        case 2:
            return {color[0], color[3]};
        case 3:
            return {color[0], color[1], color[2]};
        default:
            return {color[0], color[1], color[2], color[3]};
    }
}

std::string stepsText(const std::vector<double>& values) {
    std::string text;
    for (const double value : values) {
        text += fmt::format(" {:4.0f}", std::isfinite(value) ? value * 255 : value);
    }
    return text;
}

std::string floatsText(const std::vector<double>& values) {
    std::string text;
    for (const double value : values) {
        text += fmt::format(" {:7.3f}", value);
    }
    return text;
}

std::string depthText(const ImageFormat& format) {
    static constexpr const char* kTypes[] = {"8", "16", "float"};
    static constexpr const char* kChannels[] = {"grey", "grey+A", "RGB", "RGBA"};
    return fmt::format("{} {}", kChannels[format.channels - 1], kTypes[static_cast<int>(format.type)]);
}

std::vector<Item> costItems(Panel& panel, const Viewport& viewport, std::optional<double> framesPerSecond) {
    std::vector<Item> items;
    const Image* image = panel.workspace.image();
    if (image == nullptr) {
        return items;
    }
    items.push_back({fmt::format("{:.4g} %", viewport.zoom() * 100), theme::kText, "Screen pixels an image pixel"});
    items.push_back({fmt::format("{} × {}  {}", image->width(), image->height(), depthText(image->format())),
                     theme::kTextMuted, "Size of the image, its channels and their depth"});
    items.push_back({framesPerSecond ? fmt::format("{:.0f} fps", *framesPerSecond) : "at rest",
                     framesPerSecond ? theme::kText : theme::kTextFaint,
                     "Frames a second while frames are drawn; a still picture draws none"});
    const Plan* plan = panel.workspace.engine().plan();
    if (plan == nullptr) {
        return items;
    }
    const auto timing = panel.workspace.engine().timing();
    items.push_back({timing ? fmt::format("{:.2f} ms", timing->totalMilliseconds) : "– ms", theme::kTextMuted,
                     "GPU time of the chain"});
    items.push_back({groupedCount(plan->total.fetches) + " fetches/frame", theme::kAccent,
                     "Texture samples that the chain takes for one frame"});
    return items;
}

}  // namespace

void StatusBar::readPixel(Panel& panel, std::optional<Viewport::Pixel> pixel) {
    Engine& engine = panel.workspace.engine();
    const EngineCounters& counters = engine.counters();
    if (pixel == m_pixel && counters.chainsRun == m_chainsRun && counters.uploads == m_uploads) {
        return;
    }
    m_pixel = pixel;
    m_chainsRun = counters.chainsRun;
    m_uploads = counters.uploads;
    if (!pixel || engine.plan() == nullptr) {
        m_pixel.reset();
        return;
    }
    try {
        m_source = engine.readPixel(ViewContent::Source, pixel->x, pixel->y);
        m_result = engine.readPixel(ViewContent::Result, pixel->x, pixel->y);
    } catch (const Error&) {
        m_pixel.reset();  // the picture is about to be replaced by another size
    }
}

void StatusBar::drawPixel(Panel& panel, float room) const {
    const Image* image = panel.workspace.image();
    if (!m_pixel || image == nullptr) {
        clippedText(theme::kTextMuted, panel.workspace.notice(), room);
        return;
    }
    const auto source = channelsOf(m_source, image->channels());
    const auto result = channelsOf(m_result, image->channels());
    const FontScope mono(panel.fonts.mono);
    const std::string place = fmt::format("{:4}, {:4}", m_pixel->x, m_pixel->y);
    const std::string before = stepsText(source);
    const std::string after = stepsText(result);
    const std::string exact = floatsText(result);
    const auto widthOf = [](const std::string& text) { return ImGui::CalcTextSize(text.c_str()).x; };

    colouredText(theme::kTextMuted, place);
    ImGui::SameLine(0, 0);
    colouredText(theme::kTextMuted, before);
    ImGui::SameLine(0, 0);
    colouredText(theme::kTextFaint, " →");
    ImGui::SameLine(0, 0);
    colouredText(theme::kText, after);
    if (widthOf(place + before + " →" + after + exact) < room) {
        ImGui::SameLine(0, 0);
        colouredText(theme::kTextFaint, exact);
    }
}

void StatusBar::draw(Panel& panel, const Rect& rect, const Viewport& viewport, std::optional<double> framesPerSecond) {
    readPixel(panel, viewport.hoveredPixel());
    const FontScope small(panel.fonts.small);
    const float padding = panel.px(12);
    const float gap = panel.px(18);
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {padding, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("status", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(4);
    const auto items = costItems(panel, viewport, framesPerSecond);
    float width = 0;
    for (const Item& item : items) {
        width += ImGui::CalcTextSize(item.text.c_str()).x + gap;
    }
    const float y = (rect.height - ImGui::GetFontSize()) / 2;
    ImGui::SetCursorPos({padding, y});
    drawPixel(panel, rect.width - width - 2 * padding);

    float x = rect.width - padding - width + gap;
    for (const Item& item : items) {
        ImGui::SetCursorPos({x, y});
        colouredText(item.colour, item.text);
        tooltip(panel, item.tip);
        x += ImGui::GetItemRectSize().x + gap;
    }
    ImGui::End();
}

}  // namespace kg::ui
