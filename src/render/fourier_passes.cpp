#include "render/fourier_passes.h"

#include "base/integer.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <cmath>
#include <numbers>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Where shaders/lib/fourier.glsl reads its turns.
constexpr int kTurnsBinding = 1;
constexpr int kTurns = 1024;

// exp(-2 pi i k / 1024), two of four components used, as uniform blocks align them: the only place where angles become
// numbers, in double precision.
std::vector<float> turns() {
    std::vector<float> values;
    values.reserve(4 * kTurns);
    for (int k = 0; k < kTurns; ++k) {
        const double angle = -2 * std::numbers::pi * k / kTurns;
        values.insert(values.end(), {static_cast<float>(std::cos(angle)), static_cast<float>(std::sin(angle)), 0, 0});
    }
    return values;
}

// Transforms that a work group computes side by side.
int linesOf(int length) {
    return 1024 / length;
}

void setAxis(const gl::Program& program, const FourierAxis& axis) {
    program.uniform("u_length").set(axis.length);
    program.uniform("u_step").set(axis.step);
    program.uniform("u_origin").set(axis.origin);
}

void setBorder(const gl::Program& program, BorderRule border, const Color& color) {
    program.uniform("u_border").set(static_cast<int>(border));
    program.uniform("u_borderColor").set(glm::vec4(glm::dvec4(color[0], color[1], color[2], color[3])));
}

// The kernel as a picture: its weights in the first channel, over the number of points of a transform there and back,
// which is a power of two and so rounds nothing.
std::vector<float> texelsOf(const Fourier& fourier) {
    const Kernel& kernel = *fourier.kernel;
    const double points = static_cast<double>(fourier.x.length) * fourier.y.length;
    std::vector<float> texels;
    texels.reserve(4 * kernel.cells().size());
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            texels.insert(texels.end(), {static_cast<float>(kernel.weight(x, y) / points), 0, 0, 0});
        }
    }
    return texels;
}

}  // namespace

void FourierPasses::build() {
    for (const PassKind kind :
         {PassKind::FourierRows, PassKind::KernelColumns, PassKind::FourierColumns, PassKind::FourierBack}) {
        Pass pass;
        pass.kind = kind;
        m_programs.compute(pass);
    }
    m_built = true;
}

void FourierPasses::draw(const Pass& pass, const ComputeTextures& textures) {
    bindTurns();
    textures.bind();
    switch (pass.kind) {
        case PassKind::KernelRows:
            drawKernelRows(pass, textures.output);
            break;
        case PassKind::FourierRows:
            drawRows(pass.fourier.x, pass, textures);
            break;
        case PassKind::KernelColumns:
        case PassKind::FourierColumns:
            drawColumns(pass, textures);
            break;
        default:
            drawBack(pass);
    }
}

// A kernel is a picture with nothing around it, in one tile.
void FourierPasses::drawKernelRows(const Pass& pass, const gl::Texture& output) {
    const Kernel& kernel = *pass.fourier.kernel;
    gl::Texture texture = m_pool.take(gl::TextureFormat::RGBA32F, kernel.width(), kernel.height());
    const std::vector<float> texels = texelsOf(pass.fourier);
    texture.upload(std::as_bytes(std::span(texels)));
    const FourierAxis whole{.length = pass.fourier.x.length, .step = 0, .tiles = 1, .origin = 0};
    Pass rows;
    rows.kind = PassKind::FourierRows;
    rows.border = BorderRule::Constant;
    rows.borderColor = {0, 0, 0, 0};
    const ComputeTextures textures{.input = &texture, .output = output};
    textures.bind();
    drawRows(whole, rows, textures);
    m_pool.give(std::move(texture));
}

void FourierPasses::drawRows(const FourierAxis& axis, const Pass& pass, const ComputeTextures& textures) {
    const gl::Program& program = m_programs.compute(pass);
    program.use();
    setBorder(program, pass.border, pass.borderColor);
    setAxis(program, axis);
    gl::dispatchCompute(axis.tiles, dividedUp(textures.output.height(), linesOf(axis.length)));
}

void FourierPasses::drawColumns(const Pass& pass, const ComputeTextures& textures) {
    const bool spectrum = pass.kind == PassKind::KernelColumns;
    const FourierAxis axis = spectrum ? FourierAxis{.length = pass.fourier.y.length, .tiles = 1} : pass.fourier.y;
    const gl::Program& program = m_programs.compute(pass);
    program.use();
    setBorder(program, spectrum ? BorderRule::Constant : pass.border, spectrum ? Color{0, 0, 0, 0} : pass.borderColor);
    setAxis(program, axis);
    program.uniform("u_rowLength").set(pass.fourier.x.length);
    gl::dispatchCompute(textures.output.width() / linesOf(axis.length), axis.tiles);
}

void FourierPasses::drawBack(const Pass& pass) {
    const FourierAxis& axis = pass.fourier.x;
    const gl::Program& program = m_programs.compute(pass);
    program.use();
    setAxis(program, axis);
    program.uniform("u_size").set(glm::ivec2(pass.width, pass.height));
    program.uniform("u_opaque").set(pass.opaque ? 1 : 0);
    gl::dispatchCompute(axis.tiles, dividedUp(pass.height, linesOf(axis.length)));
}

void FourierPasses::bindTurns() {
    if (!m_turnsMade) {
        const std::vector<float> values = turns();
        m_turns = gl::UniformBuffer(values.size() * sizeof(float));
        m_turns.upload(std::as_bytes(std::span(values)));
        m_turnsMade = true;
    }
    m_turns.bind(kTurnsBinding);
}

}  // namespace kg
