#include "kernel/analysis/factorisation.h"
#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace kg {

namespace {

// Adds the two passes of one kernel over a slot.
LaidKernel layProduct(const FilterContext& context, const Kernel& kernel, const std::string& name, int input,
                      std::vector<Pass>& passes) {
    const std::optional<RankOneTerm> term = separate(kernel);
    std::string reason = whyNotSeparable(kernel, term);
    if (!reason.empty()) {
        return {.reason = std::move(reason)};
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

}  // namespace

Candidate separable(const FilterContext& context) {
    const std::vector<Kernel>& kernels = context.bank->kernels;
    if (kernels.size() == 1 && (kernels[0].width() == 1 || kernels[0].height() == 1)) {
        return {.strategy = Strategy::Separable,
                .reason =
                    fmt::format("the {}x{} kernel is one-dimensional already", kernels[0].width(), kernels[0].height()),
                .passes = {}};
    }
    Candidate candidate =
        layBank(context, Strategy::Separable,
                [&](const Kernel& kernel, const std::string& name, int input, std::vector<Pass>& passes) {
                    return layProduct(context, kernel, name, input, passes);
                });
    if (candidate.legal()) {
        finishFilter(context, candidate.passes);
    }
    return candidate;
}

}  // namespace kg
