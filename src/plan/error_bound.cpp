#include "plan/error_bound.h"

#include "image/srgb.h"

#include <algorithm>
#include <cmath>
#include <utility>
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

// What a pass reads: a constant border may lie outside the input's range.
Interval withBorder(const Pass& pass, int kernel, Interval input) {
    if (pass.border == BorderRule::Constant || pass.border == BorderRule::Renormalise) {
        const double scale = pass.terms == Terms::Read ? pass.borderScale[kernel] : 1;
        for (const double channel : pass.borderColor) {
            input.lowest = std::min(input.lowest, scale * channel);
            input.highest = std::max(input.highest, scale * channel);
        }
    }
    return input;
}

// The weights of a kernel by their signs.
struct Weights {
    double positive = 0;
    double negative = 0;

    void add(double weight) { (weight > 0 ? positive : negative) += weight; }
    double gain() const { return positive - negative; }
};

Interval weighed(const Weights& weights, const Interval& input, double roundings) {
    return {.lowest = weights.positive * input.lowest + weights.negative * input.highest,
            .highest = weights.positive * input.highest + weights.negative * input.lowest,
            .error = weights.gain() * (input.error + roundings * kFloatUnit * input.magnitude())};
}

Interval weigh(const Pass& pass, int kernel, const Interval& input) {
    Weights weights;
    for (const Tap& tap : pass.taps) {
        weights.add(tap.weight[kernel]);
        weights.add(pass.mirrored * tap.weight[kernel]);
    }
    if (pass.border == BorderRule::Renormalise && kernel < static_cast<int>(pass.stretch.size())) {
        weights.positive *= pass.stretch[static_cast<std::size_t>(kernel)];
        weights.negative *= pass.stretch[static_cast<std::size_t>(kernel)];
    }
    const double roundings =
        pass.taps.size() == 1 && weights.gain() == 1 ? 0 : static_cast<double>(pass.taps.size()) + 1;
    return weighed(weights, withBorder(pass, kernel, input), roundings);
}

// Rows, then columns, or taps alone. A constant border has gone into the rows.
Interval weighTile(const Pass& pass, const Interval& input) {
    const Interval rows = weigh(pass, 0, input);
    if (pass.columnTaps.empty()) {
        return rows;
    }
    Pass columns;
    columns.taps = pass.columnTaps;
    return weigh(columns, 0, rows);
}

// Roundings of a transform are as good as independent (Higham and Mary, "A New Approach to Probabilistic Rounding Error
// Analysis", SIAM J. Sci. Comput. 41, 2019): n steps of radix 2 then add up to the root of n units of the values' root
// mean square, evenly over all results. One result in 10^15 lies beyond eight deviations of that.
constexpr double kDeviations = 8;

// What comes back from frequencies, with the roundings of the transforms of the picture, there and back, and of the
// kernel. What a kernel lets through is at most the sum of its weights' magnitudes.
Interval transformedBack(const Pass& pass, const Interval& input) {
    Weights weights;
    const Kernel& kernel = *pass.fourier.kernel;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            weights.add(kernel.weight(x, y));
        }
    }
    const double steps = 3 * std::log2(static_cast<double>(pass.fourier.x.length) * pass.fourier.y.length);
    return weighed(weights, withBorder(pass, 0, input), kDeviations * std::sqrt(steps));
}

// A sum that carries what its roundings lose is off by the roundings of what it carries: after n additions by n^2 times
// the square of one (Higham, section 4.3). Weighing it rounds four times more.
Interval weighRunningSum(const Pass& pass, const Interval& input) {
    const Scan& scan = pass.scan;
    Weights weights;
    weights.add(scan.weight * scan.length);
    weights.add(2 * scan.endWeight);
    const double additions = scan.length + 2.0 * scan.segment;
    return weighed(weights, withBorder(pass, 0, input), 4 + 2 * additions * additions * kFloatUnit);
}

// An oscillation's state is at most 1 / (1 - |pole|) times what it reads, each step rounds it thrice, and forgets that
// as it forgets what it reads.
Interval weighRecursion(const Pass& pass, const Interval& input) {
    const DampedSum& response = pass.scan.response;
    double roundings = 0;
    for (const Oscillation& term : response.terms) {
        const double memory = 1 / (1 - std::abs(term.pole));
        roundings += 2 * std::abs(term.amplitude) * (3 * memory * memory + 4 * memory);
    }
    const Weights weights{.positive = (response.gain + response.sum) / 2,
                          .negative = (response.sum - response.gain) / 2};
    return weighed(weights, withBorder(pass, 0, input), roundings / response.gain);
}

Interval weighScan(const Pass& pass, const Interval& input) {
    Interval result = pass.kind == PassKind::RunningSum ? weighRunningSum(pass, input) : weighRecursion(pass, input);
    result.error += pass.approximation * withBorder(pass, 0, input).magnitude();
    return result;
}

// What a slot's texture holds, layer by layer.
using Layers = std::vector<Interval>;

// The layers of a low-rank kernel, weighed and added up.
Interval weighLayers(const Pass& pass, const Layers& input) {
    Interval sum{.lowest = 0, .highest = 0, .error = 0};
    double magnitude = 0;
    for (int k = 0; k < pass.kernels; ++k) {
        const Interval part = weigh(pass, k, input[static_cast<std::size_t>(k)]);
        magnitude += part.magnitude();
        sum.lowest += part.lowest;
        sum.highest += part.highest;
        sum.error += part.error;
    }
    sum.error += pass.kernels * kFloatUnit * magnitude;
    return sum;
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

// What point operations do to a value.
Interval point(const Pass& pass, const Interval& input) {
    Interval result = input;
    if (pass.decodesLight || pass.encodesLight) {
        // Decoding nowhere has a slope above 2.28, encoding one of 12.92 at black.
        result.error = input.error * (pass.encodesLight ? kSteepestSrgbEncoding : 2.28) +
                       kPowError * std::max(1.0, input.magnitude());
    }
    if (pass.multipliesAlpha || pass.dividesAlpha) {
        result.error += 2 * kFloatUnit * std::max(1.0, input.magnitude());
    }
    return result;
}

// What taps and operands read from a slot.
Interval readFrom(const Pass& pass, int slot, const std::vector<Layers>& slots) {
    Interval value = slots[slot].front();
    if (pass.prepares(slot)) {
        value.error += kFloatUnit * value.magnitude();
    }
    return value;
}

Interval convolve(const Pass& pass, const std::vector<Layers>& slots) {
    const Interval input = readFrom(pass, pass.input, slots);
    const Interval taps = pass.terms == Terms::Read ? weighLayers(pass, slots[pass.input]) : weigh(pass, 0, input);
    Interval result = taps;
    result.error += pass.approximation * input.magnitude();
    if (pass.terms == Terms::Kernels && pass.kernels == 2) {
        result = combined(pass.combine, result, weigh(pass, 1, input));
    } else if (pass.other != Slot::kNone) {
        result = combined(pass.combine, scaled(readFrom(pass, pass.other, slots), pass.otherScale), result);
    }
    if (pass.visible.how != Visible::Ignored) {
        // The pixel's own colour may come in by the weight that is missing, once and over again.
        result.error = pass.visible.gain() * (result.error + kFloatUnit * result.magnitude());
        const double magnitude = result.magnitude();
        const bool oneSign = pass.visible.most[0] > 1 && (result.lowest >= 0 || result.highest <= 0);
        result.lowest = oneSign ? result.lowest : -3 * magnitude;
        result.highest = oneSign ? result.highest : 3 * magnitude;
    }
    if (pass.bias != 0) {
        result.lowest += std::min(pass.bias, 0.0);
        result.highest += std::max(pass.bias, 0.0);
        result.error += kFloatUnit * result.magnitude() + std::abs(pass.bias) * result.error;
    }
    if (pass.base != Slot::kNone) {
        const Interval base = readFrom(pass, pass.base, slots);
        result.error = std::max(base.error, result.error) + (pass.mix != 1 ? 3 * kFloatUnit * result.magnitude() : 0);
        result.lowest = std::min(base.lowest, result.lowest);
        result.highest = std::max(base.highest, result.highest);
    }
    return pass.dividesAlpha || pass.encodesLight ? point(pass, result) : result;
}

// Until it comes back, a transform stands for the picture that went in.
Interval weighTransform(const Pass& pass, const std::vector<Layers>& slots) {
    if (pass.input == Slot::kNone || pass.kind == PassKind::KernelColumns) {
        return {.lowest = 0, .highest = 0, .error = 0};
    }
    const Interval& input = slots[pass.input].front();
    return pass.kind == PassKind::FourierBack ? transformedBack(pass, input) : input;
}

// The layers that a pass writes.
Layers written(const Pass& pass, const std::vector<Layers>& slots) {
    if (isScan(pass.kind)) {
        return {weighScan(pass, slots[pass.input].front())};
    }
    if (pass.kind == PassKind::Tiled) {
        return {weighTile(pass, slots[pass.input].front())};
    }
    if (isFourier(pass.kind)) {
        return {weighTransform(pass, slots)};
    }
    if (pass.kind != PassKind::Convolve) {
        return {point(pass, slots[pass.input].front())};
    }
    if (pass.terms != Terms::Written) {
        return {convolve(pass, slots)};
    }
    Layers layers;
    for (int k = 0; k < pass.kernels; ++k) {
        layers.push_back(weigh(pass, k, readFrom(pass, pass.input, slots)));
    }
    return layers;
}

}  // namespace

// A unit in the last place of the largest value where 16 bits are stored, since devices may cut off what does not fit
// (OpenGL 4.5, section 2.3.4.1; NVIDIA's and Mesa's do); half of one for 32 bits, in which they compute. Significands
// have 11 and 24 bits. Weights that sum to 1 but for a rounding must not count as a range above 1, hence the hair's
// breadth.
double storageError(Precision precision, double magnitude) {
    if (magnitude == 0) {
        return 0;
    }
    const double exponent = std::ceil(std::log2(magnitude * (1 - 1e-9)));
    return std::exp2(exponent - (precision == Precision::Half ? 11 : 25));
}

double errorBound(const Plan& plan) {
    std::vector<Layers> slots{Layers{Interval{}}};
    for (const Pass& pass : plan.passes) {
        Layers layers = written(pass, slots);
        for (Interval& layer : layers) {
            layer.error += storageError(pass.stores, layer.magnitude());
        }
        slots.push_back(std::move(layers));
    }
    return slots.back().front().error;
}

}  // namespace kg
