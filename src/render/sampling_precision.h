// Sampling precision: how finely this device blends between two texels, measured on the device itself.
#pragma once

#include "plan/planner.h"

namespace kg {

// Fills in what the device's bilinear samples lose, by what a texture stores. Draws a few thousand pixels; needs a
// current context.
void measureBlends(DeviceTraits& traits);

}  // namespace kg
