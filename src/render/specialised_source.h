// The text of a specialised program: one pass with its weights, offsets and switches as literals, in straight-line
// code.
#pragma once

#include "gl/shader_source.h"
#include "plan/plan.h"

namespace kg {

// The most texture samples of a pixel that are written out one by one: a kernel of 15x15. What compiling them costs
// grows faster than their number. On llvmpipe 121 samples take 0.25 s and win back 0.6 s a frame of 1920x1080, 225 take
// 0.7 s and win 1.1 s, and 361 take 2 s and win 1.7 s.
constexpr int kMaxSpecialisedFetches = 225;

// Whether a pass is worth a program of its own.
bool specialises(const Pass& pass);

// Whether one specialised program computes both: all that is written into its text is the same.
bool sameProgram(const Pass& a, const Pass& b);

struct SpecialisedText {
    // The order of sums is written down for the compiler (`precise`), where it would otherwise change it. Compilers
    // for GPUs do not, and there the word would forbid them to fuse a multiplication with an addition.
    bool inOrder = false;
};

// The fragment shader of a pass that specialises(). `read` gives the files of the shader folder.
gl::ShaderSource specialisedSource(const Pass& pass, const SpecialisedText& options, const gl::ShaderReader& read);

}  // namespace kg
