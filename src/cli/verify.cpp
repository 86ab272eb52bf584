#include "app/source.h"
#include "base/error.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "gl/context.h"
#include "image/pattern.h"
#include "plan/tolerance.h"
#include "reference/reference.h"
#include "render/engine.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>

namespace kg {

namespace {

struct VerifyOptions {
    std::string input;
    ChainOptions chain;
    bool json = false;
};

// One way to compute the chain, held against the reference.
struct Verdict {
    std::string strategy;
    std::string reason;  // why it is not legal; empty where it is
    Precision precision = Precision::Full;
    Difference difference;
    double tolerance = 0;

    bool legal() const { return reason.empty(); }
    bool pass() const { return difference.maximum <= tolerance; }
};

// What the GPU is held against, and the largest sample that its roundings are in proportion to.
struct Truth {
    ReferenceImage image;
    double largestSample = 1;
};

Verdict judge(Engine& engine, const Chain& chain, const PlanSettings& settings, const Truth& truth) {
    Verdict verdict{.strategy = std::string(settings.strategy ? strategyName(*settings.strategy) : "auto"),
                    .reason = {},
                    .difference = {}};
    try {
        const Plan& plan = engine.run(chain, settings);
        verdict.precision = plan.precision;
        verdict.tolerance = toleranceOf(plan, chain, truth.largestSample);
    } catch (const PlanError& error) {
        verdict.reason = error.what();
        return verdict;
    }
    verdict.difference = compare(engine.readResult(), truth.image);
    return verdict;
}

nlohmann::json verdictToJson(const Verdict& verdict) {
    if (!verdict.legal()) {
        return {{"strategy", verdict.strategy}, {"legal", false}, {"reason", verdict.reason}};
    }
    return {{"strategy", verdict.strategy},
            {"legal", true},
            {"precision", precisionName(verdict.precision)},
            {"max_difference", verdict.difference.maximum},
            {"mean_difference", verdict.difference.mean},
            {"tolerance", verdict.tolerance},
            {"pass", verdict.pass()}};
}

void printVerdicts(const std::vector<Verdict>& verdicts, const std::string& image, bool json) {
    if (json) {
        nlohmann::json results = nlohmann::json::array();
        for (const Verdict& verdict : verdicts) {
            results.push_back(verdictToJson(verdict));
        }
        fmt::print("{}\n", nlohmann::json{{"image", image}, {"results", std::move(results)}}.dump(2));
        return;
    }
    fmt::print("{:<10}  {:<9}  {:>12}  {:>12}  {:>12}\n", "strategy", "precision", "maximum", "mean", "tolerance");
    for (const Verdict& verdict : verdicts) {
        if (verdict.legal()) {
            fmt::print("{:<10}  {:<9}  {:>12.3e}  {:>12.3e}  {:>12.3e}  {}\n", verdict.strategy,
                       precisionName(verdict.precision), verdict.difference.maximum, verdict.difference.mean,
                       verdict.tolerance, verdict.pass() ? "pass" : "FAIL");
        } else {
            fmt::print("{:<10}  not legal: {}\n", verdict.strategy, verdict.reason);
        }
    }
}

int verify(VerifyOptions& options) {
    options.chain.read();
    const std::string input = options.input.empty() ? options.chain.source() : options.input;
    constexpr ImageFormat kNoise{.width = 160, .height = 120, .channels = 4};
    const std::shared_ptr<const Image> image =
        input.empty() ? std::make_shared<const Image>(noise(kNoise, 1)) : loadSource(input);

    const Chain& chain = options.chain.chain();
    PlanSettings settings = options.chain.settings();
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context);
    engine.setSource(image);
    const Truth truth{.image = evaluateReference(*image, chain, settings.light),
                      .largestSample = largestSample(*image, settings.light)};

    std::vector<Verdict> verdicts;
    for (const Strategy strategy : allStrategies()) {
        settings.strategy = strategy;
        verdicts.push_back(judge(engine, chain, settings, truth));
    }
    settings.strategy.reset();
    verdicts.push_back(judge(engine, chain, settings, truth));

    printVerdicts(verdicts, input.empty() ? "noise" : input, options.json);
    const bool allPass = std::all_of(verdicts.begin(), verdicts.end(),
                                     [](const Verdict& verdict) { return !verdict.legal() || verdict.pass(); });
    return allPass && verdicts.back().legal() ? kDone : kFailed;
}

}  // namespace

Command verifyCommand() {
    return {
        .name = "verify",
        .summary = "Hold the GPU's result of a chain against the double-precision reference, strategy by strategy",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<VerifyOptions>();
            parser.add_option("INPUT", options->input, "An image, pattern:chart or pattern:scene; else noise");
            options->chain.declare(parser, {"light", "precision", "budget"});
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return verify(*options); };
        },
    };
}

}  // namespace kg
