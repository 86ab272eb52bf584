#include "image/hash_noise.h"

namespace kg {

namespace {

// Perlin's quintic: first and second derivative are 0 at both ends.
float fade(float t) {
    return t * t * t * (t * (t * 6.0f - 15.0f) + 10.0f);
}

// The dot product of (x, y) with one of eight directions, picked by the lattice point.
float slope(std::uint32_t ix, std::uint32_t iy, std::uint32_t seed, float x, float y) {
    constexpr float kDiagonal = 0.70710678f;  // 1 / sqrt 2
    const std::uint32_t hash = hashOf(ix, iy, seed);
    const float u = hash & 1 ? x : -x;
    const float v = hash & 2 ? y : -y;
    return hash & 4 ? (u + v) * kDiagonal : hash & 8 ? u : v;
}

}  // namespace

float gradientNoise(float x, float y, std::uint32_t seed) {
    const float floorX = std::floor(x);
    const float floorY = std::floor(y);
    const std::uint32_t ix = latticeIndex(x);
    const std::uint32_t iy = latticeIndex(y);
    const float fx = x - floorX;
    const float fy = y - floorY;
    const float top = std::lerp(slope(ix, iy, seed, fx, fy), slope(ix + 1, iy, seed, fx - 1, fy), fade(fx));
    const float bottom =
        std::lerp(slope(ix, iy + 1, seed, fx, fy - 1), slope(ix + 1, iy + 1, seed, fx - 1, fy - 1), fade(fx));
    return 1.5f * std::lerp(top, bottom, fade(fy));
}

float fractalNoise(float x, float y, int octaves, std::uint32_t seed) {
    float sum = 0.0f;
    float height = 0.5f;
    for (int i = 0; i < octaves; ++i, height *= 0.5f) {
        sum += height * gradientNoise(x, y, seed + static_cast<std::uint32_t>(i));
        // A frequency other than 2 and an offset keep the lattices of the octaves from lining up.
        x = x * 2.03f + 17.3f;
        y = y * 2.03f + 9.1f;
    }
    return sum;
}

float ridgedNoise(float x, float y, int octaves, std::uint32_t seed) {
    float sum = 0.0f;
    float height = 0.55f;
    for (int i = 0; i < octaves; ++i, height *= 0.5f) {
        const float crest = 1.0f - std::abs(gradientNoise(x, y, seed + static_cast<std::uint32_t>(i)));
        sum += height * crest * crest;
        x = x * 2.03f + 17.3f;
        y = y * 2.03f + 9.1f;
    }
    return sum;
}

}  // namespace kg
