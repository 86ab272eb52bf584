#include "plan/strategies/parts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

// The fewest fetches of a factor's end, from some weight on.
struct Pairing {
    int taps = 0;
    double loss = 0;  // how far the result may be off, for an input in [0, 1]
    bool pairs = false;
    auto order() const { return std::pair(taps, loss); }
};

class FactorPairing {
public:
    FactorPairing(const std::vector<double>& factor, const FilterContext& context, int input)
        : m_factor(factor), m_loss(context, input) {}

    // Positions are counted from the cell `origin`.
    std::vector<Tap> taps(int origin, Axis axis, double& loss) const;

private:
    double share(std::size_t i) const { return m_factor[i + 1] / (m_factor[i] + m_factor[i + 1]); }

    double lossOf(std::size_t i, bool pairs) const {
        return m_loss.of(m_factor[i] + (pairs ? m_factor[i + 1] : 0), pairs ? share(i) : 0);
    }

    Pairing best(std::size_t i, const std::vector<Pairing>& rest) const;

    const std::vector<double>& m_factor;
    BlendingLoss m_loss;
};

Pairing FactorPairing::best(std::size_t i, const std::vector<Pairing>& rest) const {
    if (m_factor[i] == 0) {
        return {.taps = rest[i + 1].taps, .loss = rest[i + 1].loss};
    }
    const Pairing single{.taps = rest[i + 1].taps + 1, .loss = rest[i + 1].loss + lossOf(i, false)};
    if (i + 1 == m_factor.size() || !haveOneSign(m_factor[i], m_factor[i + 1])) {
        return single;
    }
    const Pairing pair{.taps = rest[i + 2].taps + 1, .loss = rest[i + 2].loss + lossOf(i, true), .pairs = true};
    return pair.order() < single.order() ? pair : single;
}

// By dynamic programming from the end: which neighbour a weight is paired with decides what is left for the next.
std::vector<Tap> FactorPairing::taps(int origin, Axis axis, double& loss) const {
    std::vector<Pairing> rest(m_factor.size() + 2);
    for (std::size_t i = m_factor.size(); i-- > 0;) {
        rest[i] = best(i, rest);
    }
    std::vector<Tap> taps;
    for (std::size_t i = 0; i < m_factor.size(); i += rest[i].pairs ? 2 : 1) {
        if (m_factor[i] == 0) {
            continue;
        }
        const bool pairs = rest[i].pairs;
        const double distance = static_cast<double>(i) - origin + (pairs ? share(i) : 0);
        taps.push_back({.dx = axis == Axis::Row ? distance : 0,
                        .dy = axis == Axis::Column ? distance : 0,
                        .weight = {m_factor[i] + (pairs ? m_factor[i + 1] : 0)}});
    }
    loss = rest[0].loss;
    return taps;
}

Pass pairedPass(const FilterContext& context, int input, const std::vector<double>& factor, int origin, Axis axis,
                const std::string& label) {
    Pass pass = convolvePass(context, Strategy::Paired, label);
    pass.input = input;
    pass.bilinear = true;
    pass.taps = FactorPairing(factor, context, input).taps(origin, axis, pass.approximation);
    return pass;
}

double absoluteSum(const std::vector<double>& factor) {
    double sum = 0;
    for (const double weight : factor) {
        sum += std::abs(weight);
    }
    return sum;
}

bool anyPair(const std::vector<double>& factor) {
    return std::adjacent_find(factor.begin(), factor.end(), haveOneSign) != factor.end();
}

}  // namespace

// Neighbouring taps of one sign cost one bilinear fetch. Source of the technique: Rideout, "OpenGL Bloom Tutorial",
// and the texture unit's definition of linear filtering, OpenGL 3.3 core, section 3.8.11.
Candidate paired(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Paired, .reason = {}, .passes = {}};
    const Kernel& kernel = context.bank->kernels[0];
    const std::optional<RankOneTerm> term =
        context.bank->kernels.size() == 1 ? separate(kernel) : std::optional<RankOneTerm>{};
    candidate.reason = context.bank->kernels.size() > 1 ? std::string("several kernels are not fetched in pairs")
                                                        : whyNotSeparable(kernel, term);
    if (candidate.legal() && !anyPair(term->row) && !anyPair(term->column)) {
        candidate.reason = "no two neighbouring weights have one sign";
    }
    if (!candidate.legal()) {
        return candidate;
    }
    if (kernel.width() > 1) {
        const std::string label = context.name + (kernel.height() > 1 ? " paired rows" : " paired");
        candidate.passes.push_back(pairedPass(context, context.input, term->row, kernel.originX(), Axis::Row, label));
        candidate.approximation = candidate.passes.back().approximation * absoluteSum(term->column);
    }
    if (kernel.height() > 1) {
        // A single column's row is one weight, which goes into the column.
        std::vector<double> column = term->column;
        const bool alone = candidate.passes.empty();
        for (double& weight : column) {
            weight *= alone ? term->row[0] : 1;
        }
        const int input = alone ? context.input : newestSlot(context, candidate.passes);
        Pass pass = pairedPass(context, input, column, kernel.originY(), Axis::Column,
                               context.name + (alone ? " paired" : " paired columns"));
        pass.borderColor = alone ? pass.borderColor : scaledColor(context.borderColor, weightSum(term->row));
        candidate.approximation += pass.approximation * (alone ? 1 : absoluteSum(term->row));
        candidate.passes.push_back(std::move(pass));
    } else {
        for (Tap& tap : candidate.passes.back().taps) {
            tap.weight[0] *= term->column[0];
        }
        candidate.passes.back().approximation *= std::abs(term->column[0]);
    }
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace kg
