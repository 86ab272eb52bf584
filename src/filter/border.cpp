#include "filter/border.h"

#include "base/error.h"
#include "base/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace kg {

namespace {

// The remainder that is never negative. 64 bits, because two periods of the largest int must fit.
std::int64_t wrapped(std::int64_t x, std::int64_t period) {
    const std::int64_t remainder = x % period;
    return remainder < 0 ? remainder + period : remainder;
}

}  // namespace

const std::vector<BorderRule>& allBorderRules() {
    static const std::vector<BorderRule> rules{BorderRule::Clamp,      BorderRule::Mirror,   BorderRule::Reflect101,
                                               BorderRule::Wrap,       BorderRule::Constant, BorderRule::Crop,
                                               BorderRule::Renormalise};
    return rules;
}

std::string_view borderRuleName(BorderRule rule) {
    switch (rule) {
        case BorderRule::Clamp:
            return "clamp";
        case BorderRule::Mirror:
            return "mirror";
        case BorderRule::Reflect101:
            return "reflect101";
        case BorderRule::Wrap:
            return "wrap";
        case BorderRule::Constant:
            return "constant";
        case BorderRule::Crop:
            return "crop";
        case BorderRule::Renormalise:
            return "renormalise";
    }
    return {};
}

BorderRule borderRuleFromName(std::string_view name) {
    std::vector<std::string> names;
    for (const BorderRule rule : allBorderRules()) {
        if (name == borderRuleName(rule)) {
            return rule;
        }
        names.emplace_back(borderRuleName(rule));
    }
    throw Error(fmt::format("there is no border rule \"{}\"; expected {}", name, joinWords(names, "or")));
}

int mapBorder(BorderRule rule, int x, int size) {
    if (x >= 0 && x < size) {
        return x;
    }
    const std::int64_t length = size;
    switch (rule) {
        case BorderRule::Clamp:
        case BorderRule::Crop:
            return std::clamp(x, 0, size - 1);
        case BorderRule::Mirror: {
            const std::int64_t phase = wrapped(x, 2 * length);
            return static_cast<int>(std::min(phase, 2 * length - 1 - phase));
        }
        case BorderRule::Reflect101: {
            // A single pixel has no neighbour to reflect: it stands everywhere.
            const std::int64_t period = std::max<std::int64_t>(1, 2 * length - 2);
            const std::int64_t phase = wrapped(x, period);
            return static_cast<int>(std::min(phase, period - phase));
        }
        case BorderRule::Wrap:
            return static_cast<int>(wrapped(x, length));
        case BorderRule::Constant:
        case BorderRule::Renormalise:
            return -1;
    }
    return -1;
}

}  // namespace kg
