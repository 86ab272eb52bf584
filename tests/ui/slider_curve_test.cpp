#include "ui/slider_curve.h"

#include <gtest/gtest.h>

namespace kg::ui {

TEST(SliderCurve, EndsAreTheRangesEnds) {
    for (const Curve curve : {Curve::Linear, Curve::Logarithmic}) {
        for (const Range range : {Range{0, 1}, Range{-1, 1}, Range{0.1, 1000}}) {
            EXPECT_DOUBLE_EQ(valueAt(range, curve, 0), range.lowest);
            EXPECT_DOUBLE_EQ(valueAt(range, curve, 1), range.highest);
            EXPECT_DOUBLE_EQ(valueAt(range, curve, -3), range.lowest);
            EXPECT_DOUBLE_EQ(valueAt(range, curve, 3), range.highest);
            EXPECT_EQ(placeOf(range, curve, range.lowest - 5), 0);
            EXPECT_EQ(placeOf(range, curve, range.highest + 5), 1);
        }
    }
}

TEST(SliderCurve, PlaceAndValueStandForEachOther) {
    for (const Curve curve : {Curve::Linear, Curve::Logarithmic}) {
        for (int i = 0; i <= 20; ++i) {
            const double place = i / 20.0;
            EXPECT_NEAR(placeOf({0, 50}, curve, valueAt({0, 50}, curve, place)), place, 1e-12);
        }
    }
}

TEST(SliderCurve, TheLogarithmicCurveGivesRoomToSmallNumbers) {
    EXPECT_LT(valueAt({0, 100}, Curve::Logarithmic, 0.5), 20);
    double before = -1;
    for (int i = 0; i <= 100; ++i) {
        const double value = valueAt({0, 100}, Curve::Logarithmic, i / 100.0);
        EXPECT_GT(value, before);
        before = value;
    }
}

TEST(SliderCurve, AnEmptyRangeHasOnePlace) {
    EXPECT_EQ(placeOf({2, 2}, Curve::Linear, 2), 0);
    EXPECT_EQ(valueAt({2, 2}, Curve::Logarithmic, 0.7), 2);
}

TEST(SliderCurve, RoundsToWhatAStepCanTell) {
    EXPECT_DOUBLE_EQ(roundedToStep(2.4637, 0.05), 2.46);
    EXPECT_DOUBLE_EQ(roundedToStep(2.4637, 0.1), 2.5);
    EXPECT_DOUBLE_EQ(roundedToStep(-2.4637, 3), -2);
    EXPECT_DOUBLE_EQ(roundedToStep(2.4637, 0), 2.4637);
}

}  // namespace kg::ui
