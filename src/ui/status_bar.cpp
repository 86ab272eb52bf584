#include "ui/status_bar.h"

#include "base/error.h"
#include "base/text.h"
#include "ui/number_text.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace kg::ui {

namespace {

constexpr double kLampSeconds = 0.5;  // between looks at what is being written

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

// A piece of the line about the pixel.
struct Piece {
    ImU32 colour;
    std::string text;
};

std::string joined(const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces) {
        text += piece.text;
    }
    return text;
}

std::string depthText(const ImageFormat& format) {
    static constexpr const char* kTypes[] = {"8", "16", "float"};
    static constexpr const char* kChannels[] = {"grey", "grey+A", "RGB", "RGBA"};
    return fmt::format("{} {}", kChannels[format.channels - 1], kTypes[static_cast<int>(format.type)]);
}

std::string sizeText(const ImageFormat& image, const Plan* plan) {
    std::string size = fmt::format("{} × {}", image.width, image.height);
    if (plan != nullptr && (plan->region.width != image.width || plan->region.height != image.height)) {
        size += fmt::format(" → {} × {}", plan->region.width, plan->region.height);
    }
    return size + "  " + depthText(image);
}

std::string largeViewText(const Engine::LargeViewState& view) {
    if (view.reduction == 1) {
        return "full size";
    }
    return view.share < 1 ? fmt::format("reduced 1:{}, {:.0f} %", view.reduction, view.share * 100)
                          : fmt::format("reduced 1:{}", view.reduction);
}

// A dot and what is being written, such as "REC 0:12, 360 frames, 2 dropped".
struct Lamp {
    std::string text;
    std::string tip;
    ImU32 colour;
};

std::vector<Lamp> lampsOf(const Outputs& outputs) {
    std::vector<Lamp> lamps;
    if (const auto recording = outputs.recording()) {
        const int seconds = static_cast<int>(recording->seconds);
        std::string text = fmt::format("{} {}:{:02}, {} frames", recording->finishing ? "Finishing" : "REC",
                                       seconds / 60, seconds % 60, recording->written);
        if (recording->dropped > 0) {
            text += fmt::format(", {} dropped", recording->dropped);
        }
        lamps.push_back({std::move(text),
                         fmt::format("Recording {}: length and frames of the clip, and pictures that were dropped "
                                     "because the encoder was behind",
                                     recording->path.string()),
                         theme::kDanger});
    }
    if (const auto tiles = outputs.tiledExport()) {
        lamps.push_back({fmt::format("Saving {}, {:.0f} %", tiles->path.filename().string(), 100 * tiles->share),
                         fmt::format("{} is computed in tiles and written as they come; Stop Saving in the File menu "
                                     "leaves no file",
                                     tiles->path.string()),
                         theme::kAccent});
    }
    if (const auto& live = outputs.liveExport()) {
        lamps.push_back({fmt::format("LIVE {}, {}×", live->path.filename().string(), live->written),
                         fmt::format("{} is rewritten with each change; so many times by now", live->path.string()),
                         theme::kAccent});
    }
    return lamps;
}

std::vector<Item> costItems(Panel& panel, const Viewport& viewport, std::optional<double> framesPerSecond) {
    std::vector<Item> items;
    const std::optional<ImageFormat> image = panel.workspace.imageFormat();
    if (!image) {
        return items;
    }
    if (const auto& place = panel.workspace.folderPlace(); place && place->count > 1) {
        items.push_back({fmt::format("{} of {}", place->index + 1, place->count), theme::kText,
                         "Place among the stills of its folder; Left and Right open the others"});
    }
    items.push_back({zoomText(viewport.zoom()), theme::kText, "Screen pixels an image pixel"});
    if (const auto large = panel.workspace.engine().largeView()) {
        items.push_back({largeViewText(*large), theme::kAccent,
                         "The picture is above the memory for images: zoomed out it is shown reduced, from the full "
                         "result; zoomed in, and in exports, it has its full size"});
    }
    items.push_back({sizeText(*image, panel.workspace.engine().plan()), theme::kTextMuted,
                     "Size of the image, and of the result where a filter crops; channels and their depth"});
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

// Where the window is too narrow for all of it, the exact result goes first, then the source.
void StatusBar::drawPixel(Panel& panel, float room) {
    const std::optional<ImageFormat> image = panel.workspace.imageFormat();
    if (!m_pixel || !image) {
        clippedText(theme::kTextMuted, panel.workspace.notice(), room);
        m_texts.push_back(panel.workspace.notice());
        return;
    }
    const auto source = channelsOf(m_source, image->channels);
    const auto result = channelsOf(m_result, image->channels);
    const FontScope mono(panel.fonts.mono);
    std::vector<Piece> pieces{{theme::kTextMuted, fmt::format("{:4}, {:4}", m_pixel->x, m_pixel->y)},
                              {theme::kTextMuted, pixelText(source, image->type)},
                              {theme::kTextFaint, " →"},
                              {theme::kText, pixelText(result, image->type)}};
    if (image->type != PixelType::F32) {
        pieces.push_back({theme::kTextFaint, pixelText(result, PixelType::F32)});
    }
    const auto fits = [&] { return ImGui::CalcTextSize(joined(pieces).c_str()).x < room; };
    if (!fits() && image->type != PixelType::F32) {
        pieces.pop_back();
    }
    if (!fits()) {
        pieces.erase(pieces.begin() + 1, pieces.begin() + 3);
    }
    for (const Piece& piece : pieces) {
        colouredText(piece.colour, piece.text);
        ImGui::SameLine(0, 0);
    }
    m_texts.push_back(joined(pieces));
}

// What is being written, from x on; returns where the next thing may stand.
float StatusBar::drawOutputs(Panel& panel, float x, float y) {
    const float dot = ImGui::GetFontSize();
    for (const Lamp& lamp : lampsOf(panel.outputs)) {
        ImGui::SetCursorPos({x, y});
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddCircleFilled({corner.x + dot / 2, corner.y + dot / 2}, dot * 0.32F,
                                                    ImGui::GetColorU32(lamp.colour));
        ImGui::SetCursorPos({x + dot + panel.px(3), y});
        colouredText(theme::kText, lamp.text);
        tooltip(panel, lamp.tip);
        m_texts.push_back(lamp.text);
        x += dot + panel.px(3) + ImGui::GetItemRectSize().x + panel.px(18);
    }
    if (panel.outputs.recording()) {
        panel.pacer.wakeIn(panel.now, kLampSeconds);
    }
    return x;
}

void StatusBar::draw(Panel& panel, const Rect& rect, const Viewport& viewport, std::optional<double> framesPerSecond) {
    readPixel(panel, viewport.hoveredPixel());
    const FontScope small(panel.fonts.small);
    const float padding = panel.px(12);
    const float gap = panel.px(18);
    beginBar("status", rect, padding);
    const auto items = costItems(panel, viewport, framesPerSecond);
    float width = 0;
    for (const Item& item : items) {
        width += ImGui::CalcTextSize(item.text.c_str()).x + gap;
    }
    const float y = (rect.height - ImGui::GetFontSize()) / 2;
    m_texts.clear();
    const float left = drawOutputs(panel, padding, y);
    ImGui::SetCursorPos({left, y});
    drawPixel(panel, rect.width - width - left - padding);

    float x = rect.width - padding - width + gap;
    for (const Item& item : items) {
        ImGui::SetCursorPos({x, y});
        colouredText(item.colour, item.text);
        tooltip(panel, item.tip);
        m_texts.push_back(item.text);
        x += ImGui::GetItemRectSize().x + gap;
    }
    ImGui::End();
}

}  // namespace kg::ui
