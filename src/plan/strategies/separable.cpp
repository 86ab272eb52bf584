#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace kg {

namespace {

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
    columns.borderColor = scaledColor(context.borderColor, weightSum(term->row));
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

}  // namespace

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

}  // namespace kg
