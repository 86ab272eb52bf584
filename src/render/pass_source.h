// The GLSL that a pass runs, as text for people: needs no GPU.
#pragma once

#include "gl/shader_source.h"
#include "plan/plan.h"

#include <string>

namespace kg {

// The fragment shader of a pass's program with everything that it includes, and before it, as comments, what the pass
// hands it: its label, its cost a pixel and its taps. Compiles as it stands. Throws Error where a file is missing.
std::string passSource(const Pass& pass, const gl::ShaderReader& read);
// From the shaders that the program carries.
std::string passSource(const Pass& pass);

}  // namespace kg
