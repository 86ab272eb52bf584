#include "plan/error_bound.h"

#include "image/srgb.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace kg {

namespace {

// Relative error of one float operation on the device.
constexpr double kFloatUnit = 0x1p-24;

// Decoding and encoding light uses pow(), which devices compute by exp2 and log2 of limited precision.
constexpr double kPowError = 0x1p-17;

// The values that a slot holds, and how far each may be from the exact one.
struct Interval {
    double lowest = 0;
    double highest = 1;
    double error = 0;

    double magnitude() const { return std::max(std::abs(lowest), std::abs(highest)); }
};

// Half a unit in the last place of the largest value: significands have 11 and 24 bits. Weights that sum to 1 but for
// a rounding must not count as a range above 1, hence the hair's breadth.
double storageError(Precision precision, double magnitude) {
    if (magnitude == 0) {
        return 0;
    }
    const double exponent = std::ceil(std::log2(magnitude * (1 - 1e-9)));
    return std::exp2(exponent - (precision == Precision::Half ? 12 : 25));
}

Interval weigh(const Pass& pass, int kernel, const Interval& input) {
    double positive = 0;
    double negative = 0;
    for (const Tap& tap : pass.taps) {
        (tap.weight[kernel] > 0 ? positive : negative) += tap.weight[kernel];
    }
    const double gain = positive - negative;
    // A constant border may lie outside the input's range.
    double lowest = input.lowest;
    double highest = input.highest;
    if (pass.border == BorderRule::Constant) {
        lowest = std::min(lowest, *std::min_element(pass.borderColor.begin(), pass.borderColor.end()));
        highest = std::max(highest, *std::max_element(pass.borderColor.begin(), pass.borderColor.end()));
    }
    const double magnitude = std::max(std::abs(lowest), std::abs(highest));
    const double roundings = pass.taps.size() == 1 && gain == 1 ? 0 : static_cast<double>(pass.taps.size()) + 1;
    return {.lowest = positive * lowest + negative * highest,
            .highest = positive * highest + negative * lowest,
            .error = gain * input.error + roundings * kFloatUnit * gain * magnitude};
}

Interval scaled(const Interval& interval, double factor) {
    const auto [lowest, highest] = std::minmax({interval.lowest * factor, interval.highest * factor});
    return {.lowest = lowest,
            .highest = highest,
            .error = interval.error * std::abs(factor) + kFloatUnit * interval.magnitude() * std::abs(factor)};
}

Interval combined(Combine combine, const Interval& a, const Interval& b) {
    const double rounding = kFloatUnit * (a.magnitude() + b.magnitude());
    switch (combine) {
        case Combine::Single:
        case Combine::Sequence:
            break;
        case Combine::Sum:
            return {a.lowest + b.lowest, a.highest + b.highest, a.error + b.error + rounding};
        case Combine::Difference:
            return {a.lowest - b.highest, a.highest - b.lowest, a.error + b.error + rounding};
        case Combine::Maximum:
            return {std::max(a.lowest, b.lowest), std::max(a.highest, b.highest), std::max(a.error, b.error)};
        case Combine::Minimum:
            return {std::min(a.lowest, b.lowest), std::min(a.highest, b.highest), std::max(a.error, b.error)};
        case Combine::Magnitude:
            return {0, std::hypot(a.magnitude(), b.magnitude()), std::hypot(a.error, b.error) + 4 * rounding};
    }
    return a;
}

Interval convolve(const Pass& pass, const std::vector<Interval>& slots) {
    const Interval taps = weigh(pass, 0, slots[pass.input]);
    Interval result = taps;
    if (pass.kernels == 2) {
        result = combined(pass.combine, taps, weigh(pass, 1, slots[pass.input]));
    } else if (pass.other != Slot::kNone) {
        result = combined(pass.combine, scaled(slots[pass.other], pass.otherScale), taps);
    }
    if (pass.bias != 0) {
        result.lowest += std::min(pass.bias, 0.0);
        result.highest += std::max(pass.bias, 0.0);
        result.error += kFloatUnit * result.magnitude() + std::abs(pass.bias) * result.error;
    }
    if (pass.base != Slot::kNone) {
        const Interval& base = slots[pass.base];
        result.error = std::max(base.error, result.error) + (pass.mix != 1 ? 3 * kFloatUnit * result.magnitude() : 0);
        result.lowest = std::min(base.lowest, result.lowest);
        result.highest = std::max(base.highest, result.highest);
    }
    return result;
}

Interval point(const Pass& pass, const Interval& input) {
    Interval result = input;
    if (pass.decodesLight || pass.encodesLight) {
        // Decoding nowhere has a slope above 2.28, encoding one of 12.92 at black.
        result.error = input.error * (pass.encodesLight ? kSteepestSrgbEncoding : 2.28) +
                       kPowError * std::max(1.0, input.magnitude());
    }
    if (pass.alpha) {
        result.error += 2 * kFloatUnit * std::max(1.0, input.magnitude());
    }
    return result;
}

}  // namespace

double errorBound(const Plan& plan) {
    std::vector<Interval> slots{Interval{}};
    for (const Pass& pass : plan.passes) {
        Interval result = pass.kind == PassKind::Convolve ? convolve(pass, slots) : point(pass, slots[pass.input]);
        result.error += storageError(pass.stores, result.magnitude());
        slots.push_back(result);
    }
    return slots.back().error;
}

}  // namespace kg
