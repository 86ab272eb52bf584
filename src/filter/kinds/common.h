// What several kinds of filters share: parameters of one meaning are described once.
#pragma once

#include "filter/filter.h"

#include <string>
#include <vector>

namespace kg {

// Where a kernel of an even side lies, in every filter: a kernel's origin is the cell up and left of its middle, and
// what a filter lays over the picture is the kernel turned by 180 degrees, as convolution has it. So a side of 4 takes
// the pixels from x - 2 to x + 1, which is where OpenCV's blur and SciPy's uniform_filter take theirs. Kinds that make
// their kernels by a formula turn them as `convolve` turns those that are typed.

// The widest kernel that a formula may be asked for, in cells: what two one-dimensional passes reach.
constexpr int kWidestKernel = 255;

// Gaussians are cut at this many sigmas on both sides (see gaussianSize).
constexpr double kGaussianReach = 4;

// The largest sigma whose Gaussian, cut there, still fits the widest kernel.
constexpr int kWidestReach = (kWidestKernel - 1) / 2;
constexpr double kLargestSigma = kWidestReach / kGaussianReach;

// The largest sigma of a Gaussian that is laid as a row and a column, each a kernel of its own.
constexpr double kLargestBlur = 1000;

// The parameters given, then "border" and "border_color", which every kind takes last.
std::vector<Parameter> withBorder(std::vector<Parameter> parameters);

// "sigma" of a Gaussian, in pixels.
Parameter sigmaParameter(double initial, double largest = kLargestSigma);
// A free factor called `id`, -100..100.
Parameter factorParameter(std::string id, std::string label, std::string tooltip, double initial, Range comfort);
// "bias", added to the result.
Parameter biasParameter();
// "channels", and the mask that a filter's choice of it means.
Parameter channelsParameter(const std::string& initial);
ChannelMask channelsOf(const Filter& filter);

}  // namespace kg
