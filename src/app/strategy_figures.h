// StrategyFigures: what each strategy costs and how it fared, and the tables that show it: the same in the window and
// in `kernelglass plan`, `bench` and `verify`. Plain data and pure functions.
#pragma once

#include "plan/ceiling.h"
#include "plan/plan.h"
#include "plan/planner.h"
#include "reference/reference.h"
#include "render/meter.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kg {

// What strategies are compared for: a whole chain, or one filter of it with all others as they are.
struct StrategySubject {
    Chain chain{};
    ImageFormat format{};
    PlanSettings settings{};               // their strategy counts for a filter's neighbours only
    std::optional<DeviceTraits> device{};  // nothing: any, whose times nobody predicts
    std::optional<int> filter{};           // index in the chain; nothing: the whole chain
};

struct StrategyFigures {
    std::optional<Strategy> strategy{};  // nothing: what is chosen automatically
    std::string reason{};                // why it is not legal; empty where it is

    Plan plan{};  // of the whole chain
    // Of the chain, or of the passes of the filter alone.
    Cost cost{};
    std::size_t passes = 0;
    double errorBound = 0;                          // in units of the value 1, for an input in [0, 1]
    std::optional<double> predictedMilliseconds{};  // of one run, by the device's rates

    // Measured; nothing until then.
    std::optional<Spread> time{};      // milliseconds of one run
    std::optional<double> toDirect{};  // largest difference to what direct makes
    std::optional<Difference> toReference{};

    bool legal() const { return reason.empty(); }
    std::string name() const;  // "direct", "auto"
    double fetchesPerPixel() const;
};

// A row for each strategy, in the order of allStrategies(); for a whole chain one more for the automatic choice. Costs
// and bounds are filled in. Throws Error where the chain is not sound; a strategy that is not legal is a row.
std::vector<StrategyFigures> planStrategies(const StrategySubject& subject);

// A column of a table: its title, and what it says of a legal strategy.
struct FigureColumn {
    std::string title;
    std::function<std::string(const StrategyFigures&)> text;
};
// Fetches a pixel and a frame, multiply-adds, bytes.
std::vector<FigureColumn> costColumns();
FigureColumn predictedColumn();
// Measured, and the rates.
std::vector<FigureColumn> timeColumns();
FigureColumn boundColumn();
FigureColumn directColumn();
FigureColumn referenceColumn();
// All of these, in this order: what was measured of strategies.
std::vector<FigureColumn> measuredColumns();

// Aligned lines: a title, a line a strategy; a strategy that is not legal says why.
std::string figureTable(const std::vector<StrategyFigures>& rows, const std::vector<FigureColumn>& columns);

// "the device fetches 1.2 Gfetch/s and copies 12 GB/s at most".
std::string ceilingText(const Ceiling& ceiling);
// {"gigafetches_per_second", "gigabytes_per_second"}.
nlohmann::json ceilingToJson(const Ceiling& ceiling);

// {"strategy", "legal", and "reason" or the figures that are known}.
nlohmann::json figuresToJson(const StrategyFigures& figures);
nlohmann::json figuresToJson(const std::vector<StrategyFigures>& rows);

}  // namespace kg
