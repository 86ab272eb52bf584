#include "render/large_view.h"

#include "base/integer.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <utility>

namespace kg {

namespace {

constexpr int kOverviewSide = 2048;  // pixels at most: as many as windows show
constexpr int kTileSide = 1024;      // image pixels of a step: a frame's work
constexpr int kMargin = 64;          // computed beyond what is seen, so that not every step of a pan computes
constexpr std::int64_t kMostSeen = std::int64_t{4} << 20U;  // pixels that are computed while a person waits
constexpr int kSpotSide = 64;

Span grown(const Span& span, int by) {
    return {.begin = span.begin - by, .end = span.end + by};
}

bool within(const Span& inner, const Span& outer) {
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

// The pixels of a span of the image that a result has which lies in the image from `first` on; none: an empty span.
Span clipped(const Span& span, int first, int size) {
    const int begin = std::max(span.begin, first);
    return {.begin = begin, .end = std::max(begin, std::min(span.end, first + size))};
}

// The pixels of a rectangle of the image that a result has.
TileRect resultPart(const TileRect& rect, const Region& result) {
    return {.columns = clipped(rect.columns, result.x, result.width),
            .rows = clipped(rect.rows, result.y, result.height)};
}

// A rectangle of the image in the coordinates of a result that holds it.
TileRect inResult(const TileRect& rect, const Region& result) {
    return {.columns = {.begin = rect.columns.begin - result.x, .end = rect.columns.end - result.x},
            .rows = {.begin = rect.rows.begin - result.y, .end = rect.rows.end - result.y}};
}

std::int64_t pixelsOf(const TileRect& rect) {
    return std::int64_t{rect.columns.size()} * rect.rows.size();
}

// The most image pixels that are worth computing at once.
std::int64_t mostAtOnce(const TileGrid& grid) {
    return std::min(kMostSeen, std::int64_t{grid.width} * grid.height);
}

// The squares of one side that an axis is cut into: the one that holds a pixel.
Span cellAround(int x, int side, int size) {
    const int begin = x / side * side;
    return {.begin = begin, .end = std::min(size, begin + side)};
}

}  // namespace

bool LargeView::Part::holds(const TileRect& wanted, ViewContent what) const {
    return texture && content == what && within(wanted.columns, rect.columns) && within(wanted.rows, rect.rows);
}

void LargeView::clear() {
    restart();
    m_sourceDone = false;
    m_sourceOverview = {};
    m_resultOverview = {};
    m_seen = {};
    m_count = 0;
    m_showsOverview = false;
}

void LargeView::restart() {
    m_next = 0;
    if (m_seen.content == ViewContent::Result) {
        m_seen = {};
    }
    m_spot = {};
}

double LargeView::share() const {
    return m_count == 0 ? 0 : static_cast<double>(m_next) / m_count;
}

int LargeView::reductionOf(const ImageFormat& format) {
    return std::max(2, dividedUp(std::max(format.width, format.height), kOverviewSide));
}

void LargeView::makeOverviews(const Plan& plan) {
    const ImageFormat& format = plan.format;
    if (m_count > 0) {
        return;
    }
    m_reduction = reductionOf(format);
    // Whole squares, so that every pixel of the overview comes from one tile.
    m_tileSide = std::max(1, std::min({kTileSide, plan.tiles->width, plan.tiles->height}) / m_reduction) * m_reduction;
    const int width = dividedUp(format.width, m_reduction);
    const int height = dividedUp(format.height, m_reduction);
    for (gl::Texture* overview : {&m_sourceOverview, &m_resultOverview}) {
        *overview = gl::Texture(gl::TextureFormat::RGBA16F, width, height);
        m_framebuffer.target(*overview);
        gl::clearTarget(glm::vec4(0));
    }
    m_columns = dividedUp(format.width, m_tileSide);
    m_count = m_columns * dividedUp(format.height, m_tileSide);
}

bool LargeView::refine(const Plan& plan, const Image& source) {
    makeOverviews(plan);
    if (m_next == m_count) {
        return false;
    }
    const auto cell = [&](int index, int size) {
        return Span{.begin = index * m_tileSide, .end = std::min(size, (index + 1) * m_tileSide)};
    };
    const TileRect rect{.columns = cell(m_next % m_columns, source.width()),
                        .rows = cell(m_next / m_columns, source.height())};
    if (!m_sourceDone) {
        reduce(TileRunner::sourceTile(source, rect), 0, 0, rect, m_sourceOverview);
    }
    const TileRect part = resultPart(rect, plan.region);
    if (!plan.passes.empty() && pixelsOf(part) > 0) {
        TileRunner::Tile tile = m_tiles.run(plan, source, inResult(part, plan.region));
        reduce(tile.texture, tile.x, tile.y, part, m_resultOverview);
        m_pool.give(std::move(tile.texture));
    }
    ++m_next;
    m_sourceDone |= m_next == m_count;
    return true;
}

void LargeView::reduce(const gl::Texture& from, int fromX, int fromY, const TileRect& rect, gl::Texture& to) {
    const ReduceProgram& program = m_programs.reduce();
    const int x = rect.columns.begin / m_reduction;
    const int y = rect.rows.begin / m_reduction;
    gl::resetState();
    m_framebuffer.target(to);
    gl::setScissor(x, y, dividedUp(rect.columns.end, m_reduction) - x, dividedUp(rect.rows.end, m_reduction) - y);
    from.bind(kInputUnit);
    program.program.use();
    program.begin.set(glm::vec2(rect.columns.begin, rect.rows.begin));
    program.end.set(glm::vec2(rect.columns.end, rect.rows.end));
    program.offset.set(glm::vec2(fromX - rect.columns.begin, fromY - rect.rows.begin));
    program.side.set(m_reduction);
    m_triangle.drawTriangle();
    gl::clearScissor();
    gl::checkMemory("the overview of a picture");
}

LargeView::Picture LargeView::show(const Plan& plan, const Image& source, ViewContent content,
                                   const TileRect& visible) {
    makeOverviews(plan);
    const ViewContent shown = plan.passes.empty() ? ViewContent::Source : content;
    m_showsOverview = pixelsOf(visible) > mostAtOnce(*plan.tiles);
    if (m_showsOverview) {
        m_seen = {};
        return {.texture = shown == ViewContent::Result ? &m_resultOverview : &m_sourceOverview,
                .reduction = m_reduction};
    }
    const Region whole{.width = source.width(), .height = source.height()};
    const Region& region = shown == ViewContent::Result ? plan.region : whole;
    const TileRect seen = resultPart(visible, region);
    if (pixelsOf(seen) == 0) {
        return {};
    }
    if (!m_seen.holds(seen, shown)) {
        const TileRect wider =
            resultPart({.columns = grown(seen.columns, kMargin), .rows = grown(seen.rows, kMargin)}, region);
        fill(m_seen, plan, source, shown, pixelsOf(wider) > mostAtOnce(*plan.tiles) ? seen : wider);
    }
    return {.texture = &m_seen.texture, .x = m_seen.rect.columns.begin, .y = m_seen.rect.rows.begin};
}

// A tile's texture holds its apron, too: only the tile's own pixels are copied out.
void LargeView::fill(Part& part, const Plan& plan, const Image& source, ViewContent content, const TileRect& rect) {
    part = {};
    if (content == ViewContent::Source) {
        part.texture = TileRunner::sourceTile(source, rect);
    } else {
        TileRunner::Tile tile = m_tiles.run(plan, source, inResult(rect, plan.region));
        part.texture = gl::Texture(tile.texture.format(), rect.columns.size(), rect.rows.size());
        m_framebuffer.target(tile.texture);
        part.texture.copyFrom(m_framebuffer, tile.x, tile.y, rect.columns.size(), rect.rows.size(), 0, 0);
        m_pool.give(std::move(tile.texture));
    }
    part.rect = rect;
    part.content = content;
}

std::array<float, 4> LargeView::readPixel(const Plan& plan, const Image& source, int x, int y) {
    const TileRect pixel{.columns = {.begin = x, .end = x + 1}, .rows = {.begin = y, .end = y + 1}};
    const bool seen = m_seen.holds(pixel, ViewContent::Result);
    if (!seen && !m_spot.holds(pixel, ViewContent::Result)) {
        const int side = std::min({kSpotSide, plan.tiles->width, plan.tiles->height});
        const TileRect cell{.columns = cellAround(x, side, source.width()),
                            .rows = cellAround(y, side, source.height())};
        fill(m_spot, plan, source, ViewContent::Result, resultPart(cell, plan.region));
    }
    const Part& part = seen ? m_seen : m_spot;
    std::array<float, 4> values{};
    m_framebuffer.target(part.texture);
    m_framebuffer.read(x - part.rect.columns.begin, y - part.rect.rows.begin, 1, 1, values);
    return values;
}

}  // namespace kg
