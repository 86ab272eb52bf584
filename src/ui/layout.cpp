#include "ui/layout.h"

#include <algorithm>
#include <cmath>

namespace kg::ui {

namespace {

constexpr float kMenuHeight = 28;
constexpr float kStatusHeight = 26;
constexpr float kTransportHeight = 34;
constexpr float kRail = 28;
constexpr float kNarrowestViewport = 320;
constexpr float kLowestViewport = 140;

float paneWidth(bool open, double width) {
    return open ? std::clamp(static_cast<float>(width), kNarrowestPane, kWidestPane) : kRail;
}

}  // namespace

Layout layoutOf(float width, float height, float scale, const Settings& settings, bool plays) {
    float chain = std::round(scale * paneWidth(settings.chainPaneOpen, settings.chainPaneWidth));
    float details = std::round(scale * paneWidth(settings.detailsPaneOpen, settings.detailsPaneWidth));
    const float room = width - scale * kNarrowestViewport;
    if (chain + details > room) {
        const float share = std::max(0.0F, room) / (chain + details);
        chain = std::floor(chain * share);
        details = std::floor(details * share);
    }
    const float top = std::round(scale * kMenuHeight);
    const float bottom = std::round(scale * kStatusHeight);
    const float middle = std::max(1.0F, height - top - bottom);
    const float roomBelow = std::max(0.0F, middle - scale * kLowestViewport);
    const float asked = std::clamp(static_cast<float>(settings.labHeight), kLowestLab, kTallestLab);
    const float lab = settings.labOpen ? std::min(std::round(scale * asked), roomBelow) : 0;
    const float above = std::max(1.0F, middle - lab);
    const float transport = plays ? std::round(scale * kTransportHeight) : 0;
    const float between = std::max(1.0F, width - chain - details);
    return {.menu = {0, 0, width, top},
            .chain = {0, top, chain, middle},
            .viewport = {chain, top, between, std::max(1.0F, above - transport)},
            .transport = {chain, top + above - transport, between, transport},
            .details = {width - details, top, details, above},
            .lab = {chain, top + above, std::max(1.0F, width - chain), lab},
            .status = {0, top + middle, width, bottom}};
}

}  // namespace kg::ui
