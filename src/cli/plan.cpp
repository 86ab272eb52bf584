#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/image_options.h"
#include "plan/plan_json.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace kg {

namespace {

struct PlanOptions {
    ChainOptions chain;
    std::string size;
    std::string depth = "8";
    bool alpha = false;
    bool grey = false;
    bool json = false;
};

int printPlan(PlanOptions& options) {
    options.chain.read();
    ImageFormat format = sizeFromText(options.size);
    format.channels = (options.grey ? 1 : 3) + (options.alpha ? 1 : 0);
    format.type = depthFromText(options.depth);
    const Plan plan = makePlan(options.chain.chain(), format, options.chain.settings());
    fmt::print("{}", options.json ? planToJson(plan).dump(2) + "\n" : planTable(plan));
    return kDone;
}

}  // namespace

Command planCommand() {
    return {
        .name = "plan",
        .summary = "The passes of a chain and what they cost: fetches, multiply-adds, bytes, error bound; needs no GPU",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<PlanOptions>();
            parser.add_option("--size", options->size, "Size of the image in pixels")->required()->type_name("WxH");
            parser.add_option("--depth", options->depth, "Depth of the image: 8, 16 or float")->type_name("DEPTH");
            parser.add_flag("--alpha", options->alpha, "The image has an alpha channel");
            parser.add_flag("--grey", options->grey, "The image has no colour");
            parser.add_flag("--json", options->json, "Print JSON");
            options->chain.declare(parser, {"light", "strategy", "precision", "budget"});
            return [options] { return printPlan(*options); };
        },
    };
}

}  // namespace kg
