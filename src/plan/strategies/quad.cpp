#include "plan/planner.h"
#include "plan/strategies/parts.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

namespace kg {

namespace {

// Taps and what the device loses by them.
struct Merged {
    std::vector<Tap> taps;
    double loss = 0;
    auto order() const { return std::pair(taps.size(), loss); }
};

// The kernel cut into blocks of 2x2 cells, each fetched by as few bilinear samples as give exactly its weights.
class BlockMerging {
public:
    BlockMerging(const Kernel& kernel, const FilterContext& context)
        : m_kernel(kernel), m_loss(context, context.input) {}

    // The first blocks begin so many cells, 0 or 1, before the kernel's.
    Merged merge(int beforeX, int beforeY) const {
        Merged merged;
        for (int y = -beforeY; y < m_kernel.height(); y += 2) {
            for (int x = -beforeX; x < m_kernel.width(); x += 2) {
                addBlock(x, y, merged);
            }
        }
        return merged;
    }

private:
    // A sample at these shares between four pixels weighs them by products of the shares: all four of one sign, and a
    // product of a row and a column.
    static bool isOneSample(double a, double b, double c, double d) {
        const double sum = a + b + c + d;
        const bool oneSign = std::abs(a) + std::abs(b) + std::abs(c) + std::abs(d) == std::abs(sum);
        return oneSign && std::abs(a * d - b * c) <= 1e-14 * sum * sum;
    }

    void addSample(int x, int y, const std::array<double, 4>& cells, Merged& merged) const {
        const auto [a, b, c, d] = cells;
        const double weight = a + b + c + d;
        if (weight == 0) {
            return;
        }
        const double shareX = (b + d) / weight;
        const double shareY = (c + d) / weight;
        merged.taps.push_back(
            {.dx = x - m_kernel.originX() + shareX, .dy = y - m_kernel.originY() + shareY, .weight = {weight}});
        merged.loss += m_loss.of(weight, shareX, shareY);
    }

    void addBlock(int x, int y, Merged& merged) const {
        const double a = m_kernel.weight(x, y);
        const double b = m_kernel.weight(x + 1, y);
        const double c = m_kernel.weight(x, y + 1);
        const double d = m_kernel.weight(x + 1, y + 1);
        if (isOneSample(a, b, c, d)) {
            addSample(x, y, {a, b, c, d}, merged);
            return;
        }
        // Two pairs side by side or one above the other; cells that find no partner stand alone.
        const int sideBySide = (haveOneSign(a, b) ? 1 : 0) + (haveOneSign(c, d) ? 1 : 0);
        const int stacked = (haveOneSign(a, c) ? 1 : 0) + (haveOneSign(b, d) ? 1 : 0);
        if (sideBySide >= stacked) {
            addPair(x, y, {a, b, 0, 0}, merged);
            addPair(x, y, {0, 0, c, d}, merged);
        } else {
            addPair(x, y, {a, 0, c, 0}, merged);
            addPair(x, y, {0, b, 0, d}, merged);
        }
    }

    // Two of the four cells, the others 0: one sample where they have one sign, else one each.
    void addPair(int x, int y, const std::array<double, 4>& cells, Merged& merged) const {
        if (isOneSample(cells[0], cells[1], cells[2], cells[3])) {
            addSample(x, y, cells, merged);
            return;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::array<double, 4> alone{};
            alone[i] = cells[i];
            addSample(x, y, alone, merged);
        }
    }

    const Kernel& m_kernel;
    BlendingLoss m_loss;
};

}  // namespace

// Cells of 2x2 whose weights are products of two shares cost one bilinear fetch. Source: the texture unit's definition
// of linear filtering, OpenGL 3.3 core, section 3.8.11.
Candidate quad(const FilterContext& context) {
    Candidate candidate{.strategy = Strategy::Quad, .reason = {}, .passes = {}};
    const Kernel& kernel = context.bank->kernels[0];
    if (context.bank->kernels.size() > 1) {
        candidate.reason = "several kernels are not fetched in quads";
        return candidate;
    }
    const BlockMerging blocks(kernel, context);
    std::optional<Merged> best;
    for (const auto& [beforeX, beforeY] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
        Merged merged = blocks.merge(beforeX, beforeY);
        if (!best || merged.order() < best->order()) {
            best = std::move(merged);
        }
    }
    const std::array<Kernel, 1> alone{kernel};
    if (best->taps.size() >= tapsOf(alone).size()) {
        candidate.reason = "no neighbouring weights can be fetched as one sample";
    } else if (static_cast<int>(best->taps.size()) > kMaxTaps) {
        candidate.reason =
            fmt::format("the kernel takes {} samples, a direct pass takes at most {}", best->taps.size(), kMaxTaps);
    }
    if (!candidate.legal()) {
        return candidate;
    }
    Pass pass = convolvePass(context, Strategy::Quad, context.name + " quads");
    pass.bilinear = true;
    pass.taps = std::move(best->taps);
    pass.approximation = best->loss;
    candidate.approximation = best->loss;
    candidate.passes.push_back(std::move(pass));
    finishFilter(context, candidate.passes);
    return candidate;
}

}  // namespace kg
