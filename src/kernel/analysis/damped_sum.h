// DampedSum: a bell as a sum of damped oscillations, which a recursion along a line and one back compute at a cost that
// does not grow with the bell's width.
//
//     h(n) = sum over k of Re(amplitude_k * pole_k^|n|)
//
// Source: R. Deriche, "Recursively implementing the Gaussian and its derivatives", INRIA research report 1893, 1993.
// His fourth order takes two oscillations, which come within 0.15 steps of 255 of a Gaussian an axis; three come within
// 0.002.
#pragma once

#include <array>
#include <complex>
#include <optional>
#include <vector>

namespace kg {

struct Oscillation {
    std::complex<double> pole;  // inside the unit circle
    std::complex<double> amplitude;

    bool operator==(const Oscillation&) const = default;
};

struct DampedSum {
    static constexpr int kTerms = 3;

    std::array<Oscillation, kTerms> terms{};
    double sum = 0;         // of all h(n): the factor's own
    double gain = 0;        // of all |h(n)|
    double difference = 0;  // of all |h(n) - factor(n)|: the most that a result differs by, for an input in [0, 1]
    double parts = 0;       // how many times larger than the gain its terms alone are, and so their roundings
    int settled = 0;        // what lies further than this from the middle adds up to at most 2^-20 of the gain

    bool operator==(const DampedSum&) const = default;
};

// The poles for a Gaussian of sigma 1, each with its conjugate: pole^n is exp(-n (decay - i frequency) / sigma).
struct Damping {
    double decay = 0;
    double frequency = 0;
};

// The amplitudes that come nearest to a factor of a kernel, by least squares over poles of the width that it has,
// scaled so that the sums agree. `origin` is the cell that lies on the pixel. Any factor is taken; how good the sum is
// for it, the difference says. Nothing where its weights sum to less than half of their magnitudes, and where only
// terms come near to it that nearly cancel each other, which 32-bit floats do not survive.
std::optional<DampedSum> dampedSum(const std::vector<double>& factor, int origin);

// The same over other poles.
std::optional<DampedSum> dampedSum(const std::vector<double>& factor, int origin, double sigma,
                                   const std::array<Damping, DampedSum::kTerms>& dampings);

// Those that come nearest to a Gaussian much wider than a cell, in the mean of squares, as Deriche chose his.
const std::array<Damping, DampedSum::kTerms>& gaussianDampings();

}  // namespace kg
