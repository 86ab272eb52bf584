// Noise from integer hashes: the same on every machine, without a table and without a state.
#pragma once

#include <cmath>
#include <cstdint>

namespace kg {

// Mixes all bits of three numbers: white noise over a lattice.
constexpr std::uint32_t hashOf(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    std::uint32_t h = a * 0x9e3779b1u ^ (b * 0x85ebca77u + 0x7f4a7c15u) ^ (c * 0xc2b2ae3du + 0x165667b1u);
    h = (h ^ h >> 16) * 0x7feb352du;
    h = (h ^ h >> 15) * 0x846ca68bu;
    return h ^ h >> 16;
}

// In [0, 1), with 24 random bits.
constexpr float unitHash(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return static_cast<float>(hashOf(a, b, c) >> 8) * 0x1p-24f;
}

// The lattice point at or below a place on one axis.
inline std::uint32_t latticeIndex(float place) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(place)));
}

// Smooth gradient noise over the plane (after Perlin), about -1..1, with features of size 1.
float gradientNoise(float x, float y, std::uint32_t seed);

// Fractal sum of gradient noise: each octave has twice the frequency and half the height. About -1..1.
float fractalNoise(float x, float y, int octaves, std::uint32_t seed);

// Fractal noise folded at 0, so that it has sharp crests as mountains do. About 0..1.
float ridgedNoise(float x, float y, int octaves, std::uint32_t seed);

// A stream of random numbers for placing things one after the other.
class HashStream {
public:
    explicit HashStream(std::uint32_t seed) : m_seed(seed) {}

    float unit() { return unitHash(m_next++, m_seed, 0); }
    float between(float low, float high) { return low + (high - low) * unit(); }

private:
    std::uint32_t m_seed;
    std::uint32_t m_next = 0;
};

}  // namespace kg
