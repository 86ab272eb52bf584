// SizeSweep: one filter at many sizes, each by every strategy: what it fetches, and how long it takes.
//
// Like StrategyStudy it takes steps and uses the engine's one meter. Main thread, with the engine's context current.
#pragma once

#include "app/strategy_study.h"

#include <optional>
#include <string>
#include <vector>

namespace kg {

struct SweepRange {
    int lowest = 3;
    int highest = 63;

    bool operator==(const SweepRange&) const = default;
};

// The odd sizes of a range.
std::vector<int> sizesOf(const SweepRange& range);

// The filter with a kernel of this many cells a side; nothing where its kind has no size to set. A convolve has one
// where its text is a single name with a size, a width and height, or a radius.
std::optional<Filter> filterOfSize(const Filter& filter, int size);

struct SweepPoint {
    int size = 0;
    std::vector<StrategyFigures> strategies;  // of the filter alone; their plans are dropped
};

class SizeSweep {
public:
    // Throws Error where the filter has no size.
    SizeSweep(Engine& engine, const Chain& chain, const PlanSettings& settings, int filter, const SweepRange& range,
              const MeterProtocol& protocol);

    // Whether there is more to do. Throws what the engine throws, and has stopped then.
    bool step();
    void stop();
    bool active() const { return m_active; }
    int currentSize() const;

    // Those that are complete, in ascending order.
    const std::vector<SweepPoint>& points() const { return m_points; }

private:
    void beginSize();

    Engine& m_engine;
    Chain m_chain;
    PlanSettings m_settings;
    int m_filter;
    MeterProtocol m_protocol;
    std::vector<int> m_sizes;
    std::optional<StrategyStudy> m_study;
    std::vector<SweepPoint> m_points;
    bool m_active = true;
};

// A line a size and legal strategy: size,strategy,passes,fetches_per_pixel,fetches,multiply_adds,bytes,error_bound,
// median_ms,lowest_ms,highest_ms. Source of the form: RFC 4180, with line feeds.
std::string sweepCsv(const std::vector<SweepPoint>& points);

}  // namespace kg
