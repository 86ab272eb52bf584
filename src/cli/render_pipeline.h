// The render pipeline: many inputs through one chain, with one context.
//
// Three threads work on three inputs at a time: one decodes, the caller's runs the chain on the GPU, one encodes.
// Results go from the GPU to the file row by row. An input that fails is reported and the others go on. Jobs that make
// videos or sequences come after the others, one at a time (cli/frame_pipeline.h).
#pragma once

#include "app/export.h"
#include "cli/progress.h"
#include "cli/render_jobs.h"
#include "plan/planner.h"
#include "source/media.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace kg {

struct RenderSettings {
    Chain chain;
    PlanSettings plan;
    ExportOptions output;
    std::filesystem::path shaders;       // folder to read shaders from; empty: the embedded ones
    std::optional<std::int64_t> frames;  // of a moving source: no more than this
    MediaOptions video{};
    std::uint64_t memoryBudget = 0;  // bytes of textures and of rows under way; 0: no limit
};

// Throws Error where there is no GPU context or no working shader.
void renderAll(const std::vector<RenderJob>& jobs, const RenderSettings& settings, Progress& progress);

}  // namespace kg
