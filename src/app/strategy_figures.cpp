#include "app/strategy_figures.h"

#include "base/error.h"
#include "base/text.h"
#include "plan/plan_part.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace kg {

namespace {

Plan planFor(const StrategySubject& subject, std::optional<Strategy> strategy) {
    PlanSettings settings = subject.settings;
    if (subject.filter && strategy) {
        settings.mergesPoints = false;  // the filter alone is compared
        return makePlan(subject.chain, subject.format, settings, subject.device.value_or(DeviceTraits{}),
                        {{*subject.filter, *strategy}});
    }
    settings.strategy = strategy;
    return makePlan(subject.chain, subject.format, settings, subject.device.value_or(DeviceTraits{}));
}

StrategyFigures figuresOf(const StrategySubject& subject, std::optional<Strategy> strategy) {
    StrategyFigures figures{.strategy = strategy};
    try {
        figures.plan = planFor(subject, strategy);
    } catch (const PlanError& error) {
        figures.reason = error.what();
        return figures;
    }
    const Plan part = subject.filter ? partOf(figures.plan, passesOf(figures.plan, *subject.filter)) : figures.plan;
    figures.cost = part.total;
    figures.passes = part.passes.size();
    figures.errorBound = part.errorBound;
    if (subject.device) {
        figures.predictedMilliseconds = predictedMilliseconds(part, subject.device->costs, subject.device->tier);
    }
    return figures;
}

// The planner's sentence about a filter is shorter than its error about a plan that cannot be.
void shortenReasons(std::vector<StrategyFigures>& rows, int filter) {
    const auto legal = std::find_if(rows.begin(), rows.end(), [](const StrategyFigures& row) { return row.legal(); });
    if (legal == rows.end()) {
        return;
    }
    for (const FilterPlan& planned : legal->plan.filters) {
        if (planned.filter != filter) {
            continue;
        }
        for (const StrategyOption& option : planned.options) {
            const auto row = std::find_if(rows.begin(), rows.end(), [&](const StrategyFigures& candidate) {
                return candidate.strategy == option.strategy;
            });
            if (row != rows.end() && !row->legal() && !option.legal) {
                row->reason = option.reason;
            }
        }
    }
}

std::string scientific(double value) {
    return fmt::format("{:.2e}", value);
}

// A rate or a time in three significant digits; large ones in full.
std::string threeDigits(double value) {
    return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:#.3g}", value);
}

std::string paddedLeft(const std::string& text, std::size_t width) {
    return fmt::format("{:>{}}", text, width);
}

}  // namespace

std::string StrategyFigures::name() const {
    return std::string(strategy ? strategyName(*strategy) : "auto");
}

double StrategyFigures::fetchesPerPixel() const {
    const auto pixels = static_cast<double>(plan.format.pixelCount());
    return pixels > 0 ? static_cast<double>(cost.fetches) / pixels : 0;
}

std::vector<StrategyFigures> planStrategies(const StrategySubject& subject) {
    std::vector<StrategyFigures> rows;
    for (const Strategy strategy : allStrategies()) {
        rows.push_back(figuresOf(subject, strategy));
    }
    if (!subject.filter) {
        rows.push_back(figuresOf(subject, std::nullopt));
    }
    if (subject.filter || subject.chain.size() == 1) {
        shortenReasons(rows, subject.filter.value_or(0));
    }
    return rows;
}

std::vector<FigureColumn> costColumns() {
    return {
        {"fetches/px", [](const StrategyFigures& row) { return fmt::format("{:.6g}", row.fetchesPerPixel()); }},
        {"fetches", [](const StrategyFigures& row) { return groupedCount(row.cost.fetches); }},
        {"multiply-adds", [](const StrategyFigures& row) { return groupedCount(row.cost.multiplyAdds); }},
        {"bytes", [](const StrategyFigures& row) { return groupedCount(row.cost.bytesRead + row.cost.bytesWritten); }},
    };
}

FigureColumn predictedColumn() {
    return {"predicted ms", [](const StrategyFigures& row) {
                return row.predictedMilliseconds ? threeDigits(*row.predictedMilliseconds) : "-";
            }};
}

std::vector<FigureColumn> timeColumns() {
    const auto measured = [](auto textOf) {
        return [textOf](const StrategyFigures& row) { return row.time ? textOf(row) : std::string("-"); };
    };
    return {
        {"median ms", measured([](const StrategyFigures& row) { return threeDigits(row.time->median); })},
        {"lowest ... highest", measured([](const StrategyFigures& row) {
             return fmt::format("{} ... {}", threeDigits(row.time->lowest), threeDigits(row.time->highest));
         })},
        {"Gfetch/s", measured([](const StrategyFigures& row) {
             return threeDigits(gigafetchesPerSecond(row.cost, row.time->median));
         })},
        {"GB/s", measured([](const StrategyFigures& row) {
             return threeDigits(gigabytesPerSecond(row.cost, row.time->median));
         })},
    };
}

FigureColumn boundColumn() {
    return {"bound", [](const StrategyFigures& row) { return scientific(row.errorBound); }};
}

FigureColumn directColumn() {
    return {"to direct", [](const StrategyFigures& row) { return row.toDirect ? scientific(*row.toDirect) : "-"; }};
}

FigureColumn referenceColumn() {
    return {"to reference",
            [](const StrategyFigures& row) { return row.toReference ? scientific(row.toReference->maximum) : "-"; }};
}

std::vector<FigureColumn> measuredColumns() {
    std::vector<FigureColumn> columns = costColumns();
    columns.push_back(predictedColumn());
    for (FigureColumn& column : timeColumns()) {
        columns.push_back(std::move(column));
    }
    columns.insert(columns.end(), {boundColumn(), directColumn(), referenceColumn()});
    return columns;
}

std::string ceilingText(const Ceiling& ceiling) {
    return fmt::format("the device fetches {} Gfetch/s and copies {} GB/s at most",
                       threeDigits(ceiling.fetchesPerSecond * 1e-9), threeDigits(ceiling.bytesPerSecond * 1e-9));
}

nlohmann::json ceilingToJson(const Ceiling& ceiling) {
    return {{"gigafetches_per_second", ceiling.fetchesPerSecond * 1e-9},
            {"gigabytes_per_second", ceiling.bytesPerSecond * 1e-9}};
}

std::string figureTable(const std::vector<StrategyFigures>& rows, const std::vector<FigureColumn>& columns) {
    std::size_t nameWidth = std::string_view("strategy").size();
    std::vector<std::size_t> widths;
    for (const StrategyFigures& row : rows) {
        nameWidth = std::max(nameWidth, row.name().size());
    }
    for (const FigureColumn& column : columns) {
        widths.push_back(column.title.size());
        for (const StrategyFigures& row : rows) {
            widths.back() = std::max(widths.back(), row.legal() ? column.text(row).size() : 0);
        }
    }
    std::string text = fmt::format("{:<{}}", "strategy", nameWidth);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        text += "  " + paddedLeft(columns[i].title, widths[i]);
    }
    text += "\n";
    for (const StrategyFigures& row : rows) {
        text += fmt::format("{:<{}}", row.name(), nameWidth);
        if (!row.legal()) {
            text += "  not legal: " + row.reason + "\n";
            continue;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text += "  " + paddedLeft(columns[i].text(row), widths[i]);
        }
        text += "\n";
    }
    return text;
}

nlohmann::json figuresToJson(const StrategyFigures& figures) {
    if (!figures.legal()) {
        return {{"strategy", figures.name()}, {"legal", false}, {"reason", figures.reason}};
    }
    nlohmann::json out{{"strategy", figures.name()},
                       {"legal", true},
                       {"precision", precisionName(figures.plan.precision)},
                       {"passes", figures.passes},
                       {"fetches_per_pixel", figures.fetchesPerPixel()},
                       {"fetches", figures.cost.fetches},
                       {"multiply_adds", figures.cost.multiplyAdds},
                       {"bytes_read", figures.cost.bytesRead},
                       {"bytes_written", figures.cost.bytesWritten},
                       {"error_bound", figures.errorBound}};
    if (figures.predictedMilliseconds) {
        out["predicted_ms"] = *figures.predictedMilliseconds;
    }
    if (figures.time) {
        out["median_ms"] = figures.time->median;
        out["lowest_ms"] = figures.time->lowest;
        out["highest_ms"] = figures.time->highest;
        out["gigafetches_per_second"] = gigafetchesPerSecond(figures.cost, figures.time->median);
        out["gigabytes_per_second"] = gigabytesPerSecond(figures.cost, figures.time->median);
    }
    if (figures.toDirect) {
        out["max_difference_to_direct"] = *figures.toDirect;
    }
    if (figures.toReference) {
        out["max_difference"] = figures.toReference->maximum;
        out["mean_difference"] = figures.toReference->mean;
    }
    return out;
}

nlohmann::json figuresToJson(const std::vector<StrategyFigures>& rows) {
    nlohmann::json list = nlohmann::json::array();
    for (const StrategyFigures& row : rows) {
        list.push_back(figuresToJson(row));
    }
    return list;
}

}  // namespace kg
