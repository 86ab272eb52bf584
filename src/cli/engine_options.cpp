#include "cli/engine_options.h"

#include "app/device_costs.h"
#include "app/settings.h"
#include "base/error.h"
#include "gl/context.h"
#include "render/binary_cache.h"

#include <fmt/format.h>

namespace kg {

EngineOptions engineOptions(const gl::Context& context) {
    return {.programCache = programCachePath(), .costs = loadDeviceCosts(driverName(context.info()))};
}

void runChain(Engine& engine, const Chain& chain, const PlanSettings& settings) {
    engine.run(chain, settings);
    if (const auto& problems = engine.shaderProblems(); !problems.empty()) {
        const ShaderProblem& problem = problems.front();
        throw Error(problem.message, fmt::format("{} line {}", problem.file, problem.line));
    }
}

}  // namespace kg
