#include "app/strategy_figures.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/engine_options.h"
#include "cli/image_options.h"
#include "gl/context.h"
#include "plan/plan_json.h"
#include "render/engine.h"
#include "render/pass_source.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace kg {

namespace {

struct PlanOptions {
    ChainOptions chain;
    std::string size;
    std::string depth = "8";
    bool alpha = false;
    bool grey = false;
    bool device = false;
    bool glsl = false;
    bool specialised = false;
    bool json = false;
};

// The source of each pass, one after the other.
void printGlsl(const Plan& plan, ProgramTier tier) {
    for (std::size_t i = 0; i < plan.passes.size(); ++i) {
        fmt::print("{}{}", i == 0 ? "" : "\n", passSource(plan.passes[i], tier));
    }
}

// What this machine's device offers and costs.
DeviceTraits thisDevice() {
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    return Engine(*context, engineOptions(*context)).traits();
}

int printPlan(PlanOptions& options) {
    options.chain.read();
    ImageFormat format = sizeFromText(options.size);
    format.channels = (options.grey ? 1 : 3) + (options.alpha ? 1 : 0);
    format.type = depthFromText(options.depth);
    const Chain& chain = options.chain.chain();
    const std::optional<DeviceTraits> device = options.device ? std::optional(thisDevice()) : std::nullopt;
    const Plan plan = makePlan(chain, format, options.chain.settings(), device.value_or(DeviceTraits{}));
    if (options.glsl) {
        printGlsl(plan, options.specialised ? ProgramTier::Specialised : ProgramTier::General);
        return kDone;
    }
    const std::vector<StrategyFigures> rows =
        planStrategies({.chain = chain, .format = format, .settings = options.chain.settings(), .device = device});
    if (options.json) {
        nlohmann::json out = planToJson(plan);
        out["strategies"] = figuresToJson(rows);
        fmt::print("{}\n", out.dump(2));
        return kDone;
    }
    std::vector<FigureColumn> columns = costColumns();
    if (device) {
        columns.push_back(predictedColumn());
    }
    columns.push_back(boundColumn());
    fmt::print("{}\n{}", planTable(plan), figureTable(rows, columns));
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
            parser.add_flag("--device", options->device,
                            "Plan for this machine's device: with its compute programs, and by its costs");
            CLI::Option* json = parser.add_flag("--json", options->json, "Print JSON");
            CLI::Option* glsl = parser.add_flag("--glsl", options->glsl, "Print the GLSL of each pass")->excludes(json);
            parser
                .add_flag("--specialised", options->specialised,
                          "With the weights written in, as passes run at rest, where that pays")
                ->needs(glsl);
            options->chain.declare(parser, {"light", "strategy", "precision", "budget"});
            return [options] { return printPlan(*options); };
        },
    };
}

}  // namespace kg
