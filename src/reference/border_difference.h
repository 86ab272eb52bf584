// The border difference: how far apart two chains are where they read beyond the image.
//
// Two chains that compute the same inside, such as two kernels and their convolution, can differ within reach of the
// border, where each kernel of the first meets the border rule anew. Both are evaluated there in double precision, on
// strips along the borders. Pure, callable from any thread.
#pragma once

#include "filter/receptive_field.h"
#include "reference/reference.h"

#include <cstdint>

namespace kg {

struct BorderDifference {
    Difference difference{};     // in the source's coordinates
    std::uint64_t pixels = 0;    // within reach of the border
    std::uint64_t compared = 0;  // of those; fewer where that keeps the work
};

// `band` is how far the part that differs reads from a pixel. What filters before it crop, by their border rule, both
// chains crop alike; it crops nothing itself. `work` is about how many weights times pixels may be evaluated; where
// the strips ask for more, only what lies next to the corners is compared. Throws Error where a chain is not sound.
BorderDifference borderDifference(const Image& source, const Chain& first, const Chain& second, Light light,
                                  const ReceptiveField& band, double work);

}  // namespace kg
