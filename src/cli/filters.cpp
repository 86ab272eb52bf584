#include "cli/commands.h"
#include "filter/chain_json.h"
#include "filter/registry.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <vector>

namespace kg {

namespace {

// A kind's own parameters, and those that every filter has.
std::vector<Parameter> allParameters(const FilterKind& kind) {
    std::vector<Parameter> parameters = kind.parameters;
    parameters.push_back(mixParameter());
    parameters.push_back(enabledParameter());
    return parameters;
}

std::string valuesText(const Parameter& parameter) {
    switch (parameter.type) {
        case ParameterType::Number:
        case ParameterType::Integer:
            return fmt::format("{}..{}{}{}", parameter.hard.lowest, parameter.hard.highest,
                               parameter.unit.empty() ? "" : " ", parameter.unit);
        case ParameterType::Boolean:
            return "true|false";
        case ParameterType::Choice: {
            std::vector<std::string> ids;
            for (const Option& option : parameter.options) {
                ids.push_back(option.id);
            }
            return fmt::format("{}", fmt::join(ids, "|"));
        }
        case ParameterType::Color:
            return "r,g,b,a or #rrggbb";
        case ParameterType::Text:
        case ParameterType::Kernel:
            break;
    }
    return std::string(parameterTypeName(parameter.type));
}

// The initial value as filter text has it.
std::string initialText(const Parameter& parameter) {
    const std::string text = printValue(parameter, parameter.initial);
    const bool free = parameter.type == ParameterType::Text || parameter.type == ParameterType::Kernel;
    return free ? fmt::format("\"{}\"", text) : text;
}

int printJson() {
    nlohmann::json list = nlohmann::json::array();
    for (const FilterKind& kind : filterKinds()) {
        nlohmann::json parameters = nlohmann::json::array();
        for (const Parameter& parameter : allParameters(kind)) {
            parameters.push_back(parameterToJson(parameter));
        }
        list.push_back({{"id", kind.id},
                        {"label", kind.label},
                        {"description", kind.description},
                        {"keywords", kind.keywords},
                        {"parameters", std::move(parameters)}});
    }
    fmt::print("{}\n", list.dump(2));
    return kDone;
}

int printTable() {
    for (const FilterKind& kind : filterKinds()) {
        fmt::print("{}: {}\n", kind.id, kind.description);
        for (const Parameter& parameter : allParameters(kind)) {
            fmt::print("  {}={}  ({})\n", parameter.id, initialText(parameter), valuesText(parameter));
        }
        fmt::print("\n");
    }
    return kDone;
}

}  // namespace

Command filtersCommand() {
    return {
        .name = "filters",
        .summary = "The filters and their parameters, with defaults and ranges",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto json = std::make_shared<bool>(false);
            parser.add_flag("--json", *json, "Print JSON");
            return [json] { return *json ? printJson() : printTable(); };
        },
    };
}

}  // namespace kg
