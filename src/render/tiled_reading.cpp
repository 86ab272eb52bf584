#include "render/tiled_reading.h"

#include "image/crop.h"
#include "render/transfer.h"

#include <algorithm>
#include <utility>

namespace kg {

TiledReading::TiledReading(PlanRequest request, Plan plan, std::shared_ptr<const Image> source, const ReadingForm& form)
    : m_request(std::move(request)), m_plan(std::move(plan)), m_source(std::move(source)), m_form(form) {
    layTiles();
}

void TiledReading::setPlan(PlanRequest request, Plan plan) {
    m_request = std::move(request);
    m_plan = std::move(plan);
    m_column = 0;
    layTiles();
}

void TiledReading::layTiles() {
    const TileGrid& grid = *m_plan.tiles;
    m_height = grid.height;
    if (m_form.mostPixels > 0) {
        const auto wanted = static_cast<int>(std::min<std::uint64_t>(m_form.mostPixels / grid.width, grid.height));
        m_height = std::min(grid.height, std::max({1, wanted, 2 * grid.apronY}));
    }
}

Span TiledReading::rows() const {
    return {.begin = m_top, .end = std::min(m_plan.region.height, m_top + m_height)};
}

double TiledReading::share() const {
    const double columns = static_cast<double>(m_column) / m_plan.tiles->columns;
    return done() ? 1 : (m_top + columns * rows().size()) / m_plan.region.height;
}

std::optional<Image> TiledReading::step(TileRunner& tiles, TexturePool& pool) {
    const ImageFormat& format = m_source->format();
    const Span band = rows();
    if (m_column == 0) {
        m_band = Image({.width = m_plan.region.width,
                        .height = band.size(),
                        .channels = format.channels,
                        .type = m_form.type,
                        .transfer = m_form.transfer});
    }
    const Span columns = tileAt(*m_plan.tiles, m_plan.region, m_column, 0).columns;
    TileRunner::Tile tile = tiles.run(m_plan, *m_source, {.columns = columns, .rows = band});
    for (int y = 0; y < band.size(); y += kRowsAtATime) {
        const int count = std::min(kRowsAtATime, band.size() - y);
        const Image part = readTexture(m_framebuffer, tile.texture, tile.x, tile.y + y, columns.size(), count,
                                       format.channels, format.transfer);
        paste(convertImage(part, format.channels, m_form.type, m_form.transfer), m_band, columns.begin, y);
    }
    pool.give(std::move(tile.texture));
    if (++m_column < m_plan.tiles->columns) {
        return std::nullopt;
    }
    m_column = 0;
    m_top = band.end;
    return std::exchange(m_band, {});
}

}  // namespace kg
