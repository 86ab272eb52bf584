#include "app/pixel_probe.h"

#include "base/error.h"
#include "plan/tolerance.h"

namespace kg {

ProbedPixel probePixel(Engine& engine, const Chain& chain, const PlanSettings& settings, int filter, int x, int y) {
    const FilterProbe probe = engine.probe(chain, settings, filter, x, y);
    const Filter& probed = chain[static_cast<std::size_t>(filter)];
    ProbedPixel pixel;
    pixel.precision = probe.precision;
    ImageFormat input = engine.sourceFormat().value();
    input.width = probe.region.width;
    input.height = probe.region.height;
    pixel.explanation =
        explainPixel(probed, probe.input, input, settings.light, x - probe.region.x, y - probe.region.y);
    pixel.amplification = amplificationOf({probed}, pixel.explanation.largestSample, pixel.explanation.hasAlpha());
    pixel.check = checkPixel(pixel.explanation, probe.result, toleranceUnit(pixel.precision) * pixel.amplification);
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
    if (!target || !workspace.imageFormat()) {
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
