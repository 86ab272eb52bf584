#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/text/kernel_text.h"

namespace kg {

FilterKind laplacianKind() {
    return {
        .id = "laplacian",
        .label = "Laplacian",
        .description = "The second derivative: edges and spots, negative at bright ones and positive at dark ones.",
        .keywords = {"edge", "detect", "outline", "derivative"},
        .parameters = withBorder({
            {
                .id = "neighbours",
                .label = "Neighbours",
                .tooltip = "Whether the diagonal neighbours count as well.",
                .type = ParameterType::Choice,
                .initial = std::string("4"),
                .options = {{"4", "4"}, {"8", "8"}},
            },
            factorParameter("scale", "Scale", "A factor for the result; -1 makes bright spots positive.", 1, {-4, 4}),
            biasParameter(),
            channelsParameter("rgb"),
        }),
        // The sign is the mathematical one, with a negative centre: "Edge detect" of GIMP's documentation of its
        // convolution matrix, and GEGL's "edge: Laplace".
        .bank = [](const Filter& filter) -> KernelBank {
            const Kernel kernel = textOf(filter, "neighbours") == "4" ? parseKernel("3x3: 0,1,0 1,-4,1 0,1,0")
                                                                      : parseKernel("3x3: 1,1,1 1,-8,1 1,1,1");
            return {
                .kernels = {kernel.scaled(numberOf(filter, "scale"))},
                .bias = numberOf(filter, "bias"),
                .channels = channelsOf(filter),
            };
        },
    };
}

}  // namespace kg
