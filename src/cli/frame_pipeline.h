// The frame pipeline: one moving source through a chain, into a video or a numbered sequence.
//
// Three threads work on three frames at a time: one decodes, the caller's runs the chain on the GPU, one encodes.
#pragma once

#include "cli/render_pipeline.h"

namespace kg {

class Engine;

// Throws Error where the job fails; then there is no file. Damaged frames are left out and counted in a note.
void renderFrames(Engine& engine, const RenderJob& job, const RenderSettings& settings, Progress& progress);

}  // namespace kg
