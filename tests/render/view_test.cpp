// The picture as the window shows it, pixel by pixel: which way up, at which place, over what.
#include "engine_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace kg {
namespace {

constexpr int kWidth = 24;
constexpr int kHeight = 20;

using Rgb = std::array<double, 3>;  // 0..1
constexpr std::array<float, 3> kBackdrop{0.2F, 0.4F, 0.8F};
constexpr Rgb kAround{0.2F, 0.4F, 0.8F};

// An engine on a context whose framebuffer stands for the window's, off-screen.
class ViewTest : public EngineTest {
protected:
    ViewTest() : m_context(gl::makeOffscreenContext({.width = kWidth, .height = kHeight})), m_engine(*m_context) {
        m_context->enableDebugOutput();
    }
    void TearDown() override {
        for (const gl::DebugMessage& message : m_context->takeDebugMessages()) {
            EXPECT_LT(static_cast<int>(message.severity), static_cast<int>(gl::DebugMessage::Severity::Medium))
                << message.text;
        }
        EXPECT_EQ(gl::takeErrors(), std::vector<std::string>{});
    }
    // The engine frees its objects in its own context; the tests beside this one share another.
    ~ViewTest() override {
        m_context->makeCurrent();
        m_engine.reset();
        m_context.reset();
        sharedContext().makeCurrent();
    }

    // Neither symmetric nor square: no two pixels are alike, and each row and column is opaque somewhere.
    static Image asymmetric() {
        Image image({.width = 4, .height = 2, .channels = 4});
        const std::initializer_list<std::array<int, 4>> pixels{{255, 0, 0, 255},   {0, 255, 0, 255}, {0, 0, 255, 255},
                                                               {255, 255, 0, 128}, {10, 20, 30, 0},  {90, 60, 200, 255},
                                                               {200, 100, 50, 64}, {17, 34, 51, 255}};
        std::size_t at = 0;
        for (const auto& pixel : pixels) {
            for (const int sample : pixel) {
                image.samples<std::uint8_t>()[at++] = static_cast<std::uint8_t>(sample);
            }
        }
        return image;
    }

    void show(const Image& image) { m_engine->setSource(std::make_shared<const Image>(image)); }

    gl::Context& window() { return *m_context; }

    // The whole window at a scale, with the image's corner at the window's.
    static ViewParameters whole(double scale) {
        return {.framebufferWidth = kWidth,
                .framebufferHeight = kHeight,
                .width = kWidth,
                .height = kHeight,
                .scale = scale,
                .backdrop = kBackdrop,
                .checkerSize = 2};
    }

    Image drawn(const ViewParameters& view) {
        m_engine->drawView(view);
        return m_engine->readWindow(kWidth, kHeight);
    }

    // The checkerboard: 0.4 at the rectangle's corner, then 0.6, in squares of 2 pixels.
    static double checker(const ViewParameters& view, int x, int y) {
        return ((x - view.x) / 2 + (y - view.y) / 2) % 2 == 0 ? 0.4 : 0.6;
    }

    // An image pixel over the checkerboard at a window pixel.
    static Rgb over(const Image& image, int imageX, int imageY, double below) {
        const double alpha = image.format().hasAlpha() ? image.value(imageX, imageY, 3) : 1;
        Rgb rgb{};
        for (int channel = 0; channel < 3; ++channel) {
            rgb[channel] = image.value(imageX, imageY, channel) * alpha + below * (1 - alpha);
        }
        return rgb;
    }

    static void expectPixel(const Image& window, int x, int y, const Rgb& expected) {
        for (int channel = 0; channel < 3; ++channel) {
            // Half a step for the framebuffer's rounding, and a little for the shader's arithmetic.
            EXPECT_NEAR(window.value(x, y, channel), expected[channel], 0.51 / 255)
                << "at " << x << "," << y << " channel " << channel;
        }
    }

    std::unique_ptr<gl::Context> m_context;
    std::optional<Engine> m_engine;
};

TEST_F(ViewTest, AtOneToOneEachPixelStandsInItsPlaceTheRightWayUp) {
    const Image image = asymmetric();
    show(image);
    const ViewParameters view = whole(1);
    const Image window = drawn(view);
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const bool inside = x < image.width() && y < image.height();
            expectPixel(window, x, y, inside ? over(image, x, y, checker(view, x, y)) : kAround);
        }
    }
    EXPECT_EQ(window.value(0, 0, 0), 1) << "the first pixel, red, is at the top left";
}

// A rectangle off the centre on every side, and an image that is panned within it: every offset counts.
TEST_F(ViewTest, EnlargedPixelsAreSquaresWithinTheRectangleAlone) {
    const Image image = asymmetric();
    show(image);
    ViewParameters view = whole(4);
    view.backdrop = {1, 1, 1};
    drawn(view);  // what lies outside the rectangle stays as it was: white below row 8
    view.backdrop = kBackdrop;
    view.x = 3;
    view.y = 5;
    view.width = 18;
    view.height = 11;
    view.imageX = -0.5;
    view.imageY = -0.25;
    const Image window = drawn(view);
    for (int y = view.y; y < view.y + view.height; ++y) {
        for (int x = view.x; x < view.x + view.width; ++x) {
            // The image starts 2 pixels right of the rectangle's corner and 1 below it.
            const int right = x - view.x - 2;
            const int down = y - view.y - 1;
            const bool inside = right >= 0 && down >= 0 && right < 16 && down < 8;
            expectPixel(window, x, y, inside ? over(image, right / 4, down / 4, checker(view, x, y)) : kAround);
        }
    }
    for (int y = 10; y < kHeight; ++y) {
        expectPixel(window, view.x - 1, y, {1, 1, 1});
        expectPixel(window, view.x + view.width, y, {1, 1, 1});
    }
    for (int x = 0; x < kWidth; ++x) {
        expectPixel(window, x, view.y + view.height, {1, 1, 1});
    }
}

TEST_F(ViewTest, ReducedPixelsAreTheMeanOfWhatLiesUnderThem) {
    const Image image = noise({.width = 8, .height = 6, .channels = 3, .type = PixelType::U8}, 3);
    show(image);
    const Image window = drawn(whole(0.5));
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            Rgb mean = kAround;
            if (x < 4 && y < 3) {
                for (int channel = 0; channel < 3; ++channel) {
                    mean[channel] =
                        (image.value(2 * x, 2 * y, channel) + image.value(2 * x + 1, 2 * y, channel) +
                         image.value(2 * x, 2 * y + 1, channel) + image.value(2 * x + 1, 2 * y + 1, channel)) /
                        4;
                }
            }
            expectPixel(window, x, y, mean);
        }
    }
}

TEST_F(ViewTest, TheCheckerboardShowsWhereNothingIs) {
    show(Image({.width = 8, .height = 8, .channels = 4}));
    const Image window = drawn(whole(1));
    for (const auto& [x, y, value] : {std::array{0, 0, 102}, {1, 1, 102}, {2, 1, 153}, {1, 2, 153}, {3, 3, 102}}) {
        EXPECT_EQ(std::lround(window.value(x, y, 0) * 255), value) << x << "," << y;
    }
}

TEST_F(ViewTest, TheSourceIsShownInPlaceOfTheResult) {
    Image black = constant({.width = 4, .height = 4, .channels = 3}, 0);
    show(black);
    m_engine->run(parseChain("convolve kernel=\"1: 0\" bias=0.6"));
    ViewParameters view = whole(1);
    expectPixel(drawn(view), 1, 1, {0.6, 0.6, 0.6});
    view.content = ViewContent::Source;
    expectPixel(drawn(view), 1, 1, {0, 0, 0});
}

// sRGB writes a linear 0.5 as 0.7354 (IEC 61966-2-1); what lies outside 0..1 is shown as the nearest that a screen has.
TEST_F(ViewTest, LightInProportionIsEncodedForTheScreen) {
    Image light =
        constant({.width = 3, .height = 1, .channels = 3, .type = PixelType::F32, .transfer = Transfer::Linear}, 0.5);
    light.setValue(1, 0, 0, 40);
    light.setValue(1, 0, 1, -40);
    show(light);
    const Image window = drawn(whole(1));
    expectPixel(window, 0, 0, {0.7354, 0.7354, 0.7354});
    expectPixel(window, 1, 0, {1, 0, 0.7354});
}

TEST_F(ViewTest, WithoutAnImageThereIsTheBackdropAndEachViewCounts) {
    const Image window = drawn(whole(1));
    expectPixel(window, 0, 0, kAround);
    expectPixel(window, kWidth - 1, kHeight - 1, kAround);
    drawn(whole(2));
    EXPECT_EQ(m_engine->counters().viewsDrawn, 2U);
}

// A picture that is computed in tiles, in a window of 24x20 pixels.
class LargeViewTest : public ViewTest {
protected:
    LargeViewTest() : m_large(std::make_unique<Engine>(window(), EngineOptions{.maxTextureSize = 2200})) {
        Image image({.width = 4400, .height = 60, .channels = 3});
        for (int y = 0; y < 60; ++y) {
            for (int x = 0; x < 4400; ++x) {
                image.setValue(x, y, 0, x / 4399.0);
                image.setValue(x, y, 1, y / 59.0);
                image.setValue(x, y, 2, (x + y) % 2);
            }
        }
        m_large->setSource(std::make_shared<const Image>(image));
    }
    ~LargeViewTest() override {
        window().makeCurrent();
        m_large.reset();
    }

    Image drawnLarge(const ViewParameters& view) {
        m_large->drawView(view);
        return m_large->readWindow(kWidth, kHeight);
    }

    std::unique_ptr<Engine> m_large;
};

TEST_F(LargeViewTest, ZoomedInItShowsTheResultAtFullSize) {
    // Keeps the chequers of the third channel, which tell each pixel from its neighbours.
    ASSERT_TRUE(m_large->run(parseChain("sharpen")).tiles);
    const Image result = m_large->readResult();
    ViewParameters view = whole(1);
    // Across the border of two tiles, and at the end of the picture.
    for (const int x : {1460, 2190, 4400 - kWidth}) {
        view.imageX = x;
        view.imageY = 40;
        const Image shown = drawnLarge(view);
        EXPECT_EQ(m_large->largeView()->reduction, 1);
        for (int i = 0; i < kWidth; ++i) {
            for (int channel = 0; channel < 3; ++channel) {
                // llvmpipe rounds to 8 bits up to a step off near white.
                EXPECT_NEAR(shown.value(i, 7, channel), std::clamp(result.value(x + i, 47, channel), 0.0, 1.0),
                            1.0 / 255)
                    << x + i << ", channel " << channel;
            }
        }
    }
    const Color pixel = m_large->readPixel(ViewContent::Result, 10, 59);
    EXPECT_EQ(static_cast<float>(pixel[0]), static_cast<float>(result.value(10, 59, 0)));
}

TEST_F(LargeViewTest, BeyondThePictureIsTheBackdropAlsoWhereTilesWrap) {
    m_large->run(parseChain("box size=9 border=wrap"));
    ViewParameters view = whole(1);
    view.imageX = 4390;
    const Image shown = drawnLarge(view);
    EXPECT_NEAR(shown.value(9, 5, 0), m_large->readPixel(ViewContent::Result, 4399, 5)[0], 0.5 / 255 + 1e-5);
    EXPECT_NEAR(shown.value(10, 5, 0), kBackdrop[0], 0.5 / 255 + 1e-5);
}

TEST_F(LargeViewTest, ZoomedOutItShowsTheReducedResultOnceThatIsDrawn) {
    m_large = std::make_unique<Engine>(window(), EngineOptions{.memoryBudget = std::uint64_t{1} << 20U});
    Image chequered({.width = 4400, .height = 600, .channels = 1});
    for (int y = 0; y < 600; ++y) {
        for (int x = 0; x < 4400; ++x) {
            chequered.setValue(x, y, 0, x < 2200 ? (x + y) % 2 : 1);
        }
    }
    m_large->setSource(std::make_shared<const Image>(chequered));
    m_large->run(parseChain("box size=3"));
    ViewParameters view = whole(kWidth / 4400.0);
    drawnLarge(view);
    ASSERT_EQ(m_large->largeView()->reduction, 3);
    while (m_large->refineView()) {
    }
    EXPECT_EQ(m_large->largeView()->share, 1);
    const Image result = drawnLarge(view);
    EXPECT_NEAR(result.value(4, 1, 0), 0.5, 0.02) << "the mean of squares that the box has made grey";
    EXPECT_NEAR(result.value(20, 1, 0), 1, 0.5 / 255);
    view.content = ViewContent::Source;
    EXPECT_NEAR(drawnLarge(view).value(4, 1, 0), 0.5, 0.02);
    const std::uint64_t before = m_large->counters().tilesRun;
    EXPECT_FALSE(m_large->refineView());
    EXPECT_EQ(m_large->counters().tilesRun, before) << "at rest nothing is computed";
}

}  // namespace
}  // namespace kg
