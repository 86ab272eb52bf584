// Executor: does what a plan says. It draws each pass and keeps textures only as long as a later pass reads them.
#pragma once

#include "gl/objects.h"
#include "plan/plan.h"
#include "render/border_samplers.h"
#include "render/fourier_passes.h"
#include "render/pass_timer.h"
#include "render/program_cache.h"
#include "render/specialised_programs.h"
#include "render/texture_pool.h"

#include <cstdint>

namespace kg {

class Executor {
public:
    Executor(ProgramCache& programs, SpecialisedPrograms& specialised, TexturePool& pool);

    // Runs a plan with at least one pass over a source and returns the result, which the caller may give back to the
    // pool. `timer` may be null.
    gl::Texture run(const Plan& plan, const gl::Texture& source, PassTimer* timer);

    // Builds what compute passes of a plan need, and what others of their strategies may need in the next run.
    void buildCompute(const Plan& plan);
    // Whether the programs of Strategy::Fourier are there.
    bool hasTransforms() const { return m_fourier.built(); }

    std::uint64_t passesDrawn() const { return m_passesDrawn; }
    std::uint64_t passesSpecialised() const { return m_passesSpecialised; }

private:
    class Slots;

    void draw(const Pass& pass, const Slots& slots, const gl::Texture& output);
    void drawConvolve(const Pass& pass, const Slots& slots);
    void drawPoint(const PointProgram& program, const Pass& pass, const Slots& slots);
    void uploadTaps(const Pass& pass);

    ProgramCache& m_programs;
    SpecialisedPrograms& m_specialised;
    TexturePool& m_pool;
    gl::Framebuffer m_framebuffer;
    gl::EmptyVertexArray m_triangle;
    gl::UniformBuffer m_taps;
    BorderSamplers m_nearest{gl::Filtering::Nearest};
    BorderSamplers m_bilinear{gl::Filtering::Linear};
    FourierPasses m_fourier;
    std::uint64_t m_passesDrawn = 0;
    std::uint64_t m_passesSpecialised = 0;
};

}  // namespace kg
