#include "app/combination.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/image_options.h"
#include "image/pattern.h"
#include "source/source.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace kg {

namespace {

struct CombineOptions {
    std::string input;
    std::string size = "1920x1080";
    ChainOptions chain;
    int first = 1;
    bool json = false;
};

// The image that is named, the session's, or noise, which no border rule can flatter.
std::shared_ptr<const Image> imageOf(const CombineOptions& options) {
    const std::string input = options.chain.inputOr(options.input);
    return input.empty() ? std::make_shared<const Image>(noise(sizeFromText(options.size), 1)) : loadInput(input);
}

int printCombination(CombineOptions& options) {
    options.chain.read();
    const std::shared_ptr<const Image> image = imageOf(options);
    const Combination combination =
        combine(options.chain.chain(), options.first - 1, *image, options.chain.settings(), {}, kPatientWork);
    fmt::print("{}", options.json ? combinationToJson(combination).dump(2) + "\n" : combinationText(combination));
    return kDone;
}

}  // namespace

Command combineCommand() {
    return {
        .name = "combine",
        .summary = "Two neighbouring filters as one kernel: what both cost, and how far apart they are; needs no GPU",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<CombineOptions>();
            parser.add_option("INPUT", options->input,
                              "An image, the first picture of a video, or pattern:NAME; else noise");
            parser.add_option("--size", options->size, "Size of the noise in pixels")->type_name("WxH");
            parser.add_option("--first", options->first, "Which filter is combined with the next, from 1")
                ->type_name("N");
            parser.add_flag("--json", options->json, "Print JSON");
            options->chain.declare(parser, {"light", "strategy", "precision", "budget"});
            return [options] { return printCombination(*options); };
        },
    };
}

}  // namespace kg
