// The ceiling: how fast a device can fetch and copy at all, and how near a plan comes to it. Pure.
#pragma once

#include "plan/plan.h"

namespace kg {

// What was measured on a device (render/ceiling_probe.h); 0: nothing was.
struct Ceiling {
    double fetchesPerSecond = 0;  // nearest samples of RGBA8 close together
    double bytesPerSecond = 0;    // read and written, by the fastest copy of 32-bit floats
};

// Rates in units of 10^9 a second; 0 where no time was measured.
double gigafetchesPerSecond(const Cost& cost, double milliseconds);
double gigabytesPerSecond(const Cost& cost, double milliseconds);

}  // namespace kg
