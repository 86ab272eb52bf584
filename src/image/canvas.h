// Canvas: a picture in the making, of RGB floats in linear light, with a few anti-aliased shapes.
//
// Positions are in units of the picture's height: x from 0 to aspect(), y from 0 at the top to 1. A pattern drawn this
// way looks the same at every size. One thread draws.
#pragma once

#include "image/image.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace kg {

struct Rgb {
    float r = 0;
    float g = 0;
    float b = 0;

    constexpr Rgb operator+(Rgb o) const { return {r + o.r, g + o.g, b + o.b}; }
    constexpr Rgb operator*(Rgb o) const { return {r * o.r, g * o.g, b * o.b}; }
    constexpr Rgb operator*(float s) const { return {r * s, g * s, b * s}; }
};

constexpr Rgb mix(Rgb a, Rgb b, float t) {
    return a * (1.0f - t) + b * t;
}

constexpr float smoothStep(float low, float high, float x) {
    const float t = std::clamp((x - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

struct Vec {
    float x = 0;
    float y = 0;

    constexpr Vec operator+(Vec o) const { return {x + o.x, y + o.y}; }
    constexpr Vec operator-(Vec o) const { return {x - o.x, y - o.y}; }
    constexpr Vec operator*(float s) const { return {x * s, y * s}; }
};

constexpr float dot(Vec a, Vec b) {
    return a.x * b.x + a.y * b.y;
}

inline float length(Vec v) {
    return std::sqrt(dot(v, v));
}

class Canvas {
public:
    Canvas(int width, int height)
        : m_width(width),
          m_height(height),
          m_scale(static_cast<float>(height)),
          m_pixels(static_cast<std::size_t>(width) * height) {}

    int width() const { return m_width; }
    int height() const { return m_height; }
    float aspect() const { return static_cast<float>(m_width) / m_scale; }
    float pixel() const { return 1.0f / m_scale; }

    Rgb& at(int x, int y) { return m_pixels[static_cast<std::size_t>(y) * m_width + x]; }
    const Rgb& at(int x, int y) const { return m_pixels[static_cast<std::size_t>(y) * m_width + x]; }
    // The centre of a pixel.
    Vec position(int x, int y) const {
        return {(static_cast<float>(x) + 0.5f) * pixel(), (static_cast<float>(y) + 0.5f) * pixel()};
    }
    // Bilinear, clamped to the picture.
    Rgb sample(Vec position) const;

    // The row at or below a height, inside 0..height().
    int rowAt(float y) const { return std::clamp(static_cast<int>(y * m_scale), 0, m_height); }

    // Mixes shade(position) into each pixel by coverage(position), 0 to 1, within a box.
    template <typename Coverage, typename Shade>
    void paint(Vec low, Vec high, const Coverage& coverage, const Shade& shade);

    // How much of a pixel lies inside a shape whose edge is `distance` away (negative inside).
    float covered(float distance) const { return std::clamp(0.5f - distance * m_scale, 0.0f, 1.0f); }

    // A stroke with round ends that goes from one width to another.
    void stroke(Vec from, Vec to, float fromWidth, float toWidth, Rgb colour, float opacity = 1.0f);
    // An ellipse with its first radius along `direction` (of length 1).
    void ellipse(Vec centre, Vec radii, Vec direction, Rgb colour, float opacity = 1.0f);
    // A convex polygon, corners clockwise on the screen.
    template <typename Shade>
    void polygon(std::span<const Vec> corners, const Shade& shade);

private:
    int m_width;
    int m_height;
    float m_scale;
    std::vector<Rgb> m_pixels;
};

template <typename Coverage, typename Shade>
void Canvas::paint(Vec low, Vec high, const Coverage& coverage, const Shade& shade) {
    const auto column = [&](float x) { return std::clamp(static_cast<int>(std::floor(x * m_scale)), 0, m_width); };
    const int right = std::min(column(high.x) + 2, m_width);
    const int bottom = std::min(rowAt(high.y) + 2, m_height);
    for (int y = std::max(rowAt(low.y) - 1, 0); y < bottom; ++y) {
        for (int x = std::max(column(low.x) - 1, 0); x < right; ++x) {
            const Vec here = position(x, y);
            if (const float amount = coverage(here); amount > 0.0f) {
                at(x, y) = mix(at(x, y), shade(here), amount);
            }
        }
    }
}

template <typename Shade>
void Canvas::polygon(std::span<const Vec> corners, const Shade& shade) {
    Vec low = corners[0];
    Vec high = corners[0];
    for (const Vec corner : corners) {
        low = {std::min(low.x, corner.x), std::min(low.y, corner.y)};
        high = {std::max(high.x, corner.x), std::max(high.y, corner.y)};
    }
    const auto coverage = [&](Vec here) {
        float inside = 1.0f;
        for (std::size_t i = 0; i < corners.size() && inside > 0.0f; ++i) {
            const Vec from = corners[i];
            const Vec along = corners[(i + 1) % corners.size()] - from;
            const Vec outward{along.y, -along.x};
            inside = std::min(inside, covered(dot(here - from, outward) / length(along)));
        }
        return inside;
    };
    paint(low, high, coverage, shade);
}

}  // namespace kg
