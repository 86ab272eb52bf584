// The text of a specialised program: one pass with its weights, offsets and switches as literals, in straight-line
// code.
#pragma once

#include "gl/shader_source.h"
#include "plan/specialising.h"

namespace kg {

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
