#include "plan/plan_json.h"

#include "base/text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kg {

namespace {

std::string_view strategyOf(const Pass& pass) {
    return pass.kind == PassKind::Prepare || pass.kind == PassKind::Finish ? "point" : strategyName(pass.strategy);
}

nlohmann::json costToJson(const Cost& cost) {
    return {{"fetches", cost.fetches},
            {"multiply_adds", cost.multiplyAdds},
            {"bytes_read", cost.bytesRead},
            {"bytes_written", cost.bytesWritten}};
}

nlohmann::json fieldToJson(const ReceptiveField& field) {
    return {{"width", field.width()}, {"height", field.height()}};
}

std::string row(std::string_view label, std::size_t labelWidth, std::string_view strategy, const Cost& cost) {
    return fmt::format("{:<{}}  {:<11}  {:>17}  {:>17}  {:>17}  {:>17}\n", label, labelWidth, strategy,
                       groupedCount(cost.fetches), groupedCount(cost.multiplyAdds), groupedCount(cost.bytesRead),
                       groupedCount(cost.bytesWritten));
}

}  // namespace

nlohmann::json planToJson(const Plan& plan) {
    nlohmann::json passes = nlohmann::json::array();
    for (const Pass& pass : plan.passes) {
        nlohmann::json item = costToJson(pass.cost);
        item["label"] = pass.label;
        item["strategy"] = strategyOf(pass);
        passes.push_back(std::move(item));
    }
    const Region& region = plan.region;
    nlohmann::json json{
        {"width", plan.format.width},
        {"height", plan.format.height},
        {"result", {{"x", region.x}, {"y", region.y}, {"width", region.width}, {"height", region.height}}},
        {"light", lightName(plan.light)},
        {"precision", precisionName(plan.precision)},
        {"error_bound", plan.errorBound},
        {"passes", std::move(passes)},
        {"total", costToJson(plan.total)},
        {"receptive_field", fieldToJson(plan.receptiveField)}};
    if (plan.tiles) {
        json["tiles"] = {{"columns", plan.tiles->columns}, {"rows", plan.tiles->rows},
                         {"width", plan.tiles->width},     {"height", plan.tiles->height},
                         {"apron_x", plan.tiles->apronX},  {"apron_y", plan.tiles->apronY}};
    }
    return json;
}

std::string planTable(const Plan& plan) {
    std::size_t labelWidth = std::string_view("total").size();
    for (const Pass& pass : plan.passes) {
        labelWidth = std::max(labelWidth, pass.label.size());
    }
    std::string text = fmt::format("{}x{}, {} light, {} precision, error bound {:.3g} ({:.2g} steps of 255)\n",
                                   plan.format.width, plan.format.height, lightName(plan.light),
                                   precisionName(plan.precision), plan.errorBound, plan.errorBound * 255);
    if (const Region& region = plan.region; region != Region{0, 0, plan.format.width, plan.format.height}) {
        text += fmt::format("result: {}x{}, cropped at {},{}\n", region.width, region.height, region.x, region.y);
    }
    if (const auto& tiles = plan.tiles) {
        text += fmt::format("{} x {} tiles of {}x{} with aprons of {}x{} pixels, costs included\n", tiles->columns,
                            tiles->rows, tiles->width, tiles->height, tiles->apronX, tiles->apronY);
    }
    text += fmt::format("{:<{}}  {:<11}  {:>17}  {:>17}  {:>17}  {:>17}\n", "pass", labelWidth, "strategy", "fetches",
                        "multiply-adds", "bytes read", "bytes written");
    for (const Pass& pass : plan.passes) {
        text += row(pass.label, labelWidth, strategyOf(pass), pass.cost);
    }
    text += row("total", labelWidth, "", plan.total);
    return text +
           fmt::format("receptive field {}x{} pixels\n", plan.receptiveField.width(), plan.receptiveField.height());
}

}  // namespace kg
