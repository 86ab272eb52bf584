#include "kernel/analysis/analysis.h"

#include "kernel/edit/operations.h"
#include "kernel/generators/smoothing.h"
#include "kernel/known_kernels.h"
#include "kernel/presets/presets.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <string>

namespace kg {
namespace {

using test::presetKernel;

// (1 - R) exp(-R), R = (u^2 + v^2) / 2 sigma^2, sampled and scaled by nothing.
Kernel sampledLog(int side, double sigma) {
    std::vector<double> cells;
    for (int v = -side / 2; v <= side / 2; ++v) {
        for (int u = -side / 2; u <= side / 2; ++u) {
            const double r = (u * u + v * v) / (2 * sigma * sigma);
            cells.push_back((1 - r) * std::exp(-r));
        }
    }
    return {side, side, std::move(cells)};
}

TEST(Moments, OfAShiftedDelta) {
    const KernelMoments delta = moments(parseKernel("3x3+0+1: 0,0,0 0,0,5 0,0,0"));
    ASSERT_TRUE(delta.centroid);
    EXPECT_EQ(delta.centroid->x, 2);
    EXPECT_EQ(delta.centroid->y, 0);
    EXPECT_EQ(delta.sigmaX, 0);
}

TEST(Moments, OfBellsAndBoxes) {
    EXPECT_NEAR(*moments(gaussian(31, 31, 2, 3)).sigmaX, 2, 1e-6);
    EXPECT_NEAR(*moments(gaussian(31, 31, 2, 3)).sigmaY, 3, 1e-3);
    EXPECT_NEAR(*moments(box(5, 1)).sigmaX, std::sqrt(2), 1e-12) << "(n^2 - 1) / 12";
    EXPECT_NEAR(*moments(binomial(5, 3)).sigmaX, 1, 1e-12) << "(n - 1) / 4";
    EXPECT_NEAR(moments(binomial(4, 1)).centroid->x, 0.5, 1e-12) << "an even size lies between cells";
}

TEST(Moments, OfKernelsThatSumToNothing) {
    const KernelMoments edge = moments(presetKernel("wikipedia-edge-8"));
    EXPECT_FALSE(edge.centroid);
    EXPECT_EQ(edge.zeroSumResidue, 0);
    EXPECT_NEAR(*moments(parseKernel("1 -1.0001")).zeroSumResidue, 0.0001 / 2.0001, 1e-12);
    EXPECT_FALSE(moments(presetKernel("gimp-sharpen")).sigmaX) << "a negative variance";
    EXPECT_FALSE(moments(box(3, 3)).zeroSumResidue);
    EXPECT_FALSE(moments(parseKernel("0")).zeroSumResidue);
}

TEST(Spectrum, OfADeltaIsFlatAndOfAShiftedOneTurnsThePhase) {
    const Spectrum delta = spectrum(Kernel());
    for (const double magnitude : delta.map) {
        EXPECT_NEAR(magnitude, 1, 1e-12);
    }
    EXPECT_EQ(delta.response, Response::AllPass);
    EXPECT_NEAR(delta.anisotropy, 0, 1e-12);
    EXPECT_FALSE(delta.across.cutoff);
    const Spectrum shifted = spectrum(parseKernel("2x1+0+0: 0,1"));
    for (std::size_t i = 0; i < shifted.across.phase.size(); ++i) {
        const double frequency = 0.5 * static_cast<double>(i) / (Spectrum::kSliceLength - 1);
        EXPECT_NEAR(std::cos(shifted.across.phase[i]), std::cos(2 * std::numbers::pi * frequency), 1e-9);
    }
    EXPECT_NEAR(shifted.down.phase.back(), 0, 1e-12);
}

TEST(Spectrum, OfAGaussianIsAGaussian) {
    const double sigma = 2;
    const Spectrum bell = spectrum(gaussian(33, 33, sigma, sigma));
    EXPECT_NEAR(bell.dc, 1, 1e-12);
    EXPECT_EQ(bell.response, Response::LowPass);
    for (std::size_t i = 0; i < bell.across.magnitude.size(); ++i) {
        const double share = static_cast<double>(i) / (Spectrum::kSliceLength - 1);
        EXPECT_NEAR(bell.across.magnitude[i], idealGaussian(sigma, 0.5 * share), 1e-4);
        EXPECT_NEAR(bell.diagonal.magnitude[i], idealGaussian(sigma, bell.diagonal.highest * share), 1e-4);
    }
    const double expected = std::sqrt(std::log(2) / 4) / (std::numbers::pi * sigma);
    EXPECT_NEAR(*bell.across.cutoff, expected, 1e-3);
    EXPECT_NEAR(*bell.diagonal.cutoff, expected, 1e-3);
    EXPECT_LT(bell.anisotropy, 1e-3);
}

// Along both slices, to a fraction of the distance between two of their samples.
void expectBand(const Spectrum& spectrum, std::optional<double> lower, std::optional<double> upper) {
    for (const SpectrumSlice* slice : {&spectrum.across, &spectrum.diagonal, &spectrum.down}) {
        const double step = slice->highest / (Spectrum::kSliceLength - 1);
        EXPECT_EQ(slice->lowerCutoff.has_value(), lower.has_value());
        EXPECT_EQ(slice->cutoff.has_value(), upper.has_value());
        EXPECT_NEAR(slice->lowerCutoff.value_or(0), lower.value_or(0), step / 4);
        EXPECT_NEAR(slice->cutoff.value_or(0), upper.value_or(0), step / 4);
    }
}

TEST(Spectrum, FindsTheLowerEdgeOfAHighPass) {
    // A delta less a Gaussian of sigma 2 is 1/sqrt(2) where the Gaussian has fallen to 1 - 1/sqrt(2).
    const double fallen = 1 - 1 / std::numbers::sqrt2;
    const double edge = std::sqrt(-std::log(fallen) / 2) / (std::numbers::pi * 2);
    expectBand(spectrum(parseKernel("DoG:0,0,2")), edge, std::nullopt);
    expectBand(spectrum(parseKernel("HighPass:sigma=2")), edge, std::nullopt);
}

TEST(Spectrum, FindsTheOnlyEdgeOfALowPass) {
    const double edge = std::sqrt(std::log(2) / 4) / (std::numbers::pi * 1.5);
    expectBand(spectrum(gaussian(25, 25, 1.5, 1.5)), std::nullopt, edge);
}

TEST(Spectrum, FindsBothEdgesOfABandPass) {
    // The Laplacian of a Gaussian passes t exp(1 - t) of its peak, t = 2 pi^2 sigma^2 f^2: 1/sqrt(2) at these two.
    const double sigma = 2;
    const auto frequency = [=](double t) { return std::sqrt(t / 2) / (std::numbers::pi * sigma); };
    constexpr double kLower = 0.3806201;
    constexpr double kUpper = 2.0779605;
    for (const double t : {kLower, kUpper}) {
        EXPECT_NEAR(t * std::exp(1 - t), 1 / std::numbers::sqrt2, 1e-6);
    }
    expectBand(spectrum(sampledLog(33, sigma)), frequency(kLower), frequency(kUpper));
}

TEST(Spectrum, FindsNoEdgeWhereAllPasses) {
    expectBand(spectrum(parseKernel("3: 0 0 0 0 2 0 0 0 0")), std::nullopt, std::nullopt);
    expectBand(spectrum(parseKernel("0")), std::nullopt, std::nullopt);
}

TEST(Spectrum, OfABoxHasItsZeros) {
    const Spectrum mean = spectrum(box(4, 4));
    // sin(4 pi f) / 4 sin(pi f) is 0 at f = 1/4 and 1/2.
    EXPECT_NEAR(mean.across.magnitude[64], 0, 1e-12);
    EXPECT_NEAR(mean.nyquist[0], 0, 1e-12);
    EXPECT_GT(mean.anisotropy, spectrum(binomial(5, 5)).anisotropy);
}

TEST(Spectrum, LabelsWhatPasses) {
    const auto label = [](const Kernel& kernel) { return spectrum(kernel).response; };
    EXPECT_EQ(label(presetKernel("gimp-blur")), Response::LowPass);
    EXPECT_EQ(label(presetKernel("wikipedia-edge-8")), Response::HighPass);
    EXPECT_EQ(label(presetKernel("gimp-sharpen")), Response::HighPass);
    EXPECT_EQ(label(presetKernel("im-dog")), Response::BandPass);
    EXPECT_EQ(label(presetKernel("hipr2-log")), Response::BandPass);
    EXPECT_EQ(label(parseKernel("1 0 1 / 0 0 0 / 1 0 1")), Response::BandStop);
    EXPECT_EQ(label(parseKernel("0")), Response::None);
    EXPECT_EQ(spectrum(presetKernel("im-sobel")).dc, 0);
}

TEST(Spectrum, OfAProductIsTheProduct) {
    const Spectrum row = spectrum(parseKernel("3x1: 1,2,-1"));
    const Spectrum column = spectrum(parseKernel("1x4+0+2: 3,1,-2,1"));
    const Spectrum both = spectrum(productOf({3, 1, -2, 1}, {1, 2, -1}));
    constexpr int kSide = Spectrum::kMapSide;
    for (int i = 0; i < kSide * kSide; ++i) {
        const double product = row.map[static_cast<std::size_t>(kSide / 2 * kSide + i % kSide)] *
                               column.map[static_cast<std::size_t>(i / kSide * kSide + kSide / 2)];
        EXPECT_NEAR(both.map[static_cast<std::size_t>(i)], product, 1e-9);
    }
}

TEST(LowRank, UnsharpIsTwoDeltasLessAGaussianInElevenTaps) {
    const Kernel unsharp = presetKernel("wikipedia-unsharp-5");
    const LowRank report = lowRank(unsharp);
    EXPECT_EQ(report.rank, 2);
    EXPECT_EQ(report.direct, 25);
    EXPECT_EQ(report.twoPass, 20);
    ASSERT_TRUE(report.split);
    EXPECT_NEAR(report.split->amount, 2, 1e-12);
    EXPECT_EQ(report.split->rank, 1);
    EXPECT_EQ(report.split->fetches, 11);
}

TEST(LowRank, ASampledLaplacianOfGaussianHasRankTwo) {
    for (const double sigma : {0.8, 1.0, 1.4, 2.0, 3.1, 4.0}) {
        EXPECT_EQ(lowRank(sampledLog(25, sigma)).rank, 2) << sigma;
    }
    EXPECT_EQ(lowRank(presetKernel("im-laplacian-7")).rank, 2);
}

TEST(LowRank, TheRoundedGaussianNeedsThreeTermsAndOneHoldsNearlyAll) {
    const LowRank report = lowRank(presetKernel("hipr2-gaussian-5"));
    EXPECT_EQ(report.rank, 3);
    EXPECT_GT(report.energy[0], 0.9998);
    EXPECT_EQ(report.energy.back(), 1);
    EXPECT_GT(report.bounds[0], report.bounds[1]);
    EXPECT_LT(report.bounds[2], 1e-9);
    EXPECT_EQ(report.twoPassAtBudget, 30);
    EXPECT_EQ(lowRank(presetKernel("hipr2-gaussian-5"), 100).rankAtBudget, 1);
    EXPECT_EQ(lowRank(presetKernel("hipr2-gaussian-5"), 1000).twoPassAtBudget, 10);
}

// taps, two-pass fetches, fetches with the identity split (0: it lowers no rank), its amount.
struct FetchFact {
    const char* id;
    int direct;
    int twoPass;
    int split;
    double amount;
};

class LowRankTable : public testing::TestWithParam<FetchFact> {};

TEST_P(LowRankTable, Fetches) {
    const FetchFact& fact = GetParam();
    const LowRank report = lowRank(presetKernel(fact.id));
    EXPECT_EQ(report.direct, fact.direct);
    EXPECT_EQ(report.twoPass, fact.twoPass);
    EXPECT_EQ(report.split ? report.split->fetches : 0, fact.split);
    if (report.split) {
        EXPECT_NEAR(report.split->amount, fact.amount, 1e-5 * std::abs(fact.amount));
        EXPECT_EQ(report.split->pays, fact.split < std::min(fact.direct, fact.twoPass));
    }
}

INSTANTIATE_TEST_SUITE_P(
    Published, LowRankTable,
    testing::Values(FetchFact{"im-laplacian-3", 9, 6, 0, 0}, FetchFact{"wikipedia-gauss-5", 25, 10, 0, 0},
                    FetchFact{"vpi-sobel-7", 42, 14, 0, 0}, FetchFact{"gimp-edge-detect", 5, 12, 0, 0},
                    FetchFact{"wikipedia-edge-8", 9, 12, 7, 9}, FetchFact{"im-laplacian-2", 9, 12, 7, 4.5},
                    FetchFact{"im-laplacian-5", 21, 20, 0, 0}, FetchFact{"im-laplacian-7", 45, 28, 0, 0},
                    FetchFact{"csharp-laplacian-5", 25, 20, 11, 25}, FetchFact{"im-compass", 9, 12, 7, -3},
                    FetchFact{"im-kirsch", 8, 12, 7, 3}, FetchFact{"so-sobel-5", 20, 20, 0, 0},
                    FetchFact{"gimp-sharpen", 5, 12, 0, 0}, FetchFact{"esri-sharpening-3", 9, 12, 7, 10},
                    FetchFact{"esri-sharpen-2", 9, 12, 7, 3.25}, FetchFact{"esri-point-spread", 9, 12, 7, 3.12061},
                    FetchFact{"im-isotropic-laplacian", 9, 12, 7, 1.25657}, FetchFact{"im-plus", 9, 20, 0, 0},
                    FetchFact{"csharp-log", 13, 30, 0, 0}, FetchFact{"esri-sharpening-5", 21, 30, 21, 1},
                    FetchFact{"csharp-gaussian-5-1", 25, 30, 21, -1.5 / 159},
                    FetchFact{"esri-smoothing-5", 25, 30, 21, 8}, FetchFact{"hipr2-gaussian-5", 25, 30, 0, 0},
                    FetchFact{"gimp-emboss", 7, 18, 13, 1}, FetchFact{"hipr2-log", 73, 90, 73, 2}));

TEST(LowRank, ASplitPaysWhereNothingElseIsAsCheap) {
    const auto pays = [](const char* id) { return lowRank(presetKernel(id)).split.value().pays; };
    EXPECT_TRUE(pays("wikipedia-edge-8")) << "7 against 9 and 12";
    EXPECT_FALSE(pays("gimp-emboss")) << "13 against 7 directly";
    EXPECT_FALSE(pays("esri-sharpening-5")) << "21 against as many directly";
    EXPECT_FALSE(pays("hipr2-log")) << "73 against as many directly";
}

TEST(LowRank, TheBestTermsComeNearestToTheKernel) {
    const Kernel kernel = presetKernel("hipr2-gaussian-5");
    const Factorisation factorisation = factorise(kernel);
    for (int terms = 1; terms <= 3; ++terms) {
        double difference = 0;
        const Kernel near = approximation(kernel, factorisation, terms);
        for (std::size_t i = 0; i < kernel.cells().size(); ++i) {
            difference += std::abs(near.cells()[i] - kernel.cells()[i]);
        }
        EXPECT_NEAR(difference, factorisation.residuals[static_cast<std::size_t>(terms - 1)], 1e-12);
    }
}

TEST(LowRank, LargeKernelsAreLookedAtForSeparabilityAlone) {
    EXPECT_EQ(lowRank(gaussian(99, 81, 12, 10)).twoPass, 180);
    EXPECT_EQ(lowRank(gaussian(99, 81, 12, 10)).twoPassAtBudget, 180);
    EXPECT_FALSE(lowRank(withUnity(gaussian(99, 81, 12, 10), 1)).twoPass);
    EXPECT_EQ(lowRank(parseKernel("0")).rank, 0);
    EXPECT_FALSE(lowRank(parseKernel("0")).twoPass);
}

}  // namespace
}  // namespace kg
