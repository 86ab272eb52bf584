#include "app/pixel_probe.h"

#include "app/edits.h"
#include "app/engine_fixture.h"
#include "app/explanation_text.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {

class PixelProbeTest : public EngineFixture {
protected:
    void open(const char* chain) {
        ASSERT_TRUE(workspace.open("pattern:chart"));
        ASSERT_TRUE(workspace.apply(edits::setChain(parseChain(chain))));
        workspace.update();
    }

    PixelProbe probe;
};

TEST_F(PixelProbeTest, ExplainsAndAgreesAndFollowsTheDocument) {
    open("gaussian sigma=1 | sharpen");
    probe.update(workspace, PixelProbe::Target{.filter = 1, .x = 700, .y = 400});
    ASSERT_TRUE(probe.pixel()) << probe.problem();
    EXPECT_EQ(probe.pixel()->explanation.kind, "sharpen");
    EXPECT_TRUE(probe.pixel()->check.agrees) << agreementSentence(*probe.pixel());
    const std::uint64_t runs = engine.counters().probesRun;
    const std::uint64_t drawn = engine.counters().passesDrawn;
    for (int x = 0; x < 20; ++x) {
        probe.update(workspace, PixelProbe::Target{.filter = 1, .x = x, .y = 0});
        EXPECT_TRUE(probe.pixel()->check.agrees);
        EXPECT_EQ(probe.pixel()->explanation.x, x);
    }
    EXPECT_EQ(engine.counters().probesRun, runs);
    EXPECT_EQ(engine.counters().passesDrawn, drawn);

    ASSERT_TRUE(workspace.apply(edits::setValue(1, "amount", 3.0)));
    probe.update(workspace, PixelProbe::Target{.filter = 1, .x = 19, .y = 0});
    EXPECT_DOUBLE_EQ(probe.pixel()->explanation.kernels[0].terms[4].weight, 13);
    EXPECT_EQ(engine.counters().probesRun, runs + 1);

    probe.update(workspace, std::nullopt);
    EXPECT_FALSE(probe.pixel());
    EXPECT_EQ(probe.problem(), "");
}

TEST_F(PixelProbeTest, AFilterThatIsOffIsASentence) {
    open("box enabled=false");
    probe.update(workspace, PixelProbe::Target{.filter = 0, .x = 3, .y = 3});
    EXPECT_FALSE(probe.pixel());
    EXPECT_NE(probe.problem().find("filter 1 (box)"), std::string::npos) << probe.problem();
}

TEST(ExplanationText, NumbersInBothUnits) {
    EXPECT_EQ(valueText(42.0 / 255, ValueUnits::Steps), "42");
    EXPECT_EQ(valueText(0.5, ValueUnits::Steps), "127.5");
    EXPECT_EQ(valueText(0.25, ValueUnits::Unit), "0.25");
    EXPECT_EQ(valueText(-0.00001, ValueUnits::Unit), "0");
    EXPECT_EQ(valueText(100, ValueUnits::Unit), "100");
}

TEST(ExplanationText, StepsFollowWhatHappens) {
    PixelExplanation pixel;
    pixel.written = {true, false, true, true};
    pixel.kernels.resize(2);
    pixel.kernels[0].sum = {3, 0, 0, 0};
    pixel.kernels[0].divisor = 9;
    pixel.kernels[1].sum = {4, 0, 0, 0};
    pixel.kernels[0].visible = pixel.kernels[0].sum;
    pixel.kernels[1].visible = pixel.kernels[1].sum;
    pixel.combine = Combine::Magnitude;
    pixel.combined = {5, 0, 0, 0};
    pixel.visible = pixel.combined;
    pixel.bias = 0.5;
    pixel.beforeMix = {5.5, 0, 0, 1};
    pixel.result = {5.5, 0.25, 0, 1};
    pixel.before = {0, 0.25, 0, 1};
    pixel.eightBit = {255, 64, 0, 255};
    const auto red = stepsOf(pixel, 0, ValueUnits::Unit);
    ASSERT_EQ(red.size(), 5U);
    EXPECT_EQ(red[0].formula, "27 / 9");
    EXPECT_EQ(red[0].result, "3");
    EXPECT_EQ(red[1].formula, "");
    EXPECT_EQ(red[2].formula, "sqrt(3^2 + 4^2)");
    EXPECT_EQ(red[2].result, "5");
    EXPECT_EQ(red[3].formula, "5 + 0.5");
    EXPECT_EQ(red[4].result, "255");
    const auto green = stepsOf(pixel, 1, ValueUnits::Unit);
    ASSERT_EQ(green.size(), 2U);
    EXPECT_EQ(green[0].label, "kept");
    EXPECT_EQ(green[1].result, "64");
}

}  // namespace kg
