#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Halving weighs by the binomial 1 4 6 4 1 before it drops every second pixel; doubling is the subdivision of the cubic
// B-spline, the same binomial over twice as many pixels. Either adds a variance of 1 in pixels of the finer level.
// Source: Burt and Adelson, "The Laplacian Pyramid as a Compact Image Code", IEEE Trans. Communications 31 (1983); the
// subdivision: Lane and Riesenfeld, IEEE Trans. PAMI 2 (1980).
constexpr std::array<double, 5> kHalving{1.0 / 16, 4.0 / 16, 6.0 / 16, 4.0 / 16, 1.0 / 16};

constexpr int kMostLevels = 5;
// The least sigma that is left to blur by on the smallest level, where it hides what halving and doubling are not.
constexpr double kLeastSigma = 2;
// Beyond, the kernel is no Gaussian at all.
constexpr double kLargestDifference = 0.2;

// One axis of a kernel, of sum 1, around the pixel.
struct Bell {
    std::vector<double> weights;
    int origin = 0;
    double variance = 0;
};

// The axis as a bell; nothing where its weights differ in sign or lie off the pixel.
std::optional<Bell> bellOf(const std::vector<double>& factor, int origin) {
    const double sum = weightSum(factor);
    Bell bell{.weights = factor, .origin = origin};
    double mean = 0;
    for (std::size_t i = 0; i < factor.size(); ++i) {
        bell.weights[i] = factor[i] / sum;
        const double distance = static_cast<double>(i) - origin;
        mean += bell.weights[i] * distance;
        bell.variance += bell.weights[i] * distance * distance;
    }
    const bool positive =
        std::all_of(bell.weights.begin(), bell.weights.end(), [](double weight) { return weight >= 0; });
    return positive && std::abs(mean) < 1e-6 ? std::optional(std::move(bell)) : std::nullopt;
}

// What is left of a variance on a level, in its own pixels, after what halving to it and doubling from it add.
double varianceLeft(double variance, int level) {
    const double scale = std::pow(4.0, level);
    return (variance - 2 * (scale - 1) / 3) / scale;
}

// Samples of a Gaussian around its middle weight, cut at 4 sigma, of sum 1.
std::vector<double> sampledBell(double variance) {
    const int radius = static_cast<int>(std::ceil(4 * std::sqrt(variance)));
    std::vector<double> weights;
    for (int i = -radius; i <= radius; ++i) {
        weights.push_back(std::exp(-i * i / (2 * variance)));
    }
    const double sum = weightSum(weights);
    std::for_each(weights.begin(), weights.end(), [=](double& weight) { weight /= sum; });
    return weights;
}

// Weights of a run of pixels of a level.
struct Response {
    int first = 0;
    std::vector<double> weights;

    int last() const { return first + static_cast<int>(weights.size()) - 1; }
    void add(int place, double weight) { weights[static_cast<std::size_t>(place - first)] += weight; }
};

Response emptyResponse(int first, int last) {
    return {.first = first, .weights = std::vector<double>(static_cast<std::size_t>(last - first + 1))};
}

int halfOf(int place) {
    return place >= 0 ? place / 2 : -((1 - place) / 2);
}

// What pixels of a level weigh in the next coarser one, from which they are doubled.
Response beforeDoubling(const Response& fine) {
    Response coarse = emptyResponse(halfOf(fine.first) - 1, halfOf(fine.last()) + 1);
    for (int place = fine.first; place <= fine.last(); ++place) {
        const double weight = fine.weights[static_cast<std::size_t>(place - fine.first)];
        const int half = halfOf(place);
        if (place == 2 * half) {
            coarse.add(half - 1, weight / 8);
            coarse.add(half, weight * 6 / 8);
            coarse.add(half + 1, weight / 8);
        } else {
            coarse.add(half, weight / 2);
            coarse.add(half + 1, weight / 2);
        }
    }
    return coarse;
}

// Kernel laid over every `step`th pixel: what the pixels that it reads weigh.
Response beforeKernel(const Response& after, const double* kernel, int radius, int step) {
    Response before = emptyResponse(after.first * step - radius, after.last() * step + radius);
    for (int place = after.first; place <= after.last(); ++place) {
        const double weight = after.weights[static_cast<std::size_t>(place - after.first)];
        for (int i = -radius; i <= radius; ++i) {
            before.add(place * step + i, weight * kernel[i + radius]);
        }
    }
    return before;
}

// How far the weights of the image's pixel `place`, through all levels, are from the bell's: the sum of magnitudes.
double differenceAt(int place, const Bell& bell, const std::vector<double>& blur, int levels) {
    Response response{.first = place, .weights = {1}};
    for (int level = 0; level < levels; ++level) {
        response = beforeDoubling(response);
    }
    response = beforeKernel(response, blur.data(), static_cast<int>(blur.size() / 2), 1);
    for (int level = 0; level < levels; ++level) {
        response = beforeKernel(response, kHalving.data(), 2, 2);
    }
    const int bellFirst = place - bell.origin;
    const int bellLast = bellFirst + static_cast<int>(bell.weights.size()) - 1;
    double sum = 0;
    for (int at = std::min(response.first, bellFirst); at <= std::max(response.last(), bellLast); ++at) {
        const double reached = at >= response.first && at <= response.last()
                                   ? response.weights[static_cast<std::size_t>(at - response.first)]
                                   : 0;
        const double wanted =
            at >= bellFirst && at <= bellLast ? bell.weights[static_cast<std::size_t>(at - bellFirst)] : 0;
        sum += std::abs(reached - wanted);
    }
    return sum;
}

// The worst pixel: those that lie alike over the smallest level's are weighed alike.
double largestDifference(const Bell& bell, const std::vector<double>& blur, int levels) {
    double largest = 0;
    for (int place = 0; place < 1 << levels; ++place) {
        largest = std::max(largest, differenceAt(place, bell, blur, levels));
    }
    return largest;
}

// The pixels of a level that are computed, from `first` on; 0 is the one over the image's pixel 0.
struct LevelSpan {
    int first = 0;
    int last = 0;
    int count() const { return last - first + 1; }
    LevelSpan widened(int by) const { return {first - by, last + by}; }
};

// The spans of one axis: what each level needs of the next coarser one on the way up, and of the finer on the way down.
struct AxisSpans {
    std::vector<LevelSpan> doubled;  // by level, 0 the image's
    std::vector<LevelSpan> halved;   // by level; 0 is the image and stays empty
    std::vector<double> blur;        // on the smallest level
};

AxisSpans spansOf(int size, double variance, int levels) {
    AxisSpans spans;
    spans.blur = sampledBell(varianceLeft(variance, levels));
    spans.doubled.push_back({0, size - 1});
    for (int level = 0; level < levels; ++level) {
        const LevelSpan fine = spans.doubled.back();
        spans.doubled.push_back(LevelSpan{halfOf(fine.first), halfOf(fine.last)}.widened(1));
    }
    spans.halved.assign(static_cast<std::size_t>(levels) + 1, {});
    spans.halved.back() = spans.doubled.back().widened(static_cast<int>(spans.blur.size() / 2));
    for (int level = levels - 1; level > 0; --level) {
        const LevelSpan coarse = spans.halved[static_cast<std::size_t>(level) + 1];
        spans.halved[static_cast<std::size_t>(level)] = LevelSpan{2 * coarse.first, 2 * coarse.last}.widened(2);
    }
    return spans;
}

// The passes, each over the one before.
class PyramidPasses {
public:
    PyramidPasses(const FilterContext& context, AxisSpans columns, AxisSpans rows, double scale)
        : m_context(context), m_columns(std::move(columns)), m_rows(std::move(rows)), m_scale(scale) {}

    std::vector<Pass> build(int levels) {
        for (int level = 1; level <= levels; ++level) {
            halve(level);
        }
        blur(levels);
        for (int level = levels - 1; level >= 0; --level) {
            doubled(level);
        }
        return std::move(m_passes);
    }

    // By bilinear fetches, for an input in [0, 1]: every pass's weights are positive.
    double blendLoss() const { return m_loss * std::abs(m_scale); }

private:
    // A pass that writes these spans, where taps are counted from `step` times the pixel's place among the places that
    // the pass before wrote.
    Pass& add(const char* what, LevelSpan columns, LevelSpan rows, double step) {
        Pass pass = convolvePass(m_context, Strategy::Pyramid, m_context.name + what);
        pass.input = m_passes.empty() ? m_context.input : newestSlot(m_context, m_passes);
        pass.width = columns.count();
        pass.height = rows.count();
        pass.step = step;
        pass.originX = step * columns.first - m_columnsFirst;
        pass.originY = step * rows.first - m_rowsFirst;
        m_columnsFirst = columns.first;
        m_rowsFirst = rows.first;
        m_passes.push_back(std::move(pass));
        return m_passes.back();
    }

    // Fetches between pixels: the same distances and weights along both axes.
    template <std::size_t Count>
    void fetchBetween(Pass& pass, const std::array<std::pair<double, double>, Count>& axis) {
        const BlendingLoss loss(m_context, pass.input);
        pass.bilinear = true;
        for (const auto& [dy, rowWeight] : axis) {
            for (const auto& [dx, columnWeight] : axis) {
                pass.taps.push_back({.dx = dx, .dy = dy, .weight = {rowWeight * columnWeight}});
                m_loss += loss.of(rowWeight * columnWeight, dx - std::floor(dx), dy - std::floor(dy));
            }
        }
    }

    void halve(int level) {
        const auto at = static_cast<std::size_t>(level);
        Pass& pass = add(" halved", m_columns.halved[at], m_rows.halved[at], 2);
        // The outer two weights of each side lie 1 to 4: one fetch at 4/5 of the way between them.
        fetchBetween(pass,
                     std::array<std::pair<double, double>, 3>{{{-1.2, 5.0 / 16}, {0, 6.0 / 16}, {1.2, 5.0 / 16}}});
    }

    void blur(int levels) {
        const auto at = static_cast<std::size_t>(levels);
        add(" small rows", m_columns.doubled[at], m_rows.halved[at], 1).taps =
            tapsOf(m_columns.blur, static_cast<int>(m_columns.blur.size() / 2), Axis::Row);
        add(" small columns", m_columns.doubled[at], m_rows.doubled[at], 1).taps =
            tapsOf(m_rows.blur, static_cast<int>(m_rows.blur.size() / 2), Axis::Column);
    }

    void doubled(int level) {
        const auto at = static_cast<std::size_t>(level);
        Pass& pass = add(" doubled", m_columns.doubled[at], m_rows.doubled[at], 0.5);
        // A quarter to either side of its own place gives a pixel over a coarse one 1 6 1, and one between two 4 4.
        fetchBetween(pass, std::array<std::pair<double, double>, 2>{{{-0.25, 0.5}, {0.25, 0.5}}});
        if (level == 0) {
            std::for_each(pass.taps.begin(), pass.taps.end(), [&](Tap& tap) { tap.weight[0] *= m_scale; });
        }
    }

    const FilterContext& m_context;
    AxisSpans m_columns;
    AxisSpans m_rows;
    double m_scale;
    int m_columnsFirst = 0;
    int m_rowsFirst = 0;
    std::vector<Pass> m_passes;
    double m_loss = 0;
};

// The most halvings that leave enough to blur by on the smallest level.
int levelsFor(double variance) {
    int levels = 0;
    while (levels < kMostLevels && varianceLeft(variance, levels + 1) >= kLeastSigma * kLeastSigma) {
        ++levels;
    }
    return levels;
}

}  // namespace

// The smallest level is blurred by what halving and doubling leave of the variance. Levels reach beyond the image,
// where the first halving reads by the border rule, so that every rule holds as if the picture went on.
Candidate pyramid(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Pyramid, .reason = {}, .passes = {}};
    const Kernel& kernel = context.bank->kernels[0];
    const std::optional<RankOneTerm> term =
        context.bank->kernels.size() == 1 ? separate(kernel) : std::optional<RankOneTerm>{};
    candidate.reason = context.bank->kernels.size() > 1
                           ? std::string("several kernels are not computed on fewer pixels")
                           : whyNotSeparable(kernel, term);
    if (!candidate.legal()) {
        return candidate;
    }
    const std::optional<Bell> row = bellOf(term->row, kernel.originX());
    const std::optional<Bell> column = bellOf(term->column, kernel.originY());
    if (!row || !column) {
        candidate.reason = "the kernel is no bell around the pixel";
        return candidate;
    }
    const int levels = levelsFor(std::min(row->variance, column->variance));
    if (levels == 0) {
        candidate.reason = fmt::format("the kernel is too narrow to be computed on fewer pixels: sigma {:.3g}",
                                       std::sqrt(std::min(row->variance, column->variance)));
        return candidate;
    }
    AxisSpans columns = spansOf(context.width, row->variance, levels);
    AxisSpans rows = spansOf(context.height, column->variance, levels);
    const double difference =
        largestDifference(*row, columns.blur, levels) + largestDifference(*column, rows.blur, levels);
    if (difference > kLargestDifference) {
        candidate.reason = fmt::format("the kernel is no Gaussian: the result could differ by {:.2g}", difference);
        return candidate;
    }
    const double scale = weightSum(term->row) * weightSum(term->column);
    PyramidPasses passes(context, std::move(columns), std::move(rows), scale);
    candidate.passes = passes.build(levels);
    candidate.approximation = std::abs(scale) * difference + passes.blendLoss();
    candidate.passes.back().approximation = candidate.approximation;
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace kg
