// How many cells a Gaussian needs, by ImageMagick's rule.
#pragma once

namespace kg {

// What ImageMagick takes for 0.
constexpr double kImageMagickZero = 1e-12;

// The side of ImageMagick's kernel for a radius and a sigma (in pixels): 2 * radius + 1, the radius rounded up, where
// one is given; else the size grows by two from 5 until the normalised weight at the middle of an edge falls below 1 /
// 65535, one step of its 16-bit build, and the size before is taken. 3 for sigma 0. The one-dimensional rule is for
// lines, the two-dimensional one for squares. Past what a kernel may measure the search ends: the result is then too
// large.
// Source: ImageMagick, -gaussian-blur and -blur with radius 0.
int imageMagickSize1D(double radius, double sigma);
int imageMagickSize2D(double radius, double sigma);

}  // namespace kg
