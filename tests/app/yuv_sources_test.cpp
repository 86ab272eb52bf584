// What the device makes of the luma and chroma of a source against what FFmpeg's swscale makes of them.
#include "app/engine_fixture.h"
#include "image/same.h"
#include "source/media.h"
#include "source/source.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace kg {
namespace {

struct Layout {
    std::string format;
    std::string made;  // by geq, which knows planes alone
    int bits;
};

class YuvSourcesTest : public EngineFixture {
protected:
    void SetUp() override {
        if (!hasMedia()) {
            GTEST_SKIP() << "FFmpeg is not installed";
        }
    }

    // Smooth, since between the pairs of chroma swscale goes by a curve and the device by a line.
    static std::string pattern(const Layout& layout, const std::string& matrix, const std::string& range) {
        const int unit = 1 << (layout.bits - 8);
        return fmt::format(
            "lavfi:nullsrc=size=66x50:rate=1:duration=2,format={},"
            "geq=lum='{}*(30+3*X)':cb='{}*(60+2*X+Y)':cr='{}*(200-X-2*Y)',format={},"
            "setparams=colorspace={}:range={}",
            layout.made, unit, unit, unit, layout.format, matrix, range);
    }
};

TEST_F(YuvSourcesTest, AgreeWithSwscaleToTwoSteps) {
    for (const Layout& layout : std::vector<Layout>{{"yuv420p", "yuv420p", 8},
                                                    {"yuv422p", "yuv422p", 8},
                                                    {"yuv444p", "yuv444p", 8},
                                                    {"yuv440p", "yuv440p", 8},
                                                    {"yuvj420p", "yuvj420p", 8},
                                                    {"nv12", "yuv420p", 8},
                                                    {"nv21", "yuv420p", 8},
                                                    {"yuyv422", "yuv422p", 8},
                                                    {"uyvy422", "yuv422p", 8},
                                                    {"yuv420p10le", "yuv420p10le", 10},
                                                    {"yuv444p12le", "yuv444p12le", 12},
                                                    {"p010le", "yuv420p10le", 10}}) {
        for (const std::string matrix : {"bt709", "smpte170m", "bt2020nc"}) {
            for (const std::string range : {"tv", "pc"}) {
                SCOPED_TRACE(layout.format + " " + matrix + " " + range);
                const std::string source = pattern(layout, matrix, range);
                const std::optional<Frame> stored = openFrames(source, {}, FramePixels::AsStored)->next();
                const std::optional<Frame> scaled = openFrames(source)->next();
                ASSERT_TRUE(stored && stored->yuv);
                ASSERT_TRUE(scaled && scaled->image);
                EXPECT_EQ(stored->yuv->format.bits, layout.bits);
                engine.setFrame(stored->picture());
                const Image& made = *engine.source();
                ASSERT_EQ(made.format(), scaled->image->format());
                EXPECT_LE(largestDifference(made, *scaled->image), 2.0 / 255 + 1e-6);
            }
        }
    }
}

TEST_F(YuvSourcesTest, OthersComeAsImages) {
    for (const char* format : {"gbrp", "gray", "yuva420p", "rgb24", "ya8"}) {
        const std::optional<Frame> frame =
            openFrames(fmt::format("lavfi:testsrc2=size=64x48:rate=1:duration=2,format={}", format), {},
                       FramePixels::AsStored)
                ->next();
        EXPECT_TRUE(frame->image && !frame->yuv) << format;
    }
}

}  // namespace
}  // namespace kg
