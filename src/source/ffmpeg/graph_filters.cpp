#include "source/ffmpeg/graph_filters.h"

#include "base/error.h"

extern "C" {
#include <libavutil/avstring.h>
#include <libavutil/mem.h>
}

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <string_view>

namespace kg {

namespace {

// Sorted. Left out although they draw: life, cellauto, haldclutsrc with their siblings that take a file (lut3d, curves,
// drawtext, movie), and all that load code (frei0r, ladspa, libplacebo, the OpenCL ones).
constexpr std::string_view kHarmless[] = {
    // clang-format off
    "allrgb", "allyuv", "alphaextract", "alphamerge", "atadenoise", "avgblur", "bilateral", "blend", "boxblur",
    "chromahold", "chromakey", "chromashift", "color", "colorbalance", "colorchannelmixer", "colorchart",
    "colorcontrast", "colorcorrect", "colorhold", "colorize", "colorkey", "colorlevels", "colormatrix",
    "colorspace", "colorspectrum", "colortemperature", "convolution", "copy", "crop", "dblur", "deband", "dilation",
    "drawbox", "drawgrid", "edgedetect", "eq", "erosion", "exposure", "extractplanes", "fade", "fieldorder",
    "fillborders", "format", "fps", "gblur", "geq", "gradients", "greyedge", "hflip", "histeq", "hqdn3d", "hstack",
    "hsvhold", "hsvkey", "hue", "interlace", "lagfun", "lenscorrection", "loop", "lut", "lut2", "lutrgb", "lutyuv",
    "mandelbrot", "maskedmerge", "median", "mergeplanes", "mix", "monochrome", "negate", "nlmeans", "noformat",
    "noise", "normalize", "null", "nullsrc", "overlay", "pad", "pal100bars", "pal75bars", "perspective", "pixelize",
    "pixscope", "posterize", "premultiply", "prewitt", "pseudocolor", "random", "rgbashift", "rgbtestsrc",
    "roberts", "rotate", "scale", "scharr", "scroll", "select", "selectivecolor", "setdar", "setfield", "setparams",
    "setpts", "setrange", "setsar", "settb", "shear", "shuffleplanes", "sierpinski", "smartblur", "smptebars",
    "smptehdbars", "sobel", "split", "swapuv", "testsrc", "testsrc2", "thumbnail", "tile", "tinterlace", "tonemap",
    "transpose", "trim", "unpremultiply", "unsharp", "v360", "vflip", "vibrance", "vignette", "vstack", "xstack",
    "yuvtestsrc", "zoompan",
    // clang-format on
};
static_assert(std::is_sorted(std::begin(kHarmless), std::end(kHarmless)));

struct FreeText {
    void operator()(char* text) const { av_free(text); }
};

// The next token, of which the terminators are libavfilter's own; quotes and escapes are taken off.
std::string takeToken(const char*& at, const char* terminators) {
    const std::unique_ptr<char, FreeText> token(av_get_token(&at, terminators));
    return token ? std::string(token.get()) : throw std::bad_alloc();
}

void skipSpace(const char*& at) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r') {
        ++at;
    }
}

// Passes over the labels of pads, "[in][out+subcc]".
void skipLabels(const char*& at) {
    for (skipSpace(at); *at == '['; skipSpace(at)) {
        ++at;
        takeToken(at, "]");
        if (*at == ']') {
            ++at;
        }
    }
}

}  // namespace

std::vector<std::string> filtersOfGraph(const std::string& graph) {
    std::vector<std::string> names;
    const char* at = graph.c_str();
    skipSpace(at);
    if (std::string_view(at).starts_with("sws_flags=")) {
        const std::string_view rest(at);
        at += std::min(rest.find(';'), rest.size());
        at += *at == ';' ? 1 : 0;
    }
    while (*at != '\0') {
        skipLabels(at);
        std::string name = takeToken(at, "=,;[");
        if (*at == '=') {
            ++at;
            takeToken(at, "[],;");
        }
        skipLabels(at);
        names.push_back(name.substr(0, name.find('@')));
        if (*at != ',' && *at != ';') {
            break;
        }
        ++at;
    }
    return names;
}

void checkGraph(const std::string& graph, const std::string& where) {
    for (const std::string& name : filtersOfGraph(graph)) {
        if (!std::binary_search(std::begin(kHarmless), std::end(kHarmless), std::string_view(name))) {
            throw FileError(fmt::format("the filter \"{}\" is not run: a graph may use only filters that are known to "
                                        "neither read, write, load nor call",
                                        name),
                            where);
        }
    }
}

}  // namespace kg
