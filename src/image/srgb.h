// The sRGB transfer curve, IEC 61966-2-1, continued point-symmetrically below 0 and by its formula above 1.
#pragma once

namespace kg {

// The largest slope of the encoding, at 0: how far it stretches errors there.
constexpr double kSteepestSrgbEncoding = 12.92;

double srgbToLinear(double encoded);
double linearToSrgb(double linear);

}  // namespace kg
