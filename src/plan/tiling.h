// Tiling: how a plan is computed in parts where the image is larger than the device's textures or than the memory that
// may be used. Pure, as the planner is.
//
// A tile is a rectangle of the result. Around it lies an apron, the pixels that the chain reads beyond it; passes run
// over both, and the tile's own pixels come out bit for bit as they do in the whole image. Where a tile touches the
// image's edge its texture ends there too, so that the border rule acts as it does in the whole. `wrap` reads the
// opposite edge: there the apron is put together from it. Where a chain changes between wrap and other rules, and where
// a filter crops, the plan is cut into stages: the input of a later stage is put together from what the earlier one
// gives, piece by piece. What is cropped is computed like the rest; the edges of the next stage are then those that it
// left.
#pragma once

#include "plan/plan.h"
#include "plan/planner.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace kg {

// Pixels of one axis, from `begin` up to `end`, which is not among them.
struct Span {
    int begin = 0;
    int end = 0;

    int size() const { return end - begin; }
    bool operator==(const Span&) const = default;
};

struct TileRect {
    Span columns;
    Span rows;

    bool operator==(const TileRect&) const = default;
};

// Passes that run over one texture after the other without a look at the rest of the image.
struct TileStage {
    std::size_t firstPass = 0;
    std::size_t endPass = 0;  // one beyond the last
    int reachX = 0;           // how far from a pixel its passes read, in pixels
    int reachY = 0;
    bool wraps = false;  // reads across the image's edges
    Region input{};      // where what it reads lies in the source image
    Region output{};     // and what it gives: smaller where its last filter crops

    bool operator==(const TileStage&) const = default;
};

// In the order in which they run; none for a plan without passes.
std::vector<TileStage> tileStages(const Plan& plan);

// What a stage reads for a span of its result, in an image of `size` pixels along the axis. Within 0..size, except
// where the stage wraps: there it may begin below 0 and end above `size`, unless it is the whole axis.
Span readSpan(Span result, int reach, int size, bool wraps);

// A part of a span that lies in the image in one piece.
struct SpanPiece {
    Span image;      // where it lies in the image
    int offset = 0;  // from the span's begin

    bool operator==(const SpanPiece&) const = default;
};
// The pieces of a span that may reach across the image's edges, which are each other's neighbours.
std::vector<SpanPiece> piecesOf(Span span, int size);

// Bytes that textures take where the whole image is computed at once, at the moment when they are most: the source's
// and those of the passes.
std::uint64_t textureBytes(const Plan& plan);

// Whether the whole image can be computed at once within the device's limits.
bool fitsWhole(const Plan& plan, const DeviceTraits& device);

// The grid with the fewest pixels to compute. Throws PlanError where not even a tile of one pixel and its apron fits.
TileGrid tileGridFor(const Plan& plan, const DeviceTraits& device);

// The tile at a place of the grid, from the top left, in a result that lies in a region.
TileRect tileAt(const TileGrid& grid, const Region& result, int column, int row);

}  // namespace kg
