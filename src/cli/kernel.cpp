#include "cli/commands.h"
#include "cli/kernel_analysis.h"
#include "cli/messages.h"
#include "image/encode.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/pasted_text.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

namespace kg {

namespace {

struct KernelOptions {
    std::string text;
    std::string form = "text";
    std::string map = "grey";
    int cell = 1;
    std::string output;
    bool analyze = false;
    bool json = false;
};

// A picture of `cell` pixels a cell; the diverging map has colours.
Image pictureOf(const Kernel& kernel, bool diverging, int cell) {
    const int channels = diverging ? 3 : 1;
    Image image({.width = kernel.width() * cell, .height = kernel.height() * cell, .channels = channels});
    const std::vector<std::uint8_t> picture = diverging ? kernelDivergingPicture(kernel) : kernelPicture(kernel);
    auto sample = image.samples<std::uint8_t>().begin();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto index = static_cast<std::size_t>(y / cell * kernel.width() + x / cell);
            for (int channel = 0; channel < channels; ++channel) {
                *sample++ = picture[index * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
            }
        }
    }
    return image;
}

int drawKernel(const KernelOptions& options, const std::vector<Kernel>& kernels) {
    if (options.output.empty()) {
        throw UsageError("a picture needs a file: -o FILE", "--as png");
    }
    if (kernels.size() > 1) {
        throw UsageError(fmt::format("a picture shows one kernel, the list has {}", kernels.size()), "--as png");
    }
    encodeImage(pictureOf(kernels.front(), options.map == "diverging", options.cell), options.output);
    return kDone;
}

std::string analysisOf(const std::vector<Kernel>& kernels, bool asJson) {
    nlohmann::json list = nlohmann::json::array();
    std::string text;
    for (const Kernel& kernel : kernels) {
        const KernelAnalysis analysis = analyse(kernel);
        list.push_back(analysisToJson(analysis));
        text += (text.empty() ? "" : "\n") + analysisTable(analysis);
    }
    return asJson ? (kernels.size() == 1 ? list.front() : list).dump(2) + "\n" : text;
}

int showKernel(const KernelOptions& options) {
    const std::string typed =
        options.text == "-" ? std::string(std::istreambuf_iterator<char>(std::cin), {}) : options.text;
    const std::vector<Kernel> kernels = meaningOf("TEXT", [&] { return parsePasted(typed); });
    if (options.form == "png") {
        return drawKernel(options, kernels);
    }
    const KernelForm form =
        meaningOf("--as", [&] { return options.json ? KernelForm::Json : kernelFormFromName(options.form); });
    const std::string text = options.analyze ? analysisOf(kernels, options.json) : printKernelsAs(kernels, form) + "\n";
    if (options.output.empty()) {
        fmt::print("{}", text);
    } else {
        writeFileAtomically(options.output, text);
    }
    return kDone;
}

}  // namespace

Command kernelCommand() {
    return {
        .name = "kernel",
        .summary = "A kernel in the forms of other programs, or what its weights say",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<KernelOptions>();
            parser
                .add_option(
                    "TEXT", options->text,
                    "The kernel: '3x3: 0,-1,0 -1,5,-1 0,-1,0', '1 2 1 / 2 4 2 / 1 2 1', 'LoG:0x2', JSON, NumPy, C, "
                    "GLSL or CSV; - reads it from standard input")
                ->required();
            CLI::Option* form =
                parser.add_option("--as", options->form, "text, imagemagick, json, glsl, c, numpy, csv or png")
                    ->type_name("FORM");
            parser.add_option("--map", options->map, "Of a png: grey, or diverging for signed kernels")
                ->check(CLI::IsMember({"grey", "diverging"}));
            parser.add_option("--cell", options->cell, "Of a png: pixels a cell")->check(CLI::Range(1, 64));
            parser.add_option("-o,--output", options->output, "Write to a file")->type_name("FILE");
            CLI::Option* analyze = parser.add_flag(
                "--analyze", options->analyze, "Sums, gains, moments, symmetry, frequency response, rank and fetches");
            parser.add_flag("--json", options->json, "Print JSON")->excludes(form);
            analyze->excludes(form);
            return [options] { return showKernel(*options); };
        },
    };
}

}  // namespace kg
