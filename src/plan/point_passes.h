// Point operations (light and alpha, before and after a chain) inside the passes beside them.
#pragma once

#include "plan/cost_model.h"
#include "plan/plan.h"

namespace kg {

// Takes the passes Prepare and Finish out of a plan where the passes of taps beside them can do their work: the last
// one divides alpha out of what it writes and encodes light; those that read the source multiply alpha in at every tap
// where that is cheaper than a pass. Light is decoded by a pass of its own: at every tap it would cost more than the
// pass. Passes that blend between pixels, and those of compute programs, take no part. The result is the same bits.
void mergePointPasses(Plan& plan, const CostModel& costs, ProgramTier tier);

}  // namespace kg
