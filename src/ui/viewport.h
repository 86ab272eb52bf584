// The viewport: where the picture is shown, panned and zoomed, and what the mouse points at in it.
#pragma once

#include "ui/navigation.h"
#include "ui/panel.h"

#include <optional>

namespace kg::ui {

class Viewport {
public:
    // Takes the mouse's input over a rectangle and changes the view; draws what lies over the picture, not the picture.
    void draw(Panel& panel, const Rect& rect, double pixelRatio);

    // How the engine draws the picture for the newest frame.
    ViewParameters parameters(Size framebuffer) const;

    void zoomBy(Workspace& workspace, double factor) const;
    void zoomTo(Workspace& workspace, double zoom) const;
    double zoom() const { return m_placement.zoom; }

    // Whether the source is shown in place of the result: toggled, or while a key or button is held.
    bool showsSource() const { return m_sourceToggled || m_sourceHeld; }
    bool sourceToggled() const { return m_sourceToggled; }
    void toggleSource() { m_sourceToggled = !m_sourceToggled; }
    void holdSource(bool held) { m_sourceHeld = held; }

    struct Pixel {
        int x = 0;
        int y = 0;
        bool operator==(const Pixel&) const = default;
    };
    // The image pixel under the mouse.
    std::optional<Pixel> hoveredPixel() const { return m_hovered; }
    // An image pixel that is framed; it goes with an image that lacks it.
    std::optional<Pixel> pinnedPixel() const { return m_pinned; }
    void pin(std::optional<Pixel> pixel) { m_pinned = pixel; }

private:
    void navigate(Panel& panel, bool hovered);
    void drawPin(Panel& panel) const;
    void drawBadge(Panel& panel, const Rect& rect) const;
    void drawEmpty(Panel& panel, const Rect& rect) const;
    void zoomAround(Workspace& workspace, ViewportPoint around, double zoom) const;

    Placement m_placement;
    bool m_sourceToggled = false;
    bool m_sourceHeld = false;
    std::optional<Pixel> m_hovered;
    std::optional<Pixel> m_pinned;
};

}  // namespace kg::ui
