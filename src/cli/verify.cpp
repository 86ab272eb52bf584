#include "app/strategy_study.h"
#include "base/error.h"
#include "cli/chain_options.h"
#include "cli/commands.h"
#include "cli/engine_options.h"
#include "cli/image_options.h"
#include "gl/context.h"
#include "image/pattern.h"
#include "plan/tolerance.h"
#include "reference/reference.h"
#include "render/engine.h"
#include "source/source.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <vector>

namespace kg {

namespace {

struct VerifyOptions {
    std::string input;
    ChainOptions chain;
    bool json = false;
};

// How far each row may be from the reference; 0 where it is not legal.
using Tolerances = std::vector<double>;

Tolerances tolerancesOf(const std::vector<StrategyFigures>& rows, const Chain& chain, double largest) {
    Tolerances tolerances;
    for (const StrategyFigures& row : rows) {
        tolerances.push_back(row.legal() ? toleranceOf(row.plan, chain, largest) : 0);
    }
    return tolerances;
}

bool passes(const StrategyFigures& row, double tolerance) {
    return row.toReference->maximum <= tolerance;
}

void printJson(const std::vector<StrategyFigures>& rows, const Tolerances& tolerances, const std::string& image) {
    nlohmann::json results = figuresToJson(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].legal()) {
            results[i]["tolerance"] = tolerances[i];
            results[i]["pass"] = passes(rows[i], tolerances[i]);
        }
    }
    fmt::print("{}\n", nlohmann::json{{"image", image}, {"results", std::move(results)}}.dump(2));
}

void printTable(const std::vector<StrategyFigures>& rows, const Tolerances& tolerances) {
    const auto toleranceOfRow = [&](const StrategyFigures& row) {
        return tolerances[static_cast<std::size_t>(&row - rows.data())];
    };
    std::vector<FigureColumn> columns = costColumns();
    columns.push_back(
        {"precision", [](const StrategyFigures& row) { return std::string(precisionName(row.plan.precision)); }});
    columns.insert(columns.end(), {boundColumn(), directColumn(), referenceColumn()});
    columns.push_back(
        {"mean", [](const StrategyFigures& row) { return fmt::format("{:.2e}", row.toReference->mean); }});
    columns.push_back(
        {"tolerance", [&](const StrategyFigures& row) { return fmt::format("{:.2e}", toleranceOfRow(row)); }});
    columns.push_back({"", [&](const StrategyFigures& row) {
                           return std::string(passes(row, toleranceOfRow(row)) ? "pass" : "FAIL");
                       }});
    fmt::print("{}", figureTable(rows, columns));
}

int verify(VerifyOptions& options) {
    options.chain.read();
    const std::string input = options.chain.inputOr(options.input);
    constexpr ImageFormat kNoise{.width = 160, .height = 120, .channels = 4};
    const std::shared_ptr<const Image> image =
        input.empty() ? std::make_shared<const Image>(noise(kNoise, 1)) : loadInput(input);

    const Chain& chain = options.chain.chain();
    const PlanSettings& settings = options.chain.settings();
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context, engineOptions(*context));
    engine.setSource(image);
    StrategyStudy study(engine, chain, settings);
    study.begin({.protocol = {.warmUps = 1, .timings = 0}, .direct = true, .reference = true});
    while (study.step()) {
    }
    const std::vector<StrategyFigures>& rows = study.rows();
    const Tolerances tolerances = tolerancesOf(rows, chain, largestSample(*image, settings.light));
    if (options.json) {
        printJson(rows, tolerances, input.empty() ? "noise" : input);
    } else {
        printTable(rows, tolerances);
    }
    bool allPass = true;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        allPass &= !rows[i].legal() || passes(rows[i], tolerances[i]);
    }
    return allPass && rows.back().legal() ? kDone : kFailed;
}

}  // namespace

Command verifyCommand() {
    return {
        .name = "verify",
        .summary = "Hold the GPU's result of a chain against the double-precision reference, strategy by strategy",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<VerifyOptions>();
            parser.add_option("INPUT", options->input,
                              "An image, the first picture of a video, or pattern:NAME; else noise");
            options->chain.declare(parser, {"light", "precision", "budget"});
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return verify(*options); };
        },
    };
}

}  // namespace kg
