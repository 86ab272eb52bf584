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

// The pictures below have one channel of grey, of 8 bits but for the ramp, and any size from 1x1. Throw Error for sizes
// outside the limits of Image.

// cos(pi r^2 / N) about the centre, N the smaller side: the frequency rises with the distance and reaches half a cycle
// a pixel at the middle of that side.
Image zonePlate(int width, int height);

// `spokes` black and as many white wedges from the centre, averaged within each pixel.
Image siemensStar(int width, int height, int spokes);

// Black and white, parted by a line through the centre that leans `degrees` clockwise from the vertical; black is on
// the left at 0. Pixels on the line are as grey as it cuts them.
Image stepEdge(int width, int height, double degrees);

// One white pixel on black, at width / 2 and height / 2: what a filter makes of it is its kernel.
Image delta(int width, int height);

// Squares of `cell` pixels; the first is black.
Image checkerboard(int width, int height, int cell);

// From black on the left to white on the right, of 16 bits.
Image ramp(int width, int height);

// Eight vertical bars, black and white in turn, `shift` pixels to the right of where they start.
Image bars(int width, int height, int shift);

// Uniform noise without repetition or symmetry from a seed, in any format; alpha covers 0..1 with some exact 0s and 1s.
// The judge of orientation and borders.
Image noise(const ImageFormat& format, std::uint32_t seed);

}  // namespace kg
