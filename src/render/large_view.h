// LargeView: what a window shows of a picture that is computed in tiles.
//
// Zoomed in, the part that is seen is computed at its full size whenever another part is seen. Zoomed out, the window
// shows an overview: the result, tile by tile, each reduced to the mean of squares of its pixels. It is the true
// result; no filter ever runs over a reduced picture. Places are those in the source, whatever a chain crops. The
// overview grows by one tile a step, so that a window goes on answering, and what an older chain left stands until it
// is drawn over.
#pragma once

#include "gl/objects.h"
#include "image/image.h"
#include "plan/tiling.h"
#include "render/program_cache.h"
#include "render/texture_pool.h"
#include "render/tile_runner.h"

#include <array>
#include <cstdint>

namespace kg {

class LargeView {
public:
    LargeView(ProgramCache& programs, TexturePool& pool, TileRunner& tiles)
        : m_programs(programs), m_pool(pool), m_tiles(tiles) {}

    // Another source, or a plan that is not in tiles: nothing is shown any more, and the textures are freed.
    void clear();
    // Another plan of the same source: the overview is drawn anew, over the old one.
    void restart();

    // Draws the next tile of the overview; false where there was none left. Throws DeviceMemoryError.
    bool refine(const Plan& plan, const Image& source);
    // How much of the overview is the newest plan's, from 0 to 1.
    double share() const;
    // Image pixels along the side of an overview's pixel.
    static int reductionOf(const ImageFormat& format);

    // A texture that shows part of the picture: one of its pixels is `reduction` image pixels wide, and its first one
    // lies at (x, y) of the image.
    struct Picture {
        const gl::Texture* texture = nullptr;
        int reduction = 1;
        int x = 0;
        int y = 0;
    };
    // What shows a rectangle of the image: at full size where that is little enough to be computed at once, else the
    // overview. Throws DeviceMemoryError.
    Picture show(const Plan& plan, const Image& source, ViewContent content, const TileRect& visible);
    // Whether the newest thing shown was the overview.
    bool showsOverview() const { return m_showsOverview; }

    // One pixel of the result, which must have it. Throws DeviceMemoryError.
    std::array<float, 4> readPixel(const Plan& plan, const Image& source, int x, int y);

private:
    // Part of the result or of the source at full size.
    struct Part {
        gl::Texture texture;
        TileRect rect;  // where it lies in the source
        ViewContent content = ViewContent::Result;

        bool holds(const TileRect& wanted, ViewContent what) const;
    };

    void fill(Part& part, const Plan& plan, const Image& source, ViewContent content, const TileRect& rect);
    void makeOverviews(const Plan& plan);
    void reduce(const gl::Texture& from, int fromX, int fromY, const TileRect& rect, gl::Texture& to);

    ProgramCache& m_programs;
    TexturePool& m_pool;
    TileRunner& m_tiles;
    gl::Framebuffer m_framebuffer;
    gl::EmptyVertexArray m_triangle;

    int m_reduction = 1;
    int m_tileSide = 0;  // of an overview's tile, in image pixels
    int m_columns = 0;   // of the overview's tiles
    int m_count = 0;
    int m_next = 0;             // the tile that comes next
    bool m_sourceDone = false;  // all of the source's overview
    gl::Texture m_sourceOverview;
    gl::Texture m_resultOverview;
    Part m_seen;
    Part m_spot;  // around the pixel read last
    bool m_showsOverview = false;
};

}  // namespace kg
