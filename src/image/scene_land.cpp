// What lies beyond the near bank: mountains in haze, a wooded shore, and the lake that mirrors them.
#include "image/hash_noise.h"
#include "image/scene.h"

namespace kg {

namespace {

struct Range {
    float foot;       // the mean height of its ridge
    float relief;     // how much the ridge rises and falls
    float frequency;  // ridges to a unit
    std::uint32_t seed;
    Rgb rock;
    Rgb light;  // added where it faces the sun
    Rgb air;    // the haze in front of it
    float haze;
    float snow;  // how far down from the ridge snow lies
};

constexpr Range kRanges[] = {
    {0.470f, 0.250f, 1.15f, 101, {0.085f, 0.10f, 0.17f}, {0.36f, 0.25f, 0.20f}, {0.46f, 0.46f, 0.58f}, 0.42f, 0.085f},
    {0.510f, 0.135f, 1.9f, 202, {0.045f, 0.06f, 0.085f}, {0.26f, 0.18f, 0.10f}, {0.50f, 0.44f, 0.46f}, 0.33f, 0.0f},
    {0.540f, 0.090f, 2.6f, 303, {0.025f, 0.05f, 0.03f}, {0.20f, 0.16f, 0.05f}, {0.56f, 0.42f, 0.33f}, 0.20f, 0.0f},
};

float ridgeAt(const Range& range, float x) {
    return range.foot - range.relief * (ridgedNoise(x * range.frequency, 0.37f, 6, range.seed) - 0.42f);
}

Rgb mountainSide(const Range& range, Vec here, float ridge, const SceneLayout& layout) {
    const float below = here.y - ridge;
    // Gullies run down from the ridge: relief that is finer across than along, lit from the sun's side.
    const float scale = range.frequency * 3.4f;
    const auto relief = [&](float dx) {
        return ridgedNoise((here.x + dx) * scale + below * 1.7f, below * scale * 0.9f, 6, range.seed + 50);
    };
    const float step = 0.003f;
    const float towards = here.x < layout.sun.x ? 1.0f : -1.0f;
    const float lit = std::clamp(0.42f + 0.11f * towards * (relief(-step) - relief(step)) / step, 0.0f, 1.0f);
    Rgb colour = range.rock * (0.55f + 0.6f * lit) + range.light * (lit * lit);
    if (range.snow > 0.0f) {
        const float edge = 0.8f * range.snow * (1.0f + 0.9f * fractalNoise(here.x * 22.0f, here.y * 22.0f, 4, 77));
        const float depth = smoothStep(edge, edge * 0.55f, below + 0.9f * (ridge - range.foot + range.relief * 0.25f));
        colour = mix(colour, mix(Rgb{0.33f, 0.39f, 0.56f}, Rgb{1.15f, 0.98f, 0.82f}, lit), depth);
    }
    const float valley = smoothStep(0.0f, 0.16f, below);
    const float sunward = std::exp(-2.4f * std::abs(here.x - layout.sun.x));
    const Rgb air = range.air + Rgb{0.34f, 0.16f, 0.02f} * sunward;
    return mix(colour, air, std::min(range.haze + 0.40f * valley, 1.0f));
}

// One row of firs: how much of a pixel they cover. Each stands in a cell of its own, wider than the cell.
float firCover(const Canvas& canvas, Vec here, float ground, float cell, float tallest, std::uint32_t seed) {
    if (here.y > ground) {
        return 1.0f;
    }
    float cover = 0.0f;
    const int middle = static_cast<int>(std::floor(here.x / cell));
    for (int i = middle - 2; i <= middle + 2; ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        const float centre = (static_cast<float>(i) + unitHash(index, seed, 1)) * cell;
        const float stand = 0.6f + 0.4f * gradientNoise(centre * 5.0f, 0.5f, seed);
        const float height = tallest * stand * (0.55f + 0.45f * unitHash(index, seed, 2));
        const float down = here.y - (ground - height);
        if (down > 0.0f) {
            const float boughs = 0.72f + 0.28f * std::abs(std::fmod(down / height * 6.5f, 1.0f));
            const float width = 0.21f * down * boughs + 0.0002f;
            cover = std::max(cover, canvas.covered(std::abs(here.x - centre) - width));
        }
    }
    return cover;
}

struct FirRow {
    float ground;
    float cell;
    float tallest;
    Rgb colour;
    std::uint32_t seed;
};

}  // namespace

void drawMountains(Canvas& canvas, const SceneLayout& layout) {
    for (const Range& range : kRanges) {
        for (int x = 0; x < canvas.width(); ++x) {
            const float ridge = ridgeAt(range, canvas.position(x, 0).x);
            for (int y = canvas.rowAt(ridge - canvas.pixel()), end = canvas.rowAt(SceneLayout::kShore); y < end; ++y) {
                const Vec here = canvas.position(x, y);
                const float cover = canvas.covered(ridge - here.y);
                if (cover > 0.0f) {
                    canvas.at(x, y) = mix(canvas.at(x, y), mountainSide(range, here, ridge, layout), cover);
                }
            }
        }
    }
}

void drawFarShore(Canvas& canvas, const SceneLayout& layout) {
    constexpr float kShore = SceneLayout::kShore;
    constexpr FirRow kRows[] = {
        {kShore - 0.012f, 0.0065f, 0.034f, {0.115f, 0.12f, 0.085f}, 5},
        {kShore - 0.006f, 0.008f, 0.044f, {0.050f, 0.062f, 0.040f}, 6},
        {kShore - 0.002f, 0.010f, 0.050f, {0.018f, 0.028f, 0.018f}, 7},
    };
    for (const FirRow& row : kRows) {
        for (int y = canvas.rowAt(row.ground - row.tallest), end = canvas.rowAt(kShore); y < end; ++y) {
            for (int x = 0; x < canvas.width(); ++x) {
                const Vec here = canvas.position(x, y);
                const float cover = firCover(canvas, here, row.ground, row.cell, row.tallest, row.seed);
                const float glow = std::exp(-3.5f * std::abs(here.x - layout.sun.x));
                const float dapple = 0.8f + 0.5f * gradientNoise(here.x * 260.0f, here.y * 260.0f, row.seed);
                const Rgb colour = row.colour * dapple + Rgb{0.16f, 0.085f, 0.025f} * glow;
                canvas.at(x, y) = mix(canvas.at(x, y), colour, cover);
            }
        }
    }
}

void drawLake(Canvas& canvas, const SceneLayout& layout) {
    constexpr float kShore = SceneLayout::kShore;
    const Rgb deep{0.012f, 0.045f, 0.065f};
    const int first = canvas.rowAt(kShore);
    for (int y = first; y < canvas.height(); ++y) {
        for (int x = 0; x < canvas.width(); ++x) {
            const Vec here = canvas.position(x, y);
            const float below = std::max(here.y - kShore, 0.0f);
            const float depth = 1.0f / (below + 0.012f);
            // Waves in the plane of the water: long crests across, shorter with distance.
            const Vec plane{(here.x - canvas.aspect() / 2.0f) * depth * 2.2f, depth * 7.0f};
            const float calm = smoothStep(-0.25f, 0.35f, fractalNoise(plane.x * 0.05f, plane.y * 0.11f, 3, 61));
            const float swell = fractalNoise(plane.x * 0.55f, plane.y, 3, 62) * std::lerp(0.35f, 1.0f, calm);
            const float ripple = fractalNoise(plane.x * 1.9f + 40.0f, plane.y * 3.1f, 2, 63);
            const float tilt = swell + 0.35f * ripple * calm;

            const float reach = 0.010f + 0.30f * below;
            const Vec mirrored{here.x + 0.10f * reach * ripple, kShore - below * 1.06f - std::abs(tilt) * reach * 0.9f};
            const Rgb image = canvas.sample({mirrored.x, std::clamp(mirrored.y, 0.0f, kShore - 1.5f * canvas.pixel())});
            const float fresnel = std::clamp(0.86f - 1.15f * below - 0.30f * tilt, 0.30f, 0.92f);
            Rgb water = mix(deep, image * Rgb{0.90f, 0.95f, 1.0f}, fresnel);

            const float aside = (here.x - layout.sun.x) / (0.028f + 0.17f * below);
            const float glint = smoothStep(0.04f, 0.30f, tilt) * std::exp(-aside * aside);
            water = water + Rgb{1.5f, 1.0f, 0.55f} * (1.7f * glint);
            const float rim = std::exp(-below * 260.0f);
            canvas.at(x, y) = mix(water, Rgb{0.030f, 0.030f, 0.022f}, 0.75f * rim);
        }
    }
}

}  // namespace kg
