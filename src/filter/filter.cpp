#include "filter/filter.h"

#include "base/error.h"
#include "base/nearest.h"
#include "filter/registry.h"

#include <fmt/format.h>

#include <algorithm>

namespace kg {

const Parameter* FilterKind::findParameter(std::string_view parameterId) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& candidate) { return candidate.id == parameterId; });
    return found == parameters.end() ? nullptr : &*found;
}

const Parameter& FilterKind::parameter(std::string_view parameterId) const {
    if (const Parameter* found = findParameter(parameterId)) {
        return *found;
    }
    std::vector<std::string> ids;
    for (const Parameter& candidate : parameters) {
        ids.push_back(candidate.id);
    }
    throw Error(fmt::format("{} has no \"{}\"; its parameters are {}", id, parameterId, joinWords(ids)));
}

bool Filter::operator==(const Filter& other) const {
    if (kind != other.kind || enabled != other.enabled || mix != other.mix) {
        return false;
    }
    const auto holds = [](const Filter& filter, const std::string& id, const Value& value) {
        const auto found = filter.values.find(id);
        if (found != filter.values.end()) {
            return found->second == value;
        }
        const auto& kinds = filterKinds();
        const auto known = std::find_if(kinds.begin(), kinds.end(),
                                        [&](const FilterKind& candidate) { return candidate.id == filter.kind; });
        const Parameter* parameter = known == kinds.end() ? nullptr : known->findParameter(id);
        return parameter != nullptr && parameter->initial == value;
    };
    const auto covers = [&](const Filter& one, const Filter& another) {
        return std::all_of(one.values.begin(), one.values.end(),
                           [&](const auto& entry) { return holds(another, entry.first, entry.second); });
    };
    return covers(*this, other) && covers(other, *this);
}

const Parameter& mixParameter() {
    static const Parameter parameter{
        .id = "mix",
        .label = "Mix",
        .tooltip = "How much of the filter's result replaces its input: 0 is the input, 1 is the result.",
        .type = ParameterType::Number,
        .initial = 1.0,
        .hard = {0, 1},
        .comfort = {0, 1},
    };
    return parameter;
}

const Parameter& enabledParameter() {
    static const Parameter parameter{
        .id = "enabled",
        .label = "Enabled",
        .tooltip = "Whether the chain runs this filter or passes its input on.",
        .type = ParameterType::Boolean,
        .initial = true,
    };
    return parameter;
}

const Value& valueOf(const Filter& filter, std::string_view parameterId) {
    const Parameter& parameter = filterKind(filter.kind).parameter(parameterId);
    const auto found = filter.values.find(parameter.id);
    return found == filter.values.end() ? parameter.initial : found->second;
}

namespace {

template <typename T>
const T& typedValueOf(const Filter& filter, std::string_view parameterId, std::string_view typeName) {
    const Value& value = valueOf(filter, parameterId);
    if (const T* typed = std::get_if<T>(&value)) {
        return *typed;
    }
    throw Error(fmt::format("expected a {}", typeName), fmt::format("{}, {}", filter.kind, parameterId));
}

}  // namespace

double numberOf(const Filter& filter, std::string_view parameterId) {
    return typedValueOf<double>(filter, parameterId, "number");
}

const std::string& textOf(const Filter& filter, std::string_view parameterId) {
    return typedValueOf<std::string>(filter, parameterId, "text");
}

const Color& colorOf(const Filter& filter, std::string_view parameterId) {
    return typedValueOf<Color>(filter, parameterId, "colour");
}

BorderRule borderOf(const Filter& filter) {
    return borderRuleFromName(textOf(filter, "border"));
}

Color borderColorOf(const Filter& filter) {
    return colorOf(filter, "border_color");
}

void checkFilter(const Filter& filter) {
    const FilterKind& kind = filterKind(filter.kind);
    for (const auto& [id, value] : filter.values) {
        const Parameter& parameter = kind.parameter(id);
        checkValue(parameter, value);
        if (parameter.grammar) {
            try {
                parameter.grammar(std::get<std::string>(value));
            } catch (const Error& error) {
                throw Error(error.where() + ": " + error.problem(), id, error.advice());
            }
        }
    }
    checkValue(mixParameter(), filter.mix);
}

KernelBank bankOf(const Filter& filter) {
    const FilterKind& kind = filterKind(filter.kind);
    try {
        checkFilter(filter);
        return kind.bank(filter);
    } catch (const Error& error) {
        const std::string where = error.where().empty() ? kind.id : kind.id + ", " + error.where();
        throw Error(error.problem(), where, error.advice());
    }
}

}  // namespace kg
