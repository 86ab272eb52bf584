// The GLSL that a pass runs, as text for people: needs no GPU.
#pragma once

#include "gl/shader_source.h"
#include "plan/specialising.h"

#include <string>

namespace kg {

// A pass runs by a general program, which takes what a person tunes as uniforms, and many by a specialised one at rest.
bool hasTier(const Pass& pass, ProgramTier tier);

// The shader of a pass's program with everything that it includes, and before it, as comments, what the pass hands it:
// its label and its taps. Compiles as it stands. A pass without the tier gives its general text. Throws Error where a
// file is missing.
std::string passSource(const Pass& pass, ProgramTier tier, const gl::ShaderReader& read);
// From the shaders that the program carries.
std::string passSource(const Pass& pass, ProgramTier tier = ProgramTier::General);

}  // namespace kg
