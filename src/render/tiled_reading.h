// TiledReading: a result that is computed in tiles, on its way into memory. It keeps to the plan and the picture that
// it began with, whatever the engine runs in between.
#pragma once

#include "gl/objects.h"
#include "image/image.h"
#include "plan/planner.h"
#include "render/texture_pool.h"
#include "render/tile_runner.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace kg {

// How rows are handed on, and how large a tile is: of `mostPixels` as far as its aprons do not outgrow it; 0: as large
// as the plan has it.
struct ReadingForm {
    PixelType type = PixelType::F32;
    Transfer transfer = Transfer::Srgb;
    std::uint64_t mostPixels = 0;
};

class TiledReading {
public:
    // Of a plan in tiles, with what it was made of, and the picture that it is laid over.
    TiledReading(PlanRequest request, Plan plan, std::shared_ptr<const Image> source, const ReadingForm& form);

    bool done() const { return m_top >= m_plan.region.height; }
    // How much is computed, from 0 to 1.
    double share() const;
    // Computes the next tile, and hands over the rows that are complete with it, in the source's channels. Throws
    // DeviceMemoryError; setPlan goes on from there.
    std::optional<Image> step(TileRunner& tiles, TexturePool& pool);

    const PlanRequest& request() const { return m_request; }
    const Plan& plan() const { return m_plan; }
    // Goes on in the smaller tiles of another plan of the same chain. Rows that were handed on stay as they are, since
    // all tiles give the same; those under way are computed anew.
    void setPlan(PlanRequest request, Plan plan);

private:
    void layTiles();
    Span rows() const;

    PlanRequest m_request;
    Plan m_plan;
    std::shared_ptr<const Image> m_source;
    ReadingForm m_form;
    int m_height = 0;  // of a tile
    int m_top = 0;     // the first row that is not handed on
    int m_column = 0;  // of tiles, that comes next
    Image m_band;      // the rows of tiles under way
    gl::Framebuffer m_framebuffer;
};

}  // namespace kg
