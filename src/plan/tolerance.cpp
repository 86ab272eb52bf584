#include "plan/tolerance.h"

#include "filter/renormalise.h"
#include "filter/visible.h"
#include "image/srgb.h"
#include "kernel/analysis/statistics.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

// A chain's roundings: how many filters round, and what all of them together do to a value.
struct Growth {
    double stages = 0;
    double gain = 1;

    void add(double filterGain) {
        stages += 1;
        gain *= std::max(1.0, filterGain);
    }
};

void addFilter(const Filter& filter, bool hasAlpha, Growth& growth) {
    const KernelBank bank = bankOf(filter);
    const bool renormalises = borderOf(filter) == BorderRule::Renormalise;
    double gain = 0;
    for (std::size_t k = 0; k < bank.kernels.size(); ++k) {
        if (k > 0 && bank.combine == Combine::Sequence) {
            growth.add(std::exchange(gain, 0));
        }
        gain += renormalises ? renormalisedGain(bank.kernels[k]) : statistics(bank.kernels[k]).absoluteSum;
    }
    gain = std::max(1.0, gain) * visibleRuleOf(bank, hasAlpha).gain();
    growth.add(gain + std::abs(bank.bias) * (bank.channels.alpha ? gain : 1));
}

}  // namespace

double toleranceUnit(Precision precision) {
    return precision == Precision::Half ? 1.0 / 1024 : 1.0 / 65536;
}

double amplificationOf(const Chain& chain, double largest, bool hasAlpha) {
    Growth growth;
    for (const Filter& filter : chain) {
        if (filter.contributes()) {
            addFilter(filter, hasAlpha, growth);
        }
    }
    const double magnitude = std::isfinite(largest) ? std::max(1.0, largest) : 1;
    return std::max(1.0, growth.stages) * growth.gain * magnitude;
}

double toleranceOf(const Plan& plan, const Chain& chain, double largest) {
    const bool encodes =
        std::any_of(plan.passes.begin(), plan.passes.end(), [](const Pass& pass) { return pass.encodesLight; });
    double unit = toleranceUnit(plan.precision);
    for (const FilterPlan& filter : plan.filters) {
        unit += filter.approximation;
    }
    return unit * amplificationOf(chain, largest, plan.format.hasAlpha()) * (encodes ? kSteepestSrgbEncoding : 1);
}

}  // namespace kg
