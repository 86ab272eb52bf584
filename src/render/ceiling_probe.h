// The ceiling probe: how fast this device fetches and copies, measured on the device itself.
#pragma once

#include "plan/ceiling.h"

namespace kg {

// How fetches and copies are tried: where fragments have only part of a chip, compute programs or copies are faster.
struct CeilingWays {
    bool software = false;  // a rasteriser on the CPU (gl/stopwatch.h), on which all ways take the same processors
    bool compute = false;   // OpenGL 4.3
};

// Runs what is bound by its fetches and what copies, a few times each, and takes the fastest. Less than a second on a
// rasteriser on the CPU, milliseconds on a GPU; needs a current context, waits for it. Throws DeviceError where memory
// for the textures runs out.
Ceiling measureCeiling(const CeilingWays& ways);

}  // namespace kg
