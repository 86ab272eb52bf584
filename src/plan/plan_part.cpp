#include "plan/plan_part.h"

#include "plan/error_bound.h"

#include <algorithm>

namespace kg {

bool reads(const Pass& pass, int slot) {
    return pass.input == slot || pass.other == slot || pass.base == slot;
}

PassRange passesOf(const Plan& plan, int filter) {
    const auto ofFilter = [&](const Pass& pass) { return pass.filter == filter; };
    const auto begin = std::find_if(plan.passes.begin(), plan.passes.end(), ofFilter);
    const auto end = std::find_if_not(begin, plan.passes.end(), ofFilter);
    return {.first = static_cast<std::size_t>(begin - plan.passes.begin()),
            .last = static_cast<std::size_t>(end - plan.passes.begin())};
}

Plan partOf(const Plan& plan, const PassRange& range) {
    Plan part;
    part.format = plan.format;
    part.light = plan.light;
    part.precision = plan.precision;
    part.passes.assign(plan.passes.begin() + static_cast<std::ptrdiff_t>(range.first),
                       plan.passes.begin() + static_cast<std::ptrdiff_t>(range.last));
    for (Pass& pass : part.passes) {
        for (int* slot : {&pass.input, &pass.other, &pass.base}) {
            *slot = *slot == Slot::kNone ? Slot::kNone : *slot - static_cast<int>(range.first);
        }
        part.total += pass.cost;
    }
    part.errorBound = part.passes.empty() ? 0 : errorBound(part);
    return part;
}

}  // namespace kg
