#include "filter/kinds/common.h"
#include "filter/kinds/kinds.h"
#include "kernel/generators/smoothing.h"

namespace kg {

FilterKind boxKind() {
    return {
        .id = "box",
        .label = "Box",
        .description = "The mean of a rectangle of pixels.",
        .keywords = {"blur", "mean", "average", "smooth"},
        .parameters = withBorder({
            {
                .id = "size",
                .label = "Size",
                .tooltip =
                    "Width of the box in pixels, odd or even. Of an even one, the pixel is right and below the middle.",
                .type = ParameterType::Integer,
                .initial = 5.0,
                .hard = {1, kWidestKernel},
                .comfort = {1, 63},
                .unit = "px",
            },
            {
                .id = "height",
                .label = "Height",
                .tooltip = "Height of the box in pixels, odd or even; 0 makes it a square.",
                .type = ParameterType::Integer,
                .initial = 0.0,
                .hard = {0, kWidestKernel},
                .comfort = {0, 63},
                .unit = "px",
            },
            channelsParameter("rgba"),
        }),
        .bank = [](const Filter& filter) -> KernelBank {
            const int width = static_cast<int>(numberOf(filter, "size"));
            const int height = static_cast<int>(numberOf(filter, "height"));
            return {.kernels = {box(width, height == 0 ? width : height).turned()}, .channels = channelsOf(filter)};
        },
    };
}

}  // namespace kg
