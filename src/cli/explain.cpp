#include "app/explanation_text.h"
#include "app/source_tier.h"
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

#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>

namespace kg {

namespace {

struct ExplainOptions {
    std::string input;
    ChainOptions chain;
    std::string at;
    std::optional<int> number;  // of the filter, from 1
    std::string units = "255";
    bool json = false;
};

struct Place {
    int x = 0;
    int y = 0;
};

Place placeFromText(const std::string& text) {
    Place place;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, place.x);
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == ',') {
        const auto second = std::from_chars(first.ptr + 1, end, place.y);
        if (second.ec == std::errc{} && second.ptr == end && place.x >= 0 && place.y >= 0) {
            return place;
        }
    }
    throw UsageError(fmt::format("expected a pixel such as 12,7, not \"{}\"", text), "--at");
}

ValueUnits unitsFromText(const std::string& text) {
    if (text == "255") {
        return ValueUnits::Steps;
    }
    if (text == "1") {
        return ValueUnits::Unit;
    }
    throw UsageError(fmt::format("expected 1 or 255, not \"{}\"", text), "--units");
}

// The filter that is named, or the last one that computes something.
int filterIndex(const ExplainOptions& options) {
    const Chain& chain = options.chain.chain();
    if (chain.empty()) {
        throw UsageError("there is no filter to explain", {}, "Name one by --chain or -f.");
    }
    const int count = static_cast<int>(chain.size());
    if (options.number) {
        if (*options.number < 1 || *options.number > count) {
            throw UsageError(fmt::format("expected a filter from 1 to {}, not {}", count, *options.number), "--number");
        }
        return *options.number - 1;
    }
    for (int i = count - 1; i > 0; --i) {
        if (chain[static_cast<std::size_t>(i)].contributes()) {
            return i;
        }
    }
    return 0;
}

// JSON knows no infinity: what is not finite is null.
nlohmann::json numberToJson(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

nlohmann::json pixelToJson(const ReferencePixel& pixel, const std::vector<NamedChannel>& channels) {
    nlohmann::json values = nlohmann::json::array();
    for (const NamedChannel& channel : channels) {
        values.push_back(numberToJson(pixel[static_cast<std::size_t>(channel.index)]));
    }
    return values;
}

nlohmann::json kernelToJson(const KernelSum& kernel, const std::vector<NamedChannel>& channels) {
    nlohmann::json terms = nlohmann::json::array();
    for (const PixelTerm& term : kernel.terms) {
        if (!term.present) {
            continue;
        }
        terms.push_back({{"dx", term.dx},
                         {"dy", term.dy},
                         {"at", term.x < 0 ? nlohmann::json() : nlohmann::json{term.x, term.y}},
                         {"outside", term.outside},
                         {"weight", term.weight},
                         {"sample", pixelToJson(term.sample, channels)},
                         {"product", pixelToJson(term.product, channels)},
                         {"sum", pixelToJson(term.runningSum, channels)}});
    }
    return {{"width", kernel.width},     {"height", kernel.height},   {"origin", {kernel.originX, kernel.originY}},
            {"divisor", kernel.divisor}, {"terms", std::move(terms)}, {"sum", pixelToJson(kernel.sum, channels)}};
}

nlohmann::json explanationToJson(const ProbedPixel& pixel, int filter) {
    const PixelExplanation& explanation = pixel.explanation;
    const std::vector<NamedChannel> channels = channelsOf(explanation);
    nlohmann::json names = nlohmann::json::array();
    nlohmann::json eightBit = nlohmann::json::array();
    for (const NamedChannel& channel : channels) {
        names.push_back(channel.name);
        eightBit.push_back(explanation.eightBit[static_cast<std::size_t>(channel.index)]);
    }
    nlohmann::json kernels = nlohmann::json::array();
    for (const KernelSum& kernel : explanation.kernels) {
        kernels.push_back(kernelToJson(kernel, channels));
    }
    return {{"filter", filter + 1},
            {"kind", explanation.kind},
            {"at", {explanation.x, explanation.y}},
            {"size", {explanation.imageWidth, explanation.imageHeight}},
            {"border", borderRuleName(explanation.border)},
            {"channels", std::move(names)},
            {"kernels", std::move(kernels)},
            {"input", pixelToJson(explanation.before, channels)},
            {"combined", pixelToJson(explanation.combined, channels)},
            {"bias", explanation.bias},
            {"before_mix", pixelToJson(explanation.beforeMix, channels)},
            {"mix", explanation.mix},
            {"result", pixelToJson(explanation.result, channels)},
            {"stored", pixelToJson(explanation.stored, channels)},
            {"eight_bit", std::move(eightBit)},
            {"gpu", pixelToJson(pixel.check.measured, channels)},
            {"precision", precisionName(pixel.precision)},
            {"max_difference", numberToJson(pixel.check.largest)},
            {"tolerance", pixel.check.tolerance},
            {"agrees", pixel.check.agrees}};
}

// One line a weight that is not 0; a star marks cells outside the image. Returns whether there was one.
bool printTerms(const KernelSum& kernel, std::size_t channel, ValueUnits units) {
    bool outside = false;
    fmt::print("  {:>4} {:>4}  {:>11}  {:>9}  {:>9}  {:>9}  {:>9}\n", "dx", "dy", "read at", "sample", "weight",
               "product", "sum");
    for (const PixelTerm& term : kernel.terms) {
        if (term.weight == 0) {
            continue;
        }
        const std::string place = term.x < 0 ? "colour" : fmt::format("{},{}", term.x, term.y);
        fmt::print("  {:>4} {:>4}  {:>10}{}  {:>9}  {:>9.5g}  {:>9}  {:>9}\n", term.dx, term.dy, place,
                   term.outside ? '*' : ' ', valueText(term.sample[channel], units), term.weight,
                   valueText(term.product[channel], units), valueText(term.runningSum[channel], units));
        outside = outside || term.outside;
    }
    return outside;
}

void printTable(const ProbedPixel& pixel, int filter, ValueUnits units) {
    const PixelExplanation& explanation = pixel.explanation;
    fmt::print("filter {} ({}) at pixel {},{} of {}x{}, values in 0..{}\n", filter + 1, explanation.kind, explanation.x,
               explanation.y, explanation.imageWidth, explanation.imageHeight, unitsFactor(units));
    bool outside = false;
    for (const NamedChannel& named : channelsOf(explanation)) {
        const auto channel = static_cast<std::size_t>(named.index);
        fmt::print("\n{}\n", named.name);
        for (std::size_t k = 0; explanation.written[channel] && k < explanation.kernels.size(); ++k) {
            if (explanation.kernels.size() > 1) {
                fmt::print("  kernel {}\n", k + 1);
            }
            outside |= printTerms(explanation.kernels[k], channel, units);
        }
        for (const ExplainedStep& step : stepsOf(explanation, named.index, units)) {
            fmt::print("  {:<16} {}{}{}\n", step.label, step.formula, step.formula.empty() ? "" : " = ", step.result);
        }
        fmt::print("  {:<16} {}, difference {:.2g}\n", "GPU", valueText(pixel.check.measured[channel], units),
                   pixel.check.difference[channel] * unitsFactor(units));
    }
    fmt::print("\n{}", outside ? "* outside the image; " + borderSentence(explanation.border) + "\n" : "");
    fmt::print("{}\n", agreementSentence(pixel));
}

int explain(ExplainOptions& options) {
    const Place place = placeFromText(options.at);
    const ValueUnits units = unitsFromText(options.units);
    options.chain.read();
    const std::string input = options.chain.inputOr(options.input);
    if (input.empty()) {
        throw UsageError("there is no input");
    }
    const int filter = filterIndex(options);
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context, engineOptions(*context));
    engine.setSource(loadInput(input));
    engine.setTier(tierOf(input));
    const ProbedPixel pixel =
        probePixel(engine, options.chain.chain(), options.chain.settings(), filter, place.x, place.y);
    if (options.json) {
        fmt::print("{}\n", explanationToJson(pixel, filter).dump(2));
    } else {
        printTable(pixel, filter, units);
    }
    return pixel.check.agrees ? kDone : kFailed;
}

}  // namespace

Command explainCommand() {
    return {
        .name = "explain",
        .summary = "One pixel of one filter, term by term: samples, weights, products, sums, and the GPU's value",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<ExplainOptions>();
            parser.add_option("INPUT", options->input, "An image, the first picture of a video, or pattern:NAME");
            parser.add_option("--at", options->at, "The pixel, counted from the top left")
                ->required()
                ->type_name("X,Y");
            parser.add_option("-n,--number", options->number, "Which filter, from 1; else the last one that is on")
                ->type_name("N");
            options->chain.declare(parser, {"light", "strategy", "precision", "budget"});
            parser.add_option("--units", options->units, "White is 1 or 255; JSON always says 1")->type_name("WHITE");
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return explain(*options); };
        },
    };
}

}  // namespace kg
