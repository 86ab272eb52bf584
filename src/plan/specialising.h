// Which passes come to have a program of their own, with their weights, offsets and switches as literals.
#pragma once

#include "plan/plan.h"

namespace kg {

// The programs that passes run by: general ones, which take what a person tunes as uniforms, or each its own.
enum class ProgramTier { General, Specialised };

// The most texture samples of a pixel that are written out one by one: a kernel of 15x15. What compiling them costs
// grows faster than their number. On llvmpipe 121 samples take 0.25 s and win back 0.6 s a frame of 1920x1080, 225 take
// 0.7 s and win 1.1 s, and 361 take 2 s and win 1.7 s.
constexpr int kMaxSpecialisedFetches = 225;

// Whether a pass is worth a program of its own.
bool specialises(const Pass& pass);

}  // namespace kg
