// The preset library: every preset makes sense, and says of itself what its weights say.
#include "kernel/presets/presets.h"

#include "base/error.h"
#include "kernel/analysis/factorisation.h"
#include "kernel/analysis/statistics.h"
#include "kernel/edit/operations.h"
#include "kernel/known_kernels.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>

namespace kg {
namespace {

using test::presetKernel;

TEST(Presets, EachIsWhole) {
    std::set<std::string> ids;
    for (const KernelPreset& preset : kernelPresets()) {
        SCOPED_TRACE(preset.id);
        EXPECT_TRUE(ids.insert(preset.id).second);
        EXPECT_FALSE(preset.name.empty());
        EXPECT_FALSE(preset.origin.empty());
        std::vector<Kernel> kernels;
        ASSERT_NO_THROW(kernels = kernelsOf(preset));
        EXPECT_EQ(kernels.size() > 1, !preset.compose.empty());
        EXPECT_EQ(preset.erratum, !preset.correctedBy.empty());
        if (preset.erratum) {
            const KernelPreset* corrected = findPreset(preset.correctedBy);
            ASSERT_NE(corrected, nullptr);
            EXPECT_FALSE(corrected->erratum);
            EXPECT_FALSE(preset.notes.empty());
        }
    }
    EXPECT_GE(ids.size(), 90U);
}

TEST(Presets, EveryOriginIsThere) {
    std::set<std::string> origins;
    for (const KernelPreset& preset : kernelPresets()) {
        origins.insert(preset.origin);
    }
    EXPECT_EQ(origins, (std::set<std::string>{"AI Shack", "C# series", "Esri", "GEGL", "GIMP", "HIPR2", "ImageMagick",
                                              "ImageSharp", "NVIDIA VPI", "Stack Overflow", "Wikipedia"}));
}

// Ranks and numbers of weights, as known of the published kernels.
struct PublishedFact {
    const char* id;
    int rank;
    int taps;
};

class PresetFact : public testing::TestWithParam<PublishedFact> {};

TEST_P(PresetFact, RankAndTaps) {
    const PublishedFact& fact = GetParam();
    const Kernel kernel = presetKernel(fact.id);
    EXPECT_EQ(static_cast<int>(factorise(kernel).terms.size()), fact.rank);
    EXPECT_EQ(statistics(kernel).nonzero, fact.taps);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PresetFact,
    testing::Values(PublishedFact{"identity", 1, 1}, PublishedFact{"wikipedia-edge-diagonal", 1, 4},
                    PublishedFact{"im-laplacian-3", 1, 9}, PublishedFact{"im-sobel", 1, 6},
                    PublishedFact{"im-prewitt", 1, 6}, PublishedFact{"im-frei-chen", 1, 6},
                    PublishedFact{"esri-line-horizontal", 1, 9}, PublishedFact{"esri-line-vertical", 1, 9},
                    PublishedFact{"gimp-blur", 1, 9}, PublishedFact{"wikipedia-gauss-3", 1, 9},
                    PublishedFact{"wikipedia-gauss-5", 1, 25}, PublishedFact{"vpi-sobel-7", 1, 42},
                    PublishedFact{"im-roberts", 1, 2}, PublishedFact{"gimp-edge-enhance", 1, 2},
                    PublishedFact{"gimp-edge-detect", 2, 5}, PublishedFact{"wikipedia-edge-8", 2, 9},
                    PublishedFact{"im-laplacian-2", 2, 9}, PublishedFact{"im-laplacian-5", 2, 21},
                    PublishedFact{"im-laplacian-7", 2, 45}, PublishedFact{"csharp-laplacian-5", 2, 25},
                    PublishedFact{"im-compass", 2, 9}, PublishedFact{"im-kirsch", 2, 8},
                    PublishedFact{"esri-gradient-northeast", 2, 6}, PublishedFact{"esri-line-left-diagonal", 2, 9},
                    PublishedFact{"so-sobel-5", 2, 20}, PublishedFact{"gimp-sharpen", 2, 5},
                    PublishedFact{"esri-sharpening-3", 2, 9}, PublishedFact{"esri-sharpen-2", 2, 9},
                    PublishedFact{"esri-point-spread", 2, 9}, PublishedFact{"wikipedia-unsharp-5", 2, 25},
                    PublishedFact{"im-isotropic-laplacian", 2, 9}, PublishedFact{"im-plus", 2, 9},
                    PublishedFact{"im-log", 4, 121}, PublishedFact{"csharp-log", 3, 13},
                    PublishedFact{"esri-laplacian-5", 3, 13}, PublishedFact{"esri-sharpening-5", 3, 21},
                    PublishedFact{"esri-smoothing-5", 3, 25}, PublishedFact{"csharp-gaussian-5-1", 3, 25},
                    PublishedFact{"hipr2-gaussian-5", 3, 25}, PublishedFact{"gimp-emboss", 3, 7},
                    PublishedFact{"hipr2-log", 5, 73}));

TEST(Presets, SumsAsPublished) {
    EXPECT_DOUBLE_EQ(statistics(presetKernel("esri-laplacian-5")).sum, 1);
    EXPECT_DOUBLE_EQ(statistics(presetKernel("esri-laplacian-5-corrected")).sum, 0);
    EXPECT_NEAR(statistics(presetKernel("esri-point-spread")).sum, 1.823, 1e-12);
    EXPECT_DOUBLE_EQ(statistics(presetKernel("esri-smoothing-5")).sum, 60);
    EXPECT_NEAR(statistics(presetKernel("hipr2-gaussian-row")).sum, 1.001, 1e-12);
    for (const char* blur : {"gimp-blur", "wikipedia-gauss-5", "csharp-gaussian-5-1", "hipr2-gaussian-5", "im-gaussian",
                             "esri-smoothing-5-corrected", "im-binomial-2", "hipr2-mean-5"}) {
        EXPECT_NEAR(statistics(presetKernel(blur)).sum, 1, 1e-12) << blur;
    }
    for (const char* edge :
         {"frei-chen-12-corrected", "frei-chen-17-corrected", "hipr2-log", "so-sobel-7", "gegl-laplace"}) {
        EXPECT_NEAR(statistics(presetKernel(edge)).sum, 0, 1e-12) << edge;
    }
}

TEST(Presets, EsrisNumbersAreThoseOfItsInterface) {
    std::set<int> numbers;
    for (const KernelPreset& preset : kernelPresets()) {
        if (preset.number) {
            EXPECT_EQ(preset.origin, "Esri");
            EXPECT_TRUE(numbers.insert(*preset.number).second) << *preset.number;
        }
    }
    ASSERT_EQ(numbers.size(), 22U);
    EXPECT_EQ(*numbers.begin(), 0);
    EXPECT_EQ(*numbers.rbegin(), 21);
}

TEST(Presets, TheCorrectedFreiChenBasisIsOrthonormal) {
    const std::vector<Kernel> basis = kernelsOf(*findPreset("frei-chen-10-corrected"));
    ASSERT_EQ(basis.size(), 9U);
    for (std::size_t i = 0; i < basis.size(); ++i) {
        for (std::size_t j = 0; j < basis.size(); ++j) {
            const double product =
                std::inner_product(basis[i].cells().begin(), basis[i].cells().end(), basis[j].cells().begin(), 0.0);
            EXPECT_NEAR(product, i == j ? 1 : 0, 1e-15) << i << " and " << j;
        }
    }
    EXPECT_NEAR(presetKernel("frei-chen-12-corrected").weight(0, 0), basis[1].weight(0, 0), 1e-15);
    EXPECT_DOUBLE_EQ(presetKernel("frei-chen-13-corrected").weight(0, 0), basis[2].weight(0, 0));
    EXPECT_DOUBLE_EQ(presetKernel("frei-chen-14-corrected").weight(2, 0), basis[3].weight(2, 0));
}

TEST(Presets, UnsharpIsTwoDeltasLessTheGaussian) {
    const Kernel unsharp = presetKernel("wikipedia-unsharp-5");
    const Kernel gauss = presetKernel("wikipedia-gauss-5");
    EXPECT_EQ(unsharp, withUnity(negated(gauss), 2));
    EXPECT_EQ(presetKernel("hipr2-log"), negated(presetKernel("im-laplacian-19")));
}

TEST(Presets, TheRoundedGaussianIsNearlySeparable) {
    const Factorisation factorisation = factorise(presetKernel("hipr2-gaussian-5"));
    double energy = 0;
    for (const double value : factorisation.singularValues) {
        energy += value * value;
    }
    const double first = factorisation.singularValues[0] * factorisation.singularValues[0] / energy;
    EXPECT_GT(first, 0.9998);
    EXPECT_LT(first, 1);
}

// For a picture that rises by 1 a pixel to the right.
TEST(Presets, GradientsOfARampAreOne) {
    for (const char* id : {"so-sobel-5", "so-sobel-7"}) {
        const Kernel kernel = presetKernel(id);
        double slope = 0;
        for (int y = 0; y < kernel.height(); ++y) {
            for (int x = 0; x < kernel.width(); ++x) {
                slope += kernel.weight(x, y) * (x - kernel.originX());
            }
        }
        EXPECT_NEAR(slope, 1, 1e-12) << id;
    }
}

TEST(Presets, AreFoundByEveryWord) {
    const auto found = searchPresets("ESRI laplacian");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0]->origin, "Esri");
    EXPECT_EQ(searchPresets("").size(), kernelPresets().size());
    const auto numbered = searchPresets("esri 16");
    ASSERT_EQ(numbered.size(), 1U);
    EXPECT_EQ(numbered[0]->id, "esri-laplacian-5");
    EXPECT_EQ(searchPresets("Esri 1").front()->id, "esri-line-vertical") << "a number is a whole one";
    EXPECT_TRUE(searchPresets("no such words").empty());
    EXPECT_EQ(searchPresets("emboss").front()->id, "gimp-emboss");
}

TEST(Presets, SuggestWhatWasMeant) {
    EXPECT_EQ(nearestPresetSearch("Esri laplasian"), "esri laplacian");
    EXPECT_EQ(nearestPresetSearch("qwertyuiop"), "");
    EXPECT_EQ(presetOf("gimp-emboss").name, "Emboss");
    try {
        presetOf("gimp-embos");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "there is no preset \"gimp-embos\". Did you mean gimp-emboss?");
    }
}

}  // namespace
}  // namespace kg
