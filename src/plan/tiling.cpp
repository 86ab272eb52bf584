#include "plan/tiling.h"

#include "base/error.h"
#include "base/integer.h"
#include "plan/plan_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

// Rows of a result that exist at a time beside the textures: those that tiles fill, and those on the way to a file.
constexpr std::uint64_t kBandsUnderWay = 3;

struct Reach {
    int x = 0;
    int y = 0;
};

// A bilinear fetch between pixels reads the one beyond it, too.
Reach reachOfTaps(const Pass& pass) {
    Reach reach;
    for (const std::vector<Tap>* taps : {&pass.taps, &pass.columnTaps}) {
        for (const Tap& tap : *taps) {
            reach.x = std::max(reach.x, static_cast<int>(std::ceil(std::abs(tap.dx))));
            reach.y = std::max(reach.y, static_cast<int>(std::ceil(std::abs(tap.dy))));
        }
    }
    return reach;
}

bool readsAcross(const Pass& pass) {
    const Reach reach = reachOfTaps(pass);
    return pass.border == BorderRule::Wrap && (reach.x > 0 || reach.y > 0);
}

// The passes of a filter stay together, since the last of them may read the filter's input again; passes that convert
// belong to the filter beside them.
std::size_t endOfFilter(const Plan& plan, std::size_t first) {
    std::size_t end = first + 1;
    while (end < plan.passes.size() && plan.passes[end].filter == plan.passes[first].filter) {
        ++end;
    }
    return end;
}

// How far the last pass of a stage reads from the stage's input: the longest way through its passes, in each axis.
Reach reachOfPasses(const Plan& plan, std::size_t first, std::size_t end) {
    std::vector<Reach> bySlot(end - first + 1);
    const auto at = [&](int slot) {
        const int own = slot - static_cast<int>(first);
        return slot == Slot::kNone || own <= 0 ? Reach{} : bySlot[static_cast<std::size_t>(own)];
    };
    for (std::size_t i = first; i < end; ++i) {
        const Pass& pass = plan.passes[i];
        const Reach taps = reachOfTaps(pass);
        Reach& reach = bySlot[i - first + 1];
        reach = {.x = at(pass.input).x + taps.x, .y = at(pass.input).y + taps.y};
        for (const int slot : {pass.other, pass.base}) {
            reach = {.x = std::max(reach.x, at(slot).x), .y = std::max(reach.y, at(slot).y)};
        }
    }
    return bySlot.back();
}

std::uint64_t bytesWritten(const Pass& pass) {
    return static_cast<std::uint64_t>(pass.width) * static_cast<std::uint64_t>(pass.height) * writtenPixelBytes(pass);
}

// The most bytes of what passes have written and others still read.
std::uint64_t passBytes(const Plan& plan, std::size_t first, std::size_t end) {
    std::uint64_t most = 0;
    for (std::size_t i = first; i < end; ++i) {
        std::uint64_t bytes = bytesWritten(plan.passes[i]);
        for (std::size_t writer = first; writer < i; ++writer) {
            const int slot = static_cast<int>(writer) + 1;
            if (std::any_of(plan.passes.begin() + static_cast<std::ptrdiff_t>(i),
                            plan.passes.begin() + static_cast<std::ptrdiff_t>(end),
                            [&](const Pass& pass) { return reads(pass, slot); })) {
                bytes += bytesWritten(plan.passes[writer]);
            }
        }
        most = std::max(most, bytes);
    }
    return most;
}

// Where the picture lies after a filter of the chain; passes of no filter leave it where it is.
Region regionAfter(const Plan& plan, int filter, const Region& before) {
    const auto planned = std::find_if(plan.filters.begin(), plan.filters.end(),
                                      [&](const FilterPlan& one) { return one.filter == filter; });
    return planned == plan.filters.end() ? before : planned->output;
}

// The limits that a grid keeps to, and what its tiles cost.
class GridSearch {
public:
    GridSearch(const Plan& plan, const DeviceTraits& device) : m_format(plan.format), m_device(device) {
        m_result = plan.region;
        // Every pass of a tile is as large as the tile.
        Plan pixel = plan;
        for (Pass& pass : pixel.passes) {
            pass.width = 1;
            pass.height = 1;
        }
        for (const TileStage& stage : tileStages(plan)) {
            m_apron.x += stage.reachX;
            m_apron.y += stage.reachY;
            m_pixelBytes += stage.firstPass == 0 ? 0 : writtenPixelBytes(plan.passes[stage.firstPass - 1]);
            m_pixelBytes += passBytes(pixel, stage.firstPass, stage.endPass);
        }
        m_pixelBytes += sourcePixelBytes(m_format);
        m_rowBytes = kBandsUnderWay * static_cast<std::uint64_t>(m_result.width) *
                     static_cast<std::uint64_t>(m_format.channels) * bytesPerSample(m_format.type);
    }

    std::optional<TileGrid> best() const {
        std::optional<TileGrid> best;
        int tried = 0;
        for (int columns = 1; columns <= m_result.width; ++columns) {
            const int width = dividedUp(m_result.width, columns);
            if (std::exchange(tried, width) == width) {
                continue;
            }
            const int height = tallest(width);
            if (height == 0) {
                continue;
            }
            const TileGrid grid = gridOf(width, height);
            if (!best || grid.computedPixels < best->computedPixels) {
                best = grid;
            }
        }
        return best;
    }

    [[noreturn]] void refuse() const {
        const int width = withApron(1, m_apron.x, m_format.width);
        const int height = withApron(1, m_apron.y, m_format.height);
        const std::string chain = fmt::format("the chain reads {}x{} pixels for one", width, height);
        if (std::max(width, height) > m_device.maxTextureSize) {
            throw PlanError(
                fmt::format("{}, this device's textures reach {} in one axis", chain, m_device.maxTextureSize));
        }
        throw PlanError(fmt::format("{}, which takes {:.3g} MiB; the limit is {:.3g} MiB", chain, mebi(bytes(1, 1)),
                                    mebi(m_device.memoryBudget)),
                        {}, "Allow more memory.");
    }

private:
    static double mebi(std::uint64_t bytes) { return static_cast<double>(bytes) / (1U << 20U); }

    static int withApron(int own, int apron, int size) {
        return static_cast<int>(std::min<std::int64_t>(own + 2 * std::int64_t{apron}, size));
    }

    std::uint64_t bytes(int width, int height) const {
        return m_pixelBytes * static_cast<std::uint64_t>(withApron(width, m_apron.x, m_format.width)) *
                   static_cast<std::uint64_t>(withApron(height, m_apron.y, m_format.height)) +
               m_rowBytes * static_cast<std::uint64_t>(height);
    }

    bool fits(int width, int height) const {
        return withApron(width, m_apron.x, m_format.width) <= m_device.maxTextureSize &&
               withApron(height, m_apron.y, m_format.height) <= m_device.maxTextureSize &&
               (m_device.memoryBudget == 0 || bytes(width, height) <= m_device.memoryBudget);
    }

    // The most rows that a tile of a width may have; 0 where it may have none.
    int tallest(int width) const {
        int fitting = 0;
        int beyond = m_result.height + 1;
        while (beyond - fitting > 1) {
            const int height = fitting + (beyond - fitting) / 2;
            (fits(width, height) ? fitting : beyond) = height;
        }
        return fitting;
    }

    // As many rows as tiles of that height take, evenly high.
    TileGrid gridOf(int width, int tallest) const {
        TileGrid grid{.columns = dividedUp(m_result.width, width),
                      .rows = dividedUp(m_result.height, tallest),
                      .width = width,
                      .apronX = m_apron.x,
                      .apronY = m_apron.y};
        grid.height = dividedUp(m_result.height, grid.rows);
        grid.rows = dividedUp(m_result.height, grid.height);
        grid.computedPixels = static_cast<std::uint64_t>(grid.columns) * static_cast<std::uint64_t>(grid.rows) *
                              static_cast<std::uint64_t>(withApron(width, m_apron.x, m_format.width)) *
                              static_cast<std::uint64_t>(withApron(grid.height, m_apron.y, m_format.height));
        return grid;
    }

    const ImageFormat& m_format;
    const DeviceTraits& m_device;
    Region m_result;
    Reach m_apron;
    std::uint64_t m_pixelBytes = 0;  // of a tile's textures
    std::uint64_t m_rowBytes = 0;    // of a row of the result, in all bands under way
};

Span spanAt(int index, int size, int total) {
    const int begin = index * size;
    return {.begin = begin, .end = std::min(total, begin + size)};
}

}  // namespace

std::vector<TileStage> tileStages(const Plan& plan) {
    std::vector<TileStage> stages;
    Region region{.width = plan.format.width, .height = plan.format.height};
    for (std::size_t first = 0; first < plan.passes.size();) {
        const std::size_t end = endOfFilter(plan, first);
        const Reach reach = reachOfPasses(plan, first, end);
        const bool wraps = std::any_of(plan.passes.begin() + static_cast<std::ptrdiff_t>(first),
                                       plan.passes.begin() + static_cast<std::ptrdiff_t>(end), readsAcross);
        const bool readsAround = reach.x > 0 || reach.y > 0;
        const Region input = std::exchange(region, regionAfter(plan, plan.passes[first].filter, region));
        TileStage* last = stages.empty() ? nullptr : &stages.back();
        const bool lastReadsAround = last != nullptr && (last->reachX > 0 || last->reachY > 0);
        const bool isNew = last == nullptr || last->output != last->input || (lastReadsAround && last->wraps != wraps);
        if (last != nullptr && (!readsAround || !isNew)) {
            last->endPass = end;
            last->reachX += reach.x;
            last->reachY += reach.y;
            last->wraps |= wraps;
            last->output = region;
        } else {
            stages.push_back({.firstPass = first,
                              .endPass = end,
                              .reachX = reach.x,
                              .reachY = reach.y,
                              .wraps = wraps,
                              .input = input,
                              .output = region});
        }
        first = end;
    }
    return stages;
}

Span readSpan(Span result, int reach, int size, bool wraps) {
    // Reaches add up to more than an int holds only in chains that no grid fits.
    if (!wraps) {
        return {.begin = std::max(0, result.begin - reach), .end = std::min(size - reach, result.end) + reach};
    }
    if (result.size() + 2 * std::int64_t{reach} >= size) {
        return {.begin = 0, .end = size};
    }
    return {.begin = result.begin - reach, .end = result.end + reach};
}

std::vector<SpanPiece> piecesOf(Span span, int size) {
    std::vector<SpanPiece> pieces;
    for (int at = span.begin; at < span.end;) {
        const int begin = (at % size + size) % size;
        const int count = std::min(span.end - at, size - begin);
        pieces.push_back({.image = {.begin = begin, .end = begin + count}, .offset = at - span.begin});
        at += count;
    }
    return pieces;
}

std::uint64_t textureBytes(const Plan& plan) {
    return plan.format.pixelCount() * sourcePixelBytes(plan.format) + passBytes(plan, 0, plan.passes.size());
}

bool fitsWhole(const Plan& plan, const DeviceTraits& device) {
    return std::max(plan.format.width, plan.format.height) <= device.maxTextureSize &&
           (device.memoryBudget == 0 || textureBytes(plan) <= device.memoryBudget);
}

TileGrid tileGridFor(const Plan& plan, const DeviceTraits& device) {
    const GridSearch search(plan, device);
    const std::optional<TileGrid> grid = search.best();
    if (!grid) {
        search.refuse();
    }
    return *grid;
}

TileRect tileAt(const TileGrid& grid, const Region& result, int column, int row) {
    return {.columns = spanAt(column, grid.width, result.width), .rows = spanAt(row, grid.height, result.height)};
}

}  // namespace kg
