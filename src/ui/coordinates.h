// Coordinates: the four spaces between a mouse and a pixel, and the ways between them.
//
//   window       what GLFW and Dear ImGui count in; origin at the window's top left corner
//   framebuffer  pixels of the screen; window units times the pixel ratio (1 on X11, 2 on a Retina display)
//   viewport     framebuffer pixels from the top left corner of the rectangle that the picture is shown in
//   image        pixels of the image; (0, 0) is the top left corner of the first one, whose centre is (0.5, 0.5)
//
// x goes right and y goes down in all of them. Each space has a point type of its own, so that one cannot pass for
// another, and each converter is named after both ends. Pure functions; any thread may call them.
#pragma once

namespace kg::ui {

struct WindowPoint {
    double x = 0;
    double y = 0;
};

struct FramebufferPoint {
    double x = 0;
    double y = 0;
};

struct ViewportPoint {
    double x = 0;
    double y = 0;
};

struct ImagePoint {
    double x = 0;
    double y = 0;
};

// Where the viewport lies and what it shows.
struct Placement {
    double pixelRatio = 1;  // framebuffer pixels a window unit
    double x = 0;           // the viewport's rectangle, in framebuffer pixels
    double y = 0;
    double width = 0;
    double height = 0;
    double zoom = 1;     // framebuffer pixels an image pixel
    double centreX = 0;  // image coordinates at the viewport's centre
    double centreY = 0;
};

inline FramebufferPoint windowToFramebuffer(const Placement& placement, WindowPoint point) {
    return {point.x * placement.pixelRatio, point.y * placement.pixelRatio};
}

inline WindowPoint framebufferToWindow(const Placement& placement, FramebufferPoint point) {
    return {point.x / placement.pixelRatio, point.y / placement.pixelRatio};
}

inline ViewportPoint framebufferToViewport(const Placement& placement, FramebufferPoint point) {
    return {point.x - placement.x, point.y - placement.y};
}

inline FramebufferPoint viewportToFramebuffer(const Placement& placement, ViewportPoint point) {
    return {point.x + placement.x, point.y + placement.y};
}

inline ImagePoint viewportToImage(const Placement& placement, ViewportPoint point) {
    return {placement.centreX + (point.x - placement.width / 2) / placement.zoom,
            placement.centreY + (point.y - placement.height / 2) / placement.zoom};
}

inline ViewportPoint imageToViewport(const Placement& placement, ImagePoint point) {
    return {(point.x - placement.centreX) * placement.zoom + placement.width / 2,
            (point.y - placement.centreY) * placement.zoom + placement.height / 2};
}

inline ImagePoint windowToImage(const Placement& placement, WindowPoint point) {
    return viewportToImage(placement, framebufferToViewport(placement, windowToFramebuffer(placement, point)));
}

inline WindowPoint imageToWindow(const Placement& placement, ImagePoint point) {
    return framebufferToWindow(placement, viewportToFramebuffer(placement, imageToViewport(placement, point)));
}

}  // namespace kg::ui
