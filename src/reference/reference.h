// The reference: the slow, double-precision evaluator of a chain, the truth that every plan is held against.
//
// It follows the definitions to the letter, knows no plans and no shortcuts, and is not meant to be fast. Pure
// functions, callable from any thread.
//
//     prepare  stored values -> numbers; in linear light sRGB is decoded; alpha is multiplied into the colour
//     filters  each enabled filter of mix above 0, one after the other: result = combine(K1 * in, ...); then
//              kept channels come from the input, bias times alpha is added to the written colours, mix blends
//     finish   alpha is divided out of the colour (0 where nothing is visible); in linear light sRGB is encoded
//
// An image without alpha is opaque throughout, and a grey one is an RGB image of equal channels of which red remains.
// A chain that computes nothing gives back what is stored, hidden colours included. Nothing is rounded or clamped.
#pragma once

#include "filter/chain.h"
#include "image/image.h"
#include "image/light.h"

#include <cstddef>
#include <vector>

namespace kg {

// Samples as Image lays them, straight alpha, in double precision.
struct ReferenceImage {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<double> values;

    double value(int x, int y, int channel) const {
        return values[(static_cast<std::size_t>(y) * width + x) * channels + channel];
    }
};

// The result has the size, the channels and the transfer of the source. Throws Error where the chain is not sound.
ReferenceImage evaluateReference(const Image& source, const Chain& chain, Light light);

// The largest magnitude among the numbers that filters see of the source, leaving out what is not finite. What rounds
// in proportion to the values rounds by no more than this times its unit.
double largestSample(const Image& source, Light light);

struct Difference {
    double maximum = 0;  // and where it is
    double mean = 0;     // over all samples
    int x = 0;
    int y = 0;
    int channel = 0;
};

// How far an image is from the reference. Colours are compared as they weigh in the picture, each multiplied by its
// own alpha, and not at all where one of the two is invisible: dividing by a small alpha stretches any rounding
// without bound. A difference that is not a number counts as infinite. Throws Error where the two differ in size or
// channels.
Difference compare(const Image& image, const ReferenceImage& reference);

}  // namespace kg
