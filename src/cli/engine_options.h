// What every command's engine is made with, and how it runs a chain for good.
#pragma once

#include "render/engine.h"

namespace kg {

namespace gl {
class Context;
}

// The cache of programs, and the costs that were measured on this device: the window's engine has them too, so that
// both plan and compute alike.
EngineOptions engineOptions(const gl::Context& context);

// Runs a chain for a result that nobody looks at before it is written: as Engine::run, and throws Error where a shader
// file is broken, since the last good program would stand in for it.
void runChain(Engine& engine, const Chain& chain, const PlanSettings& settings);

}  // namespace kg
