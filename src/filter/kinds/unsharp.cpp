#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/generators/smoothing.h"

namespace kg {

FilterKind unsharpKind() {
    return {
        .id = "unsharp",
        .label = "Unsharp mask",
        .description = "Adds what a Gaussian blur takes away.",
        .keywords = {"sharpen", "usm", "clarity", "local contrast"},
        .parameters = withBorder({
            factorParameter("amount", "Amount", "How much of the removed detail is added; -1 is the blur itself.", 1,
                            {0, 4}),
            sigmaParameter(2),
            channelsParameter("rgba"),
        }),
        // (1 + amount) * delta - amount * Gaussian, as two kernels: the Gaussian alone is separable, their sum is not.
        .bank = [](const Filter& filter) -> KernelBank {
            const double amount = numberOf(filter, "amount");
            const double sigma = numberOf(filter, "sigma");
            const int size = gaussianSize(sigma);
            return {
                .kernels = {Kernel(1, 1, {1 + amount}), gaussian(size, size, sigma, sigma).scaled(amount)},
                .combine = Combine::Difference,
                .channels = channelsOf(filter),
            };
        },
    };
}

}  // namespace kg
