// The compute passes that walk along the lines of one axis: running sums and recursions. Drawn by the executor on its
// context's thread.
#pragma once

#include "gl/objects.h"
#include "plan/plan.h"
#include "render/border_samplers.h"
#include "render/program_cache.h"

namespace kg {

// Builds what passes of a border rule can need.
void prepareScans(ProgramCache& programs, BorderRule border);

// What the program of such a pass is built from.
ProgramCache::Recipe scanRecipe(PassKind kind, BorderRule border);

void drawScan(ProgramCache& programs, const BorderSamplers& nearest, const Pass& pass, const gl::Texture& input,
              const gl::Texture& output);

}  // namespace kg
