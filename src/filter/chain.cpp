#include "filter/chain.h"

#include "base/error.h"
#include "filter/registry.h"

#include <fmt/format.h>

namespace kg {

namespace {

std::string quoted(std::string_view text) {
    std::string quoted = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\') {
            quoted += '\\';
        }
        quoted += character;
    }
    return quoted + '"';
}

std::string printSetting(const Parameter& parameter, const Value& value) {
    const std::string text = printValue(parameter, value);
    const bool free = parameter.type == ParameterType::Text || parameter.type == ParameterType::Kernel;
    return fmt::format(" {}={}", parameter.id, free ? quoted(text) : text);
}

}  // namespace

std::string printFilter(const Filter& filter) {
    std::string text = filter.kind;
    for (const Parameter& parameter : filterKind(filter.kind).parameters) {
        if (const Value& value = valueOf(filter, parameter.id); value != parameter.initial) {
            text += printSetting(parameter, value);
        }
    }
    if (Value(filter.mix) != mixParameter().initial) {
        text += printSetting(mixParameter(), filter.mix);
    }
    if (Value(filter.enabled) != enabledParameter().initial) {
        text += printSetting(enabledParameter(), filter.enabled);
    }
    return text;
}

std::string printChain(const Chain& chain) {
    std::string text;
    for (const Filter& filter : chain) {
        text += (text.empty() ? "" : " | ") + printFilter(filter);
    }
    return text;
}

void checkChainLength(std::size_t filters) {
    if (filters > kMaxFilters) {
        throw Error(fmt::format("a chain has {} filters at most, not {}", kMaxFilters, filters), "chain");
    }
}

void checkChain(const Chain& chain) {
    checkChainLength(chain.size());
    for (std::size_t i = 0; i < chain.size(); ++i) {
        try {
            checkFilter(chain[i]);
            filterKind(chain[i].kind).bank(chain[i]);
        } catch (const Error& error) {
            throw Error(error.where().empty() ? error.problem() : error.where() + ": " + error.problem(),
                        fmt::format("filter {} ({})", i + 1, chain[i].kind), error.advice());
        }
    }
}

}  // namespace kg
