// The pass of Strategy::Tiled, drawn by the executor on its context's thread.
#pragma once

#include "plan/plan.h"
#include "render/compute_textures.h"
#include "render/program_cache.h"

namespace kg {

// Builds the programs for any kernel.
void buildTiled(ProgramCache& programs);

// What the program of such a pass is built from.
ProgramCache::Recipe tiledRecipe(const Pass& pass);

// Uploads the pass's taps to `taps`, a buffer of kMaxTaps vectors.
void drawTiled(ProgramCache& programs, gl::UniformBuffer& taps, const Pass& pass, const ComputeTextures& textures);

}  // namespace kg
