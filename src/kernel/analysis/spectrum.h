// Spectrum: what a kernel does to the frequencies of a picture.
//
//     H(u, v) = sum over i, j of weight(i, j) * exp(-2 pi i (u (i - ox) + v (j - oy)))
//
// u and v in cycles a pixel, the origin's phase 0. The highest frequency that a picture holds is 0.5 (Nyquist).
#pragma once

#include "kernel/kernel.h"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace kg {

// Along one direction, from 0 to the edge of the frequency square.
struct SpectrumSlice {
    double highest = 0.5;           // radial frequency of the last value: 0.5, and 0.5 sqrt(2) along the diagonal
    std::vector<double> magnitude;  // kSliceLength values
    std::vector<double> phase;      // radians, -pi..pi; 0 where the magnitude is nothing
    // The band that passes: radial frequencies at which the magnitude falls to 1/sqrt(2) of this slice's largest, the
    // first below that peak and the first above it. Nothing where it does not fall so far on that side.
    std::optional<double> lowerCutoff;
    std::optional<double> cutoff;
};

enum class Response { None, LowPass, HighPass, BandPass, BandStop, AllPass };
std::string_view responseName(Response response);  // "low-pass", ...

struct Spectrum {
    static constexpr int kMapSide = 64;       // of the map
    static constexpr int kSliceLength = 129;  // of each slice

    // Magnitudes row by row; DC at column and row kMapSide / 2, u and v from -0.5 on in steps of 1 / kMapSide.
    std::vector<double> map;
    double peak = 0;                  // the largest magnitude of the map
    SpectrumSlice across;             // v = 0: to the right
    SpectrumSlice diagonal;           // u = v
    SpectrumSlice down;               // u = 0
    double dc = 0;                    // gain of a constant picture, with its sign
    std::array<double, 3> nyquist{};  // magnitude at (0.5, 0), (0, 0.5), (0.5, 0.5)
    // The largest difference of magnitude between the directions 0, 45 and 90 degrees at one radial frequency up to
    // 0.5, over the peak: 0 for a kernel that treats all directions alike.
    double anisotropy = 0;
    // By the magnitudes at DC, at half of Nyquist and at Nyquist, each the mean of the three directions: what is within
    // 1/sqrt(2) of the largest of them passes, what is below half of it does not.
    Response response = Response::None;
};

Spectrum spectrum(const Kernel& kernel);

// What an ideal Gaussian of a sigma (pixels) lets through at a radial frequency: exp(-2 pi^2 sigma^2 f^2).
double idealGaussian(double sigma, double frequency);

}  // namespace kg
