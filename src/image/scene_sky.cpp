// Sky, clouds, sun, and the balloons in front of them.
#include "image/hash_noise.h"
#include "image/scene.h"

#include <numbers>

namespace kg {

namespace {

constexpr Rgb kZenith{0.055f, 0.16f, 0.42f};
constexpr Rgb kMiddle{0.24f, 0.44f, 0.68f};
constexpr Rgb kHaze{0.98f, 0.66f, 0.40f};
constexpr Rgb kSunlight{1.0f, 0.70f, 0.38f};

Rgb clearSky(Vec here, Vec sun) {
    const float height = 1.0f - here.y / SceneLayout::kShore;  // 1 at the zenith
    Rgb sky = mix(mix(kHaze, kMiddle, smoothStep(0.0f, 0.42f, height)), kZenith, smoothStep(0.25f, 1.0f, height));
    const float away = length(here - sun);
    sky = sky + kSunlight * (0.55f * std::exp(-away * 5.5f) + 0.8f * std::exp(-away * 26.0f));
    return sky;
}

// Clouds lie on a plane overhead, so they grow smaller towards the horizon.
float cloudDensity(Vec here, float aspect, int octaves) {
    const float depth = 1.0f / (SceneLayout::kShore - here.y + 0.13f);
    const Vec plane{(here.x - aspect / 2.0f) * depth * 0.85f, depth * 1.5f};
    const float warp = 0.5f * gradientNoise(plane.x * 1.1f + 5.0f, plane.y * 1.1f, 41);
    const float body = fractalNoise(plane.x + warp + 3.0f, plane.y * 1.7f + warp, octaves, 14);
    return smoothStep(0.0f, 0.42f, body + 0.03f);
}

Rgb withClouds(Rgb sky, Vec here, const SceneLayout& layout, float aspect) {
    const float density = cloudDensity(here, aspect, 6);
    if (density <= 0.0f) {
        return sky;
    }
    // What lies between this place and the sun darkens it; thin rims glow.
    const Vec toSun = layout.sun - here;
    const float distance = std::max(length(toSun), 0.001f);
    const float behind = cloudDensity(here + toSun * (0.024f / distance), aspect, 4);
    const float light = std::exp(-1.5f * behind) * (0.72f + 0.9f * std::exp(-distance * 2.6f));
    const Rgb shadow{0.20f, 0.21f, 0.33f};
    const Rgb lit{1.45f, 1.08f, 0.80f};
    const float fading = smoothStep(SceneLayout::kShore, SceneLayout::kShore - 0.16f, here.y);
    return mix(sky, mix(shadow, lit, std::min(light, 1.0f)), 0.92f * density * (0.35f + 0.65f * fading));
}

// A lit sphere of coloured gores, narrowed to a mouth, with a basket below.
void drawBalloon(Canvas& canvas, Vec centre, float radius, Vec sun, std::span<const Rgb> colours) {
    const Vec toSun = (sun - centre) * (1.0f / length(sun - centre));
    const float mouth = centre.y + 1.32f * radius;
    const auto halfWidth = [&](float y) {
        const float up = (y - centre.y) / radius;
        if (up < 0.45f) {
            return radius * std::sqrt(std::max(1.0f - up * up, 0.0f));
        }
        const float t = (up - 0.45f) / (1.32f - 0.45f);
        return radius * std::lerp(0.893f, 0.17f, t * (1.25f - 0.25f * t));
    };
    const auto coverage = [&](Vec here) {
        return here.y > mouth ? 0.0f : canvas.covered(std::abs(here.x - centre.x) - halfWidth(here.y));
    };
    const auto shade = [&](Vec here) {
        const float across = std::clamp((here.x - centre.x) / std::max(halfWidth(here.y), 1e-4f), -1.0f, 1.0f);
        const float up = std::clamp((here.y - centre.y) / radius, -1.0f, 1.0f);
        // Gores are even in longitude, which the eye sees as the arc sine of the place across.
        const float longitude = std::asin(across) / std::numbers::pi_v<float> + 0.5f;
        const int gore = static_cast<int>(longitude * 11.99f);
        const float seam = std::abs(longitude * 12.0f - std::round(longitude * 12.0f));
        const float facing = std::sqrt(std::max(1.0f - across * across, 0.0f));
        const float light =
            0.30f + 0.75f * std::max(0.0f, 0.62f * across * toSun.x + 0.5f * facing + 0.3f * up * toSun.y);
        const float rim = 0.25f * smoothStep(0.75f, 1.0f, across * (toSun.x > 0 ? 1.0f : -1.0f));
        const Rgb cloth = colours[static_cast<std::size_t>(gore) % colours.size()];
        return cloth * ((light + rim) * (seam < 0.06f ? 0.72f : 1.0f)) * Rgb{1.15f, 1.0f, 0.88f};
    };
    canvas.paint({centre.x - radius, centre.y - radius}, {centre.x + radius, mouth}, coverage, shade);

    const float basketTop = centre.y + 1.55f * radius;
    const float half = 0.12f * radius;
    const Rgb dark{0.05f, 0.035f, 0.025f};
    for (const float side : {-1.0f, 1.0f}) {
        canvas.stroke({centre.x + side * 0.16f * radius, mouth}, {centre.x + side * half, basketTop}, 0.012f * radius,
                      0.012f * radius, dark);
    }
    const Vec corners[] = {{centre.x - half, basketTop},
                           {centre.x + half, basketTop},
                           {centre.x + 0.85f * half, basketTop + 0.2f * radius},
                           {centre.x - 0.85f * half, basketTop + 0.2f * radius}};
    canvas.polygon(corners, [](Vec) { return Rgb{0.14f, 0.075f, 0.035f}; });
}

}  // namespace

void drawSky(Canvas& canvas, const SceneLayout& layout) {
    const float aspect = canvas.aspect();
    for (int y = 0, bottom = canvas.rowAt(SceneLayout::kShore); y < bottom; ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            const Vec here = canvas.position(x, y);
            canvas.at(x, y) = withClouds(clearSky(here, layout.sun), here, layout, aspect);
        }
    }
    canvas.ellipse(layout.sun, {0.021f, 0.021f}, {1, 0}, {4.0f, 3.2f, 2.2f});
}

void drawBalloons(Canvas& canvas, const SceneLayout& layout) {
    constexpr Rgb kWarm[] = {{0.85f, 0.06f, 0.04f}, {0.95f, 0.62f, 0.05f}, {0.90f, 0.86f, 0.78f}};
    constexpr Rgb kCool[] = {{0.04f, 0.22f, 0.62f}, {0.85f, 0.85f, 0.85f}};
    const Vec far{layout.balloon.x + 0.27f, layout.balloon.y + 0.15f};
    drawBalloon(canvas, far, 0.023f, layout.sun, kCool);
    drawBalloon(canvas, layout.balloon, 0.082f, layout.sun, kWarm);
}

}  // namespace kg
