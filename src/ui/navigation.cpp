#include "ui/navigation.h"

#include <algorithm>
#include <cmath>

namespace kg::ui {

namespace {

constexpr double kLargestFit = 16;

// The centre moved by less than a screen pixel, so that the viewport's corner falls on a screen pixel's corner of
// the magnified image.
double aligned(double centre, double extent, double zoom) {
    const double corner = centre * zoom - extent / 2;
    return (std::round(corner) + extent / 2) / zoom;
}

}  // namespace

double zoomThatFits(double viewportWidth, double viewportHeight, Size image) {
    if (image.width < 1 || image.height < 1) {
        return 1;
    }
    const double zoom = std::min(viewportWidth / image.width, viewportHeight / image.height);
    return std::clamp(zoom, kLowestZoom, kLargestFit);
}

Placement placed(const Placement& rectangle, const View& view, Size image) {
    Placement placement = rectangle;
    if (view.fit) {
        placement.zoom = zoomThatFits(rectangle.width, rectangle.height, image);
        placement.centreX = image.width / 2.0;
        placement.centreY = image.height / 2.0;
    } else {
        placement.zoom = std::clamp(view.zoom, kLowestZoom, kHighestZoom);
        placement.centreX = std::clamp(view.centreX, 0.0, static_cast<double>(image.width));
        placement.centreY = std::clamp(view.centreY, 0.0, static_cast<double>(image.height));
    }
    placement.centreX = aligned(placement.centreX, rectangle.width, placement.zoom);
    placement.centreY = aligned(placement.centreY, rectangle.height, placement.zoom);
    return placement;
}

View zoomed(const Placement& placement, ViewportPoint around, double zoom) {
    const double bounded = std::clamp(zoom, kLowestZoom, kHighestZoom);
    const ImagePoint fixed = viewportToImage(placement, around);
    return {.fit = false,
            .zoom = bounded,
            .centreX = fixed.x - (around.x - placement.width / 2) / bounded,
            .centreY = fixed.y - (around.y - placement.height / 2) / bounded};
}

View panned(const Placement& placement, double dx, double dy) {
    return {.fit = false,
            .zoom = placement.zoom,
            .centreX = placement.centreX - dx / placement.zoom,
            .centreY = placement.centreY - dy / placement.zoom};
}

}  // namespace kg::ui
