#include "filter/chain_json.h"

#include "base/error.h"
#include "base/json_text.h"
#include "filter/registry.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace kg {

namespace {

using nlohmann::json;

std::string_view curveName(Curve curve) {
    return curve == Curve::Logarithmic ? "logarithmic" : "linear";
}

bool isNumeric(const Parameter& parameter) {
    return parameter.type == ParameterType::Number || parameter.type == ParameterType::Integer;
}

json valueToJson(const Parameter& parameter, const Value& value) {
    checkValue(parameter, value);
    if (parameter.type == ParameterType::Integer) {
        return static_cast<std::int64_t>(std::get<double>(value));
    }
    return std::visit([](const auto& held) { return json(held); }, value);
}

// The JSON as the type that the parameter's initial value has.
Value readValue(const Parameter& parameter, const json& item) {
    if (isNumeric(parameter) && item.is_number()) {
        return item.get<double>();
    }
    if (parameter.type == ParameterType::Boolean && item.is_boolean()) {
        return item.get<bool>();
    }
    if (parameter.type == ParameterType::Color && item.is_array() && item.size() == Color{}.size()) {
        Color color{};
        for (std::size_t i = 0; i < color.size(); ++i) {
            if (!item[i].is_number()) {
                throw Error("expected a color, four numbers", parameter.id);
            }
            color[i] = item[i].get<double>();
        }
        return color;
    }
    if (std::holds_alternative<std::string>(parameter.initial) && item.is_string()) {
        return item.get<std::string>();
    }
    throw Error(fmt::format("expected a value of type {}, not {}", parameterTypeName(parameter.type), quotedJson(item)),
                parameter.id);
}

Value valueFromJson(const Parameter& parameter, const json& item) {
    Value value = readValue(parameter, item);
    checkValue(parameter, value);
    return value;
}

Filter filterFromJson(const json& item) {
    if (!item.is_object()) {
        throw Error("expected an object");
    }
    const auto kind = item.find("filter");
    if (kind == item.end() || !kind->is_string()) {
        throw Error("expected the name of a filter", "filter");
    }
    Filter filter = makeFilter(kind->get<std::string>());
    if (const auto params = item.find("params"); params != item.end()) {
        if (!params->is_object()) {
            throw Error("expected an object", "params");
        }
        for (const auto& [id, value] : params->items()) {
            filter.values[id] = valueFromJson(filterKind(filter.kind).parameter(id), value);
        }
    }
    if (const auto enabled = item.find("enabled"); enabled != item.end()) {
        filter.enabled = std::get<bool>(valueFromJson(enabledParameter(), *enabled));
    }
    if (const auto mix = item.find("mix"); mix != item.end()) {
        filter.mix = std::get<double>(valueFromJson(mixParameter(), *mix));
    }
    bankOf(filter);
    return filter;
}

}  // namespace

Chain chainFromJson(const json& json) {
    if (!json.is_array()) {
        throw Error("expected a list of filters", "chain");
    }
    checkChainLength(json.size());
    Chain chain;
    for (const auto& item : json) {
        try {
            chain.push_back(filterFromJson(item));
        } catch (const Error& error) {
            const std::string place = fmt::format("chain, filter {}", chain.size() + 1);
            throw Error(error.problem(), error.where().empty() ? place : place + ", " + error.where(), error.advice());
        }
    }
    return chain;
}

json chainToJson(const Chain& chain) {
    json list = json::array();
    for (const Filter& filter : chain) {
        json params = json::object();
        for (const Parameter& parameter : filterKind(filter.kind).parameters) {
            params[parameter.id] = valueToJson(parameter, valueOf(filter, parameter.id));
        }
        list.push_back(
            {{"filter", filter.kind}, {"params", std::move(params)}, {"enabled", filter.enabled}, {"mix", filter.mix}});
    }
    return list;
}

json parameterToJson(const Parameter& parameter) {
    json description{
        {"id", parameter.id},
        {"label", parameter.label},
        {"tooltip", parameter.tooltip},
        {"type", parameterTypeName(parameter.type)},
        {"default", valueToJson(parameter, parameter.initial)},
    };
    if (isNumeric(parameter)) {
        description["range"] = {parameter.hard.lowest, parameter.hard.highest};
        description["ui_range"] = {parameter.comfort.lowest, parameter.comfort.highest};
        description["curve"] = curveName(parameter.curve);
        description["unit"] = parameter.unit;
    }
    if (parameter.type == ParameterType::Choice) {
        json options = json::array();
        for (const Option& option : parameter.options) {
            options.push_back({{"id", option.id}, {"label", option.label}});
        }
        description["options"] = std::move(options);
    }
    return description;
}

}  // namespace kg
