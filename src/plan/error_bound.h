// The error bound of a plan: how far its passes may be from the exact result.
#pragma once

#include "plan/plan.h"

namespace kg {

// Largest difference between what the passes store and exact arithmetic, in premultiplied values, for sources in
// [0, 1]. It follows the range of values and three errors through the passes: the rounding of what each pass stores
// (a unit in the last place of 16-bit floats, half of one of 32-bit), that of the sums (2^-24 of the absolute sum, a
// tap), and what the passes before hand on (times the absolute sum of the weights). Source of the model: Higham,
// "Accuracy and Stability of Numerical Algorithms", 2nd edition, section 3.1.
double errorBound(const Plan& plan);

// The most that storing a value of this magnitude rounds it by.
double storageError(Precision precision, double magnitude);

}  // namespace kg
