// What every command's engine is made with.
#pragma once

#include "render/engine.h"

namespace kg {

namespace gl {
class Context;
}

// The cache of programs, and the costs that were measured on this device: the window's engine has them too, so that
// both plan and compute alike.
EngineOptions engineOptions(const gl::Context& context);

}  // namespace kg
