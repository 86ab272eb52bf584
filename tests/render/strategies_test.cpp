// Every strategy that is legal for a kernel, on the GPU, against the reference: all presets, and random kernels of
// every size, sign, sparsity and rank.
#include "engine_fixture.h"

#include "base/error.h"
#include "kernel/presets/presets.h"
#include "kernel/text/kernel_text.h"
#include "plan/tolerance.h"
#include "reference/reference.h"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

namespace kg {
namespace {

class EveryStrategy : public EngineTest {
protected:
    static void SetUpTestSuite() {
        source() = noise({.width = 37, .height = 23, .channels = 4, .type = PixelType::U8}, 21);
    }
    static Image& source() {
        static Image image;
        return image;
    }

    // Holds all legal strategies of a chain against the reference; returns them.
    static std::set<Strategy> compareAll(const Chain& chain) {
        std::set<Strategy> legal;
        const ReferenceImage expected = evaluateReference(source(), chain, Light::Encoded);
        engine().setSource(std::make_shared<const Image>(source()));
        for (const Strategy strategy : allStrategies()) {
            try {
                const Plan& plan = engine().run(chain, {.strategy = strategy, .precision = Precision::Full});
                const double tolerance = toleranceOf(plan, chain, 1);
                const Difference difference = compare(engine().readResult(), expected);
                EXPECT_LE(difference.maximum, tolerance) << printChain(chain) << "\nby " << strategyName(strategy);
                legal.insert(strategy);
            } catch (const PlanError&) {
                continue;  // the planner's tests say when and why
            }
        }
        EXPECT_FALSE(legal.empty()) << printChain(chain);
        return legal;
    }

    // The border rules take turns, so that each meets every kind of kernel.
    static Chain chainOf(const std::string& kernel, std::size_t turn) {
        static constexpr std::array kRules{BorderRule::Clamp, BorderRule::Mirror, BorderRule::Reflect101,
                                           BorderRule::Wrap, BorderRule::Constant};
        return {{.kind = "convolve",
                 .values = {{"kernel", kernel},
                            {"channels", std::string("rgba")},
                            {"border", std::string(borderRuleName(kRules[turn % kRules.size()]))},
                            {"border_color", Color{0.9, 0.2, 0.4, 0.6}}}}};
    }
};

TEST_F(EveryStrategy, ComputesEveryPreset) {
    std::map<Strategy, int> legal;
    std::size_t turn = 0;
    for (const KernelPreset& preset : kernelPresets()) {
        SCOPED_TRACE(preset.id);
        Chain chain = chainOf(preset.text, turn++);
        chain[0].values["scale"] = preset.scale;
        if (!preset.compose.empty()) {
            chain[0].values["compose"] = preset.compose;
        }
        for (const Strategy strategy : compareAll(chain)) {
            ++legal[strategy];
        }
    }
    for (const Strategy strategy : {Strategy::Direct, Strategy::Separable, Strategy::Paired, Strategy::LowRank,
                                    Strategy::Split, Strategy::Quad, Strategy::Symmetric}) {
        EXPECT_GE(legal[strategy], 5) << strategyName(strategy);
    }
}

// A sum of `rank` products, or no structure at all, of which a share is left out; absolute sum 1.
Kernel randomKernel(std::mt19937& random, int width, int height, int rank, double density) {
    std::uniform_real_distribution<double> weight(-1, 1);
    std::uniform_real_distribution<double> chance(0, 1);
    const auto line = [&](int length) {
        std::vector<double> values(static_cast<std::size_t>(length));
        for (double& value : values) {
            value = chance(random) < density ? weight(random) : 0;
        }
        values[static_cast<std::size_t>(length / 2)] += 1.5;
        return values;
    };
    std::vector<double> cells(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int r = 0; r < rank; ++r) {
        const std::vector<double> column = line(height);
        const std::vector<double> row = line(width);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] += column[i / row.size()] * row[i % row.size()];
        }
    }
    if (rank == 0) {
        for (double& cell : cells) {
            cell = chance(random) < density ? weight(random) : 0;
        }
        cells[cells.size() / 2] += 1.5;
    }
    double sum = 0;
    for (const double cell : cells) {
        sum += std::abs(cell);
    }
    for (double& cell : cells) {
        cell /= sum;
    }
    std::uniform_int_distribution<int> x(0, width - 1);
    std::uniform_int_distribution<int> y(0, height - 1);
    return {width, height, std::move(cells), x(random), y(random)};
}

TEST_F(EveryStrategy, ComputesTwoHundredRandomKernels) {
    std::mt19937 random(4);
    std::uniform_int_distribution<int> side(1, 31);
    std::map<Strategy, int> legal;
    for (std::size_t turn = 0; turn < 200; ++turn) {
        // Ranks 1 to 4, then full; every weight there, or about one in three.
        const int rank = static_cast<int>(turn % 5 + 1) % 5;
        const double density = turn % 3 == 0 ? 0.3 : 1;
        const Kernel kernel = randomKernel(random, side(random), side(random), rank, density);
        SCOPED_TRACE(fmt::format("kernel {}: {}x{}, rank {}", turn, kernel.width(), kernel.height(), rank));
        for (const Strategy strategy : compareAll(chainOf(printKernel(kernel), turn))) {
            ++legal[strategy];
        }
    }
    EXPECT_EQ(legal[Strategy::Direct], 200);
    for (const Strategy strategy : {Strategy::Separable, Strategy::Paired, Strategy::LowRank, Strategy::Quad}) {
        EXPECT_GE(legal[strategy], 30) << strategyName(strategy);
    }
}

}  // namespace
}  // namespace kg
