// The receptive field: the rectangle of the source, around a pixel, that the result of a chain at that pixel depends
// on.
//
// Filters that follow one another add theirs up: a chain of kernels k cells wide sees 1 + sum of (k - 1) columns.
// Plain data and pure functions.
#pragma once

#include "filter/chain.h"

namespace kg {

// In pixels beyond the pixel itself, on each side.
struct ReceptiveField {
    int left = 0;
    int right = 0;
    int top = 0;
    int bottom = 0;

    int width() const { return left + 1 + right; }
    int height() const { return top + 1 + bottom; }

    // What a filter sees whose input sees `before`.
    ReceptiveField& operator+=(const ReceptiveField& before);
    bool operator==(const ReceptiveField&) const = default;
};

// Of all kernels of a bank, zeros and absent cells included: one after the other in a sequence, together otherwise.
ReceptiveField receptiveFieldOf(const KernelBank& bank);

// Of the filters that are on and have a mix above 0. Throws Error as bankOf does.
ReceptiveField receptiveFieldOf(const Chain& chain);

}  // namespace kg
