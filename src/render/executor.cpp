#include "render/executor.h"

#include "plan/plan_part.h"
#include "plan/planner.h"
#include "render/pass_textures.h"
#include "render/scan_passes.h"
#include "render/tiled_pass.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace kg {

namespace {

glm::vec4 vectorOf(const Color& color) {
    return glm::dvec4(color[0], color[1], color[2], color[3]);
}

glm::vec2 vectorOf(const std::array<double, 2>& values) {
    return glm::dvec2(values[0], values[1]);
}

// 1 where a channel is written, 0 where it is kept.
glm::vec4 vectorOf(const ChannelMask& mask) {
    return glm::bvec4(mask.red, mask.green, mask.blue, mask.alpha);
}

// The two halves of what a tap or a border carries for each term.
glm::vec4 lowerFour(const std::array<double, kMaxTerms>& values) {
    return glm::dvec4(values[0], values[1], values[2], values[3]);
}
glm::vec4 upperFour(const std::array<double, kMaxTerms>& values) {
    return glm::dvec4(values[4], values[5], values[6], values[7]);
}

}  // namespace

// The textures that passes have written so far; a texture returns to the pool after the last pass that reads it.
class Executor::Slots {
public:
    Slots(const Plan& plan, const gl::Texture& source, TexturePool& pool)
        : m_plan(plan), m_source(source), m_pool(pool), m_written(plan.passes.size() + 1) {}

    ~Slots() {
        for (gl::Texture& texture : m_written) {
            m_pool.give(std::move(texture));
        }
    }
    Slots(const Slots&) = delete;
    Slots& operator=(const Slots&) = delete;

    const gl::Texture& at(int slot) const { return slot == Slot::kSource ? m_source : m_written[slot]; }

    PassTextures texturesOf(const Pass& pass) const {
        const auto traits = [this](int slot) {
            if (slot == Slot::kNone) {
                return TextureTraits{};
            }
            const gl::Texture& texture = at(slot);
            return traitsOf(texture.format(), texture.width(), texture.height(), texture.layers());
        };
        return {.input = traits(pass.input),
                .other = traits(pass.other),
                .base = traits(pass.base),
                .output = {.format = passFormat(pass.stores), .layers = layersWritten(pass)}};
    }

    gl::Texture& write(int slot) {
        const Pass& pass = m_plan.passes[slot - 1];
        m_written[slot] = m_pool.take(passFormat(pass.stores), pass.width, pass.height, layersWritten(pass));
        return m_written[slot];
    }

    void releaseAfter(int passIndex) {
        const auto next = m_plan.passes.begin() + passIndex + 1;
        for (int slot = 1; slot <= passIndex; ++slot) {
            if (std::none_of(next, m_plan.passes.end(), [&](const Pass& pass) { return reads(pass, slot); })) {
                m_pool.give(std::exchange(m_written[slot], {}));
            }
        }
    }

    gl::Texture takeLast() { return std::exchange(m_written.back(), {}); }

private:
    const Plan& m_plan;
    const gl::Texture& m_source;
    TexturePool& m_pool;
    std::vector<gl::Texture> m_written;  // by slot; 0 is the source's and stays empty
};

Executor::Executor(ProgramCache& programs, SpecialisedPrograms& specialised, TexturePool& pool)
    : m_programs(programs),
      m_specialised(specialised),
      m_pool(pool),
      m_taps(sizeof(float) * 4 * kMaxTaps),
      m_fourier(programs, pool) {}

gl::Texture Executor::run(const Plan& plan, const gl::Texture& source, PassTimer* timer) {
    gl::resetState();
    Slots slots(plan, source, m_pool);
    if (timer != nullptr) {
        timer->beginFrame();
    }
    for (int i = 0; i < static_cast<int>(plan.passes.size()); ++i) {
        const gl::Texture& output = slots.write(i + 1);
        // Compute passes do not draw to it, but the driver would complain of a target whose texture is gone.
        m_framebuffer.target(output);
        {
            const PassTimer::Pass measured(timer);
            draw(plan.passes[i], slots, output);
        }
        ++m_passesDrawn;
        slots.releaseAfter(i);
    }
    if (timer != nullptr) {
        timer->endFrame();
    }
    for (const int unit : {kInputUnit, kOtherUnit, kBaseUnit}) {
        gl::Sampler::unbind(unit);
    }
    gl::checkMemory("the passes");
    return slots.takeLast();
}

void Executor::buildCompute(const Plan& plan) {
    for (const Pass& pass : plan.passes) {
        if (pass.kind == PassKind::Tiled) {
            buildTiled(m_programs);
        } else if (isFourier(pass.kind)) {
            m_fourier.build();
        }
    }
}

void Executor::draw(const Pass& pass, const Slots& slots, const gl::Texture& output) {
    const auto textureOf = [&](int slot) { return slot == Slot::kNone ? nullptr : &slots.at(slot); };
    const ComputeTextures textures{.input = textureOf(pass.input), .other = textureOf(pass.other), .output = output};
    switch (pass.kind) {
        case PassKind::Prepare:
            drawPoint(m_programs.prepare(), pass, slots);
            break;
        case PassKind::Finish:
            drawPoint(m_programs.finish(), pass, slots);
            break;
        case PassKind::Convolve:
            drawConvolve(pass, slots);
            break;
        case PassKind::RunningSum:
        case PassKind::Recursive:
            drawScan(m_programs, m_nearest, pass, slots.at(pass.input), output);
            break;
        case PassKind::Tiled:
            drawTiled(m_programs, m_taps, pass, textures);
            break;
        case PassKind::KernelRows:
        case PassKind::KernelColumns:
        case PassKind::FourierRows:
        case PassKind::FourierColumns:
        case PassKind::FourierBack:
            m_fourier.draw(pass, textures);
            break;
    }
}

void Executor::drawPoint(const PointProgram& program, const Pass& pass, const Slots& slots) {
    slots.at(pass.input).bind(kInputUnit);
    m_nearest.clamp().bind(kInputUnit);
    program.program.use();
    program.convertLight.set(pass.decodesLight || pass.encodesLight ? 1 : 0);
    program.alpha.set(pass.multipliesAlpha || pass.dividesAlpha ? 1 : 0);
    m_triangle.drawTriangle();
}

void Executor::drawConvolve(const Pass& pass, const Slots& slots) {
    const gl::Texture& input = slots.at(pass.input);
    input.bind(kInputUnit);
    (pass.bilinear ? m_bilinear : m_nearest).of(pass.border).bind(kInputUnit);
    slots.at(pass.other != Slot::kNone ? pass.other : Slot::kSource).bind(kOtherUnit);
    slots.at(pass.base != Slot::kNone ? pass.base : Slot::kSource).bind(kBaseUnit);
    m_nearest.clamp().bind(kOtherUnit);
    m_nearest.clamp().bind(kBaseUnit);
    const glm::vec2 size(input.width(), input.height());
    if (const SpecialisedProgram* specialised = m_specialised.find(pass, slots.texturesOf(pass))) {
        specialised->program.use();
        specialised->inputSize.set(size);
        specialised->inputTexel.set(1.0F / size);
        m_triangle.drawTriangle();
        ++m_passesSpecialised;
        return;
    }
    uploadTaps(pass);
    m_taps.bind(kTapsBinding);

    const ConvolveProgram& program = m_programs.convolve(shapeOf(pass));
    program.program.use();
    program.inputSize.set(size);
    program.inputTexel.set(1.0F / size);
    program.borderColor.set(vectorOf(pass.borderColor));
    program.tapCount.set(static_cast<int>(pass.taps.size()));
    program.termCount.set(pass.kernels);
    program.borderScale.set(lowerFour(pass.borderScale));
    program.borderScaleUpper.set(upperFour(pass.borderScale));
    program.combine.set(static_cast<int>(pass.combine));
    program.otherScale.set(static_cast<float>(pass.otherScale));
    program.bias.set(static_cast<float>(pass.bias));
    program.channels.set(vectorOf(pass.channels));
    program.mix.set(static_cast<float>(pass.mix));
    program.useOther.set(pass.other != Slot::kNone ? 1 : 0);
    program.useBase.set(pass.base != Slot::kNone ? 1 : 0);
    program.prepareOther.set(pass.prepares(pass.other) ? 1 : 0);
    program.prepareBase.set(pass.prepares(pass.base) ? 1 : 0);
    program.opaque.set(pass.opaque ? 1 : 0);
    program.visible.set(static_cast<int>(pass.visible.how));
    program.visibleWhole.set(vectorOf(pass.visible.whole));
    program.visibleMost.set(vectorOf(pass.visible.most));
    program.shift.set(glm::vec2(pass.shiftX, pass.shiftY));
    program.step.set(static_cast<float>(pass.step));
    program.origin.set(glm::vec2(pass.originX, pass.originY));
    program.wholeSum.set(vectorOf(pass.wholeSum));
    program.leastInside.set(vectorOf(pass.leastInside));
    m_triangle.drawTriangle();
}

void Executor::uploadTaps(const Pass& pass) {
    std::vector<glm::vec4> taps;
    for (const Tap& tap : pass.taps) {
        if (pass.terms == Terms::Kernels) {
            taps.emplace_back(tap.dx, tap.dy, tap.weight[0], tap.weight[1]);
        } else {
            taps.emplace_back(tap.dx, tap.dy, 0, 0);
            taps.push_back(lowerFour(tap.weight));
            taps.push_back(upperFour(tap.weight));
        }
    }
    m_taps.upload(std::as_bytes(std::span(taps)));
}

}  // namespace kg
