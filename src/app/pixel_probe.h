// PixelProbe: the explanation of one pixel of one filter, and the GPU's value beside it.
//
// Main thread, with the engine's context current.
#pragma once

#include "app/workspace.h"
#include "reference/explain.h"

#include <cstdint>
#include <optional>
#include <string>

namespace kg {

// A pixel as the definitions make it and as the GPU made it.
struct ProbedPixel {
    PixelExplanation explanation;
    PixelCheck check;
    Precision precision = Precision::Full;  // of the filter's passes
    // How much the filter can amplify a rounding: the tolerance is this many units of the precision (plan/tolerance.h).
    double amplification = 1;
};

// Probes the engine's source and explains the pixel. The tolerance is that of one filter that reads nothing larger
// than the largest sample under the kernels. Throws what Engine::probe throws.
ProbedPixel probePixel(Engine& engine, const Chain& chain, const PlanSettings& settings, int filter, int x, int y);

// Probes again only when the pixel, the filter, the document or the picture is another one: reading waits for the GPU.
class PixelProbe {
public:
    struct Target {
        int filter = 0;  // index in the document's chain
        int x = 0;
        int y = 0;
        bool operator==(const Target&) const = default;
    };

    // Nothing to look at: nothing is explained.
    void update(Workspace& workspace, const std::optional<Target>& target);

    const std::optional<ProbedPixel>& pixel() const { return m_pixel; }
    // Why the target has no explanation ("filter 2 (box): it is off, ..."); empty otherwise.
    const std::string& problem() const { return m_problem; }

private:
    std::optional<Target> m_target;
    std::uint64_t m_revision = 0;
    std::uint64_t m_chainsRun = 0;
    std::uint64_t m_uploads = 0;
    std::optional<ProbedPixel> m_pixel;
    std::string m_problem;
};

}  // namespace kg
