#include "kernel/text/kernel_json.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

using nlohmann::json;

Kernel kernelFromJson(const json& object) {
    const auto number = [&](const char* key) {
        if (!object.contains(key) || !object[key].is_number_integer()) {
            throw Error(fmt::format("\"{}\" is missing or no whole number", key), "JSON of a kernel");
        }
        return object[key].get<int>();
    };
    const int width = number("width");
    const int height = number("height");
    Kernel::requireSize(width, height);
    if (!object.contains("weights") || !object["weights"].is_array()) {
        throw Error("\"weights\" is missing or no array", "JSON of a kernel");
    }
    std::vector<double> cells;
    for (const json& weight : object["weights"]) {
        if (!weight.is_number() && !weight.is_null()) {
            throw Error(fmt::format("weight {} is neither a number nor null", cells.size() + 1), "JSON of a kernel");
        }
        cells.push_back(weight.is_null() ? Kernel::kAbsent : weight.get<double>());
    }
    if (!object.contains("origin")) {
        return {width, height, std::move(cells)};
    }
    const json& origin = object["origin"];
    if (!origin.is_array() || origin.size() != 2 || !origin[0].is_number_integer() || !origin[1].is_number_integer()) {
        throw Error("\"origin\" is no [x, y] of whole numbers", "JSON of a kernel");
    }
    return {width, height, std::move(cells), origin[0].get<int>(), origin[1].get<int>()};
}

}  // namespace

std::string printKernelJson(const Kernel& kernel) {
    nlohmann::ordered_json weights = nlohmann::ordered_json::array();
    for (const double cell : kernel.cells()) {
        weights.push_back(std::isnan(cell) ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(cell));
    }
    const nlohmann::ordered_json object{{"width", kernel.width()},
                                        {"height", kernel.height()},
                                        {"origin", {kernel.originX(), kernel.originY()}},
                                        {"weights", std::move(weights)}};
    return object.dump();
}

std::optional<std::vector<Kernel>> parseKernelJson(std::string_view text) {
    const json parsed = json::parse(text, nullptr, false);
    if (parsed.is_object()) {
        return std::vector<Kernel>{kernelFromJson(parsed)};
    }
    const bool objects = parsed.is_array() && !parsed.empty() &&
                         std::all_of(parsed.begin(), parsed.end(), [](const json& item) { return item.is_object(); });
    if (!objects) {
        return std::nullopt;
    }
    if (parsed.size() > kMaxKernels) {
        throw Error(fmt::format("more than {} kernels in a list", kMaxKernels), "JSON of kernels");
    }
    std::vector<Kernel> kernels;
    for (const json& object : parsed) {
        kernels.push_back(kernelFromJson(object));
    }
    return kernels;
}

}  // namespace kg
