#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/text/kernel_scale.h"
#include "kernel/text/kernel_text.h"

namespace kg {

FilterKind convolveKind() {
    return {
        .id = "convolve",
        .label = "Convolve",
        .description = "Any kernel, typed or drawn as a grid of weights.",
        .keywords = {"kernel", "matrix", "custom", "correlate", "emboss"},
        .parameters = withBorder({
            {
                .id = "kernel",
                .label = "Kernel",
                .tooltip = "The weights, as WxH: followed by them row by row, or as rows separated by a slash.",
                .type = ParameterType::Kernel,
                // The sharpening kernel of GIMP's documentation of its convolution matrix.
                .initial = std::string("3x3: 0,-1,0 -1,5,-1 0,-1,0"),
                .grammar = [](std::string_view text) { parseKernel(text); },
            },
            {
                .id = "mode",
                .label = "Mode",
                .tooltip = "Convolution turns the kernel by 180 degrees before it lays it over the image; correlation "
                           "lays it as written.",
                .type = ParameterType::Choice,
                .initial = std::string("convolution"),
                .options = {{"convolution", "Convolution"}, {"correlation", "Correlation"}},
            },
            {
                .id = "scale",
                .label = "Scale",
                .tooltip = "A factor for all weights; \"1!\" divides by their sum first, \"1^\" scales positive and "
                           "negative weights to 1 and -1, \"60,40%\" adds 40 % of the image itself.",
                .type = ParameterType::Text,
                .initial = std::string("1"),
                .grammar = [](std::string_view text) { parseKernelScale(text); },
            },
            biasParameter(),
            channelsParameter("rgb"),
        }),
        .bank = [](const Filter& filter) -> KernelBank {
            const Kernel kernel =
                applyScale(parseKernel(textOf(filter, "kernel")), parseKernelScale(textOf(filter, "scale")));
            return {
                .kernels = {textOf(filter, "mode") == "convolution" ? kernel.turned() : kernel},
                .bias = numberOf(filter, "bias"),
                .channels = channelsOf(filter),
            };
        },
    };
}

}  // namespace kg
