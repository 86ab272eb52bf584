// Slider curves: how the place of a slider's handle and a number stand for each other. Pure functions.
#pragma once

#include "filter/parameter.h"

namespace kg::ui {

// The number at a place 0..1 of a range. The logarithmic curve spends more room on small numbers and starts at the
// range's lowest, zero included: lowest + (highest - lowest) (e^(k t) - 1) / (e^k - 1).
double valueAt(const Range& range, Curve curve, double place);

// The place of a number, 0 below the range and 1 above it.
double placeOf(const Range& range, Curve curve, double value);

// A number rounded to as many decimals as a step of this size can tell apart: 2.4637 by 0.05 is 2.46.
double roundedToStep(double value, double step);

}  // namespace kg::ui
