#include "ui/slider_curve.h"

#include <algorithm>
#include <cmath>

namespace kg::ui {

namespace {

constexpr double kBend = 4;  // k: half of the slider covers the lowest 12 % of the range

}  // namespace

double valueAt(const Range& range, Curve curve, double place) {
    const double t = std::clamp(place, 0.0, 1.0);
    const double share = curve == Curve::Logarithmic ? std::expm1(kBend * t) / std::expm1(kBend) : t;
    return range.lowest + (range.highest - range.lowest) * share;
}

double placeOf(const Range& range, Curve curve, double value) {
    const double extent = range.highest - range.lowest;
    if (!(extent > 0)) {
        return 0;
    }
    const double share = std::clamp((value - range.lowest) / extent, 0.0, 1.0);
    return curve == Curve::Logarithmic ? std::log1p(share * std::expm1(kBend)) / kBend : share;
}

double roundedToStep(double value, double step) {
    if (!(step > 0) || !std::isfinite(step)) {
        return value;
    }
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step))), 0, 9);
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

}  // namespace kg::ui
