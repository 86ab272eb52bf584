#include "app/size_sweep.h"

#include "base/error.h"
#include "filter/registry.h"
#include "kernel/named/call_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kg {

namespace {

// A call whose kernel has this many cells a side; false where it has no argument for that.
bool resize(KernelCall& call, int size) {
    bool resized = false;
    for (std::size_t i = 0; i < call.values.size(); ++i) {
        const KernelArgument& argument = call.named->arguments[i];
        const bool side = argument.id == "size" || argument.id == "width" || argument.id == "height";
        if (!side && argument.id != "radius") {
            continue;
        }
        const double value = side ? size : (size - 1) / 2;
        if (value < argument.lowest || value > argument.highest) {
            return false;
        }
        call.values[i] = value;
        resized = true;
    }
    return resized;
}

std::optional<Filter> convolveOfSize(const Filter& filter, int size) {
    std::optional<KernelCall> call = callFrom(textOf(filter, "kernel"));
    if (!call || !resize(*call, size)) {
        return {};
    }
    Filter sized = filter;
    sized.values["kernel"] = printCall(*call);
    return sized;
}

}  // namespace

std::vector<int> sizesOf(const SweepRange& range) {
    std::vector<int> sizes;
    for (int size = range.lowest | 1; size <= range.highest; size += 2) {
        sizes.push_back(size);
    }
    return sizes;
}

std::optional<Filter> filterOfSize(const Filter& filter, int size) {
    if (filter.kind == "convolve") {
        return convolveOfSize(filter, size);
    }
    const FilterKind& kind = filterKind(filter.kind);
    if (kind.findParameter("size") == nullptr) {
        return {};
    }
    Filter sized = filter;
    sized.values["size"] = static_cast<double>(size);
    if (kind.findParameter("height") != nullptr) {
        sized.values["height"] = 0.0;  // a square
    }
    return sized;
}

SizeSweep::SizeSweep(Engine& engine, const Chain& chain, const PlanSettings& settings, int filter,
                     const SweepRange& range, const MeterProtocol& protocol)
    : m_engine(engine),
      m_chain(chain),
      m_settings(settings),
      m_filter(filter),
      m_protocol(protocol),
      m_sizes(sizesOf(range)) {
    const Filter& swept = m_chain[static_cast<std::size_t>(filter)];
    if (!filterOfSize(swept, range.lowest | 1)) {
        throw Error("it has no size to sweep over", fmt::format("filter {} ({})", filter + 1, swept.kind),
                    "box, gaussian and a convolve with one named kernel of a size have one.");
    }
}

int SizeSweep::currentSize() const {
    return m_points.size() < m_sizes.size() ? m_sizes[m_points.size()] : 0;
}

void SizeSweep::beginSize() {
    Filter& swept = m_chain[static_cast<std::size_t>(m_filter)];
    std::optional<Filter> sized = filterOfSize(swept, currentSize());
    if (!sized) {
        m_sizes.resize(m_points.size());  // larger than the kernel's argument allows
        return;
    }
    swept = std::move(*sized);
    m_study.emplace(m_engine, m_chain, m_settings, m_filter);
    m_study->begin({.protocol = m_protocol, .direct = false});
}

bool SizeSweep::step() {
    if (!m_active) {
        return false;
    }
    try {
        if (!m_study) {
            beginSize();
        }
        if (m_study && !m_study->step()) {
            SweepPoint point{.size = currentSize(), .strategies = m_study->rows()};
            for (StrategyFigures& figures : point.strategies) {
                figures.plan.passes = {};
                figures.plan.filters = {};
            }
            m_points.push_back(std::move(point));
            m_study.reset();
        }
    } catch (...) {
        stop();
        throw;
    }
    m_active = m_points.size() < m_sizes.size();
    return m_active;
}

void SizeSweep::stop() {
    if (m_study) {
        m_study->stop();
        m_study.reset();
    }
    m_active = false;
}

std::string sweepCsv(const std::vector<SweepPoint>& points) {
    std::string text =
        "size,strategy,passes,fetches_per_pixel,fetches,multiply_adds,bytes,error_bound,median_ms,lowest_ms,"
        "highest_ms\n";
    for (const SweepPoint& point : points) {
        for (const StrategyFigures& row : point.strategies) {
            if (!row.legal() || !row.time) {
                continue;
            }
            text += fmt::format("{},{},{},{:g},{},{},{},{:.3g},{:.4g},{:.4g},{:.4g}\n", point.size, row.name(),
                                row.passes, row.fetchesPerPixel(), row.cost.fetches, row.cost.multiplyAdds,
                                row.cost.bytesRead + row.cost.bytesWritten, row.errorBound, row.time->median,
                                row.time->lowest, row.time->highest);
        }
    }
    return text;
}

}  // namespace kg
