#include "filter/visible.h"

#include "filter/chain.h"
#include "filter/registry.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

VisibleRule ruleOf(const std::string& filter, bool hasAlpha = true) {
    return visibleRuleOf(bankOf(parseFilter(filter)), hasAlpha);
}

TEST(Visible, IsAboutColoursOverAlphaThatIsKept) {
    EXPECT_EQ(ruleOf("convolve").how, Visible::OfTotal);
    EXPECT_EQ(ruleOf("convolve", false).how, Visible::Ignored);
    EXPECT_EQ(ruleOf("convolve channels=rgba").how, Visible::Ignored);
    EXPECT_EQ(ruleOf("convolve channels=a").how, Visible::Ignored);
    EXPECT_EQ(ruleOf("sobel channels=rgb").how, Visible::OfEach);
    EXPECT_EQ(ruleOf("convolve kernel=\"1 2 1 ; 2 1 ; 3\" compose=lighten").how, Visible::Ignored);
}

TEST(Visible, SumsTheWeightsOfWhatIsAddedUp) {
    EXPECT_EQ(ruleOf("convolve kernel=\"3x1: 1,2,1\"").whole[0], 4);
    EXPECT_EQ(ruleOf("convolve kernel=\"3x1: 1,2,1\"").most[0], kMostRestored);
    EXPECT_EQ(ruleOf("convolve kernel=\"3x1: -1,5,-1\"").most[0], 1);
    EXPECT_EQ(ruleOf("convolve kernel=\"3x1: -1,2,-1\"").most[0], 1);
    EXPECT_EQ(ruleOf("gaussian sigma=100 channels=rgb").how, Visible::OfTotal) << "a row and a column";
    EXPECT_NEAR(ruleOf("gaussian sigma=100 channels=rgb").whole[0], 1, 1e-9);
}

TEST(Visible, KeepsWhatIsOpaqueAndWhatIsOfOneColour) {
    for (const double most : {1.0, kMostRestored}) {
        EXPECT_DOUBLE_EQ(visibleColour(2.5, 4, 0.3, 1, 4, most), 2.5) << "opaque";
        for (const double there : {0.0, 0.01, 0.3, 0.9, 2.0}) {
            // Of one colour 0.7 everywhere, whatever lies transparent around.
            EXPECT_NEAR(visibleColour(0.7 * there, there, 0.7 * 0.4, 0.4, 1, most), 0.7 * 0.4, 1e-12) << there;
        }
    }
    EXPECT_EQ(visibleColour(0.5, 0.5, 0, 0, 1, kMostRestored), 0) << "nothing is visible";
}

TEST(Visible, DividesByWhatWasThereUpToABound) {
    EXPECT_DOUBLE_EQ(visibleColour(0.25 * 0.8, 0.25, 0.1, 1, 1, kMostRestored), 0.8) << "a quarter was there";
    const double alone = visibleColour(0.01 * 0.8, 0.01, 0.1, 1, 1, kMostRestored);
    EXPECT_NEAR(alone, 8 * 0.01 * 0.8 + (1 - 0.08) * 0.1, 1e-12) << "the rest is its own colour";
}

}  // namespace
}  // namespace kg
