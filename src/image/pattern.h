// Test pictures made by formula: what samples, tests and benchmarks look at.
#pragma once

#include "image/image.h"

#include <cstdint>

namespace kg {

// A chart that shows what a filter does: zone plate, Siemens star, slanted edges, colour patches, gradients, and fine
// text made of line groups. 8-bit RGB. Any size from 64x64.
Image testChart(int width, int height);

// A photograph-like scene: clouds and sun, mountains in haze, a lake with reflections, lit balloons, a cabin, foliage
// and film grain, so that smooth, fine and noisy parts stand side by side. 8-bit RGB. Any size from 64x64.
Image testScene(int width, int height);

// Uniform noise without repetition or symmetry from a seed, in any format; alpha covers 0..1 with some exact 0s and 1s.
// The judge of orientation and borders.
Image noise(const ImageFormat& format, std::uint32_t seed);

}  // namespace kg
