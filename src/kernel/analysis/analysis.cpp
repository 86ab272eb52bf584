#include "kernel/analysis/analysis.h"

namespace kg {

KernelAnalysis analyse(const Kernel& kernel, double budget) {
    return {.kernel = kernel,
            .statistics = statistics(kernel),
            .moments = moments(kernel),
            .symmetries = symmetriesOf(kernel),
            .spectrum = spectrum(kernel),
            .lowRank = lowRank(kernel, budget)};
}

}  // namespace kg
