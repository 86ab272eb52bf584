#include "kernel/analysis/low_rank.h"
#include "kernel/analysis/statistics.h"
#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace kg {

namespace {

using Products = std::span<const RankOneTerm>;

constexpr const char* kOneProduct = "the kernel is one product: that is separable";

// The rows or columns of several products: a tap for each place where one of them weighs.
std::vector<Tap> tapsOf(Products products, int origin, Axis axis) {
    const auto factorOf = [&](const RankOneTerm& term) -> const std::vector<double>& {
        return axis == Axis::Row ? term.row : term.column;
    };
    std::vector<Tap> taps;
    for (std::size_t i = 0; i < factorOf(products[0]).size(); ++i) {
        const double distance = static_cast<double>(i) - origin;
        Tap tap{.dx = axis == Axis::Row ? distance : 0, .dy = axis == Axis::Column ? distance : 0};
        for (std::size_t r = 0; r < products.size(); ++r) {
            tap.weight[r] = factorOf(products[r])[i];
        }
        if (std::any_of(tap.weight.begin(), tap.weight.end(), [](double weight) { return weight != 0; })) {
            taps.push_back(tap);
        }
    }
    return taps;
}

// The rows of as many products as a pass writes, each into a layer of its own, and a second pass that sums their
// columns and what the products before them made. The layers keep full precision: products may be larger than their
// sum, and what a layer rounds would stay.
void addGroup(const FilterContext& context, Strategy strategy, const Kernel& kernel, Products products,
              std::vector<Pass>& passes) {
    const bool several = products.size() > 1;
    const int before = passes.empty() ? Slot::kNone : newestSlot(context, passes);
    Pass rows = convolvePass(context, strategy, context.name + (several ? " rows of all" : " rows"));
    rows.taps = tapsOf(products, kernel.originX(), Axis::Row);
    rows.kernels = static_cast<int>(products.size());
    rows.terms = several ? Terms::Written : Terms::Kernels;
    rows.keepsFull = true;
    passes.push_back(std::move(rows));

    Pass columns = convolvePass(context, strategy, context.name + (several ? " columns summed" : " columns"));
    columns.input = newestSlot(context, passes);
    columns.taps = tapsOf(products, kernel.originY(), Axis::Column);
    columns.kernels = static_cast<int>(products.size());
    columns.terms = several ? Terms::Read : Terms::Kernels;
    columns.other = before;
    columns.combine = before == Slot::kNone ? Combine::Single : Combine::Sum;
    for (std::size_t r = 0; r < products.size(); ++r) {
        columns.borderScale[r] = weightSum(products[r].row);
    }
    columns.borderColor = several ? context.borderColor : scaledColor(context.borderColor, columns.borderScale[0]);
    passes.push_back(std::move(columns));
}

void addProducts(const FilterContext& context, Strategy strategy, const Kernel& kernel, Products products,
                 std::vector<Pass>& passes) {
    for (std::size_t first = 0; first < products.size(); first += kMaxTerms) {
        addGroup(context, strategy, kernel,
                 products.subspan(first, std::min<std::size_t>(kMaxTerms, products.size() - first)), passes);
    }
    // Sums that later groups add to keep full precision as the layers do.
    std::for_each(passes.begin(), passes.end() - 1, [](Pass& pass) { pass.keepsFull = true; });
}

// Why a bank's kernel is not decomposed, for both strategies here; nothing where it is.
std::string whyNotDecomposed(const KernelBank& bank) {
    const Kernel& kernel = bank.kernels[0];
    if (bank.kernels.size() > 1) {
        return "several kernels are not decomposed together";
    }
    if (std::min(kernel.width(), kernel.height()) == 1) {
        return fmt::format("the {}x{} kernel is one-dimensional already", kernel.width(), kernel.height());
    }
    if (std::max(kernel.width(), kernel.height()) > LowRank::kLargestSide) {
        return fmt::format("the kernel is {}x{}, kernels with a side above {} are not decomposed", kernel.width(),
                           kernel.height(), LowRank::kLargestSide);
    }
    return {};
}

Candidate lowRankSum(const FilterContext& context, const Factorisation& factorisation) {
    Candidate candidate{.strategy = Strategy::LowRank, .reason = {}, .passes = {}};
    const int rank = factorisation.terms.empty() ? 0 : factorisation.rank(context.budget);
    if (rank == 0) {
        candidate.reason = "all weights are 0";
    } else if (factorisation.terms.size() == 1) {
        candidate.reason = kOneProduct;
    }
    if (!candidate.legal()) {
        return candidate;
    }
    addProducts(context, Strategy::LowRank, context.bank->kernels[0],
                Products(factorisation.terms).first(static_cast<std::size_t>(rank)), candidate.passes);
    // All terms leave what the decomposition rounds by, which is far below what the passes do.
    const bool exact = rank == static_cast<int>(factorisation.terms.size());
    candidate.approximation = exact ? 0 : factorisation.residuals[static_cast<std::size_t>(rank - 1)];
    candidate.passes.back().approximation = candidate.approximation;
    finishFilter(context, candidate.passes);
    return candidate;
}

Candidate identitySplit(const FilterContext& context, const Factorisation& factorisation) {
    Candidate candidate{.strategy = Strategy::Split, .reason = {}, .passes = {}};
    const std::optional<IdentitySplit> split = splitIdentity(context.bank->kernels[0], factorisation);
    if (!split) {
        candidate.reason = "no multiple of the pixel itself makes the rest a sum of fewer products";
    } else if (split->rank == 0) {
        candidate.reason = "the kernel only scales the pixel";
    } else if (split->rank > kMaxTerms) {
        candidate.reason = fmt::format("the rest takes {} products, which leaves nothing to gain", split->rank);
    }
    if (!candidate.legal()) {
        return candidate;
    }
    const Factorisation rest = factorise(split->rest);
    const auto count = std::min(rest.terms.size(), static_cast<std::size_t>(split->rank));
    addProducts(context, Strategy::Split, split->rest, Products(rest.terms).first(count), candidate.passes);
    Pass& last = candidate.passes.back();
    last.other = context.input;
    last.otherScale = split->amount;
    last.combine = Combine::Sum;
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace

std::array<Candidate, 2> decomposed(const FilterContext& context) {
    std::string reason = whyNotDecomposed(*context.bank);
    if (reason.empty() && separate(context.bank->kernels[0])) {
        reason = statistics(context.bank->kernels[0]).nonzero == 0 ? "all weights are 0" : kOneProduct;
    }
    if (!reason.empty()) {
        return {Candidate{.strategy = Strategy::LowRank, .reason = reason, .passes = {}},
                Candidate{.strategy = Strategy::Split, .reason = reason, .passes = {}}};
    }
    const Factorisation factorisation = factorise(context.bank->kernels[0]);
    return {lowRankSum(context, factorisation), identitySplit(context, factorisation)};
}

}  // namespace kg
