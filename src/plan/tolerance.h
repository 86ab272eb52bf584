// The tolerance: how far the GPU's result may be from the reference for a chain that its plan computes exactly.
//
// It is the judge's own measure and knows what the chain says, not what the plan does: a plan that states a wide bound
// (plan/error_bound) is held to it all the same. Pure functions, callable from any thread.
#pragma once

#include "filter/chain.h"
#include "plan/plan.h"

namespace kg {

// What one filter's passes may round values of magnitude 1 by. 16-bit floats have 11 significant bits, so that storing
// one rounds by at most 2^-11 of it; the two passes of an exact strategy, rows and columns, make that 1/1024. 32-bit
// ones have 24 bits, but there the sums count: 1/65536 is 256 roundings of 2^-24, as many as 255 weights take.
double toleranceUnit(Precision precision);

// How many units the chain's roundings can add up to where no sample that it reads is larger than `largest`.
//
// A filter whose weights sum to g in magnitude makes values of magnitude m into ones of at most g * m, rounds those by
// g * m units, and carries an error e that it is given on as g * e. So after n filters each of the n roundings has been
// stretched to the same: n * g1 * g2 * ... * max(1, largest). A filter counts as g = 1 where it has less, since kept
// channels and mix hand the input on; a bias weighs the alpha of the result, so it adds to g; each kernel of a sequence
// is a filter of its own. A largest that is not finite grants nothing. Filters that are off count nothing.
// Over alpha that a filter keeps, its colours are divided by what was there (filter/visible.h), which stretches
// roundings.
double amplificationOf(const Chain& chain, double largest, bool hasAlpha);

// The unit of what the plan stores and how far its weights are from the kernels' by their own statement, times the
// amplification; and where the plan encodes light, times the slope of that
// curve at black. In values multiplied by their alpha.
double toleranceOf(const Plan& plan, const Chain& chain, double largest);

}  // namespace kg
