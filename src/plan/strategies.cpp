#include "plan/strategies.h"

#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

namespace kg {

namespace {

// Where a one-dimensional factor of a kernel runs.
enum class Axis { Row, Column };

std::vector<Tap> tapsOf(const std::vector<double>& factor, int origin, Axis axis) {
    std::vector<Tap> taps;
    for (int i = 0; i < static_cast<int>(factor.size()); ++i) {
        if (factor[i] == 0) {
            continue;
        }
        const int distance = i - origin;
        taps.push_back({.dx = axis == Axis::Row ? distance : 0,
                        .dy = axis == Axis::Column ? distance : 0,
                        .weight = {factor[i], 0}});
    }
    return taps;
}

// The taps of a whole bank: cells that both kernels weigh share a fetch.
std::vector<Tap> tapsOf(const std::vector<Kernel>& kernels) {
    std::map<std::pair<int, int>, Tap> byPlace;  // ordered by row, then column: fetches walk through memory
    for (std::size_t k = 0; k < kernels.size(); ++k) {
        const Kernel& kernel = kernels[k];
        for (int y = 0; y < kernel.height(); ++y) {
            for (int x = 0; x < kernel.width(); ++x) {
                if (kernel.weight(x, y) == 0) {
                    continue;
                }
                const int dx = x - kernel.originX();
                const int dy = y - kernel.originY();
                Tap& tap = byPlace[{dy, dx}];
                tap.dx = dx;
                tap.dy = dy;
                tap.weight[k] = kernel.weight(x, y);
            }
        }
    }
    std::vector<Tap> taps;
    taps.reserve(byPlace.size());
    for (const auto& [place, tap] : byPlace) {
        taps.push_back(tap);
    }
    return taps;
}

// A kernel that only scales the pixel it lies on; its factor, if it is one.
std::optional<double> scaleOnly(const Kernel& kernel) {
    double factor = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            if (x == kernel.originX() && y == kernel.originY()) {
                factor = kernel.weight(x, y);
            } else if (kernel.weight(x, y) != 0) {
                return std::nullopt;
            }
        }
    }
    return factor;
}

Pass convolvePass(const FilterContext& context, Strategy strategy, std::string label) {
    Pass pass;
    pass.kind = PassKind::Convolve;
    pass.strategy = strategy;
    pass.label = std::move(label);
    pass.filter = context.filter;
    pass.input = context.input;
    pass.border = context.border;
    pass.borderColor = context.borderColor;
    return pass;
}

// Makes a pass the filter's last: what the bank says happens to the combined kernels happens here.
void finishFilter(const FilterContext& context, Pass& pass) {
    pass.bias = context.bank->bias;
    pass.channels = context.bank->channels;
    pass.mix = context.mix;
    pass.opaque = context.opaque;
    const ChannelMask& mask = pass.channels;
    const bool keepsColour = !(mask.red && mask.green && mask.blue);
    const bool keepsAlpha = !mask.alpha && !context.opaque;
    if (pass.mix != 1 || keepsColour || keepsAlpha) {
        pass.base = context.input;
    }
}

Candidate direct(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Direct, .reason = {}, .passes = {}};
    std::vector<Tap> taps = tapsOf(context.bank->kernels);
    if (static_cast<int>(taps.size()) > kMaxTaps) {
        candidate.reason = fmt::format("the kernel has {} non-zero weights, a direct pass takes at most {} (32x32)",
                                       taps.size(), kMaxTaps);
        return candidate;
    }
    Pass pass = convolvePass(context, Strategy::Direct, context.name);
    pass.taps = std::move(taps);
    pass.kernels = static_cast<int>(context.bank->kernels.size());
    pass.combine = context.bank->combine;
    finishFilter(context, pass);
    candidate.passes.push_back(std::move(pass));
    return candidate;
}

// What lies outside for the column pass: it reads rows that the row pass has weighted, so a constant border has become
// the constant times the row's weight sum.
Color afterRow(const Color& color, const std::vector<double>& row) {
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    Color result = color;
    for (double& channel : result) {
        channel *= sum;
    }
    return result;
}

std::string whyNotSeparable(const Kernel& kernel, const std::optional<RankOneTerm>& term) {
    if (!term) {
        return fmt::format("the {}x{} kernel is not the product of a column and a row", kernel.width(),
                           kernel.height());
    }
    if (std::max(kernel.width(), kernel.height()) > kMaxSeparableSide) {
        return fmt::format("the kernel is {}x{}, separable passes reach {} in one axis", kernel.width(),
                           kernel.height(), kMaxSeparableSide);
    }
    return {};
}

// Adds the two passes of one kernel; returns why that is not possible, or nothing.
std::string addSeparable(const FilterContext& context, const Kernel& kernel, const std::string& name,
                         std::vector<Pass>& passes) {
    const std::optional<RankOneTerm> term = separate(kernel);
    std::string reason = whyNotSeparable(kernel, term);
    if (!reason.empty()) {
        return reason;
    }
    Pass rows = convolvePass(context, Strategy::Separable, name + " rows");
    rows.taps = tapsOf(term->row, kernel.originX(), Axis::Row);
    passes.push_back(std::move(rows));

    Pass columns = convolvePass(context, Strategy::Separable, name + " columns");
    columns.input = context.firstPass + static_cast<int>(passes.size());
    columns.taps = tapsOf(term->column, kernel.originY(), Axis::Column);
    columns.borderColor = afterRow(context.borderColor, term->row);
    passes.push_back(std::move(columns));
    return {};
}

Candidate separable(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Separable, .reason = {}, .passes = {}};
    const std::vector<Kernel>& kernels = context.bank->kernels;
    if (kernels.size() == 1) {
        if (kernels[0].width() == 1 || kernels[0].height() == 1) {
            candidate.reason =
                fmt::format("the {}x{} kernel is one-dimensional already", kernels[0].width(), kernels[0].height());
            return candidate;
        }
        candidate.reason = addSeparable(context, kernels[0], context.name, candidate.passes);
    } else {
        // The first kernel's result waits in a texture, or is the filter's own input where the kernel only scales; the
        // second kernel's column pass combines with it.
        int other = context.input;
        const std::optional<double> scale = scaleOnly(kernels[0]);
        if (!scale) {
            candidate.reason = addSeparable(context, kernels[0], context.name + " a", candidate.passes);
            other = context.firstPass + static_cast<int>(candidate.passes.size());
        }
        if (candidate.legal()) {
            const std::string name = scale ? context.name : context.name + " b";
            candidate.reason = addSeparable(context, kernels[1], name, candidate.passes);
        }
        if (candidate.legal()) {
            Pass& last = candidate.passes.back();
            last.other = other;
            last.otherScale = scale.value_or(1);
            last.combine = context.bank->combine;
        }
    }
    if (candidate.legal()) {
        finishFilter(context, candidate.passes.back());
    } else {
        candidate.passes.clear();
    }
    return candidate;
}

}  // namespace

std::vector<Candidate> candidatesFor(const FilterContext& context) {
    std::vector<Candidate> candidates;
    candidates.push_back(direct(context));
    candidates.push_back(separable(context));
    return candidates;
}

int fetchesPerPixel(const Pass& pass) {
    const int taps = pass.kind == PassKind::Convolve ? static_cast<int>(pass.taps.size()) : 1;
    return taps + (pass.other != Slot::kNone ? 1 : 0) + (pass.base != Slot::kNone ? 1 : 0);
}

}  // namespace kg
