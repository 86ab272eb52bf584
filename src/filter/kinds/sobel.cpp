#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/text/kernel_text.h"

namespace kg {

FilterKind sobelKind() {
    return {
        .id = "sobel",
        .label = "Sobel",
        .description = "The steepness of edges, whatever their direction.",
        .keywords = {"edge", "gradient", "magnitude", "outline", "derivative"},
        .parameters = withBorder({
            factorParameter("scale", "Scale", "A factor for both gradients; the magnitude has no sign.", 1, {0, 4}),
            channelsParameter("rgb"),
        }),
        // GEGL's "edge: Sobel", laid as written: brighter to the right and brighter downwards are positive.
        .bank = [](const Filter& filter) -> KernelBank {
            const double scale = numberOf(filter, "scale");
            return {
                .kernels = {parseKernel("3x3: -1,0,1 -2,0,2 -1,0,1").scaled(scale),
                            parseKernel("3x3: -1,-2,-1 0,0,0 1,2,1").scaled(scale)},
                .combine = Combine::Magnitude,
                .channels = channelsOf(filter),
            };
        },
    };
}

}  // namespace kg
