// Values that are not finite, or near the largest float: they reach no pixel that the kernel does not reach, by any
// strategy that `auto` may take.
#include "engine_fixture.h"

#include "filter/border.h"
#include "filter/registry.h"
#include "image/image.h"
#include "image/pattern.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace kg {
namespace {

class Unbounded : public EngineTest {
protected:
    static Image run(const Image& source, const Chain& chain, const PlanSettings& settings) {
        engine().setSource(std::make_shared<const Image>(source));
        engine().run(chain, settings);
        return engine().readResult();
    }

    // The strategies that `auto` may take for a picture, as the plan of its engine says.
    static std::vector<Strategy> automatic(const Image& source, const Chain& chain) {
        engine().setSource(std::make_shared<const Image>(source));
        std::vector<Strategy> strategies;
        for (const StrategyOption& option : engine().run(chain, {}).filters.front().options) {
            if (option.legal && option.automatic) {
                strategies.push_back(option.strategy);
            }
        }
        return strategies;
    }
};

constexpr int kX = 19;
constexpr int kY = 11;

// By how far a kernel reaches, in pixels to all sides: no cell of these lies farther.
struct Reach {
    std::string filter;
    int across;
    int down;
};

TEST_F(Unbounded, ValuesStayWithinTheKernelsReach) {
    const Reach filters[] = {
        {"box size=5", 2, 2},
        {"box size=4", 2, 2},
        {"gaussian sigma=1.5", 6, 6},
        {"convolve kernel=\"Disk:4.3\"", 4, 4},
        {"convolve kernel=\"3x3: 1,2,1 2,4,2 1,2,0\" mode=correlation", 1, 1},
        {"sobel", 1, 1},
        {"sharpen", 1, 1},
    };
    const Image clean = noise({.width = 40, .height = 24, .channels = 3, .type = PixelType::F32}, 9);
    for (const auto& [filter, across, down] : filters) {
        for (const BorderRule rule : allBorderRules()) {
            const std::string text = fmt::format("{} border={}", filter, borderRuleName(rule));
            const Chain chain = parseChain(text);
            for (const double value :
                 {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -3e38, 1e30}) {
                Image spoiled = clean;
                spoiled.setValue(kX, kY, 1, value);
                const int cut = rule == BorderRule::Crop ? 1 : 0;
                for (const Strategy strategy : automatic(spoiled, chain)) {
                    const PlanSettings settings{.strategy = strategy, .precision = Precision::Full};
                    const Image expected = run(clean, chain, settings);
                    const Image result = run(spoiled, chain, settings);
                    const int left = cut * (40 - result.width()) / 2;
                    const int top = cut * (24 - result.height()) / 2;
                    for (int y = 0; y < result.height(); ++y) {
                        for (int x = 0; x < result.width(); ++x) {
                            // A cropped result of an even side begins half a cell off the middle.
                            if (std::abs(x + left - kX) <= across + cut && std::abs(y + top - kY) <= down + cut) {
                                continue;
                            }
                            ASSERT_NEAR(result.value(x, y, 1), expected.value(x, y, 1), 1e-5)
                                << text << " of " << value << " by " << strategyName(strategy) << " at " << x << ","
                                << y;
                        }
                    }
                }
            }
        }
    }
}

TEST_F(Unbounded, FloatsThatWereLookedAtTakeEveryStrategy) {
    const Chain chain = parseChain("gaussian sigma=1.5");
    Image image = noise({.width = 40, .height = 24, .channels = 3, .type = PixelType::F32}, 9);
    const std::size_t all = automatic(image, chain).size();
    image.setValue(0, 0, 0, std::numeric_limits<double>::infinity());
    EXPECT_LT(automatic(image, chain).size(), all);
}

// Eight bits are bounded, and what a chain makes of them need not be.
TEST_F(Unbounded, AChainMayMakeBoundedValuesLarge) {
    const Image image = noise({.width = 40, .height = 24, .channels = 3, .type = PixelType::U8}, 9);
    engine().setSource(std::make_shared<const Image>(image));
    const Plan& plan = engine().run(parseChain("convolve kernel=\"1x1: 1e30\" | gaussian sigma=1.5"), {});
    for (const StrategyOption& option : plan.filters.back().options) {
        EXPECT_FALSE(option.automatic && option.strategy == Strategy::Paired);
    }
}

}  // namespace
}  // namespace kg
