#include "app/pixel_probe.h"

#include "base/error.h"

#include <algorithm>

namespace kg {

namespace {

double amplificationOf(const PixelExplanation& explanation) {
    double gain = 0;
    for (const KernelSum& kernel : explanation.kernels) {
        gain += kernel.absoluteSum;
    }
    return std::max(1.0, gain) * std::max(1.0, explanation.largestSample);
}

}  // namespace

ProbedPixel probePixel(Engine& engine, const Chain& chain, const PlanSettings& settings, int filter, int x, int y) {
    const FilterProbe probe = engine.probe(chain, settings, filter, x, y);
    ProbedPixel pixel;
    pixel.precision = probe.precision;
    pixel.explanation = explainPixel(chain[static_cast<std::size_t>(filter)], probe.input, engine.source()->format(),
                                     settings.light, x, y);
    pixel.amplification = amplificationOf(pixel.explanation);
    pixel.check = checkPixel(pixel.explanation, probe.result, pixel.unit() * pixel.amplification);
    return pixel;
}

void PixelProbe::update(Workspace& workspace, const std::optional<Target>& target) {
    const EngineCounters& counters = workspace.engine().counters();
    if (target == m_target && workspace.revision() == m_revision && counters.chainsRun == m_chainsRun &&
        counters.uploads == m_uploads) {
        return;
    }
    m_target = target;
    m_revision = workspace.revision();
    m_chainsRun = counters.chainsRun;
    m_uploads = counters.uploads;
    m_pixel.reset();
    m_problem.clear();
    if (!target || workspace.image() == nullptr) {
        return;
    }
    try {
        const Document& document = workspace.document();
        m_pixel =
            probePixel(workspace.engine(), document.chain, document.settings, target->filter, target->x, target->y);
    } catch (const Error& error) {
        m_problem = error.what();
    }
}

}  // namespace kg
