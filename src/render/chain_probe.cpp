#include "render/chain_probe.h"

#include "base/error.h"
#include "filter/reach.h"
#include "plan/plan_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace kg {

namespace {

std::string nameOf(const Chain& chain, int filter) {
    return fmt::format("filter {} ({})", filter + 1, chain[static_cast<std::size_t>(filter)].kind);
}

void requireOn(const Chain& chain, int index) {
    if (index < 0 || index >= static_cast<int>(chain.size())) {
        throw Error(fmt::format("there is no filter {} in a chain of {}", index + 1, chain.size()));
    }
    const Filter& filter = chain[static_cast<std::size_t>(index)];
    if (!filter.contributes()) {
        throw Error(filter.enabled ? "its mix is 0, so it computes nothing" : "it is off, so it computes nothing",
                    nameOf(chain, index));
    }
}

}  // namespace

FilterProbe ChainProbe::probe(const Chain& chain, const PlanSettings& settings, const DeviceTraits& traits,
                              const Image& source, const gl::Texture& sourceTexture, int filter, int x, int y) {
    requireOn(chain, filter);
    const Filter& probed = chain[static_cast<std::size_t>(filter)];
    refresh(chain, settings, traits, source, sourceTexture, filter);
    if (!m_outputRegion.contains(x, y)) {
        throw Error(fmt::format("there is no pixel {}, {} in its result, which is {}x{} at {}, {} of the image", x, y,
                                m_outputRegion.width, m_outputRegion.height, m_outputRegion.x, m_outputRegion.y),
                    nameOf(chain, filter));
    }
    const PixelReach reach = reachOf(bankOf(probed), borderOf(probed), m_inputRegion.width, m_inputRegion.height,
                                     x - m_inputRegion.x, y - m_inputRegion.y);

    FilterProbe found;
    found.region = m_inputRegion;
    found.input = readInput(source, reach.columns, reach.rows);
    found.precision = m_precision;
    std::array<float, 4> pixel{};
    m_framebuffer.target(m_result);
    m_framebuffer.read(x - m_outputRegion.x, y - m_outputRegion.y, 1, 1, pixel);
    std::copy(pixel.begin(), pixel.end(), found.result.begin());
    return found;
}

void ChainProbe::clear() {
    m_filter = -1;
    m_pool.give(std::exchange(m_input, {}));
    m_pool.give(std::exchange(m_result, {}));
}

bool ChainProbe::holds(const Chain& prefix, const PlanSettings& settings, Precision precision) const {
    return m_filter + 1 == static_cast<int>(prefix.size()) && m_settings == settings && m_precision == precision &&
           std::equal(prefix.begin(), prefix.end(), m_chain.begin());
}

void ChainProbe::refresh(const Chain& chain, const PlanSettings& settings, const DeviceTraits& traits,
                         const Image& source, const gl::Texture& sourceTexture, int filter) {
    if (m_filter == filter && m_chain == chain && m_settings == settings) {
        return;
    }
    // The plan of the whole chain, since precision is chosen for all of it.
    PlanSettings apart = settings;
    apart.mergesPoints = false;
    const Plan plan = makePlan(chain, source.format(), apart, traits);
    if (plan.tiles) {
        throw Error("the image is computed in tiles, and pixels are explained only where it is computed as a whole", {},
                    "Cut the part of interest out, or allow more memory.");
    }
    const Chain prefix(chain.begin(), chain.begin() + filter + 1);
    const auto planned = std::find_if(plan.filters.begin(), plan.filters.end(),
                                      [=](const FilterPlan& candidate) { return candidate.filter == filter; });
    if (!holds(prefix, settings, plan.precision)) {
        clear();
        run(plan, sourceTexture, filter);
    }
    m_inputRegion = planned->input;
    m_outputRegion = planned->output;
    m_chain = chain;
    m_settings = settings;
    m_precision = plan.precision;
    m_filter = filter;
}

void ChainProbe::run(const Plan& plan, const gl::Texture& sourceTexture, int filter) {
    const PassRange range = passesOf(plan, filter);
    if (range.first > 0) {
        m_input = m_executor.run(partOf(plan, {.first = 0, .last = range.first}), sourceTexture, nullptr);
    }
    m_result = m_executor.run(partOf(plan, range), m_input ? m_input : sourceTexture, nullptr);
    ++m_runs;
}

PixelPatch ChainProbe::readInput(const Image& source, std::vector<int> columns, std::vector<int> rows) {
    if (!m_input) {
        // Not every device reads from every source format; the image itself knows.
        return patchOf(source, std::move(columns), std::move(rows));
    }
    PixelPatch patch(std::move(columns), std::move(rows));
    m_framebuffer.target(m_input);
    std::vector<float> samples;
    for (const PixelPatch::Run& row : patch.rowRuns()) {
        for (const PixelPatch::Run& column : patch.columnRuns()) {
            samples.resize(std::size_t{4} * static_cast<std::size_t>(column.count) *
                           static_cast<std::size_t>(row.count));
            m_framebuffer.read(column.first, row.first, column.count, row.count, samples);
            std::size_t next = 0;
            for (int y = row.first; y < row.first + row.count; ++y) {
                for (int x = column.first; x < column.first + column.count; ++x, next += 4) {
                    patch.set(x, y, {samples[next], samples[next + 1], samples[next + 2], samples[next + 3]});
                }
            }
        }
    }
    return patch;
}

}  // namespace kg
