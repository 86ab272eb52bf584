// Renormalisation: at the border of the image a kernel counts with the weights that lie inside, times what makes their
// sum the whole kernel's again. Constants stay constant then, up to the corners.
#pragma once

#include "kernel/kernel.h"

namespace kg {

// whole / inside. 1 where one of the sums is 0 but for rounding, measured by the kernel's absolute sum: an edge
// detector has no sum to be restored.
double renormalisation(double whole, double inside, double absoluteSum);

// The sum that counts as `whole`: 0 where the kernel has none to be restored.
double restorableSum(double whole, double absoluteSum);
// Below this an inside sum counts as 0.
double leastInside(double absoluteSum);

// Whether all weights have one sign, so that rows and columns can be renormalised each by themselves.
bool hasOneSign(const Kernel& kernel);

// The largest absolute sum of weights that a kernel has anywhere over an image of any size, renormalised: its gain.
double renormalisedGain(const Kernel& kernel);

}  // namespace kg
