#include "kernel/analysis/low_rank.h"

#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

// The multiple a of the identity whose removal lowers the rank. With e_y, e_x the unit vectors of the origin's row and
// column, K - a e_y e_x^T has a lower rank exactly where e_y and e_x lie in K's column and row space and
// a = 1 / (e_x^T K^+ e_y): the rank-one update formula of Wedderburn. K^+ comes from the terms of the decomposition.
std::optional<double> rankLoweringAmount(const Kernel& kernel, const Factorisation& factorisation) {
    double inverse = 0;  // e_x^T K^+ e_y
    double inColumns = 0;
    double inRows = 0;
    for (std::size_t r = 0; r < factorisation.terms.size(); ++r) {
        const RankOneTerm& term = factorisation.terms[r];
        const auto norm = [](const std::vector<double>& vector) {
            double squares = 0;
            for (const double value : vector) {
                squares += value * value;
            }
            return std::sqrt(squares);
        };
        const double left = term.column[static_cast<std::size_t>(kernel.originY())] / norm(term.column);
        const double right = term.row[static_cast<std::size_t>(kernel.originX())] / norm(term.row);
        inverse += left * right / factorisation.singularValues[r];
        inColumns += left * left;
        inRows += right * right;
    }
    constexpr double kRounding = 1e-8;
    const bool spanned = inColumns > 1 - kRounding && inRows > 1 - kRounding;
    const bool finite = std::abs(inverse) * factorisation.singularValues.front() > kRounding;
    return spanned && finite ? std::optional(1 / inverse) : std::nullopt;
}

}  // namespace

std::optional<IdentitySplit> splitIdentity(const Kernel& kernel, const Factorisation& factorisation) {
    if (factorisation.terms.size() < 2) {
        return std::nullopt;
    }
    const std::optional<double> amount = rankLoweringAmount(kernel, factorisation);
    if (!amount) {
        return std::nullopt;
    }
    const int x = kernel.originX();
    const int y = kernel.originY();
    IdentitySplit split{.amount = *amount, .rest = kernel.withWeight(x, y, kernel.weight(x, y) - *amount)};
    // Rounding of the amount leaves a trace of the term that went: what a hundred-millionth of a step cannot tell
    // apart.
    constexpr double kTrace = 1e-10;
    const std::vector<double> values = singularValues(split.rest);
    split.rank = static_cast<int>(std::count_if(values.begin(), values.end(), [&](double value) {
        return value > kTrace * factorisation.singularValues.front();
    }));
    split.fetches = split.rank * (kernel.width() + kernel.height()) + 1;
    return split.rank < static_cast<int>(factorisation.terms.size()) ? std::optional(std::move(split)) : std::nullopt;
}

LowRank lowRank(const Kernel& kernel, double budget) {
    LowRank result;
    result.direct = statistics(kernel).nonzero;
    const int sides = kernel.width() + kernel.height();
    if (std::max(kernel.width(), kernel.height()) > LowRank::kLargestSide) {
        if (separate(kernel)) {
            result.rank = result.direct > 0 ? 1 : 0;
            result.rankAtBudget = result.rank;
            result.twoPass = sides;
            result.twoPassAtBudget = sides;
        }
        return result;
    }
    result.factorisation = factorise(kernel);
    double total = 0;
    for (const double value : result.factorisation.singularValues) {
        total += value * value;
    }
    double share = 0;
    for (std::size_t k = 0; k < result.factorisation.terms.size(); ++k) {
        share += result.factorisation.singularValues[k] * result.factorisation.singularValues[k];
        result.energy.push_back(share / total);
        result.bounds.push_back(255 * result.factorisation.residuals[k]);
    }
    result.rank = static_cast<int>(result.factorisation.terms.size());
    result.rankAtBudget = result.rank == 0 ? 0 : result.factorisation.rank(budget / 255);
    if (result.rank > 0) {
        result.twoPass = result.rank * sides;
        result.twoPassAtBudget = result.rankAtBudget * sides;
        result.split = splitIdentity(kernel, result.factorisation);
        if (result.split) {
            result.split->pays = result.split->fetches < std::min(result.direct, *result.twoPass);
        }
    }
    return result;
}

RankOneTerm nearestProduct(const Kernel& kernel) {
    std::optional<RankOneTerm> exact = separate(kernel);
    return exact ? std::move(*exact) : factorise(kernel).terms.front();
}

Kernel nearestSeparable(const Kernel& kernel) {
    const RankOneTerm term = nearestProduct(kernel);
    return productOf(term.column, term.row, kernel.originX(), kernel.originY());
}

Kernel approximation(const Kernel& kernel, const Factorisation& factorisation, int terms) {
    std::vector<double> cells(kernel.cells().size());
    const auto width = static_cast<std::size_t>(kernel.width());
    for (int r = 0; r < std::min(terms, static_cast<int>(factorisation.terms.size())); ++r) {
        const RankOneTerm& term = factorisation.terms[static_cast<std::size_t>(r)];
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] += term.column[i / width] * term.row[i % width];
        }
    }
    return {kernel.width(), kernel.height(), std::move(cells), kernel.originX(), kernel.originY()};
}

}  // namespace kg
