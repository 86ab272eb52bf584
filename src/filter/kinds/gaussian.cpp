#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/generators/smoothing.h"

namespace kg {

FilterKind gaussianKind() {
    return {
        .id = "gaussian",
        .label = "Gaussian",
        .description = "Smooths with a Gaussian, the blur without preferred direction.",
        .keywords = {"blur", "smooth", "soften", "denoise"},
        .parameters = withBorder({
            sigmaParameter(2, kLargestBlur),
            {
                .id = "size",
                .label = "Size",
                .tooltip = "Side of the kernel in cells, odd or even; 0 takes what sigma needs, 4 sigma on each side.",
                .type = ParameterType::Integer,
                .initial = 0.0,
                .hard = {0, kWidestKernel},
                .comfort = {0, 63},
                .unit = "px",
            },
            channelsParameter("rgba"),
        }),
        .bank = [](const Filter& filter) -> KernelBank {
            const double sigma = numberOf(filter, "sigma");
            const int asked = static_cast<int>(numberOf(filter, "size"));
            const int size = asked == 0 ? gaussianSize(sigma) : asked;
            if (size > kWidestKernel) {
                // As one kernel it would have millions of cells.
                return {.kernels = {gaussian(size, 1, sigma, 0), gaussian(1, size, 0, sigma)},
                        .combine = Combine::Sequence,
                        .channels = channelsOf(filter)};
            }
            return {.kernels = {gaussian(size, size, sigma, sigma).turned()}, .channels = channelsOf(filter)};
        },
    };
}

}  // namespace kg
