// The status bar: the pixel under the mouse before and after the chain, and what the picture costs.
#pragma once

#include "ui/panel.h"
#include "ui/viewport.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kg::ui {

class StatusBar {
public:
    // framesPerSecond: nothing while the window is at rest.
    void draw(Panel& panel, const Rect& rect, const Viewport& viewport, std::optional<double> framesPerSecond);
    // What it says, from left to right.
    const std::vector<std::string>& texts() const { return m_texts; }

private:
    // Reads the pixel back only when it or the picture is another one: reading waits for the GPU.
    void readPixel(Panel& panel, std::optional<Viewport::Pixel> pixel);
    void drawPixel(Panel& panel, float room);
    float drawOutputs(Panel& panel, float x, float y);

    std::optional<Viewport::Pixel> m_pixel;
    std::uint64_t m_chainsRun = 0;
    std::uint64_t m_uploads = 0;
    Color m_source{};
    Color m_result{};
    std::vector<std::string> m_texts;
};

}  // namespace kg::ui
