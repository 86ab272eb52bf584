// Laws of convolution that need no oracle.
#include "engine_fixture.h"
#include "image/same.h"

#include <fmt/format.h>

#include <cmath>

namespace kg {
namespace {

constexpr PlanSettings kFull{.precision = Precision::Full};

class Laws : public EngineTest {};

TEST_F(Laws, IdentityIsBitExact) {
    for (const PixelType type : {PixelType::U8, PixelType::U16, PixelType::F32}) {
        const Image source = noise({.width = 37, .height = 23, .channels = 3, .type = type}, 1);
        for (const char* chain : {"", "convolve kernel=\"1x1: 1\"", "convolve kernel=\"3: 0 0 0 0 1 0 0 0 0\"",
                                  "box size=1", "gaussian sigma=0", "gaussian sigma=5 mix=0", "sobel enabled=false"}) {
            const Image result = run(source, chain, kFull);
            const Image back = convertImage(result, 3, type, Transfer::Srgb);
            EXPECT_TRUE(std::equal(back.bytes().begin(), back.bytes().end(), source.bytes().begin()))
                << chain << " type " << static_cast<int>(type);
        }
    }
}

TEST_F(Laws, ADeltaReturnsTheKernelUnderConvolutionAndTurnedUnderCorrelation) {
    Image delta({.width = 9, .height = 7, .channels = 1, .type = PixelType::F32});
    delta.setValue(4, 3, 0, 1);
    const Kernel kernel(3, 2, {1, 2, 3, 4, 5, 6}, 1, 0);
    const Image convolved = run(delta, R"(convolve kernel="3x2+1+0: 1 2 3 4 5 6")", kFull);
    const Image correlated = run(delta, R"(convolve kernel="3x2+1+0: 1 2 3 4 5 6" mode=correlation)", kFull);
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < 9; ++x) {
            const int i = x - 4 + kernel.originX();
            const int j = y - 3 + kernel.originY();
            const bool inside = i >= 0 && i < 3 && j >= 0 && j < 2;
            EXPECT_EQ(convolved.value(x, y, 0), inside ? kernel.weight(i, j) : 0) << x << "," << y;
            const int k = kernel.originX() - (x - 4);
            const int l = kernel.originY() - (y - 3);
            const bool insideTurned = k >= 0 && k < 3 && l >= 0 && l < 2;
            EXPECT_EQ(correlated.value(x, y, 0), insideTurned ? kernel.weight(k, l) : 0) << x << "," << y;
        }
    }
}

TEST_F(Laws, ConstantsStayConstant) {
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap"}) {
        for (const char* filter : {"gaussian sigma=3", "box size=7", "sharpen", "unsharp sigma=2"}) {
            const Image source =
                constant({.width = 13, .height = 9, .channels = 4, .type = PixelType::U8}, 100.0 / 255);
            const Image result = run(source, fmt::format("{} border={}", filter, border), kFull);
            EXPECT_LE(largestDifference(result, source), 1e-5) << filter << " " << border;
        }
    }
}

TEST_F(Laws, ZeroSumKernelsTurnConstantsToZero) {
    const Image source = constant({.width = 13, .height = 9, .channels = 3, .type = PixelType::U8}, 0.8);
    for (const char* filter : {"laplacian", "laplacian neighbours=8", "sobel"}) {
        const Image result = run(source, filter, kFull);
        EXPECT_LE(largestDifference(result, constant(result.format(), 0)), 1e-6) << filter;
    }
}

TEST_F(Laws, ConvolutionIsLinear) {
    const ImageFormat format{.width = 21, .height = 15, .channels = 3, .type = PixelType::F32};
    const Image a = noise(format, 1);
    const Image b = noise(format, 2);
    Image mixed(format);
    for (std::size_t i = 0; i < mixed.samples<float>().size(); ++i) {
        mixed.samples<float>()[i] = 0.25F * a.samples<float>()[i] + 0.5F * b.samples<float>()[i];
    }
    const char* chain = R"(convolve kernel="3: 1 2 3 4 5 6 7 8 9" scale="!" border=mirror)";
    const Image ra = run(a, chain, kFull);
    const Image rb = run(b, chain, kFull);
    const Image rmixed = run(mixed, chain, kFull);
    Image expected(format);
    for (std::size_t i = 0; i < expected.samples<float>().size(); ++i) {
        expected.samples<float>()[i] = 0.25F * ra.samples<float>()[i] + 0.5F * rb.samples<float>()[i];
    }
    EXPECT_LE(largestDifference(rmixed, expected), 1e-6);
}

TEST_F(Laws, UnderWrapAShiftBeforeIsAShiftAfter) {
    const ImageFormat format{.width = 16, .height = 11, .channels = 3, .type = PixelType::U8};
    const Image source = noise(format, 4);
    Image shifted(format);
    for (int y = 0; y < 11; ++y) {
        for (int x = 0; x < 16; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                shifted.setValue((x + 5) % 16, (y + 3) % 11, channel, source.value(x, y, channel));
            }
        }
    }
    // Of strategies whose roundings do not depend on where a pixel lies.
    const PlanSettings settings{.strategy = Strategy::Separable, .precision = Precision::Full};
    for (const char* chain : {"gaussian sigma=2 border=wrap", "sobel border=wrap"}) {
        const Image a = run(source, chain, settings);
        const Image b = run(shifted, chain, settings);
        for (int y = 0; y < 11; ++y) {
            for (int x = 0; x < 16; ++x) {
                EXPECT_EQ(b.value((x + 5) % 16, (y + 3) % 11, 1), a.value(x, y, 1)) << chain;
            }
        }
    }
}

TEST_F(Laws, SeparableEqualsDirect) {
    const Image source = noise({.width = 64, .height = 48, .channels = 4, .type = PixelType::U16}, 8);
    for (const char* border : {"clamp", "mirror", "reflect101", "wrap", "constant border_color=1,0,0.5,0.5"}) {
        for (const char* filter : {"gaussian sigma=2.5", "box size=6", "sobel", "unsharp"}) {
            const std::string chain = fmt::format("{} border={}", filter, border);
            const Image direct = run(source, chain, {.strategy = Strategy::Direct, .precision = Precision::Full});
            const Image separable = run(source, chain, {.strategy = Strategy::Separable, .precision = Precision::Full});
            Image premultipliedDifference(direct.format());
            double largest = 0;
            for (int y = 0; y < direct.height(); ++y) {
                for (int x = 0; x < direct.width(); ++x) {
                    for (int channel = 0; channel < 3; ++channel) {
                        largest =
                            std::max(largest, std::abs(direct.value(x, y, channel) * direct.value(x, y, 3) -
                                                       separable.value(x, y, channel) * separable.value(x, y, 3)));
                    }
                }
            }
            EXPECT_LE(largest, 1e-5) << chain;
        }
    }
}

// Two blurs are one of the root of the summed squares. Sampled Gaussians differ from continuous ones by less than 1e-3
// from sigma 1.5 up.
TEST_F(Laws, BlursAddTheirVariances) {
    const Image source = noise({.width = 64, .height = 64, .channels = 1, .type = PixelType::F32}, 6);
    const Image twice = run(source, "gaussian sigma=1.5 border=wrap | gaussian sigma=2 border=wrap", kFull);
    const Image once = run(source, "gaussian sigma=2.5 border=wrap", kFull);
    EXPECT_LE(largestDifference(twice, once), 1e-3);
    const Image other = run(source, "gaussian sigma=3.5 border=wrap", kFull);
    EXPECT_GT(largestDifference(twice, other), 1e-2) << "the bound above would notice";
}

// The kernel moves each corner of an asymmetric picture by a known step: an exchange of rows, columns or both shows.
TEST_F(Laws, OrientationIsKeptThroughUploadPassesAndReadBack) {
    Image corners({.width = 5, .height = 4, .channels = 3, .type = PixelType::U8});
    corners.setValue(0, 0, 0, 1);
    corners.setValue(4, 0, 1, 1);
    corners.setValue(0, 3, 2, 1);
    // Correlation with a single weight right of the origin fetches from the right: the picture moves left.
    const Image moved = run(corners, R"(convolve kernel="3x1: 0 0 1" mode=correlation border=constant)", kFull);
    EXPECT_EQ(moved.value(3, 0, 1), 1);
    EXPECT_EQ(moved.value(0, 0, 0), 0);
    // With a single weight below the origin, it moves up.
    const Image up = run(corners, R"(convolve kernel="1x3: 0 0 1" mode=correlation border=constant)", kFull);
    EXPECT_EQ(up.value(0, 2, 2), 1);
    EXPECT_EQ(up.value(0, 0, 0), 0);
    EXPECT_EQ(engine().readPixel(ViewContent::Result, 0, 2)[2], 1);
    EXPECT_EQ(engine().readPixel(ViewContent::Source, 4, 0)[1], 1);
}

TEST_F(Laws, ColoursUnderTransparencyDoNotBleed) {
    Image source({.width = 8, .height = 1, .channels = 4, .type = PixelType::U8});
    for (int x = 0; x < 8; ++x) {
        source.setValue(x, 0, x < 4 ? 1 : 0, 1);  // green right of the middle
        source.setValue(x, 0, 3, x < 4 ? 0 : 1);  // but what is left of it cannot be seen
    }
    const Image result = run(source, "gaussian sigma=1", kFull);
    for (int x = 0; x < 8; ++x) {
        EXPECT_LE(result.value(x, 0, 1), 1e-6) << x;
    }
    EXPECT_NEAR(result.value(4, 0, 0), 1, 1e-5) << "what is visible keeps its colour";
}

}  // namespace
}  // namespace kg
