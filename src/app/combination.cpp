#include "app/combination.h"

#include "base/text.h"
#include "filter/combined_filter.h"
#include "kernel/analysis/statistics.h"
#include "plan/error_bound.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

// What the passes of the filters first..last of a plan take.
FiltersCost costOf(const Plan& plan, int first, int last) {
    FiltersCost sum{.errorBound = plan.errorBound};
    for (const Pass& pass : plan.passes) {
        if (pass.filter >= first && pass.filter <= last) {
            ++sum.passes;
            sum.cost += pass.cost;
        }
    }
    return sum;
}

// What the last pass of a filter stores.
Precision storedBy(const Plan& plan, int filter) {
    Precision stores = plan.precision;
    for (const Pass& pass : plan.passes) {
        stores = pass.filter == filter ? pass.stores : stores;
    }
    return stores;
}

// The most that rounding the first filter's result changes the second one's.
double storedRounding(const Chain& pair, Precision stores) {
    const KernelStatistics first = statistics(kernelOf(pair[0]));
    const double bias = std::abs(bankOf(pair[0]).bias);
    const double magnitude = std::max(first.positiveSum, -first.negativeSum) + bias;
    return storageError(stores, magnitude) * statistics(kernelOf(pair[1])).absoluteSum;
}

// A difference in steps of an 8-bit image.
std::string steps(double difference) {
    return fmt::format("{:.2g} of 255", 255 * difference);
}

nlohmann::json costToJson(const FiltersCost& filters) {
    return {{"passes", filters.passes},
            {"fetches", filters.cost.fetches},
            {"multiply_adds", filters.cost.multiplyAdds},
            {"bytes_read", filters.cost.bytesRead},
            {"bytes_written", filters.cost.bytesWritten},
            {"error_bound", filters.errorBound}};
}

nlohmann::json borderToJson(const Combination& combination) {
    const BorderDifference& border = combination.border;
    return {{"left", combination.field.left},
            {"right", combination.field.right},
            {"top", combination.field.top},
            {"bottom", combination.field.bottom},
            {"pixels", border.pixels},
            {"compared", border.compared},
            {"max_difference", border.difference.maximum},
            {"mean_difference", border.difference.mean},
            {"x", border.difference.x},
            {"y", border.difference.y},
            {"channel", border.difference.channel}};
}

std::string row(std::string_view label, std::string_view apart, std::string_view together) {
    return fmt::format("{:<16}  {:>18}  {:>18}\n", label, apart, together);
}

std::string costTable(const Combination& combination) {
    const FiltersCost& apart = combination.apart;
    const FiltersCost& together = combination.together;
    const auto counts = [](std::string_view label, std::uint64_t a, std::uint64_t b) {
        return row(label, groupedCount(a), groupedCount(b));
    };
    return row("", "two filters", "one kernel") +
           row("passes", std::to_string(apart.passes), std::to_string(together.passes)) +
           counts("fetches", apart.cost.fetches, together.cost.fetches) +
           counts("multiply-adds", apart.cost.multiplyAdds, together.cost.multiplyAdds) +
           counts("bytes read", apart.cost.bytesRead, together.cost.bytesRead) +
           counts("bytes written", apart.cost.bytesWritten, together.cost.bytesWritten) +
           row("error bound", steps(apart.errorBound), steps(together.errorBound));
}

}  // namespace

Combination combine(const Chain& chain, int index, const Image& image, const PlanSettings& settings,
                    const DeviceTraits& device, double work) {
    Combination result{.index = index, .kernel = combinedFilter(chain, index, image.format().hasAlpha())};
    const auto at = chain.begin() + index;
    result.pair.assign(at, at + 2);
    result.chain = chain;
    result.chain.erase(result.chain.begin() + index + 1);
    result.chain[static_cast<std::size_t>(index)] = result.kernel;

    const Kernel kernel = kernelOf(result.kernel);
    result.width = kernel.width();
    result.height = kernel.height();
    result.pixels = image.format().pixelCount();

    const Plan apart = makePlan(chain, image.format(), settings, device);
    const Plan together = makePlan(result.chain, image.format(), settings, device);
    result.apart = costOf(apart, index, index + 1);
    result.together = costOf(together, index, index);
    result.stores = storedBy(apart, index);
    result.stored = storedRounding(result.pair, result.stores);

    result.sameBorder = sameBorder(result.pair[0], result.pair[1]);
    result.field = receptiveFieldOf(result.pair);
    if (borderOf(result.kernel) == BorderRule::Crop) {
        return result;  // no kernel reads beyond the image
    }
    const auto through = [&](const Chain& whole, int count) { return Chain(whole.begin(), whole.begin() + count); };
    result.border = borderDifference(image, through(chain, index + 2), through(result.chain, index + 1), settings.light,
                                     result.field, work);
    return result;
}

nlohmann::json combinationToJson(const Combination& combination) {
    return {{"filters", printChain(combination.pair)},
            {"kernel", printFilter(combination.kernel)},
            {"chain", printChain(combination.chain)},
            {"size", {{"width", combination.width}, {"height", combination.height}}},
            {"apart", costToJson(combination.apart)},
            {"together", costToJson(combination.together)},
            {"same_border", combination.sameBorder},
            {"border", borderToJson(combination)},
            {"stores", precisionName(combination.stores)},
            {"stored", combination.stored}};
}

std::string insideSentence() {
    return "Inside the picture: no difference beyond rounding.";
}

std::string borderSentence(const Combination& combination) {
    constexpr double kRounding = 1e-12;  // of sums of thousands of products in double precision
    const BorderDifference& border = combination.border;
    const ReceptiveField& field = combination.field;
    if (borderOf(combination.kernel) == BorderRule::Crop) {
        return "At the border: none either, since both crop what would read beyond it.";
    }
    if (border.pixels == 0) {
        return "At the border: none either, since no pixel but its own is read.";
    }
    std::string sentence =
        fmt::format("Within {} columns and {} rows of the border: ", std::max(field.left, field.right),
                    std::max(field.top, field.bottom));
    if (border.difference.maximum <= kRounding) {
        sentence += "none beyond rounding";
    } else {
        sentence += fmt::format("at most {} in this picture, at {}, {}", steps(border.difference.maximum),
                                border.difference.x, border.difference.y);
    }
    if (border.compared < border.pixels) {
        sentence += fmt::format(", of the {} pixels next to the corners that were compared (of {})",
                                groupedCount(border.compared), groupedCount(border.pixels));
    }
    if (!combination.sameBorder) {
        sentence += fmt::format(". The two have different border rules; the one kernel takes {}",
                                borderRuleName(borderOf(combination.kernel)));
    }
    return sentence + ".";
}

std::string storeSentence(const Combination& combination) {
    return fmt::format(
        "Between the two filters a pass stores {} floats, which moves the result by up to {}; one "
        "kernel stores nothing there.",
        combination.stores == Precision::Half ? "16-bit" : "32-bit", steps(combination.stored));
}

std::string combinationText(const Combination& combination) {
    return fmt::format("{}\nas one kernel of {}x{} cells\n\n{}\n{}\n{}\n{}\n\n{}\n", printChain(combination.pair),
                       combination.width, combination.height, costTable(combination), insideSentence(),
                       borderSentence(combination), storeSentence(combination), printChain(combination.chain));
}

}  // namespace kg
