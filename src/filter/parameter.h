// Parameters as data: what a filter can be told, from which widgets, text forms and JSON are made.
//
// A Parameter describes; a Value is what a person chose. Nothing here knows a particular filter.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kg {

// Number and Integer hold a double; Boolean a bool; Color a Color; Choice (an option's id), Text and Kernel (kernel
// text) a string.
enum class ParameterType { Number, Integer, Boolean, Choice, Color, Text, Kernel };
using Color = std::array<double, 4>;  // red, green, blue, alpha as the image stores them, each 0..1
using Value = std::variant<double, bool, std::string, Color>;

// How a slider travels over its range.
enum class Curve { Linear, Logarithmic };

struct Range {
    double lowest = 0;
    double highest = 1;
    bool operator==(const Range&) const = default;
};

struct Option {
    std::string id;
    std::string label;
};

struct Parameter {
    std::string id{};
    std::string label{};
    std::string tooltip{};
    ParameterType type = ParameterType::Number;
    Value initial = 0.0;
    Range hard{};     // numbers outside are refused
    Range comfort{};  // what a slider spans; typed numbers may pass it up to `hard`
    Curve curve = Curve::Linear;
    std::string unit{};             // "px", "%", "deg"; empty for plain numbers
    std::vector<Option> options{};  // of a Choice
    // Of a Text or Kernel: throws TextError, with line and column in that text, where it does not parse. May be empty.
    std::function<void(std::string_view)> grammar{};
};

// "number", "integer", "boolean", "choice", "color", "text", "kernel".
std::string_view parameterTypeName(ParameterType type);

// Throws Error that names the parameter and says what was expected where the value is of the wrong type, not finite,
// outside the hard range, not a whole number for an Integer, or not an option. Texts are not looked into: their
// grammar is asked by whoever can say where the text stands.
void checkValue(const Parameter& parameter, const Value& value);

// A value as filter text writes it, without quotes: numbers in the fewest digits that read back the same, true/false,
// ids, colours as r,g,b,a.
std::string printValue(const Parameter& parameter, const Value& value);

// Reads what printValue writes, and for colours also #rgb, #rrggbb, #rrggbbaa and r,g,b. Throws Error like checkValue.
Value parseValue(const Parameter& parameter, std::string_view text);

}  // namespace kg
