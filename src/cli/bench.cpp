#include "app/settings.h"
#include "app/source_tier.h"
#include "app/strategy_study.h"
#include "base/error.h"
#include "cli/bench_sweep.h"
#include "cli/bench_vpi.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/engine_options.h"
#include "cli/image_options.h"
#include "cli/messages.h"
#include "gl/context.h"
#include "render/engine.h"
#include "source/source.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace kg {

namespace {

struct BenchOptions {
    std::string input;
    ChainOptions chain;
    MeterProtocol protocol{};
    std::string sweep;  // empty: none
    std::string csv;    // a file; "-": standard output; empty: none
    bool vpi = false;
    bool specialised = false;
    bool json = false;
};

void check(const BenchOptions& options) {
    if (options.vpi && !(options.sweep.empty() && options.input.empty())) {
        throw UsageError("it makes its own image and kernels, so it takes no INPUT and no --sweep", "--vpi");
    }
    if (!options.csv.empty() && options.sweep.empty()) {
        throw UsageError("only a sweep is written as CSV; add --sweep 3..63", "--csv");
    }
    if (options.json && options.csv == "-") {
        throw UsageError("standard output takes either CSV or JSON", "--csv");
    }
}

void print(const std::vector<StrategyFigures>& rows, const std::string& input, const std::string& device,
           const Ceiling& ceiling, bool json) {
    if (json) {
        fmt::print("{}\n", nlohmann::json{{"image", input},
                                          {"device", device},
                                          {"ceiling", ceilingToJson(ceiling)},
                                          {"results", figuresToJson(rows)}}
                               .dump(2));
        return;
    }
    fmt::print("{}\n{}\n{}", device, ceilingText(ceiling), figureTable(rows, measuredColumns()));
}

// Builds programs for the passes of every legal strategy; whoever draws such a pass takes them.
void specialiseAll(Engine& engine, const ChainOptions& chain) {
    PlanSettings settings = chain.settings();
    for (const Strategy strategy : allStrategies()) {
        settings.strategy = strategy;
        try {
            engine.run(chain.chain(), settings);
            engine.specialise();
        } catch (const PlanError&) {
            continue;  // the table says why
        }
    }
}

int benchChain(const BenchOptions& options, const std::string& input, Engine& engine, const std::string& device) {
    if (options.specialised) {
        specialiseAll(engine, options.chain);
    }
    StrategyStudy study(engine, options.chain.chain(), options.chain.settings());
    study.begin({.protocol = options.protocol, .direct = true, .reference = true});
    while (study.step()) {
    }
    print(study.rows(), input, device, engine.ceiling(), options.json);
    return study.rows().back().legal() ? kDone : kFailed;
}

// Tiles are computed when a result is read, so that there is nothing to time in a run.
void requireWhole(const Engine& engine, const Chain& chain, const PlanSettings& settings, const std::string& input) {
    std::optional<TileGrid> tiles;
    try {
        tiles = makePlan(chain, engine.sourceFormat().value(), settings, engine.traits()).tiles;
    } catch (const PlanError&) {
        return;  // the table says why
    }
    if (tiles) {
        throw Error("it is computed in tiles, and bench times whole images", input, "Take a smaller one.");
    }
}

int bench(BenchOptions& options) {
    check(options);
    const std::optional<SweepRange> range =
        options.sweep.empty() ? std::nullopt : std::optional(sweepRangeFrom(options.sweep));
    options.chain.read();
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context, engineOptions(*context));
    const std::string& device = context->info().renderer;
    if (options.vpi) {
        return benchVpi(engine, {.device = device, .protocol = options.protocol, .json = options.json});
    }
    const std::string input = options.chain.inputOr(options.input);
    if (input.empty()) {
        throw UsageError("an image is expected: a file, or a pattern such as pattern:chart", "INPUT");
    }
    engine.setSource(loadInput(input));
    engine.setTier(tierOf(input));
    requireWhole(engine, options.chain.chain(), options.chain.settings(), input);
    if (range) {
        return benchSweep(engine, {.chain = options.chain.chain(),
                                   .settings = options.chain.settings(),
                                   .range = *range,
                                   .protocol = options.protocol,
                                   .device = device,
                                   .csv = options.csv,
                                   .json = options.json});
    }
    return benchChain(options, input, engine, device);
}

}  // namespace

Command benchCommand() {
    return {
        .name = "bench",
        .summary = "Time a chain on an image by every legal strategy, and say how far each is from the reference",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<BenchOptions>();
            parser.add_option("INPUT", options->input, "An image, the first picture of a video, or pattern:NAME");
            options->chain.declare(parser, {"light", "precision", "budget"});
            parser
                .add_option("--runs", options->protocol.timings,
                            "Timings of each strategy, after two that do not count")
                ->check(CLI::Range(1, 10000));
            parser
                .add_option("--sweep", options->sweep,
                            "Time the chain's last filter at the odd sizes of a range, such as 3..63")
                ->type_name("A..B");
            parser.add_option("--csv", options->csv, "Write the sweep as CSV; - is standard output")->type_name("FILE");
            parser.add_flag("--vpi", options->vpi,
                            "Time the kernels of NVIDIA VPI's published table: 3, 5, 7 and 11 cells a side on a "
                            "generated image of 1920x1080");
            parser.add_flag(
                "--specialised", options->specialised,
                "Time programs with the weights written in, as they run at rest, not those that can be tuned");
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return bench(*options); };
        },
    };
}

}  // namespace kg
