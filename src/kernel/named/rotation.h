// Rotations of a kernel as ImageMagick makes them: by 45 degrees where it is 3x3, by 90 where it is square or a line.
#pragma once

#include "kernel/kernel.h"

#include <vector>

namespace kg {

// What a mark after a kernel's geometry or arguments asks for: a list made by turning it.
enum class Rotation { None, Eighths, Quarters, Mirrors };  // nothing, '@', '>', '<'

// Turned clockwise by an angle in degrees, to the nearest multiple of 45 that the kernel allows: a 3x3 kernel's ring
// of outer cells travels, a square turns by quarters, a line becomes one of the other axis, and every kernel by halves.
// Throws Error where the shape allows no such turn. Source: ImageMagick, "Rotated kernels".
Kernel rotated(const Kernel& kernel, double degrees);

// The list that a mark asks for, the kernel itself first. Eighths and quarters go round until the first kernel comes
// back; mirrors are the kernel, its half turn, a quarter more and a half turn of that.
std::vector<Kernel> expanded(const Kernel& kernel, Rotation rotation);

// '@', '>' or '<' as a Rotation; None for any other character.
Rotation rotationFromMark(char mark);

}  // namespace kg
