// The ceiling probe: how fast this device fetches and copies, measured on the device itself.
#pragma once

#include "plan/ceiling.h"

namespace kg {

// Draws a pass that is bound by its fetches and one that copies, a few times each, and takes the fastest. Less than a
// second on a rasteriser on the CPU, milliseconds on a GPU; needs a current context, waits for it. Throws DeviceError
// where memory for the textures runs out. `software`: the device is a rasteriser on the CPU (gl/stopwatch.h).
Ceiling measureCeiling(bool software);

}  // namespace kg
