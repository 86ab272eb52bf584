#include "filter/visible.h"

#include "filter/renormalise.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kg {

namespace {

double sumOf(const Kernel& kernel) {
    return std::accumulate(kernel.cells().begin(), kernel.cells().end(), 0.0,
                           [](double sum, double cell) { return sum + (std::isnan(cell) ? 0 : cell); });
}

double mostOf(const Kernel& kernel) {
    return hasOneSign(kernel) && sumOf(kernel) != 0 ? kMostRestored : 1;
}

}  // namespace

double VisibleRule::gain() const {
    if (how == Visible::Ignored) {
        return 1;
    }
    const bool oneSign = most[0] > 1 && (how == Visible::OfTotal || most[1] > 1);
    return 3 * (oneSign ? kMostRestored : kMostOwn);
}

VisibleRule visibleRuleOf(const KernelBank& bank, bool hasAlpha) {
    VisibleRule rule;
    const ChannelMask& mask = bank.channels;
    if (!hasAlpha || mask.alpha || !(mask.red || mask.green || mask.blue)) {
        return rule;
    }
    const bool adds =
        bank.combine != Combine::Maximum && bank.combine != Combine::Minimum && bank.combine != Combine::Magnitude;
    if (!adds && bank.kernels.size() == 2) {
        rule.how = Visible::OfEach;
        for (std::size_t k = 0; k < 2; ++k) {
            rule.whole[k] = sumOf(bank.kernels[k]);
            rule.most[k] = mostOf(bank.kernels[k]);
        }
        return rule;
    }
    if (!adds && bank.kernels.size() > 2) {
        return rule;
    }
    rule.how = Visible::OfTotal;
    rule.whole[0] = sumOf(bank.kernels.front());
    rule.most[0] = mostOf(bank.kernels.front());
    for (std::size_t k = 1; k < bank.kernels.size(); ++k) {
        const double sum = sumOf(bank.kernels[k]);
        const bool sequence = bank.combine == Combine::Sequence;
        const double signedSum = bank.combine == Combine::Difference ? -sum : sum;
        const bool agrees = sequence || (signedSum > 0) == (rule.whole[0] > 0);
        rule.most[0] = agrees ? std::min(rule.most[0], mostOf(bank.kernels[k])) : 1;
        rule.whole[0] = sequence ? rule.whole[0] * sum : rule.whole[0] + signedSum;
    }
    return rule;
}

double visibleColour(double sum, double sumOfAlpha, double own, double alpha, double whole, double most) {
    if (!(alpha > 0)) {
        return 0;
    }
    double factor = std::min(1.0, kMostOwn * alpha);
    if (most > 1) {
        const double there = sumOfAlpha / whole;
        factor = there > 0 ? std::min(alpha / there, most) : 0;
    }
    return factor * sum + (whole - factor / alpha * sumOfAlpha) * own;
}

}  // namespace kg
