#include "kernel/named/named_kernel.h"

#include "base/error.h"
#include "base/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace kg {

namespace {

std::vector<NamedKernel> joinedTables() {
    std::vector<NamedKernel> all = imageMagickKernels();
    for (auto table : {imageMagickShapes(), generatorKernels()}) {
        all.insert(all.end(), std::make_move_iterator(table.begin()), std::make_move_iterator(table.end()));
    }
    return all;
}

// Letters and digits in lower case: what a name is compared by.
std::string plainName(std::string_view name) {
    std::string plain;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            plain += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += c;
        }
    }
    return plain;
}

std::string printArgument(const KernelArgument& argument, double value) {
    return argument.choices.empty() ? fmt::format("{}", value) : argument.choices[static_cast<std::size_t>(value)];
}

void checkArgument(const NamedKernel& named, const KernelArgument& argument, double value) {
    if (!(value >= argument.lowest && value <= argument.highest)) {
        throw Error(
            fmt::format("{} is {}, {} to {} was expected", argument.id, value, argument.lowest, argument.highest),
            named.name);
    }
    const bool whole = (argument.whole && named.form == CallForm::Named) || !argument.choices.empty();
    if (whole && value != std::floor(value)) {
        throw Error(fmt::format("{} is {}, a whole number was expected", argument.id, value), named.name);
    }
}

char markOf(Rotation rotation) {
    switch (rotation) {
        case Rotation::Eighths:
            return '@';
        case Rotation::Quarters:
            return '>';
        case Rotation::Mirrors:
            return '<';
        case Rotation::None:
            break;
    }
    return '\0';
}

}  // namespace

const std::vector<NamedKernel>& namedKernels() {
    static const std::vector<NamedKernel> kAll = joinedTables();
    return kAll;
}

const NamedKernel* findNamedKernel(std::string_view name) {
    const std::string wanted = plainName(name);
    const auto& all = namedKernels();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const NamedKernel& named) { return plainName(named.name) == wanted; });
    return found == all.end() ? nullptr : &*found;
}

std::string nearestKernelName(std::string_view name) {
    std::vector<std::string> names;
    for (const NamedKernel& named : namedKernels()) {
        names.push_back(named.name);
    }
    return nearestWord(name, names);
}

KernelCall callOf(const NamedKernel& named) {
    KernelCall call{.named = &named};
    for (const KernelArgument& argument : named.arguments) {
        call.values.push_back(argument.initial);
    }
    return call;
}

std::string printCall(const KernelCall& call) {
    const std::vector<KernelArgument>& arguments = call.named->arguments;
    const auto changed = [&](std::size_t i) { return call.values[i] != arguments[i].initial; };
    std::string list;
    if (call.named->form == CallForm::Named) {
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (changed(i)) {
                list += fmt::format("{}{}={}", list.empty() ? "" : ",", arguments[i].id,
                                    printArgument(arguments[i], call.values[i]));
            }
        }
    } else {
        std::size_t count = arguments.size();
        while (count > 0 && !changed(count - 1)) {
            --count;
        }
        for (std::size_t i = 0; i < count; ++i) {
            list += fmt::format("{}{}", i == 0 ? "" : ",", call.values[i]);
        }
    }
    if (!call.expression.empty()) {
        list += (list.empty() ? "" : ",") + call.expression;
    }
    std::string text = call.named->name + (list.empty() ? "" : ":" + list);
    if (call.rotation != Rotation::None) {
        text += list.empty() ? ":" : "";
        text += markOf(call.rotation);
    }
    return text;
}

std::vector<Kernel> makeKernels(const KernelCall& call) {
    const NamedKernel& named = *call.named;
    for (std::size_t i = 0; i < named.arguments.size(); ++i) {
        checkArgument(named, named.arguments[i], call.values[i]);
    }
    std::vector<Kernel> kernels = named.make(call);
    // A list that a name makes is not turned once more, as in ImageMagick.
    if (call.rotation == Rotation::None || kernels.size() != 1) {
        return kernels;
    }
    if (!named.turns) {
        const std::size_t count = call.rotation == Rotation::Mirrors ? 4 : 1;
        return std::vector<Kernel>(count, kernels.front());
    }
    return expanded(kernels.front(), call.rotation);
}

}  // namespace kg
