// FourierPasses: draws the passes of Strategy::Fourier.
//
// It belongs to an executor and its context's thread.
#pragma once

#include "plan/plan.h"
#include "render/compute_textures.h"
#include "render/program_cache.h"
#include "render/texture_pool.h"

namespace kg {

// What the program of such a pass is built from.
ProgramCache::Recipe fourierRecipe(PassKind kind);

class FourierPasses {
public:
    FourierPasses(ProgramCache& programs, TexturePool& pool) : m_programs(programs), m_pool(pool) {}

    void draw(const Pass& pass, const ComputeTextures& textures);

    // Builds all programs that any kernel and size can need.
    void build();
    bool built() const { return m_built; }

private:
    void drawKernelRows(const Pass& pass, const gl::Texture& output);
    void drawRows(const FourierAxis& axis, const Pass& pass, const ComputeTextures& textures);
    void drawColumns(const Pass& pass, const ComputeTextures& textures);
    void drawBack(const Pass& pass);
    void bindTurns();

    ProgramCache& m_programs;
    TexturePool& m_pool;
    gl::UniformBuffer m_turns;  // empty until the first transform
    bool m_turnsMade = false;
    bool m_built = false;
};

}  // namespace kg
