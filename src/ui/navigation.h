// Navigation: how a view changes when a person pans and zooms. Pure functions over View and Placement.
#pragma once

#include "app/document.h"
#include "ui/coordinates.h"

namespace kg::ui {

constexpr double kLowestZoom = 1.0 / 64;
constexpr double kHighestZoom = 128;

struct Size {
    int width = 0;
    int height = 0;
};

// The zoom at which the whole image is visible, no pixel larger than 16 screen pixels.
double zoomThatFits(double viewportWidth, double viewportHeight, Size image);

// The viewport's placement for a view. A view that fits has zoom and centre derived here; others are kept so that part
// of the image stays visible, and aligned to whole screen pixels, which keeps 1:1 sharp.
Placement placed(const Placement& rectangle, const View& view, Size image);

// The views after a zoom around a point, and after a drag by framebuffer pixels. Neither fits any more.
View zoomed(const Placement& placement, ViewportPoint around, double zoom);
View panned(const Placement& placement, double dx, double dy);

}  // namespace kg::ui
