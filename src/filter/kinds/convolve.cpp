#include "base/error.h"
#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/text/kernel_scale.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace kg {

namespace {

// Each kernel of a list is at least one pass.
constexpr std::size_t kMostKernels = 64;

// ImageMagick's words for its "morphology:compose", and two more.
Combine combineFromName(std::string_view name) {
    if (name == "plus") {
        return Combine::Sum;
    }
    if (name == "difference") {
        return Combine::Difference;
    }
    if (name == "lighten") {
        return Combine::Maximum;
    }
    if (name == "darken") {
        return Combine::Minimum;
    }
    return name == "magnitude" ? Combine::Magnitude : Combine::Sequence;
}

std::vector<Parameter> parameters() {
    return {
        {
            .id = "kernel",
            .label = "Kernel",
            .tooltip = "The weights, as WxH: followed by them row by row, or as rows separated by a slash; a name "
                       "such as Gaussian:0x2; or a list of kernels separated by semicolons.",
            .type = ParameterType::Kernel,
            // The sharpening kernel of GIMP's documentation of its convolution matrix.
            .initial = std::string("3x3: 0,-1,0 -1,5,-1 0,-1,0"),
            .grammar = [](std::string_view text) { parseKernels(text); },
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
            .id = "compose",
            .label = "Compose",
            .tooltip = "What becomes of a list of kernels: none lays one after the other over the running result; "
                       "the others lay each over the picture and keep the sum (plus), the difference, the largest "
                       "(lighten), the smallest (darken) or the root of the sum of squares (magnitude).",
            .type = ParameterType::Choice,
            .initial = std::string("none"),
            .options = {{"none", "One after the other"},
                        {"plus", "Sum"},
                        {"difference", "Difference"},
                        {"lighten", "Largest"},
                        {"darken", "Smallest"},
                        {"magnitude", "Magnitude"}},
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
    };
}

KernelBank bankOfConvolve(const Filter& filter) {
    std::vector<Kernel> kernels = parseKernels(textOf(filter, "kernel"));
    if (kernels.size() > kMostKernels) {
        throw Error(fmt::format("the list has {} kernels, at most {} were expected", kernels.size(), kMostKernels),
                    "kernel");
    }
    const KernelScale scale = parseKernelScale(textOf(filter, "scale"));
    const bool turns = textOf(filter, "mode") == "convolution";
    for (Kernel& kernel : kernels) {
        const Kernel scaled = applyScale(kernel, scale);
        kernel = turns ? scaled.turned() : scaled;
    }
    const Combine combine = kernels.size() == 1 ? Combine::Single : combineFromName(textOf(filter, "compose"));
    return {
        .kernels = std::move(kernels),
        .combine = combine,
        .bias = numberOf(filter, "bias"),
        .channels = channelsOf(filter),
    };
}

}  // namespace

FilterKind convolveKind() {
    return {
        .id = "convolve",
        .label = "Convolve",
        .description = "Any kernel, typed or drawn as a grid of weights.",
        .keywords = {"kernel", "matrix", "custom", "correlate", "emboss"},
        .parameters = withBorder(parameters()),
        .bank = bankOfConvolve,
    };
}

}  // namespace kg
