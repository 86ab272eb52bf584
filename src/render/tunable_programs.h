// The programs that a chain can need while a person tunes it.
#pragma once

#include "filter/chain.h"
#include "image/image.h"
#include "image/light.h"
#include "plan/planner.h"
#include "render/program_cache.h"

namespace kg {

// Nothing a person can drag may compile: every structure that this chain's filters can need is built up front, whatever
// strategy is chosen now. Throws Error with file and line where an embedded shader does not compile.
void buildTunablePrograms(ProgramCache& programs, const Chain& chain, const ImageFormat& source, Light light,
                          const DeviceTraits& traits);

}  // namespace kg
