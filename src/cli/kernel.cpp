#include "cli/commands.h"
#include "cli/messages.h"
#include "image/encode.h"
#include "kernel/analysis/factorisation.h"
#include "kernel/analysis/statistics.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace kg {

namespace {

struct KernelOptions {
    std::string text;
    std::string form = "text";
    std::string output;
    bool analyze = false;
    bool json = false;
};

// What a kernel costs and does, for people and for programs.
struct Analysis {
    KernelStatistics statistics;
    std::vector<double> singularValues;
    int rank = 0;
    int directFetches = 0;
    std::optional<int> separableFetches{};  // a pixel; nothing where two passes cannot compute it
};

Analysis analyze(const Kernel& kernel) {
    const Factorisation factorisation = factorise(kernel);
    Analysis analysis{
        .statistics = statistics(kernel),
        .singularValues = factorisation.singularValues,
        .rank = static_cast<int>(factorisation.terms.size()),
    };
    analysis.directFetches = analysis.statistics.nonzero;
    if (separate(kernel)) {
        analysis.separableFetches = kernel.width() + kernel.height();
    }
    return analysis;
}

nlohmann::json analysisToJson(const Kernel& kernel, const Analysis& analysis) {
    const KernelStatistics& numbers = analysis.statistics;
    nlohmann::json json = nlohmann::json::parse(printKernelAs(kernel, KernelForm::Json));
    json["statistics"] = {{"nonzero", numbers.nonzero},          {"sum", numbers.sum},
                          {"positive_sum", numbers.positiveSum}, {"negative_sum", numbers.negativeSum},
                          {"absolute_sum", numbers.absoluteSum}, {"noise_gain", numbers.noiseGain},
                          {"largest", numbers.largest},          {"smallest", numbers.smallest}};
    json["rank"] = analysis.rank;
    json["singular_values"] = analysis.singularValues;
    json["fetches_per_pixel"] = {{"direct", analysis.directFetches}, {"separable", nullptr}};
    if (analysis.separableFetches) {
        json["fetches_per_pixel"]["separable"] = *analysis.separableFetches;
    }
    return json;
}

std::string analysisTable(const Kernel& kernel, const Analysis& analysis) {
    const KernelStatistics& numbers = analysis.statistics;
    const std::string separable = analysis.separableFetches ? std::to_string(*analysis.separableFetches)
                                                            : fmt::format("not possible: rank {}", analysis.rank);
    return fmt::format(
        "size             {}x{}, origin {},{}\n"
        "weights          {} not zero, {:.6g} to {:.6g}\n"
        "sum              {:.6g}\n"
        "output range     {:.6g} to {:.6g} for inputs in 0..1\n"
        "worst-case gain  {:.6g}\n"
        "noise gain       {:.6g}\n"
        "rank             {}\n"
        "singular values  {:.6g}\n"
        "fetches a pixel  direct {}, separable {}\n",
        kernel.width(), kernel.height(), kernel.originX(), kernel.originY(), numbers.nonzero, numbers.smallest,
        numbers.largest, numbers.sum, numbers.negativeSum, numbers.positiveSum, numbers.absoluteSum, numbers.noiseGain,
        analysis.rank, fmt::join(analysis.singularValues, " "), analysis.directFetches, separable);
}

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
        const Analysis analysis = analyze(kernel);
        text = options.json ? analysisToJson(kernel, analysis).dump(2) + "\n" : analysisTable(kernel, analysis);
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
            CLI::Option* analyze =
                parser.add_flag("--analyze", options->analyze, "Sum, range, gains, rank and fetches");
            parser.add_flag("--json", options->json, "Print JSON")->excludes(form);
            analyze->excludes(form);
            return [options] { return showKernel(*options); };
        },
    };
}

}  // namespace kg
