// Colours over alpha that a filter leaves alone: what lies under transparent pixels is no colour, so it must not darken
// what is visible beside it.
//
// A kernel sums colours weighted by alpha, N = sum of w a c, and the alpha that weighed them, A = sum of w a. Where
// alpha is written too, that is the result. Where the pixel keeps its own alpha a, its colour is N divided by the
// weight that was there:
//
//     result = f N + (W - f A / a) c,    f = a W / A, at most kMostRestored
//
// W is the sum of the weights and c the pixel's own colour, multiplied by a, which stands in for what is missing: not
// at all but in pixels that are nearly alone. Of an opaque picture A is W and a is 1, which leaves N. Weights of both
// signs have no share that is there: for them f is 1, so that what is transparent counts as the pixel's own colour, and
// in pixels that are hardly visible falls off with a, since their own colour is hardly known.
#pragma once

#include "filter/filter.h"

#include <array>

namespace kg {

// What a sum may be stretched by, and below which alpha (1 / 16) a pixel's own colour is hardly known.
constexpr double kMostRestored = 8;
constexpr double kMostOwn = 16;

enum class Visible {
    Ignored,  // alpha is written, or there is none
    OfTotal,  // the kernels' results together: they are added up
    OfEach,   // each of two kernels by itself, before they become one
};

struct VisibleRule {
    Visible how = Visible::Ignored;
    std::array<double, 2> whole{};     // W of each kernel, or of all together
    std::array<double, 2> most{1, 1};  // kMostRestored; 1 where weights have both signs

    // By how much more than a kernel's own a rounding may be stretched: that of N, and that of A and of the colour.
    double gain() const;

    bool operator==(const VisibleRule&) const = default;
};

// Longer lists than two whose results are not added up are left as they are: there is no one sum.
VisibleRule visibleRuleOf(const KernelBank& bank, bool hasAlpha);

// One colour channel of the result; sum and own are multiplied by alpha.
double visibleColour(double sum, double sumOfAlpha, double own, double alpha, double whole, double most);

}  // namespace kg
