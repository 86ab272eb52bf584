#include "render/pass_source.h"

#include "render/program_cache.h"
#include "render/shader_library.h"
#include "render/specialised_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

namespace kg {

namespace {

constexpr std::size_t kMostTaps = 64;  // that are listed

// #line directives tell a driver which file a line is from; people read the text as one file.
std::string withoutPlaces(const std::string& text) {
    std::istringstream lines(text);
    std::string kept;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("#line ")) {
            kept += line + "\n";
        }
    }
    return kept;
}

std::string tapText(const Pass& pass, const Tap& tap) {
    std::string text = fmt::format("//   {:g}, {:g}:", tap.dx, tap.dy);
    for (int kernel = 0; kernel < pass.kernels; ++kernel) {
        text += fmt::format(" {:.9g}", tap.weight[static_cast<std::size_t>(kernel)]);
    }
    return text + "\n";
}

std::string tapList(const Pass& pass, const std::vector<Tap>& taps, std::string_view what) {
    if (taps.empty()) {
        return {};
    }
    std::string text = fmt::format("// {} {}{}, as dx, dy: {}\n", taps.size(), what, taps.size() == 1 ? "" : "s",
                                   pass.kernels == 1 ? "weight" : "weights");
    const std::size_t listed = std::min(taps.size(), kMostTaps);
    for (std::size_t i = 0; i < listed; ++i) {
        text += tapText(pass, taps[i]);
    }
    return listed < taps.size() ? text + fmt::format("//   and {} more\n", taps.size() - listed) : text;
}

std::string scanText(const Pass& pass) {
    const Scan& scan = pass.scan;
    const char* lines = scan.axis == Axis::Row ? "rows" : "columns";
    if (pass.kind == PassKind::RunningSum) {
        return fmt::format("// along {}: {} pixels from {} on, times {:.9g}, and the two beside them, times {:.9g}\n",
                           lines, scan.length, scan.first, scan.weight, scan.endWeight);
    }
    return fmt::format("// along {}: {} damped oscillations\n", lines, scan.response.terms.size());
}

// What the pass hands its program, as comments.
std::string givenText(const Pass& pass) {
    return isScan(pass.kind) ? scanText(pass)
                             : tapList(pass, pass.taps, "tap") + tapList(pass, pass.columnTaps, "tap of the columns");
}

struct SourceText {
    std::string file;
    gl::ShaderSource source;
};

SourceText assembled(const Pass& pass, ProgramTier tier, const gl::ShaderReader& read) {
    if (tier == ProgramTier::Specialised && hasTier(pass, tier)) {
        return {.file = "specialised", .source = specialisedSource(pass, {}, read)};
    }
    const ProgramCache::Recipe recipe = ProgramCache::recipeOf(pass);
    return {.file = recipe.file, .source = gl::assembleShader(recipe.file, recipe.defines, read)};
}

}  // namespace

bool hasTier(const Pass& pass, ProgramTier tier) {
    return tier == ProgramTier::General || specialises(pass);
}

std::string passSource(const Pass& pass, ProgramTier tier, const gl::ShaderReader& read) {
    const SourceText text = assembled(pass, tier, read);
    // GLSL allows comments before #version.
    return fmt::format("// {}: {}\n", pass.label, text.file) + givenText(pass) + withoutPlaces(text.source.text);
}

std::string passSource(const Pass& pass, ProgramTier tier) {
    return passSource(pass, tier, ShaderLibrary::readEmbedded);
}

}  // namespace kg
