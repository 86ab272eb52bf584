#include "render/tiled_pass.h"

#include "base/integer.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <span>
#include <vector>

namespace kg {

namespace {

void append(std::vector<glm::vec4>& vectors, const std::vector<Tap>& taps) {
    for (const Tap& tap : taps) {
        vectors.emplace_back(tap.dx, tap.dy, tap.weight[0], 0);
    }
}

}  // namespace

void buildTiled(ProgramCache& programs) {
    for (const int reach : {0, 2 * WorkTile::kWidth}) {  // for which few pixels are kept, and many
        Pass pass;
        pass.kind = PassKind::Tiled;
        pass.tile = {.left = reach};
        programs.compute(pass);
        pass.columnTaps.resize(1);  // a product's
        programs.compute(pass);
    }
}

void drawTiled(ProgramCache& programs, gl::UniformBuffer& taps, const Pass& pass, const ComputeTextures& textures) {
    const gl::Program& program = programs.compute(pass);
    std::vector<glm::vec4> vectors;
    append(vectors, pass.taps);
    append(vectors, pass.columnTaps);
    taps.upload(std::as_bytes(std::span(vectors)));
    taps.bind(kTapsBinding);
    textures.bind();

    program.use();
    program.uniform("u_tapCount").set(static_cast<int>(pass.taps.size()));
    program.uniform("u_columnTapCount").set(static_cast<int>(pass.columnTaps.size()));
    program.uniform("u_border").set(static_cast<int>(pass.border));
    const Color& color = pass.borderColor;
    program.uniform("u_borderColor").set(glm::vec4(glm::dvec4(color[0], color[1], color[2], color[3])));
    program.uniform("u_reach").set(glm::ivec2(pass.tile.left, pass.tile.above));
    program.uniform("u_extent").set(glm::ivec2(pass.tile.extentX(), pass.tile.extentY()));
    program.uniform("u_size").set(glm::ivec2(pass.width, pass.height));
    program.uniform("u_opaque").set(pass.opaque ? 1 : 0);
    gl::dispatchCompute(dividedUp(pass.width, WorkTile::kWidth), dividedUp(pass.height, WorkTile::kHeight));
}

}  // namespace kg
