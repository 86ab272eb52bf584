#include "filter/parameter.h"

#include "base/error.h"
#include "base/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <system_error>

namespace kg {

namespace {

bool isNumeric(ParameterType type) {
    return type == ParameterType::Number || type == ParameterType::Integer;
}

void checkNumber(const Parameter& parameter, double number) {
    if (!std::isfinite(number)) {
        throw Error("expected a finite number", parameter.id);
    }
    if (parameter.type == ParameterType::Integer && number != std::floor(number)) {
        throw Error(fmt::format("expected a whole number, not {}", number), parameter.id);
    }
    if (number < parameter.hard.lowest || number > parameter.hard.highest) {
        throw Error(fmt::format("{} is outside {}..{}", number, parameter.hard.lowest, parameter.hard.highest),
                    parameter.id);
    }
}

void checkChoice(const Parameter& parameter, const std::string& choice) {
    std::vector<std::string> ids;
    for (const Option& option : parameter.options) {
        if (option.id == choice) {
            return;
        }
        ids.push_back(option.id);
    }
    throw Error(fmt::format("expected {}, not \"{}\"", joinWords(ids, "or"), choice), parameter.id);
}

void checkColor(const Parameter& parameter, const Color& color) {
    for (const double component : color) {
        // The negation refuses NaN as well.
        if (!(component >= 0 && component <= 1)) {
            throw Error(fmt::format("a colour's components lie in 0..1, not {}", component), parameter.id);
        }
    }
}

std::optional<double> readNumber(std::string_view text) {
    // from_chars takes no plus sign, and a second sign after it must not slip through.
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

std::optional<Color> readHexColor(std::string_view digits) {
    constexpr double kHighest = 255;
    std::string full;
    if (digits.size() == 3) {
        for (const char digit : digits) {
            full.append(2, digit);
        }
    } else {
        full = digits;
    }
    if (full.size() == 6) {
        full += "ff";
    }
    Color color{};
    if (full.size() != 2 * color.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < color.size(); ++i) {
        const char* pair = full.data() + 2 * i;
        std::uint8_t byte = 0;
        const auto [end, error] = std::from_chars(pair, pair + 2, byte, 16);
        if (error != std::errc{} || end != pair + 2) {
            return std::nullopt;
        }
        color[i] = byte / kHighest;
    }
    return color;
}

std::optional<Color> readColor(std::string_view text) {
    if (!text.empty() && text[0] == '#') {
        return readHexColor(text.substr(1));
    }
    Color color{0, 0, 0, 1};
    std::size_t count = 0;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t comma = std::min(text.find(',', start), text.size());
        const std::optional<double> component = readNumber(text.substr(start, comma - start));
        if (!component || count == color.size()) {
            return std::nullopt;
        }
        color[count++] = *component;
        start = comma + 1;
    }
    return count >= 3 ? std::optional<Color>(color) : std::nullopt;
}

// The value that a text stands for, not yet checked.
Value readValue(const Parameter& parameter, std::string_view text) {
    switch (parameter.type) {
        case ParameterType::Number:
        case ParameterType::Integer:
            if (const std::optional<double> number = readNumber(text)) {
                return *number;
            }
            throw Error(fmt::format("expected a {}number, not \"{}\"",
                                    parameter.type == ParameterType::Integer ? "whole " : "", text),
                        parameter.id);
        case ParameterType::Boolean:
            if (text == "true" || text == "false") {
                return text == "true";
            }
            throw Error(fmt::format("expected true or false, not \"{}\"", text), parameter.id);
        case ParameterType::Color:
            if (const std::optional<Color> color = readColor(text)) {
                return *color;
            }
            throw Error(fmt::format("expected a colour as r,g,b or r,g,b,a in 0..1, #rgb, #rrggbb or #rrggbbaa, "
                                    "not \"{}\"",
                                    text),
                        parameter.id);
        case ParameterType::Choice:
        case ParameterType::Text:
        case ParameterType::Kernel:
            break;
    }
    return std::string(text);
}

}  // namespace

std::string_view parameterTypeName(ParameterType type) {
    switch (type) {
        case ParameterType::Number:
            return "number";
        case ParameterType::Integer:
            return "integer";
        case ParameterType::Boolean:
            return "boolean";
        case ParameterType::Choice:
            return "choice";
        case ParameterType::Color:
            return "color";
        case ParameterType::Text:
            return "text";
        case ParameterType::Kernel:
            return "kernel";
    }
    return {};
}

void checkValue(const Parameter& parameter, const Value& value) {
    if (value.index() != parameter.initial.index()) {
        throw Error(fmt::format("expected a value of type {}", parameterTypeName(parameter.type)), parameter.id);
    }
    if (isNumeric(parameter.type)) {
        checkNumber(parameter, std::get<double>(value));
    } else if (parameter.type == ParameterType::Choice) {
        checkChoice(parameter, std::get<std::string>(value));
    } else if (parameter.type == ParameterType::Color) {
        checkColor(parameter, std::get<Color>(value));
    }
}

std::string printValue(const Parameter& parameter, const Value& value) {
    checkValue(parameter, value);
    switch (parameter.type) {
        case ParameterType::Number:
        case ParameterType::Integer:
            return fmt::format("{}", std::get<double>(value));
        case ParameterType::Boolean:
            return std::get<bool>(value) ? "true" : "false";
        case ParameterType::Color: {
            const Color& color = std::get<Color>(value);
            return fmt::format("{},{},{},{}", color[0], color[1], color[2], color[3]);
        }
        case ParameterType::Choice:
        case ParameterType::Text:
        case ParameterType::Kernel:
            break;
    }
    return std::get<std::string>(value);
}

Value parseValue(const Parameter& parameter, std::string_view text) {
    Value value = readValue(parameter, text);
    checkValue(parameter, value);
    return value;
}

}  // namespace kg
