// PlanMeter: times plans beside the shown result, one batch of runs a step, so that nobody waits longer than for that.
//
// A filter of a chain can be timed alone: what it reads is made once and kept on the GPU, as ChainProbe keeps it. The
// engine owns the meter; its textures come from the engine's pool.
#pragma once

#include "gl/objects.h"
#include "gl/stopwatch.h"
#include "image/image.h"
#include "render/executor.h"
#include "render/meter.h"
#include "render/texture_pool.h"

#include <cstddef>
#include <optional>

namespace kg {

class PlanMeter {
public:
    PlanMeter(Executor& executor, TexturePool& pool) : m_executor(executor), m_pool(pool) {}

    // Whether the device is a rasteriser on the CPU (gl/stopwatch.h).
    void setSoftware(bool software) { m_stopwatch = gl::Stopwatch(software); }

    // Begins with the first plan; what was under way is dropped.
    void start(MeterRequest request);
    // Whether plans are left to measure.
    bool active() const { return m_plan < m_request.plans.size(); }
    // One batch of runs, or the reading of a plan whose timings are complete; waits for the GPU.
    std::optional<MeterReading> step(const Image& source, const gl::Texture& sourceTexture);
    // What the filter read of the plan that was measured last; nothing where it reads the source itself.
    std::optional<Image> readInput();
    // Drops what is left and gives the textures back: the source or the programs are others.
    void stop();

private:
    double timeBatch(const gl::Texture& sourceTexture, int runs);
    void makeInput(const Plan& plan, const gl::Texture& sourceTexture);
    void beginPlan(const gl::Texture& sourceTexture);
    bool needsTiming() const;
    MeterReading finishPlan(const Image& source);

    Executor& m_executor;
    TexturePool& m_pool;
    gl::Framebuffer m_framebuffer;
    gl::Stopwatch m_stopwatch{false};

    MeterRequest m_request;
    std::size_t m_plan = 0;  // index of the one that is being measured
    bool m_begun = false;
    Plan m_part;  // of it, what is run
    int m_warmUps = 0;
    int m_runs = 1;  // in a batch
    double m_spent = 0;
    std::vector<double> m_milliseconds;

    gl::Texture m_input;  // empty where the plan reads the source
    Precision m_inputPrecision = Precision::Full;
    gl::Texture m_result;  // of the newest run
};

}  // namespace kg
