#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"

namespace kg {

FilterKind sharpenKind() {
    return {
        .id = "sharpen",
        .label = "Sharpen",
        .description = "Lifts each pixel against its four neighbours.",
        .keywords = {"crisp", "detail", "edge enhance"},
        .parameters = withBorder({
            factorParameter("amount", "Amount", "0 leaves the image, 1 is the usual 3x3 sharpening; below 0 smooths.",
                            1, {0, 4}),
            channelsParameter("rgba"),
        }),
        // The identity minus `amount` times the Laplacian of four neighbours: at 1 the kernel 0 -1 0 / -1 5 -1 / 0 -1
        // 0.
        .bank = [](const Filter& filter) -> KernelBank {
            const double a = numberOf(filter, "amount");
            return {
                .kernels = {Kernel(3, 3, {0, -a, 0, -a, 1 + 4 * a, -a, 0, -a, 0})},
                .channels = channelsOf(filter),
            };
        },
    };
}

}  // namespace kg
