#include "cli/commands.h"
#include "cli/kernel_analysis.h"
#include "cli/messages.h"
#include "image/encode.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace kg {

namespace {

struct KernelOptions {
    std::string text;
    std::string form = "text";
    std::string output;
    bool analyze = false;
    bool json = false;
};

Image pictureOf(const Kernel& kernel) {
    Image image({.width = kernel.width(), .height = kernel.height(), .channels = 1});
    const std::vector<std::uint8_t> picture = kernelPicture(kernel);
    std::copy(picture.begin(), picture.end(), image.samples<std::uint8_t>().begin());
    return image;
}

int showKernel(const KernelOptions& options) {
    const Kernel kernel = meaningOf("TEXT", [&] { return parseKernel(options.text); });
    if (options.form == "png") {
        if (options.output.empty()) {
            throw UsageError("a picture needs a file: -o FILE", "--as png");
        }
        encodeImage(pictureOf(kernel), options.output);
        return kDone;
    }
    const KernelForm form =
        meaningOf("--as", [&] { return options.json ? KernelForm::Json : kernelFormFromName(options.form); });
    std::string text = printKernelAs(kernel, form) + "\n";
    if (options.analyze) {
        const KernelAnalysis analysis = analyse(kernel);
        text = options.json ? analysisToJson(analysis).dump(2) + "\n" : analysisTable(analysis);
    }
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
                .add_option("TEXT", options->text,
                            "The kernel, such as '3x3: 0,-1,0 -1,5,-1 0,-1,0' or '1 2 1 / 2 4 2 / 1 2 1'")
                ->required();
            CLI::Option* form =
                parser.add_option("--as", options->form, "text, imagemagick, json, glsl, c, numpy or png")
                    ->type_name("FORM");
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
