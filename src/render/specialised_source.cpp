#include "render/specialised_source.h"

#include "plan/strategies.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace kg {

namespace {

constexpr const char* kTaps = "generated/taps.glsl";

// The float next to a number, as GLSL writes it: the value that a uniform would have.
std::string literal(double value) {
    std::string text = fmt::format("{}", static_cast<float>(value));
    if (text.find_first_of(".e") == std::string::npos) {
        text += ".0";
    }
    return text;
}

std::string literal(const Color& color) {
    return fmt::format("vec4({}, {}, {}, {})", literal(color[0]), literal(color[1]), literal(color[2]),
                       literal(color[3]));
}

std::string literal(const ChannelMask& mask) {
    return fmt::format("bvec4({}, {}, {}, {})", mask.red, mask.green, mask.blue, mask.alpha);
}

std::string literal(double x, double y) {
    return fmt::format("vec2({}, {})", literal(x), literal(y));
}

// The place of a tap, or of the one opposite. A tap on the pixel is written like the others: the arithmetic is the
// loop's.
std::string placeOf(const Tap& tap) {
    return "here + " + literal(tap.dx, tap.dy);
}
std::string oppositeOf(const Tap& tap) {
    return "here - " + literal(tap.dx, tap.dy);
}

std::string added(int sum, double weight, const std::string& texel) {
    return fmt::format("    s{} += {} * {};\n", sum, literal(weight), texel);
}

// The tap's weight on each layer of the input, all in one sum.
std::string layeredTap(const Pass& pass, const Tap& tap) {
    std::string text;
    for (int k = 0; k < pass.kernels; ++k) {
        if (tap.weight[k] != 0) {
            text +=
                added(0, tap.weight[k],
                      fmt::format("fetchBordered(u_input, {}, {}, {})", placeOf(tap), k, literal(pass.borderScale[k])));
        }
    }
    return text;
}

// One fetch, whose texel goes into every sum that weighs it.
std::string sharedTap(const Pass& pass, const Tap& tap, std::size_t index) {
    const std::string texel = fmt::format("t{}", index);
    std::string text = fmt::format("    vec4 {} = fetchBordered(u_input, {});\n", texel, placeOf(tap));
    if (pass.mirrored != 0) {
        text +=
            fmt::format("    {} += {} * fetchBordered(u_input, {});\n", texel, literal(pass.mirrored), oppositeOf(tap));
    }
    for (int k = 0; k < pass.kernels; ++k) {
        if (tap.weight[k] != 0) {
            text += added(k, tap.weight[k], texel);
        }
    }
    if (pass.border == BorderRule::Renormalise) {
        text +=
            fmt::format("    inside += insideShare({}) * {};\n", placeOf(tap), literal(tap.weight[0], tap.weight[1]));
    }
    return text;
}

std::string tapsText(const Pass& pass) {
    const bool layered = pass.terms == Terms::Read;
    const int sums = layered ? 1 : pass.kernels;
    std::string text;
    for (int k = 0; k < std::max(sums, 2); ++k) {
        text += fmt::format("    ORDERED vec4 s{} = vec4(0.0);\n", k);
    }
    if (pass.border == BorderRule::Renormalise) {
        text += "    ORDERED vec2 inside = vec2(0.0);\n";
    }
    for (std::size_t i = 0; i < pass.taps.size(); ++i) {
        text += layered ? layeredTap(pass, pass.taps[i]) : sharedTap(pass, pass.taps[i], i);
    }
    if (pass.terms == Terms::Written) {
        for (int k = 0; k < sums; ++k) {
            text += fmt::format("    o_terms[{0}] = s{0};\n", k);
        }
    }
    return text;
}

void addBorder(const Pass& pass, gl::Defines& defines) {
    if (pass.border == BorderRule::Reflect101) {
        defines.emplace_back("BORDER_REFLECT101", "1");
    } else if (pass.border == BorderRule::Constant) {
        defines.emplace_back("BORDER_CONSTANT", "1");
        defines.emplace_back("BORDER_COLOR", literal(pass.borderColor));
    } else if (pass.border == BorderRule::Renormalise) {
        defines.emplace_back("BORDER_RENORMALISE", "1");
        defines.emplace_back("WHOLE_SUM", literal(pass.wholeSum[0], pass.wholeSum[1]));
        defines.emplace_back("LEAST_INSIDE", literal(pass.leastInside[0], pass.leastInside[1]));
    } else {
        defines.emplace_back("BORDER_SAMPLER", "1");
    }
}

void addPlace(const Pass& pass, gl::Defines& defines) {
    if (pass.shiftX != 0 || pass.shiftY != 0) {
        defines.emplace_back("SHIFT", literal(pass.shiftX, pass.shiftY));
    }
    if (pass.step != 1 || pass.originX != 0 || pass.originY != 0) {
        defines.emplace_back("STEP", literal(pass.step));
        defines.emplace_back("ORIGIN", literal(pass.originX, pass.originY));
    }
}

bool sameTap(const Tap& a, const Tap& b) {
    return a.dx == b.dx && a.dy == b.dy && a.weight == b.weight;
}

gl::Defines definesOf(const Pass& pass, const SpecialisedText& options) {
    gl::Defines defines;
    addBorder(pass, defines);
    addPlace(pass, defines);
    if (options.inOrder) {
        defines.emplace_back("IN_ORDER", "1");
    }
    if (pass.prepares(pass.input)) {
        defines.emplace_back("PREPARE_ALPHA", "1");
    }
    if (pass.terms == Terms::Written) {
        defines.emplace_back("TERMS", std::to_string(pass.kernels));
        return defines;
    }
    if (pass.terms == Terms::Read) {
        defines.emplace_back("LAYERED", "1");
    }
    defines.emplace_back("COMBINE", std::to_string(static_cast<int>(pass.combine)));
    defines.emplace_back("CHANNELS", literal(pass.channels));
    if (pass.other != Slot::kNone) {
        defines.emplace_back("OTHER_SCALE", literal(pass.otherScale));
    }
    if (pass.prepares(pass.other)) {
        defines.emplace_back("PREPARE_OTHER", "1");
    }
    if (pass.base != Slot::kNone) {
        defines.emplace_back("BASE", "1");
    }
    if (pass.prepares(pass.base)) {
        defines.emplace_back("PREPARE_BASE", "1");
    }
    if (pass.dividesAlpha) {
        defines.emplace_back("FINISH_ALPHA", "1");
    }
    if (pass.encodesLight) {
        defines.emplace_back("FINISH_LIGHT", "1");
    }
    if (pass.bias != 0) {
        defines.emplace_back("BIAS", literal(pass.bias));
    }
    if (pass.mix != 1) {
        defines.emplace_back("MIX", literal(pass.mix));
    }
    if (pass.opaque) {
        defines.emplace_back("OPAQUE", "1");
    }
    if (pass.visible.how != Visible::Ignored) {
        defines.emplace_back(pass.visible.how == Visible::OfTotal ? "VISIBLE_TOTAL" : "VISIBLE_EACH", "1");
        defines.emplace_back("VISIBLE_WHOLE", literal(pass.visible.whole[0], pass.visible.whole[1]));
        defines.emplace_back("VISIBLE_MOST", literal(pass.visible.most[0], pass.visible.most[1]));
    }
    return defines;
}

}  // namespace

bool sameProgram(const Pass& a, const Pass& b) {
    const bool sameSums = a.kind == b.kind && a.terms == b.terms && a.kernels == b.kernels &&
                          std::equal(a.taps.begin(), a.taps.end(), b.taps.begin(), b.taps.end(), sameTap);
    const bool samePlaces = a.mirrored == b.mirrored && a.shiftX == b.shiftX && a.shiftY == b.shiftY &&
                            a.step == b.step && a.originX == b.originX && a.originY == b.originY;
    const bool sameBorder = a.border == b.border && a.borderColor == b.borderColor && a.borderScale == b.borderScale &&
                            a.wholeSum == b.wholeSum && a.leastInside == b.leastInside;
    const bool sameFinish = a.combine == b.combine && a.otherScale == b.otherScale && a.bias == b.bias &&
                            a.channels == b.channels && a.mix == b.mix && a.opaque == b.opaque &&
                            a.visible == b.visible;
    const bool sameOperands =
        (a.other != Slot::kNone) == (b.other != Slot::kNone) && (a.base != Slot::kNone) == (b.base != Slot::kNone);
    const bool samePoints = a.prepares(a.input) == b.prepares(b.input) && a.prepares(a.other) == b.prepares(b.other) &&
                            a.prepares(a.base) == b.prepares(b.base) && a.dividesAlpha == b.dividesAlpha &&
                            a.encodesLight == b.encodesLight;
    return sameSums && samePlaces && sameBorder && sameFinish && sameOperands && samePoints;
}

gl::ShaderSource specialisedSource(const Pass& pass, const SpecialisedText& options, const gl::ShaderReader& read) {
    const auto readOrMake = [&](const std::string& path) {
        return path == kTaps ? std::optional(tapsText(pass)) : read(path);
    };
    return gl::assembleShader("passes/specialised.frag", definesOf(pass, options), readOrMake);
}

}  // namespace kg
