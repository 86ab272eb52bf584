// The ceiling: how fast a device can fetch and copy at all, and what a plan's cost means against it. Pure.
#pragma once

#include "plan/plan.h"

namespace kg {

// What was measured on a device (render/ceiling_probe.h); 0: nothing was.
struct Ceiling {
    double fetchesPerSecond = 0;  // nearest samples of RGBA8 close together
    double bytesPerSecond = 0;    // read and written, by a pass that copies 32-bit floats
};

// The least time that a cost can take on a device: that of its fetches or of its bytes, whichever is longer. It leaves
// out arithmetic and what starting a pass takes. 0 where nothing was measured. Source of the model: Williams, Waterman
// and Patterson, "Roofline: an insightful visual performance model", CACM 52 (2009).
double leastMilliseconds(const Cost& cost, const Ceiling& ceiling);

// Rates in units of 10^9 a second; 0 where no time was measured.
double gigafetchesPerSecond(const Cost& cost, double milliseconds);
double gigabytesPerSecond(const Cost& cost, double milliseconds);

}  // namespace kg
