#include "filter/random_chain.h"

#include "filter/registry.h"

#include <cmath>
#include <string>

namespace kg::test {

namespace {

double between(std::mt19937& random, double lowest, double highest) {
    return std::uniform_real_distribution<double>(lowest, highest)(random);
}

std::size_t below(std::mt19937& random, std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

Value randomValue(std::mt19937& random, const Parameter& parameter) {
    switch (parameter.type) {
        case ParameterType::Number:
            return between(random, parameter.hard.lowest, parameter.hard.highest);
        case ParameterType::Integer:
            return std::floor(between(random, parameter.hard.lowest, parameter.hard.highest));
        case ParameterType::Boolean:
            return below(random, 2) == 1;
        case ParameterType::Choice:
            return parameter.options[below(random, parameter.options.size())].id;
        case ParameterType::Color:
            return Color{between(random, 0, 1), between(random, 0, 1), between(random, 0, 1), between(random, 0, 1)};
        case ParameterType::Text:
            return std::string(below(random, 2) == 1 ? "60,40%" : "0.5!");
        case ParameterType::Kernel:
            return std::to_string(between(random, -9, 9)) + (below(random, 2) == 1 ? " / " : "\n") + "1/16";
    }
    return 0.0;
}

}  // namespace

Chain randomChain(std::mt19937& random) {
    Chain chain(below(random, 5));
    for (Filter& filter : chain) {
        const FilterKind& kind = filterKinds()[below(random, filterKinds().size())];
        filter.kind = kind.id;
        for (const Parameter& parameter : kind.parameters) {
            if (below(random, 2) == 1) {
                filter.values[parameter.id] = randomValue(random, parameter);
            }
        }
        filter.enabled = below(random, 4) != 0;
        filter.mix = below(random, 2) == 1 ? 1 : between(random, 0, 1);
    }
    return chain;
}

}  // namespace kg::test
