// Filter: one item of a chain. FilterKind: what all filters of one name share.
//
// A filter is data: the name of its kind, the values that differ from the kind's defaults or not, on/off and mix. A
// linear filter's kind turns values into a bank of kernels; planner and reference take it from there.
#pragma once

#include "filter/border.h"
#include "filter/parameter.h"
#include "kernel/kernel.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// How the results of a bank's kernels become one result, two at a time from the first on:
//   Single      a (the bank holds one kernel)
//   Sum         a + b        Difference  a - b
//   Maximum     max(a, b)    Minimum     min(a, b)
//   Magnitude   sqrt(a^2 + b^2)
//   Sequence    the second kernel is laid over the first one's result, and so on
enum class Combine { Single, Sum, Difference, Maximum, Minimum, Magnitude, Sequence };

// Which channels a filter writes; the others keep their input. Pixels are premultiplied while they are filtered.
struct ChannelMask {
    bool red = true;
    bool green = true;
    bool blue = true;
    bool alpha = true;

    bool all() const { return red && green && blue && alpha; }
    bool operator==(const ChannelMask&) const = default;
};

// What a linear filter computes: out = combine(K1 * in, K2 * in, ...), in the masked channels; the colours, being
// premultiplied, then gain bias * (alpha of the result). Alpha itself takes no bias.
struct KernelBank {
    std::vector<Kernel> kernels;  // as laid: turned already where the mode is convolution
    Combine combine = Combine::Single;
    double bias = 0;
    ChannelMask channels;
};

struct Filter {
    std::string kind{};                     // id of its FilterKind
    std::map<std::string, Value> values{};  // parameter id -> value; a missing one has its initial value
    bool enabled = true;
    double mix = 1;  // 0: the input, 1: the result, in between: their blend

    // Whether its result is part of the chain's at all.
    bool contributes() const { return enabled && mix != 0; }

    // Whether both compute the same from the same words: a value left out equals its initial one.
    bool operator==(const Filter& other) const;
};

// What every filter has besides the parameters of its kind: "mix" and "enabled".
const Parameter& mixParameter();
const Parameter& enabledParameter();

struct FilterKind {
    std::string id;
    std::string label;
    std::string description;            // one sentence, for lists and tooltips
    std::vector<std::string> keywords;  // further words that a search finds it by
    std::vector<Parameter> parameters;  // in the order of widgets; "border" and "border_color" come last
    // The kernels for a filter of this kind whose values have been checked. Throws Error where they do not fit
    // together.
    std::function<KernelBank(const Filter&)> bank;

    // The parameter of an id; throws Error that lists the ids.
    const Parameter& parameter(std::string_view parameterId) const;
    // The same, or nothing.
    const Parameter* findParameter(std::string_view parameterId) const;
};

// What a filter's parameter is worth: its value, or the initial one. Throws Error for ids that the kind lacks.
const Value& valueOf(const Filter& filter, std::string_view parameterId);
double numberOf(const Filter& filter, std::string_view parameterId);
const std::string& textOf(const Filter& filter, std::string_view parameterId);
const Color& colorOf(const Filter& filter, std::string_view parameterId);
BorderRule borderOf(const Filter& filter);
Color borderColorOf(const Filter& filter);

// Throws Error that names the parameter where a value does not belong to the kind or is not one that it may have.
void checkFilter(const Filter& filter);

// The bank of a filter, by its kind, its values checked. Throws Error that names the filter and the parameter.
KernelBank bankOf(const Filter& filter);

}  // namespace kg
