#include "ui/coordinates.h"

#include "ui/navigation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace kg::ui {

namespace {

constexpr double kTiny = 1e-9;

const std::vector<Placement> kPlacements = {
    {.pixelRatio = 1, .x = 320, .y = 28, .width = 640, .height = 480, .zoom = 1, .centreX = 100, .centreY = 50},
    {.pixelRatio = 2, .x = 10, .y = 20, .width = 801, .height = 333, .zoom = 0.37, .centreX = -5, .centreY = 7.5},
    {.pixelRatio = 1.5, .x = 0, .y = 0, .width = 1, .height = 1, .zoom = 64, .centreX = 3.25, .centreY = 9e3},
};

}  // namespace

TEST(Coordinates, EveryWayHasAWayBack) {
    for (const Placement& placement : kPlacements) {
        for (const double x : {-100.0, 0.0, 0.5, 1234.5}) {
            for (const double y : {-1.0, 0.0, 77.25}) {
                const WindowPoint window = framebufferToWindow(placement, windowToFramebuffer(placement, {x, y}));
                EXPECT_NEAR(window.x, x, kTiny);
                EXPECT_NEAR(window.y, y, kTiny);
                const FramebufferPoint framebuffer =
                    viewportToFramebuffer(placement, framebufferToViewport(placement, {x, y}));
                EXPECT_NEAR(framebuffer.x, x, kTiny);
                EXPECT_NEAR(framebuffer.y, y, kTiny);
                const ViewportPoint viewport = imageToViewport(placement, viewportToImage(placement, {x, y}));
                EXPECT_NEAR(viewport.x, x, kTiny);
                EXPECT_NEAR(viewport.y, y, kTiny);
                const WindowPoint whole = imageToWindow(placement, windowToImage(placement, {x, y}));
                EXPECT_NEAR(whole.x, x, kTiny);
                EXPECT_NEAR(whole.y, y, kTiny);
            }
        }
    }
}

TEST(Coordinates, TheCentreOfTheViewportShowsTheViewsCentre) {
    for (const Placement& placement : kPlacements) {
        const ImagePoint centre = viewportToImage(placement, {placement.width / 2, placement.height / 2});
        EXPECT_NEAR(centre.x, placement.centreX, kTiny);
        EXPECT_NEAR(centre.y, placement.centreY, kTiny);
    }
}

TEST(Coordinates, DownAndRightAreTheSameEverywhere) {
    const Placement& placement = kPlacements[1];
    const ImagePoint a = windowToImage(placement, {10, 10});
    const ImagePoint b = windowToImage(placement, {11, 12});
    EXPECT_GT(b.x, a.x);
    EXPECT_GT(b.y, a.y);
    EXPECT_NEAR(b.x - a.x, placement.pixelRatio / placement.zoom, kTiny);
    EXPECT_NEAR(b.y - a.y, 2 * placement.pixelRatio / placement.zoom, kTiny);
}

TEST(Navigation, FittingShowsTheWholeImage) {
    const Placement rectangle{.x = 300, .y = 30, .width = 640, .height = 500};
    for (const Size size : {Size{1920, 1080}, Size{1080, 1920}, Size{1, 1}, Size{1, 17}, Size{30000, 10}}) {
        const Placement placement = placed(rectangle, {}, size);
        const ViewportPoint first = imageToViewport(placement, {0, 0});
        const ViewportPoint last = imageToViewport(placement, {double(size.width), double(size.height)});
        EXPECT_GE(first.x, -1) << size.width << "x" << size.height;
        EXPECT_GE(first.y, -1);
        EXPECT_LE(last.x, rectangle.width + 1);
        EXPECT_LE(last.y, rectangle.height + 1);
    }
}

TEST(Navigation, OneToOneFallsOnScreenPixels) {
    for (const double width : {640.0, 641.0}) {
        const Placement rectangle{.x = 300, .y = 30, .width = width, .height = 499};
        for (const double centre : {100.0, 100.3, 100.5}) {
            const Placement placement =
                placed(rectangle, {.fit = false, .zoom = 1, .centreX = centre, .centreY = centre}, {400, 400});
            const ViewportPoint corner = imageToViewport(placement, {0, 0});
            EXPECT_NEAR(corner.x, std::round(corner.x), kTiny);
            EXPECT_NEAR(corner.y, std::round(corner.y), kTiny);
        }
    }
}

TEST(Navigation, ZoomKeepsThePointUnderTheMouse) {
    for (const Placement& placement : kPlacements) {
        for (const ViewportPoint around : {ViewportPoint{0, 0}, ViewportPoint{33, 99}}) {
            const ImagePoint before = viewportToImage(placement, around);
            const View view = zoomed(placement, around, placement.zoom * 1.5);
            Placement after = placement;
            after.zoom = view.zoom;
            after.centreX = view.centreX;
            after.centreY = view.centreY;
            EXPECT_NEAR(viewportToImage(after, around).x, before.x, 1e-6);
            EXPECT_NEAR(viewportToImage(after, around).y, before.y, 1e-6);
        }
    }
}

TEST(Navigation, ZoomIsBounded) {
    EXPECT_EQ(zoomed(kPlacements[0], {0, 0}, 1e9).zoom, kHighestZoom);
    EXPECT_EQ(zoomed(kPlacements[0], {0, 0}, 1e-9).zoom, kLowestZoom);
}

TEST(Navigation, PanMovesThePictureWithTheMouse) {
    const Placement& placement = kPlacements[1];
    const View view = panned(placement, 10, -4);
    EXPECT_FALSE(view.fit);
    EXPECT_NEAR(view.centreX, placement.centreX - 10 / placement.zoom, kTiny);
    EXPECT_NEAR(view.centreY, placement.centreY + 4 / placement.zoom, kTiny);
}

TEST(Navigation, PartOfTheImageStaysInSight) {
    const Placement rectangle{.width = 500, .height = 500};
    const Placement placement =
        placed(rectangle, {.fit = false, .zoom = 1, .centreX = 1e7, .centreY = -1e7}, {100, 80});
    EXPECT_LE(placement.centreX, 101);
    EXPECT_GE(placement.centreY, -1);
}

}  // namespace kg::ui
