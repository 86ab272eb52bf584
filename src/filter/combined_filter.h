// Two neighbouring filters as one kernel.
//
// Laying a kernel and then another one is laying their convolution, so that two linear filters are one, everywhere but
// within reach of the border. Sums, differences and sequences of kernels are linear, and so is mix:
// (1 - mix) delta + mix K. The largest, the smallest and the magnitude of several results are not. Pure.
#pragma once

#include "filter/chain.h"

namespace kg {

// The one kernel that a filter lays over its input, mix included: the pixel itself where that is 0. It is as large as
// the filter's kernels reach, whatever they weigh there, so that border rule `crop` crops as much. Throws Error that
// names what is not linear about the filter.
Kernel kernelOf(const Filter& filter);

// Whether both filters see the same outside the image.
bool sameBorder(const Filter& first, const Filter& second);

// The `convolve` that stands for the filters `index` and `index + 1` of a chain: the exact weights of the convolution
// of both kernels, whose sum is the product of theirs; the biases as one; the border rule of the kernel that reaches
// farther. `hasAlpha` says whether the pictures have an alpha channel, which a bias follows. Throws Error that names
// the filter ("filter 2 (sobel)") and says why there is no such kernel: not linear, switched off, other channels, a
// bias that one kernel cannot follow, one of two border rules crops, too large.
Filter combinedFilter(const Chain& chain, int index, bool hasAlpha);

}  // namespace kg
