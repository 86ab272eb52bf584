#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

// More boxes come nearer to a Gaussian, and each is a pass an axis: five are 7 steps of 255 off at worst.
constexpr int kMostBoxes = 5;

// The same box, `count` times: `length` weights from `first` on and one of `endWeight` on each side. The last one has
// the factor's sum, those before it 1.
struct Boxes {
    int count = 1;
    int first = 0;
    int length = 1;
    double weight = 1;
    double endWeight = 0;
    double sum = 1;
    double difference = 0;  // of all weights from the factor's

    int reach() const { return length / 2 + 1; }  // of one box, where there are several
};

// Equal weights between zeros, wherever the origin is.
std::optional<Boxes> exactBox(const AxisFactor& factor) {
    const auto isWeight = [](double weight) { return weight != 0; };
    const auto begin = std::find_if(factor.weights.begin(), factor.weights.end(), isWeight);
    const auto end = std::find_if(factor.weights.rbegin(), factor.weights.rend(), isWeight).base();
    constexpr double kRounding = 1e-12;
    if (begin == factor.weights.end() || std::any_of(begin, end, [&](double weight) {
            return std::abs(weight - *begin) > kRounding * std::abs(*begin);
        })) {
        return std::nullopt;
    }
    const int length = static_cast<int>(end - begin);
    return Boxes{.first = static_cast<int>(begin - factor.weights.begin()) - factor.origin,
                 .length = length,
                 .weight = 1.0 / length,
                 .sum = *begin * length};
}

// A line laid over by one box, both centred; it grows by the box's reach on each side.
std::vector<double> boxed(const std::vector<double>& line, const Boxes& box) {
    const auto reach = static_cast<std::size_t>(box.reach());
    const std::size_t size = line.size() + 2 * reach;
    // prefix[i]: the sum of the line's cells before place i of the result.
    std::vector<double> prefix(size + 2 * reach + 2);
    for (std::size_t i = 0; i + 1 < prefix.size(); ++i) {
        const bool inside = i >= 2 * reach && i < 2 * reach + line.size();
        prefix[i + 1] = prefix[i] + (inside ? line[i - 2 * reach] : 0);
    }
    std::vector<double> result(size);
    for (std::size_t i = 0; i < size; ++i) {
        const double inner = prefix[i + 2 * reach] - prefix[i + 1];
        const double whole = prefix[i + 2 * reach + 1] - prefix[i];
        result[i] = box.weight * inner + box.endWeight * (whole - inner);
    }
    return result;
}

// The sum of all weights, and the mean of the squared distance by weight: 0 where no boxes can come near the factor.
struct Moments {
    double sum = 0;
    double variance = 0;
};

Moments momentsOf(const AxisFactor& factor) {
    Moments moments;
    for (std::size_t i = 0; i < factor.weights.size(); ++i) {
        const double distance = static_cast<double>(i) - factor.origin;
        moments.sum += factor.weights[i];
        moments.variance += factor.weights[i] * distance * distance;
    }
    // Boxes have weights of one sign, so that the magnitudes differ by at least this from what they can sum up to. A
    // sum that is small beside the magnitudes, or only what rounding leaves of 0, is thus never divided by.
    const double atLeast = factor.magnitudes() - std::abs(moments.sum);
    moments.variance =
        atLeast > kMostDifference * factor.magnitudes() || moments.sum == 0 ? 0 : moments.variance / moments.sum;
    return moments;
}

double differenceFrom(const AxisFactor& factor, const Boxes& boxes) {
    std::vector<double> line{boxes.sum};
    for (int i = 0; i < boxes.count; ++i) {
        line = boxed(line, boxes);
    }
    const auto middle = static_cast<std::ptrdiff_t>(line.size() / 2);
    const auto size = static_cast<std::ptrdiff_t>(line.size());
    const auto cells = static_cast<std::ptrdiff_t>(factor.weights.size());
    double difference = 0;
    for (std::ptrdiff_t i = std::min<std::ptrdiff_t>(-middle, -factor.origin);
         i < std::max(size - middle, cells - factor.origin); ++i) {
        const std::ptrdiff_t inLine = i + middle;
        const std::ptrdiff_t inFactor = i + factor.origin;
        difference +=
            std::abs((inLine >= 0 && inLine < size ? line[static_cast<std::size_t>(inLine)] : 0) -
                     (inFactor >= 0 && inFactor < cells ? factor.weights[static_cast<std::size_t>(inFactor)] : 0));
    }
    return difference;
}

// Boxes with fractional ends, so that n of them have the factor's variance to the digit. Source: Gwosdek, Grewenig,
// Bruhn and Weickert, "Theoretical foundations of Gaussian convolution by extended box filtering", SSVM 2011.
Boxes extendedBoxes(const AxisFactor& factor, const Moments& moments, int count) {
    const double variance = moments.variance / count;
    const double radius = std::floor(std::sqrt(3 * variance + 0.25) - 0.5);
    const double inner = 2 * radius + 1;
    const double beyond = (radius + 1) * (radius + 1) - variance;
    const double share = inner * (variance - radius * (radius + 1) / 3) / (2 * beyond);  // of an inner weight
    Boxes boxes{.count = count,
                .first = -static_cast<int>(radius),
                .length = static_cast<int>(inner),
                .weight = 1 / (inner + 2 * share),
                .endWeight = share / (inner + 2 * share),
                .sum = moments.sum};
    boxes.difference = differenceFrom(factor, boxes);
    return boxes;
}

// The fewest boxes that stay within what may differ, or those that come nearest.
std::optional<Boxes> boxesFor(const AxisFactor& factor, double allowed, std::string& reason) {
    if (const std::optional<Boxes> exact = exactBox(factor)) {
        return exact;
    }
    const Moments moments = momentsOf(factor);
    std::optional<Boxes> best;
    for (int count = 1; count <= kMostBoxes && moments.variance > 0; ++count) {
        Boxes boxes = extendedBoxes(factor, moments, count);
        if (!best || boxes.difference < best->difference) {
            best = boxes;
        }
        if (best->difference <= allowed) {
            break;
        }
    }
    if (!best || best->difference > kMostDifference * factor.magnitudes()) {
        reason = fmt::format("the {} is neither a box nor a bell around its origin",
                             factor.axis == Axis::Row ? "row" : "column");
        return std::nullopt;
    }
    return best;
}

// An extension by a constant does not stay one when it is summed: what the next boxes read beyond the image is computed
// along with it, as far as it is not the constant again.
int apronAfter(const FilterContext& context, const Boxes& boxes, int done) {
    return extendsByConstant(context.border) ? std::min(done, boxes.count - done) * boxes.reach() : 0;
}

std::string label(const std::string& name, const Boxes& boxes, int box, Axis axis) {
    const std::string which = boxes.count == 1 ? "summed" : fmt::format("box {} of {}", box + 1, boxes.count);
    return fmt::format("{} {} {}", name, which, axis == Axis::Row ? "rows" : "columns");
}

void addBoxes(const FilterContext& context, const AxisFactor& factor, const Boxes& boxes, const std::string& name,
              int input, std::vector<Pass>& passes) {
    for (int box = 0; box < boxes.count; ++box) {
        const bool last = box + 1 == boxes.count;
        const int read = apronAfter(context, boxes, box);
        const int written = apronAfter(context, boxes, box + 1);
        Pass pass = scanPass(context, PassKind::RunningSum, factor, box == 0 ? input : newestSlot(context, passes),
                             boxes.length, written);
        pass.label = label(name, boxes, box, factor.axis);
        pass.scan.shift = read - written;
        pass.scan.first = boxes.first;
        pass.scan.length = boxes.length;
        pass.scan.weight = boxes.weight * (last ? boxes.sum : 1);
        pass.scan.endWeight = boxes.endWeight * (last ? boxes.sum : 1);
        if (box > 0 && extendsByConstant(context.border)) {
            pass.border = BorderRule::Clamp;
        }
        pass.approximation = last ? boxes.difference : 0;
        pass.keepsFull = !last;
        passes.push_back(std::move(pass));
    }
}

LaidKernel layBoxes(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                    std::vector<Pass>& passes) {
    LaidKernel laid;
    const std::vector<AxisFactor> factors = axisFactors(context, kernel, laid.reason);
    for (const AxisFactor& factor : factors) {
        // What one axis is off by, the other one weighs.
        double others = 1;
        for (const AxisFactor& other : factors) {
            others *= &other == &factor ? 1 : other.magnitudes();
        }
        const double allowed = context.budget / (static_cast<double>(factors.size()) * others);
        const std::optional<Boxes> boxes = boxesFor(factor, allowed, laid.reason);
        if (!boxes) {
            return laid;
        }
        const int widest =
            2 * (boxes->count / 2) * boxes->reach() + (factor.axis == Axis::Row ? context.width : context.height);
        if (boxes->count > 1 && extendsByConstant(context.border) && widest > context.maxTextureSize) {
            laid.reason = fmt::format(
                "with what its boxes read beyond the image they need textures of {} pixels a "
                "side, this device's reach {}",
                widest, context.maxTextureSize);
            return laid;
        }
        laid.approximation += boxes->difference * others;
        laid.gain *= factor.magnitudes();
        addBoxes(context, factor, *boxes, name, &factor == &factors.front() ? input : newestSlot(context, passes),
                 passes);
    }
    return laid;
}

}  // namespace

Candidate runningSum(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::RunningSum, .reason = whyNotComputed(context), .passes = {}};
    if (candidate.legal()) {
        candidate = layBank(context, Strategy::RunningSum,
                            [&](const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes) {
                                return layBoxes(context, kernel, name, input, passes);
                            });
    }
    if (candidate.legal()) {
        finishComputed(context, Strategy::RunningSum, candidate.passes);
    }
    return candidate;
}

}  // namespace kg
