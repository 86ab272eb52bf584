#include "app/settings.h"
#include "app/source.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "gl/context.h"
#include "reference/reference.h"
#include "render/engine.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace kg {

namespace {

struct BenchOptions {
    std::string input;
    ChainOptions chain;
    int runs = 21;
    bool specialised = false;
    bool json = false;
};

// Milliseconds of a run, from the first draw until the device is done with the last.
struct Spread {
    double median = 0;
    double lowest = 0;
    double highest = 0;
};

// One way to compute the chain, timed.
struct Measurement {
    std::string strategy;
    std::string reason;  // why it is not legal; empty where it is
    Plan plan{};
    Spread time{};
    Difference difference{};

    bool legal() const { return reason.empty(); }
};

double millisecondsOf(Engine& engine, const Chain& chain, const PlanSettings& settings) {
    const auto start = std::chrono::steady_clock::now();
    engine.run(chain, settings);
    engine.readPixel(ViewContent::Result, 0, 0);  // waits until the last pass is drawn
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// Textures and programs are made by two runs that do not count; the lowest and highest 5 % are dropped.
Spread timeOf(Engine& engine, const Chain& chain, const PlanSettings& settings, int runs) {
    millisecondsOf(engine, chain, settings);
    millisecondsOf(engine, chain, settings);
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
        times.push_back(millisecondsOf(engine, chain, settings));
    }
    std::sort(times.begin(), times.end());
    const std::size_t dropped = times.size() / 20;
    return {.median = times[times.size() / 2], .lowest = times[dropped], .highest = times[times.size() - 1 - dropped]};
}

Measurement measure(Engine& engine, const Chain& chain, const PlanSettings& settings, const ReferenceImage& truth,
                    const BenchOptions& options) {
    Measurement measurement{.strategy = std::string(settings.strategy ? strategyName(*settings.strategy) : "auto"),
                            .reason = {}};
    try {
        measurement.plan = engine.run(chain, settings);
        if (options.specialised) {
            engine.specialise();
            engine.run(chain, settings);
        }
    } catch (const PlanError& error) {
        measurement.reason = error.what();
        return measurement;
    }
    measurement.difference = compare(engine.readResult(), truth);
    measurement.time = timeOf(engine, chain, settings, options.runs);
    return measurement;
}

nlohmann::json measurementToJson(const Measurement& measurement) {
    if (!measurement.legal()) {
        return {{"strategy", measurement.strategy}, {"legal", false}, {"reason", measurement.reason}};
    }
    return {{"strategy", measurement.strategy},
            {"legal", true},
            {"precision", precisionName(measurement.plan.precision)},
            {"fetches", measurement.plan.total.fetches},
            {"passes", measurement.plan.passes.size()},
            {"median_ms", measurement.time.median},
            {"lowest_ms", measurement.time.lowest},
            {"highest_ms", measurement.time.highest},
            {"error_bound", measurement.plan.errorBound},
            {"max_difference", measurement.difference.maximum}};
}

void print(const std::vector<Measurement>& measurements, const std::string& input, const std::string& device,
           bool json) {
    if (json) {
        nlohmann::json results = nlohmann::json::array();
        for (const Measurement& measurement : measurements) {
            results.push_back(measurementToJson(measurement));
        }
        fmt::print("{}\n",
                   nlohmann::json{{"image", input}, {"device", device}, {"results", std::move(results)}}.dump(2));
        return;
    }
    fmt::print("{}\n{:<10} {:>15} {:>10} {:>19} {:>11} {:>11}\n", device, "strategy", "fetches", "median ms",
               "lowest ... highest", "bound", "difference");
    for (const Measurement& measurement : measurements) {
        if (!measurement.legal()) {
            fmt::print("{:<10} not legal: {}\n", measurement.strategy, measurement.reason);
            continue;
        }
        fmt::print("{:<10} {:>15} {:>10.2f} {:>8.2f} ... {:>6.2f} {:>11.2e} {:>11.2e}\n", measurement.strategy,
                   groupedCount(measurement.plan.total.fetches), measurement.time.median, measurement.time.lowest,
                   measurement.time.highest, measurement.plan.errorBound, measurement.difference.maximum);
    }
}

// Tiles are computed when a result is read, so that there is nothing to time in a run.
void requireWhole(const Engine& engine, const Chain& chain, const PlanSettings& settings, const std::string& input) {
    std::optional<TileGrid> tiles;
    try {
        tiles = makePlan(chain, engine.source()->format(), settings, engine.traits()).tiles;
    } catch (const PlanError&) {
        return;  // the table says why
    }
    if (tiles) {
        throw Error("it is computed in tiles, and bench times whole images", input, "Take a smaller one.");
    }
}

int bench(BenchOptions& options) {
    options.chain.read();
    const std::string input = options.input.empty() ? options.chain.source() : options.input;
    if (input.empty()) {
        throw UsageError("an image is expected: a file, pattern:chart or pattern:scene", "INPUT");
    }
    const std::shared_ptr<const Image> image = loadSource(input);
    const Chain& chain = options.chain.chain();
    PlanSettings settings = options.chain.settings();
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context, {.programCache = programCachePath()});
    engine.setSource(image);
    requireWhole(engine, chain, settings, input);
    const ReferenceImage truth = evaluateReference(*image, chain, settings.light);

    std::vector<Measurement> measurements;
    for (const Strategy strategy : allStrategies()) {
        settings.strategy = strategy;
        measurements.push_back(measure(engine, chain, settings, truth, options));
    }
    settings.strategy.reset();
    measurements.push_back(measure(engine, chain, settings, truth, options));
    print(measurements, input, context->info().renderer, options.json);
    return measurements.back().legal() ? kDone : kFailed;
}

}  // namespace

Command benchCommand() {
    return {
        .name = "bench",
        .summary = "Time a chain on an image by every legal strategy, and say how far each is from the reference",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<BenchOptions>();
            parser.add_option("INPUT", options->input, "An image, pattern:chart or pattern:scene");
            options->chain.declare(parser, {"light", "precision", "budget"});
            parser.add_option("--runs", options->runs, "Timed runs of each strategy")->check(CLI::Range(1, 10000));
            parser.add_flag(
                "--specialised", options->specialised,
                "Time programs with the weights written in, as they run at rest, not those that can be tuned");
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return bench(*options); };
        },
    };
}

}  // namespace kg
