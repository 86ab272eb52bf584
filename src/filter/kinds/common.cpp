#include "filter/kinds/common.h"

#include <utility>

namespace kg {

std::vector<Parameter> withBorder(std::vector<Parameter> parameters) {
    parameters.push_back({
        .id = "border",
        .label = "Border",
        .tooltip = "What lies outside the image: its edge pixels (clamp), its mirror image with or without the edge "
                   "pixel twice (mirror, reflect101), its other side (wrap), or one colour (constant). Or nothing: the "
                   "result gets smaller (crop), or what lies inside counts for the whole kernel (renormalise).",
        .type = ParameterType::Choice,
        .initial = std::string(borderRuleName(BorderRule::Clamp)),
        .options = {{"clamp", "Clamp"},
                    {"mirror", "Mirror"},
                    {"reflect101", "Reflect 101"},
                    {"wrap", "Wrap"},
                    {"constant", "Constant colour"},
                    {"crop", "Crop the result"},
                    {"renormalise", "Renormalise"}},
    });
    parameters.push_back({
        .id = "border_color",
        .label = "Border colour",
        .tooltip = "The colour outside the image where the border is a constant one.",
        .type = ParameterType::Color,
        .initial = Color{0, 0, 0, 1},
    });
    return parameters;
}

Parameter sigmaParameter(double initial, double largest) {
    return {
        .id = "sigma",
        .label = "Sigma",
        .tooltip = "Standard deviation of the Gaussian: how far it reaches.",
        .type = ParameterType::Number,
        .initial = initial,
        .hard = {0, largest},
        .comfort = {0, 10},
        .curve = Curve::Logarithmic,  // a tenth more is plain to see at 0.5 and not at 8
        .unit = "px",
    };
}

Parameter factorParameter(std::string id, std::string label, std::string tooltip, double initial, Range comfort) {
    return {
        .id = std::move(id),
        .label = std::move(label),
        .tooltip = std::move(tooltip),
        .type = ParameterType::Number,
        .initial = initial,
        .hard = {-100, 100},
        .comfort = comfort,
    };
}

Parameter biasParameter() {
    return factorParameter("bias", "Bias", "Added to the result: 0.5 shows negative values as dark and 0 as grey.", 0,
                           {-1, 1});
}

Parameter channelsParameter(const std::string& initial) {
    return {
        .id = "channels",
        .label = "Channels",
        .tooltip =
            "The channels that the filter writes; the others keep their input. RGB leaves the alpha channel as "
            "it is: a kernel that sums to 0 would otherwise make an opaque picture invisible.",
        .type = ParameterType::Choice,
        .initial = initial,
        .options = {{"rgb", "RGB"}, {"rgba", "RGBA"}, {"r", "Red"}, {"g", "Green"}, {"b", "Blue"}, {"a", "Alpha"}},
    };
}

ChannelMask channelsOf(const Filter& filter) {
    const std::string& letters = textOf(filter, "channels");
    const auto named = [&](char letter) { return letters.find(letter) != std::string::npos; };
    return {.red = named('r'), .green = named('g'), .blue = named('b'), .alpha = named('a')};
}

}  // namespace kg
