#include "render/tile_runner.h"

#include "base/error.h"
#include "image/crop.h"
#include "plan/plan_part.h"
#include "render/transfer.h"

#include <utility>

namespace kg {

namespace {

Image cropOf(const Image& source, const TileRect& rect) {
    return cropWrapped(source, rect.columns.begin, rect.rows.begin, rect.columns.size(), rect.rows.size());
}

Span moved(const Span& span, int by) {
    return {.begin = span.begin + by, .end = span.end + by};
}

}  // namespace

TileRunner::Tile TileRunner::run(const Plan& plan, const Image& source, const TileRect& rect) {
    try {
        const std::vector<TileStage> stages = tileStages(plan);
        return runStages(plan, stages, stages.size(), source, rect);
    } catch (const DeviceMemoryError&) {
        clear();
        throw;
    }
}

gl::Texture TileRunner::sourceTile(const Image& source, const TileRect& rect) {
    return uploadImage(cropOf(source, rect));
}

void TileRunner::clear() {
    m_source = {};
    m_pool.clear();
}

// The first `count` stages, for a rectangle of what the last of them gives.
TileRunner::Tile TileRunner::runStages(const Plan& plan, const std::vector<TileStage>& stages, std::size_t count,
                                       const Image& source, const TileRect& rect) {
    const TileStage& stage = stages[count - 1];
    // The rectangle where it lies in what the stage reads, which is larger where the stage crops.
    const TileRect own{.columns = moved(rect.columns, stage.output.x - stage.input.x),
                       .rows = moved(rect.rows, stage.output.y - stage.input.y)};
    const TileRect read{.columns = readSpan(own.columns, stage.reachX, stage.input.width, stage.wraps),
                        .rows = readSpan(own.rows, stage.reachY, stage.input.height, stage.wraps)};
    Plan part = partOf(plan, {.first = stage.firstPass, .last = stage.endPass});
    part.format.width = read.columns.size();
    part.format.height = read.rows.size();
    for (Pass& pass : part.passes) {
        pass.width = part.format.width;
        pass.height = part.format.height;
        pass.shiftX = 0;
        pass.shiftY = 0;
    }
    Tile tile{.texture = {}, .x = own.columns.begin - read.columns.begin, .y = own.rows.begin - read.rows.begin};
    if (count == 1) {
        const gl::Texture& input = uploadSource(source, read);
        m_pool.keepSize(part.format.width, part.format.height);
        tile.texture = m_executor.run(part, input, nullptr);
    } else {
        gl::Texture input = assemble(plan, stages, count - 1, source, read);
        m_pool.keepSize(part.format.width, part.format.height);
        tile.texture = m_executor.run(part, input, nullptr);
        m_pool.give(std::move(input));
    }
    return tile;
}

gl::Texture& TileRunner::uploadSource(const Image& source, const TileRect& rect) {
    const Image texels = cropOf(source, rect);
    if (m_source.width() != texels.width() || m_source.height() != texels.height()) {
        m_source = {};  // before the next one is made: both need not fit
    }
    uploadImage(texels, m_source);
    return m_source;
}

// What `count` stages give for a rectangle that may reach across the image's edges, put together from its pieces.
gl::Texture TileRunner::assemble(const Plan& plan, const std::vector<TileStage>& stages, std::size_t count,
                                 const Image& source, const TileRect& rect) {
    gl::Texture whole;
    const Region& output = stages[count - 1].output;
    for (const SpanPiece& rows : piecesOf(rect.rows, output.height)) {
        for (const SpanPiece& columns : piecesOf(rect.columns, output.width)) {
            Tile piece = runStages(plan, stages, count, source, {.columns = columns.image, .rows = rows.image});
            if (!whole) {
                whole = gl::Texture(piece.texture.format(), rect.columns.size(), rect.rows.size());
            }
            m_framebuffer.target(piece.texture);
            whole.copyFrom(m_framebuffer, piece.x, piece.y, columns.image.size(), rows.image.size(), columns.offset,
                           rows.offset);
            m_pool.give(std::move(piece.texture));
        }
    }
    return whole;
}

}  // namespace kg
