// The near bank: ground, fence, cabin and meadow.
#include "image/hash_noise.h"
#include "image/scene.h"

#include <array>

namespace kg {

namespace {

constexpr Rgb kWood{0.17f, 0.095f, 0.048f};

// A cabin seen from its front gable and its left long side; lengths are in units of its width.
constexpr float kCabinSize = 0.235f;

struct CabinFrame {
    Vec corner;  // lower left of the front

    Vec front(float across, float up) const { return corner + Vec{across, -up} * kCabinSize; }
    // The long side recedes to the left and a little up.
    Vec side(float along, float up) const {
        return corner + Vec{-0.72f * along, -up * (1.0f - 0.10f * along) - 0.055f * along} * kCabinSize;
    }
};

// Boards side by side: each has a tone and a grain of its own, and a gap beside it.
Rgb plank(float across, float along, float width, std::uint32_t seed) {
    const float board = std::floor(across / width);
    const float place = across / width - board;
    const std::uint32_t index = latticeIndex(board);
    const float tone = 0.75f + 0.5f * unitHash(index, seed, 3);
    const float grainLines = 0.86f + 0.35f * fractalNoise(across * 900.0f, along * 45.0f + tone * 50.0f, 3, seed);
    const float gap = smoothStep(0.0f, 0.10f, place) * smoothStep(1.0f, 0.93f, place);
    return kWood * (tone * grainLines * (0.25f + 0.75f * gap));
}

void drawWindow(Canvas& canvas, Vec low, Vec size) {
    const auto rectangle = [&](Vec at, Vec extent, auto shade) {
        const std::array<Vec, 4> corners = {at, at + Vec{extent.x, 0}, at + extent, at + Vec{0, extent.y}};
        canvas.polygon(corners, shade);
    };
    const float frame = 0.09f * size.x;
    rectangle(low - Vec{frame, frame}, size + Vec{2 * frame, 2 * frame}, [](Vec) { return Rgb{0.62f, 0.60f, 0.55f}; });
    rectangle(low, size, [&](Vec here) {
        const float glow = 1.0f - 0.55f * (here.y - low.y) / size.y;
        return Rgb{1.25f, 0.72f, 0.24f} * glow;
    });
    const float bar = 0.055f * size.x;
    const auto paint = [](Vec) { return Rgb{0.50f, 0.48f, 0.44f}; };
    rectangle({low.x + size.x / 2 - bar / 2, low.y}, {bar, size.y}, paint);
    for (const float part : {1.0f / 3.0f, 2.0f / 3.0f}) {
        rectangle({low.x, low.y + part * size.y - bar / 2}, {size.x, bar}, paint);
    }
}

void drawWalls(Canvas& canvas, const CabinFrame& cabin) {
    const std::array<Vec, 4> side = {cabin.side(1.0f, 0.50f), cabin.side(0.0f, 0.50f), cabin.side(0.0f, -0.02f),
                                     cabin.side(1.0f, -0.02f)};
    canvas.polygon(side, [&](Vec here) {
        const Vec local = (here - cabin.corner) * (1.0f / kCabinSize);
        const float along = -local.x / 0.72f;
        const float up = (-local.y - 0.055f * along) / (1.0f - 0.10f * along);
        // The long side faces the sun.
        return plank(up, along, 0.055f, 71) * Rgb{2.9f, 2.2f, 1.7f};
    });
    const std::array<Vec, 5> front = {cabin.front(0.0f, 0.50f), cabin.front(0.5f, 0.93f), cabin.front(1.0f, 0.50f),
                                      cabin.front(1.0f, -0.02f), cabin.front(0.0f, -0.02f)};
    canvas.polygon(front, [&](Vec here) {
        const Vec local = (here - cabin.corner) * (1.0f / kCabinSize);
        const float eaves = smoothStep(0.0f, 0.10f, 0.93f - 0.86f * std::abs(local.x - 0.5f) + local.y);
        return plank(local.x, local.y, 0.062f, 72) * Rgb{1.25f, 1.15f, 1.1f} * (0.4f + 0.6f * eaves);
    });
}

void drawRoof(Canvas& canvas, const CabinFrame& cabin) {
    const Vec ridgeFront = cabin.front(0.5f, 0.96f);
    const Vec eavesFront = cabin.front(-0.07f, 0.44f);
    const Vec back{-0.78f * kCabinSize, -0.012f * kCabinSize};
    const std::array<Vec, 4> slope = {ridgeFront + back, ridgeFront, eavesFront, eavesFront + back};
    canvas.polygon(slope, [&](Vec here) {
        // Place on the roof: down the slope, and along the ridge.
        const float down = (here.y - ridgeFront.y) / (eavesFront.y - ridgeFront.y);
        const float along = (here.x - std::lerp(ridgeFront.x, eavesFront.x, down)) / kCabinSize;
        const float course = std::floor(down * 13.0f);
        const float shift = std::fmod(course, 2.0f) * 0.5f;
        const float tile = std::floor(along * 17.0f + shift);
        const float inCourse = down * 13.0f - course;
        const float inTile = along * 17.0f + shift - tile;
        const float tone = 0.7f + 0.6f * unitHash(latticeIndex(tile), latticeIndex(course), 81);
        const float edge = (0.35f + 0.65f * smoothStep(0.0f, 0.22f, inCourse)) * (inTile < 0.07f ? 0.55f : 1.0f);
        const float moss = smoothStep(0.1f, 0.4f, fractalNoise(here.x * 30.0f, here.y * 30.0f, 4, 82));
        return mix(Rgb{0.34f, 0.135f, 0.085f}, Rgb{0.17f, 0.19f, 0.06f}, 0.55f * moss) * (tone * edge);
    });
    // The boards along the gable, and their shadow's side.
    canvas.stroke(ridgeFront, eavesFront, 0.0085f, 0.0085f, {0.46f, 0.40f, 0.33f});
    canvas.stroke(ridgeFront, cabin.front(1.07f, 0.44f), 0.0085f, 0.0085f, {0.34f, 0.30f, 0.25f});
}

void drawChimney(Canvas& canvas, const CabinFrame& cabin) {
    const Vec foot = cabin.front(-0.02f, 0.80f);
    const Vec size{0.11f * kCabinSize, 0.34f * kCabinSize};
    const std::array<Vec, 4> body = {foot - Vec{0, size.y}, foot + Vec{size.x, -size.y}, foot + Vec{size.x, 0}, foot};
    canvas.polygon(body, [&](Vec here) {
        const float row = std::floor((here.y - foot.y) / 0.0055f);
        const float column = (here.x - foot.x) / 0.0095f + 0.5f * std::fmod(std::abs(row), 2.0f);
        const float tone = 0.75f + 0.5f * unitHash(latticeIndex(row), latticeIndex(column), 91);
        const bool mortar = (here.y - foot.y) / 0.0055f - row < 0.2f || column - std::floor(column) < 0.1f;
        return mortar ? Rgb{0.36f, 0.31f, 0.27f} : Rgb{0.40f, 0.16f, 0.10f} * tone;
    });
    HashStream random(92);
    for (int i = 0; i < 46; ++i) {
        const float rise = static_cast<float>(i) / 46.0f;
        const Vec puff = foot + Vec{size.x / 2 + 0.05f * rise * rise + 0.012f * rise * random.between(-1, 1),
                                    -size.y - 0.012f - 0.17f * rise};
        const float radius = 0.006f + 0.018f * rise;
        canvas.ellipse(puff, {radius, radius * 0.8f}, {1, 0}, {0.72f, 0.62f, 0.58f}, 0.10f * (1.0f - rise));
    }
}

void drawFencePost(Canvas& canvas, Vec foot, float height, float width, std::uint32_t index) {
    const float lean = 0.05f * (unitHash(index, 55, 0) - 0.5f);
    const Vec top = foot + Vec{lean * height, -height};
    const std::array<Vec, 4> post = {top - Vec{width / 2, 0}, top + Vec{width / 2, 0}, foot + Vec{width / 2, 0},
                                     foot - Vec{width / 2, 0}};
    canvas.polygon(post, [&](Vec here) {
        const float lines = 0.8f + 0.5f * fractalNoise(here.x * 700.0f, here.y * 60.0f, 3, 56 + index);
        const float round = 0.55f + 0.75f * smoothStep(1.0f, 0.0f, (here.x - foot.x) / width + 0.5f);
        return Rgb{0.30f, 0.225f, 0.165f} * (lines * round);
    });
}

}  // namespace

float bankEdge(float x, float aspect) {
    const float right = smoothStep(aspect - 1.25f, aspect - 0.50f, x);
    const float left = smoothStep(0.75f, 0.05f, x);
    return 0.955f - 0.160f * right - 0.065f * left + 0.012f * fractalNoise(x * 5.0f, 3.0f, 4, 31);
}

void drawBank(Canvas& canvas, const SceneLayout&) {
    const float aspect = canvas.aspect();
    for (int x = 0; x < canvas.width(); ++x) {
        const float edge = bankEdge(canvas.position(x, 0).x, aspect);
        for (int y = canvas.rowAt(edge - canvas.pixel()); y < canvas.height(); ++y) {
            const Vec here = canvas.position(x, y);
            const float below = here.y - edge;
            const float patches = 0.5f + fractalNoise(here.x * 9.0f, here.y * 22.0f, 5, 32);
            const Rgb grass =
                mix(Rgb{0.05f, 0.085f, 0.018f}, Rgb{0.17f, 0.18f, 0.045f}, std::clamp(patches, 0.0f, 1.0f));
            const Rgb soil{0.085f, 0.06f, 0.04f};
            const Rgb ground = mix(soil, grass, smoothStep(0.0f, 0.012f, below));
            canvas.at(x, y) = mix(canvas.at(x, y), ground, canvas.covered(-below));
        }
    }
}

void drawFence(Canvas& canvas, const SceneLayout& layout) {
    const float aspect = canvas.aspect();
    const float left = layout.cabin.x - 0.62f;
    const float right = layout.cabin.x - 0.16f;
    constexpr int kPosts = 8;
    std::array<Vec, kPosts> feet;
    for (int i = 0; i < kPosts; ++i) {
        const float x = std::lerp(left, right, static_cast<float>(i) / (kPosts - 1));
        feet[i] = {x, bankEdge(x, aspect) + 0.030f};
    }
    for (int i = 0; i + 1 < kPosts; ++i) {
        for (const float up : {0.028f, 0.052f}) {
            const float sag = 0.004f * (unitHash(static_cast<std::uint32_t>(i), 57, 0) - 0.5f);
            canvas.stroke(feet[i] - Vec{0.004f, up + sag}, feet[i + 1] - Vec{-0.004f, up - sag}, 0.0068f, 0.0060f,
                          {0.115f, 0.085f, 0.06f});
            canvas.stroke(feet[i] - Vec{0.004f, up + sag + 0.0015f}, feet[i + 1] - Vec{-0.004f, up - sag + 0.0015f},
                          0.0028f, 0.0024f, {0.46f, 0.34f, 0.23f});
        }
    }
    for (int i = 0; i < kPosts; ++i) {
        drawFencePost(canvas, feet[i], 0.072f, 0.0115f, static_cast<std::uint32_t>(i));
    }
}

void drawCabin(Canvas& canvas, const SceneLayout& layout) {
    const CabinFrame cabin{layout.cabin};
    drawChimney(canvas, cabin);
    drawWalls(canvas, cabin);
    drawRoof(canvas, cabin);
    drawWindow(canvas, cabin.front(0.60f, 0.40f), Vec{0.22f, 0.22f} * kCabinSize);
    drawWindow(canvas, cabin.front(0.43f, 0.72f), Vec{0.14f, 0.13f} * kCabinSize);
    const std::array<Vec, 4> door = {cabin.front(0.16f, 0.41f), cabin.front(0.41f, 0.41f), cabin.front(0.41f, -0.02f),
                                     cabin.front(0.16f, -0.02f)};
    canvas.polygon(door, [&](Vec here) {
        const Vec local = (here - cabin.corner) * (1.0f / kCabinSize);
        return plank(local.x, local.y, 0.05f, 73) * Rgb{0.55f, 1.15f, 1.35f};
    });
    canvas.ellipse(cabin.front(0.375f, 0.19f), {0.0028f, 0.0028f}, {1, 0}, {0.9f, 0.7f, 0.3f});
}

void drawMeadow(Canvas& canvas, const SceneLayout& layout) {
    const float aspect = canvas.aspect();
    constexpr int kRows = 90;
    HashStream random(33);
    for (int row = 0; row < kRows; ++row) {
        // From the far edge to the lower one, so that near blades stand before far ones.
        const float nearness = static_cast<float>(row) / (kRows - 1);
        const int blades = static_cast<int>(aspect * 72.0f);
        for (int i = 0; i < blades; ++i) {
            const float x = aspect * random.unit();
            const float edge = bankEdge(x, aspect);
            const float y = edge + 0.004f + (1.03f - edge) * nearness * nearness + 0.004f * random.unit();
            const float tall = (0.012f + 0.040f * nearness) * random.between(0.5f, 1.3f);
            const float lean = random.between(-0.45f, 0.45f) + 0.2f * gradientNoise(x * 6.0f, y * 6.0f, 34);
            const float warm = random.unit();
            const bool atWall = x > layout.cabin.x - 0.16f && y < layout.cabin.y + 0.012f;
            if (atWall) {
                continue;
            }
            const Rgb colour =
                mix(Rgb{0.045f, 0.10f, 0.016f}, Rgb{0.36f, 0.33f, 0.085f}, warm * warm) * random.between(0.55f, 1.25f);
            canvas.stroke({x, y}, {x + lean * tall, y - tall}, 0.0022f * (0.5f + nearness), 0.0003f, colour);
            if (random.unit() < 0.022f) {
                constexpr Rgb kFlowers[] = {
                    {0.85f, 0.05f, 0.03f}, {0.95f, 0.75f, 0.06f}, {0.9f, 0.9f, 0.92f}, {0.28f, 0.10f, 0.62f}};
                const Vec head{x + lean * tall, y - tall};
                const float size = 0.0014f + 0.0042f * nearness;
                canvas.ellipse(head, {size, size * 0.75f}, {1, 0}, kFlowers[static_cast<int>(random.unit() * 4)]);
                canvas.ellipse(head, {size * 0.35f, size * 0.25f}, {1, 0}, {0.22f, 0.13f, 0.02f});
            }
        }
    }
}

}  // namespace kg
