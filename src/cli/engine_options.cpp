#include "cli/engine_options.h"

#include "app/device_costs.h"
#include "app/settings.h"
#include "gl/context.h"
#include "render/binary_cache.h"

namespace kg {

EngineOptions engineOptions(const gl::Context& context) {
    return {.programCache = programCachePath(), .costs = loadDeviceCosts(driverName(context.info()))};
}

}  // namespace kg
