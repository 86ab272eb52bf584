// The pixel explained: how one linear filter makes one pixel, term by term, in double precision.
//
// It starts from the filter's input as it is, not from the source, so that what it says is about this filter alone.
// All values are those that filters see: decoded in linear light, alpha multiplied in; `stored` is what they mean in
// a file. Pure functions, callable from any thread.
#pragma once

#include "filter/filter.h"
#include "image/image.h"
#include "image/light.h"
#include "image/pixel_patch.h"
#include "reference/filter_math.h"

#include <array>
#include <string>
#include <vector>

namespace kg {

// One cell of a kernel over the picture.
struct PixelTerm {
    int dx = 0;  // from the pixel, in pixels
    int dy = 0;
    int x = 0;  // where the sample is read, after the border rule; -1 where the constant colour stands
    int y = 0;
    bool outside = false;  // the cell lies outside the image
    bool present = true;   // false: the cell is not part of the kernel
    double weight = 0;
    ReferencePixel sample{};
    ReferencePixel product{};     // weight * sample; 0 where the weight is 0
    ReferencePixel runningSum{};  // of the products up to this one, row by row
};

struct KernelSum {
    int width = 0;
    int height = 0;
    int originX = 0;
    int originY = 0;
    std::vector<PixelTerm> terms;  // one a cell, row by row from the top
    ReferencePixel sum{};
    // The same over the alpha that the pixel keeps (filter/visible.h); equal to it where the rule is not of each
    // kernel.
    ReferencePixel visible{};
    // The smallest whole number up to 1024 that makes every weight whole when multiplied by it: 16 for a 1/16 kernel; 1
    // where there is none.
    int divisor = 1;
    double absoluteSum = 0;  // of the weights
    // Border rule renormalise: what the sum of the products is multiplied by to give `sum`; 1 elsewhere.
    double renormalised = 1;
};

struct PixelExplanation {
    std::string kind;  // the filter's
    int x = 0;
    int y = 0;
    int imageWidth = 0;
    int imageHeight = 0;
    int channels = 3;  // of the image: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA
    bool convertsLight = false;

    BorderRule border = BorderRule::Clamp;
    ReferencePixel borderColor{};   // of the constant rule, as filtered
    std::array<bool, 4> written{};  // channels that the filter writes; the others keep the input
    Combine combine = Combine::Single;
    double bias = 0;
    double mix = 1;

    std::vector<KernelSum> kernels;
    ReferencePixel before{};    // the filter's input at the pixel
    ReferencePixel combined{};  // the kernels' sums made one
    ReferencePixel visible{};   // that over the alpha that the pixel keeps; else equal to it
    VisibleRule visibleRule{};
    ReferencePixel beforeMix{};     // kept channels restored, bias added
    ReferencePixel result{};        // what the filter hands on
    ReferencePixel stored{};        // the result as a file means it: alpha divided out, light encoded
    std::array<int, 4> eightBit{};  // that, clamped to 0..1 and rounded to 0..255
    double largestSample = 0;       // magnitude, over all terms
    bool hasAlpha() const { return channels == 2 || channels == 4; }
};

// input: the pixels of the filter's reach (filter/reach.h), as filtered. The filter is explained as if it were on.
// Throws Error where a pixel is missing or outside the image, or the filter's values do not fit together.
PixelExplanation explainPixel(const Filter& filter, const PixelPatch& input, const ImageFormat& format, Light light,
                              int x, int y);

// A value that was measured, held against the explanation's result.
struct PixelCheck {
    ReferencePixel measured{};
    ReferencePixel difference{};  // magnitude; 0 where both are the same infinity or both not a
                                  // number, infinite where one of them is none
    double largest = 0;           // difference
    double tolerance = 0;
    bool agrees = false;
};
PixelCheck checkPixel(const PixelExplanation& explanation, const ReferencePixel& measured, double tolerance);

}  // namespace kg
