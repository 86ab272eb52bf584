#include "plan/strategies.h"

#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>
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

// The taps of one or two kernels: cells that both weigh share a fetch.
std::vector<Tap> tapsOf(std::span<const Kernel> kernels) {
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

// Makes the last pass the filter's: what the bank says happens to the combined kernels happens here.
void finishFilter(const FilterContext& context, std::vector<Pass>& passes) {
    if (context.bank->kernels.size() > 2) {
        std::for_each(passes.begin(), passes.end() - 1, [](Pass& part) { part.keepsFull = true; });
    }
    Pass& pass = passes.back();
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

// The slot that the newest pass of a candidate writes.
int newestSlot(const FilterContext& context, const std::vector<Pass>& passes) {
    return context.firstPass + static_cast<int>(passes.size());
}

// "convolve 3", or the filter's name where one pass computes the whole bank.
std::string partName(const FilterContext& context, std::size_t kernel) {
    return context.bank->kernels.size() <= 2 ? context.name : fmt::format("{} {}", context.name, kernel + 1);
}

// The first two kernels run in one pass, whose taps carry two weights; each further one in a pass that combines with
// what is there already. In a sequence every kernel reads what the one before it wrote.
Candidate direct(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Direct, .reason = {}, .passes = {}};
    const std::span<const Kernel> kernels = context.bank->kernels;
    const bool sequence = context.bank->combine == Combine::Sequence;
    for (std::size_t k = 0; k < kernels.size();) {
        const std::size_t count = !sequence && k == 0 ? std::min<std::size_t>(kernels.size(), 2) : 1;
        std::vector<Tap> taps = tapsOf(kernels.subspan(k, count));
        if (static_cast<int>(taps.size()) > kMaxTaps) {
            candidate.passes.clear();
            candidate.reason = fmt::format("the kernel has {} non-zero weights, a direct pass takes at most {} (32x32)",
                                           taps.size(), kMaxTaps);
            return candidate;
        }
        Pass pass = convolvePass(context, Strategy::Direct, partName(context, k + count - 1));
        pass.taps = std::move(taps);
        pass.kernels = static_cast<int>(count);
        if (k > 0 && sequence) {
            pass.input = newestSlot(context, candidate.passes);
        } else if (k > 0) {
            pass.other = newestSlot(context, candidate.passes);
        }
        pass.combine = sequence ? Combine::Single : context.bank->combine;
        candidate.passes.push_back(std::move(pass));
        k += count;
    }
    finishFilter(context, candidate.passes);
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

// Adds the two passes of one kernel over a slot; returns why that is not possible, or nothing.
std::string addSeparable(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                         std::vector<Pass>& passes) {
    const std::optional<RankOneTerm> term = separate(kernel);
    std::string reason = whyNotSeparable(kernel, term);
    if (!reason.empty()) {
        return reason;
    }
    Pass rows = convolvePass(context, Strategy::Separable, name + " rows");
    rows.input = input;
    rows.taps = tapsOf(term->row, kernel.originX(), Axis::Row);
    passes.push_back(std::move(rows));

    Pass columns = convolvePass(context, Strategy::Separable, name + " columns");
    columns.input = newestSlot(context, passes);
    columns.taps = tapsOf(term->column, kernel.originY(), Axis::Column);
    columns.borderColor = afterRow(context.borderColor, term->row);
    passes.push_back(std::move(columns));
    return {};
}

// The name of a kernel's passes: "sobel a", "convolve 3", or the filter's alone where only one kernel takes passes.
std::string separableName(const FilterContext& context, std::size_t kernel, bool firstOnlyScales) {
    const std::size_t count = context.bank->kernels.size();
    if (count == 1 || (count == 2 && firstOnlyScales)) {
        return context.name;
    }
    return count == 2 ? fmt::format("{} {}", context.name, kernel == 0 ? "a" : "b") : partName(context, kernel);
}

// Kernels one after the other, each over the result of the one before.
void addSequence(const FilterContext& context, Candidate& candidate) {
    const std::vector<Kernel>& kernels = context.bank->kernels;
    int input = context.input;
    for (std::size_t k = 0; k < kernels.size() && candidate.legal(); ++k) {
        candidate.reason = addSeparable(context, kernels[k], separableName(context, k, false), input, candidate.passes);
        input = newestSlot(context, candidate.passes);
    }
}

// The first kernel's result waits in a texture, or is the filter's own input where the kernel only scales; the column
// pass of each further kernel combines with what is there.
void addCombined(const FilterContext& context, Candidate& candidate) {
    const std::vector<Kernel>& kernels = context.bank->kernels;
    const std::optional<double> scale = kernels.size() > 1 ? scaleOnly(kernels[0]) : std::nullopt;
    for (std::size_t k = scale ? 1 : 0; k < kernels.size() && candidate.legal(); ++k) {
        const int before = candidate.passes.empty() ? context.input : newestSlot(context, candidate.passes);
        candidate.reason = addSeparable(context, kernels[k], separableName(context, k, scale.has_value()),
                                        context.input, candidate.passes);
        if (candidate.legal() && k > 0) {
            Pass& last = candidate.passes.back();
            last.other = before;
            last.otherScale = k == 1 ? scale.value_or(1) : 1;
            last.combine = context.bank->combine;
        }
    }
}

Candidate separable(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Separable, .reason = {}, .passes = {}};
    const std::vector<Kernel>& kernels = context.bank->kernels;
    if (kernels.size() == 1 && (kernels[0].width() == 1 || kernels[0].height() == 1)) {
        candidate.reason =
            fmt::format("the {}x{} kernel is one-dimensional already", kernels[0].width(), kernels[0].height());
        return candidate;
    }
    if (context.bank->combine == Combine::Sequence) {
        addSequence(context, candidate);
    } else {
        addCombined(context, candidate);
    }
    if (candidate.legal()) {
        finishFilter(context, candidate.passes);
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
