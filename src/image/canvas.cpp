#include "image/canvas.h"

namespace kg {

Rgb Canvas::sample(Vec position) const {
    const float x = std::clamp(position.x * m_scale - 0.5f, 0.0f, static_cast<float>(m_width - 1));
    const float y = std::clamp(position.y * m_scale - 0.5f, 0.0f, static_cast<float>(m_height - 1));
    const int left = static_cast<int>(x);
    const int top = static_cast<int>(y);
    const int right = std::min(left + 1, m_width - 1);
    const int bottom = std::min(top + 1, m_height - 1);
    const float fx = x - static_cast<float>(left);
    return mix(mix(at(left, top), at(right, top), fx), mix(at(left, bottom), at(right, bottom), fx),
               y - static_cast<float>(top));
}

void Canvas::stroke(Vec from, Vec to, float fromWidth, float toWidth, Rgb colour, float opacity) {
    const float reach = std::max(fromWidth, toWidth) / 2.0f;
    const Vec along = to - from;
    const float squaredLength = std::max(dot(along, along), 1e-12f);
    const auto coverage = [&](Vec here) {
        const float t = std::clamp(dot(here - from, along) / squaredLength, 0.0f, 1.0f);
        const float width = std::lerp(fromWidth, toWidth, t);
        // A stroke thinner than a pixel keeps one pixel's edge and fades instead.
        const float thin = std::min(width / pixel(), 1.0f);
        return opacity * thin * covered(length(here - from - along * t) - std::max(width, pixel()) / 2.0f);
    };
    paint({std::min(from.x, to.x) - reach, std::min(from.y, to.y) - reach},
          {std::max(from.x, to.x) + reach, std::max(from.y, to.y) + reach}, coverage, [&](Vec) { return colour; });
}

void Canvas::ellipse(Vec centre, Vec radii, Vec direction, Rgb colour, float opacity) {
    const float reach = std::max(radii.x, radii.y);
    const float small = std::min(radii.x, radii.y);
    const auto coverage = [&](Vec here) {
        const Vec p = here - centre;
        const Vec scaled{dot(p, direction) / radii.x, dot(p, {-direction.y, direction.x}) / radii.y};
        const float thin = std::min(2.0f * small / pixel(), 1.0f);
        return opacity * thin * covered((length(scaled) - 1.0f) * small);
    };
    paint({centre.x - reach, centre.y - reach}, {centre.x + reach, centre.y + reach}, coverage,
          [&](Vec) { return colour; });
}

}  // namespace kg
