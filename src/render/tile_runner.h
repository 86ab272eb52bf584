// TileRunner: computes single tiles of a plan that is too large to run as a whole (plan/tiling.h), from the image in
// memory. Between two tiles it keeps no more than the textures that the next one of the same size takes.
#pragma once

#include "gl/objects.h"
#include "image/image.h"
#include "plan/tiling.h"
#include "render/executor.h"
#include "render/texture_pool.h"

#include <vector>

namespace kg {

class TileRunner {
public:
    TileRunner(Executor& executor, TexturePool& pool) : m_executor(executor), m_pool(pool) {}

    // A texture that holds a rectangle of the result among other pixels, its corner at (x, y).
    struct Tile {
        gl::Texture texture;
        int x = 0;
        int y = 0;
    };

    // The result of a plan with at least one pass for a rectangle of it; bit for bit what the whole plan gives there.
    // The caller may give the texture back to the pool. Throws DeviceMemoryError, with all textures freed.
    Tile run(const Plan& plan, const Image& source, const TileRect& rect);
    // A rectangle of the source itself, not larger than it.
    static gl::Texture sourceTile(const Image& source, const TileRect& rect);

    // Frees the textures that are kept.
    void clear();

private:
    Tile runStages(const Plan& plan, const std::vector<TileStage>& stages, std::size_t count, const Image& source,
                   const TileRect& rect);
    gl::Texture& uploadSource(const Image& source, const TileRect& rect);
    gl::Texture assemble(const Plan& plan, const std::vector<TileStage>& stages, std::size_t count, const Image& source,
                         const TileRect& rect);

    Executor& m_executor;
    TexturePool& m_pool;
    gl::Framebuffer m_framebuffer;
    gl::Texture m_source;  // of the newest tile, its apron included
};

}  // namespace kg
