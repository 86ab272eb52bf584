// ChainProbe: the input and the result of one filter of a chain, kept on the GPU beside the shown result.
//
// Made for a pixel under the mouse: the passes up to the filter run once for a chain, and every further pixel is a
// small read-back. What is kept are the newest filter's two textures, taken from the engine's pool.
#pragma once

#include "filter/chain.h"
#include "gl/objects.h"
#include "image/image.h"
#include "plan/planner.h"
#include "render/executor.h"
#include "render/filter_probe.h"
#include "render/texture_pool.h"

#include <cstdint>
#include <vector>

namespace kg {

class ChainProbe {
public:
    ChainProbe(Executor& executor, TexturePool& pool) : m_executor(executor), m_pool(pool) {}

    // Reads around a pixel, told in the source's coordinates, of the filter at an index of the chain. Throws Error
    // where there is no such filter or pixel, or the filter is off and has no result, and what makePlan throws.
    FilterProbe probe(const Chain& chain, const PlanSettings& settings, const DeviceTraits& traits, const Image& source,
                      const gl::Texture& sourceTexture, int filter, int x, int y);

    // Forgets the textures: the source or the programs are others.
    void clear();

    // How often passes ran; the other probes were read-backs alone.
    std::uint64_t runs() const { return m_runs; }

private:
    void refresh(const Chain& chain, const PlanSettings& settings, const DeviceTraits& traits, const Image& source,
                 const gl::Texture& sourceTexture, int filter);
    bool holds(const Chain& prefix, const PlanSettings& settings, Precision precision) const;
    void run(const Plan& plan, const gl::Texture& sourceTexture, int filter);
    PixelPatch readInput(const Image& source, std::vector<int> columns, std::vector<int> rows);

    Executor& m_executor;
    TexturePool& m_pool;
    gl::Framebuffer m_framebuffer;

    // What the textures were made from; the whole chain spares planning, its prefix spares the passes.
    Chain m_chain;
    PlanSettings m_settings;
    int m_filter = -1;  // -1: there are no textures
    Precision m_precision = Precision::Full;
    Region m_inputRegion;  // of the filter, in the source
    Region m_outputRegion;
    gl::Texture m_input;  // empty where the filter reads the source itself
    gl::Texture m_result;
    std::uint64_t m_runs = 0;
};

}  // namespace kg
