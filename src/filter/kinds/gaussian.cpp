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
            sigmaParameter(2),
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
            return {.kernels = {gaussian(size, size, sigma, sigma)}, .channels = channelsOf(filter)};
        },
    };
}

}  // namespace kg
