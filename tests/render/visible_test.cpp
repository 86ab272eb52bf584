// Shapes on transparent ground under filters that leave alpha alone: their rims keep their colour.
#include "engine_fixture.h"

#include "image/image.h"
#include "plan/tolerance.h"
#include "reference/reference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

namespace kg {
namespace {

class VisibleColours : public EngineTest {
protected:
    // A white disc with a soft rim, a line of one pixel and a single pixel, on transparent black.
    static Image shapes() {
        Image image({.width = 48, .height = 40, .channels = 4, .type = PixelType::U8});
        for (int y = 0; y < 40; ++y) {
            for (int x = 0; x < 48; ++x) {
                const double disc = 10.5 - std::hypot(x - 20, y - 20);
                const bool line = x == 40 && y > 5;
                const double alpha = line || (x == 45 && y == 2) ? 1 : std::clamp(disc, 0.0, 1.0);
                for (int channel = 0; channel < 3; ++channel) {
                    image.setValue(x, y, channel, alpha > 0 ? 1 : 0);
                }
                image.setValue(x, y, 3, alpha);
            }
        }
        return image;
    }

    static double darkest(const Image& image) {
        double least = 1;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                least = image.value(x, y, 3) > 0 ? std::min(least, image.value(x, y, 1)) : least;
            }
        }
        return least;
    }
};

TEST_F(VisibleColours, RimsStayWhiteByEveryStrategy) {
    const auto source = std::make_shared<const Image>(shapes());
    for (const char* filter : {"gaussian sigma=3 channels=rgb", "box size=9 channels=rgb", "unsharp channels=rgb",
                               "convolve kernel=\"Disk:4.3\" scale=\"!\"", "gaussian sigma=60 channels=rgb",
                               "convolve kernel=\"3x3: 0,-1,0 -1,5,-1 0,-1,0\"", "box size=4 channels=rgb mix=0.5"}) {
        const Chain chain = parseChain(filter);
        const ReferenceImage expected = evaluateReference(*source, chain, Light::Encoded);
        engine().setSource(source);
        for (const Strategy strategy : allStrategies()) {
            try {
                const Plan& plan = engine().run(chain, {.strategy = strategy, .precision = Precision::Full});
                const double tolerance = toleranceOf(plan, chain, 1);
                const Image result = engine().readResult();
                EXPECT_GE(darkest(result), 0.99) << filter << " by " << strategyName(strategy);
                EXPECT_LE(compare(result, expected).maximum, tolerance) << filter << " by " << strategyName(strategy);
            } catch (const PlanError&) {
                continue;  // not for this kernel
            }
        }
        engine().run(chain, {});
        EXPECT_GE(darkest(engine().readResult()), 0.99) << filter << " by auto";
    }
}

TEST_F(VisibleColours, AnEdgeDetectorSeesNoEdgeInAlphaAlone) {
    engine().setSource(std::make_shared<const Image>(shapes()));
    for (const char* filter : {"sobel channels=rgb", "laplacian channels=rgb"}) {
        engine().run(parseChain(filter), {});
        const Image result = engine().readResult();
        for (int y = 0; y < result.height(); ++y) {
            for (int x = 0; x < result.width(); ++x) {
                EXPECT_LE(std::abs(result.value(x, y, 3) > 0 ? result.value(x, y, 0) : 0), 0.01) << filter << x << y;
            }
        }
    }
}

}  // namespace
}  // namespace kg
