// What each strategy costs, by its formula, and what it says where it is not legal.
#include "plan/strategies.h"

#include "base/error.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

constexpr ImageFormat kHd{.width = 1920, .height = 1080, .channels = 3, .type = PixelType::U8};

Plan planOf(const std::string& chain, Strategy strategy, double budget = 0.25) {
    return makePlan(parseChain(chain), kHd, {.strategy = strategy, .budget = budget});
}

std::uint64_t fetchesOf(const std::string& chain, Strategy strategy) {
    return planOf(chain, strategy).total.fetches / kHd.pixelCount();
}

std::string refusal(const std::string& chain, Strategy strategy) {
    try {
        planOf(chain, strategy);
        return "no error";
    } catch (const PlanError& error) {
        return error.what();
    }
}

std::string convolve(const std::string& kernel) {
    return "convolve kernel=\"" + kernel + "\"";
}

TEST(Paired, FetchesTwoNeighboursAtOnce) {
    EXPECT_EQ(planOf("box size=5", Strategy::Paired).total.fetches, 12'441'600U);
    for (const int size : {3, 4, 9, 31}) {
        EXPECT_EQ(fetchesOf("box size=" + std::to_string(size), Strategy::Paired), 2U * ((size + 1) / 2)) << size;
    }
    EXPECT_EQ(fetchesOf(convolve("3x1: 1 2 1"), Strategy::Paired), 2U);
    EXPECT_EQ(fetchesOf(convolve("1x4: 1 2 2 1"), Strategy::Paired), 2U);
}

TEST(Paired, JoinsOneSignOnly) {
    EXPECT_NE(refusal(convolve("3x1: -1 0 1"), Strategy::Paired).find("no two neighbouring weights"),
              std::string::npos);
    EXPECT_EQ(fetchesOf(convolve("4x1: -1 -2 2 1"), Strategy::Paired), 2U);
    EXPECT_EQ(fetchesOf(convolve("5x1: 1 1 -1 1 1"), Strategy::Paired), 3U);
    // The rows of Sobel have no pair, its columns one.
    EXPECT_EQ(fetchesOf(convolve("Sobel"), Strategy::Paired), 4U);
}

TEST(Paired, ChoosesTheNeighbourThatLosesLess) {
    // Three of one sign make two fetches either way; 1 and 1 meet in the middle of two pixels, which 8 bits hold.
    const Plan plan = planOf(convolve("3x1: 1 1 0.3") + " mode=correlation", Strategy::Paired);
    ASSERT_EQ(plan.passes.at(0).taps.size(), 2U);
    EXPECT_EQ(plan.passes[0].taps[0].weight[0] / plan.passes[0].taps[1].weight[0], 2 / 0.3);
}

TEST(Paired, StatesWhatTheDeviceRounds) {
    const double bound = planOf("gaussian sigma=2", Strategy::Paired).filters.at(0).approximation;
    EXPECT_GT(bound, 0);
    EXPECT_LT(bound, 2.0 / 512 + 1e-3) << "half a step of 8 bits, an axis, and the coordinates' own rounding";
    const BlendLoss little{.anywhere = 1e-6};
    const DeviceTraits fine{.blends8 = little, .blendsFloats = little};
    const Plan plan = makePlan(parseChain("gaussian sigma=2"), kHd, {.strategy = Strategy::Paired}, fine);
    EXPECT_LT(plan.filters.at(0).approximation, bound);
}

TEST(LowRank, WritesAllRowsAtOnceAndSumsTheirColumns) {
    // Rank 2: 7 rows once, 7 columns of two layers.
    EXPECT_EQ(fetchesOf(convolve("Laplacian:7"), Strategy::LowRank), 7U + 2 * 7);
    const Plan plan = planOf(convolve("Laplacian:7"), Strategy::LowRank);
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(layersWritten(plan.passes[0]), 2);
    EXPECT_EQ(plan.passes[0].cost.bytesWritten, 2 * 16 * kHd.pixelCount()) << "two layers of 32-bit floats";
    EXPECT_EQ(plan.passes[1].cost.bytesRead, 2 * 16 * kHd.pixelCount());
    EXPECT_EQ(plan.filters.at(0).approximation, 0) << "all terms are kept";
}

TEST(LowRank, MoreProductsThanAPassWritesAreAddedInGroups) {
    std::string kernel = "11x11:";
    for (int i = 0; i < 121; ++i) {
        kernel += i % 12 == 0 ? " 1" : " 0";  // the identity: eleven products
    }
    const Plan plan = planOf(convolve(kernel), Strategy::LowRank, 0);
    ASSERT_EQ(plan.passes.size(), 4U);
    EXPECT_EQ(layersWritten(plan.passes[0]), kMaxTerms);
    EXPECT_EQ(layersWritten(plan.passes[2]), 11 - kMaxTerms);
    EXPECT_EQ(plan.passes[3].other, 2);
    EXPECT_EQ(plan.passes[3].combine, Combine::Sum);
}

TEST(LowRank, KeepsAsManyTermsAsTheBudgetAsks) {
    // A Gaussian rounded to integers: three products, of which the first has all but a trace.
    const std::string rounded =
        convolve("1 4 7 4 1 / 4 16 26 16 4 / 7 26 41 26 7 / 4 16 26 16 4 / 1 4 7 4 1") + " scale=\"1/273\"";
    const Plan exact = planOf(rounded, Strategy::LowRank, 0);
    const Plan near = planOf(rounded, Strategy::LowRank, 5);
    EXPECT_EQ(exact.total.fetches, (5 + 3 * 5) * kHd.pixelCount());
    EXPECT_LT(near.total.fetches, exact.total.fetches);
    EXPECT_GT(near.filters.at(0).approximation, 0);
    EXPECT_LE(near.filters.at(0).approximation * 255, 5);
    EXPECT_GE(near.errorBound, near.filters.at(0).approximation) << "the plan's bound counts it";
}

TEST(LowRank, SaysWhyItIsNotLegal) {
    EXPECT_NE(refusal("box size=5", Strategy::LowRank).find("that is separable"), std::string::npos);
    EXPECT_NE(refusal(convolve("1x3: 1 2 1"), Strategy::LowRank).find("one-dimensional"), std::string::npos);
    EXPECT_NE(refusal("sobel", Strategy::LowRank).find("several kernels"), std::string::npos);
    EXPECT_NE(refusal(convolve("Gaussian:0x1 ; Sobel"), Strategy::Split).find("several kernels"), std::string::npos);
}

TEST(Split, TakesTheIdentityAwayFirst) {
    // 2 delta - Gaussian: 5 rows, 5 columns, the pixel itself.
    const std::string unsharp =
        convolve("-1 -4 -6 -4 -1 / -4 -16 -24 -16 -4 / -6 -24 476 -24 -6 / -4 -16 -24 -16 -4 / -1 -4 -6 -4 -1");
    EXPECT_EQ(fetchesOf(unsharp + " scale=\"1/256\"", Strategy::Split), 11U);
    EXPECT_EQ(makePlan(parseChain(unsharp + " scale=\"1/256\""), kHd, {}).filters.at(0).chosen, Strategy::Split);
    EXPECT_EQ(fetchesOf("laplacian neighbours=8", Strategy::Split), 7U);
    EXPECT_NE(refusal(convolve("Laplacian:7"), Strategy::Split).find("no multiple of the pixel itself"),
              std::string::npos);
}

constexpr DeviceTraits kCompute{.software = true, .compute = true, .costs = kSoftwareCosts};

// A kernel of side x side cells that no few products make up.
std::string fullRank(int side) {
    std::string text = std::to_string(side) + ":";
    for (int i = 0; i < side * side; ++i) {
        text += " " + std::to_string(1 + i * i % 97);
    }
    return convolve(text) + " scale=\"!\"";
}

Plan computePlan(const std::string& chain, Strategy strategy, const ImageFormat& format = kHd,
                 const DeviceTraits& device = kCompute) {
    return makePlan(parseChain(chain), format, {.strategy = strategy}, device);
}

std::string computeRefusal(const std::string& chain, Strategy strategy, const ImageFormat& format = kHd,
                           const DeviceTraits& device = kCompute) {
    try {
        computePlan(chain, strategy, format, device);
        return "no error";
    } catch (const PlanError& error) {
        return error.what();
    }
}

TEST(Tiled, FetchesEachPixelOfATileAndItsApronOnce) {
    // 60 x 68 tiles of 32 x 16 results; the last row of them is half outside.
    const Plan plan = computePlan(fullRank(9), Strategy::Tiled);
    ASSERT_EQ(plan.passes.size(), 1U);
    EXPECT_EQ(plan.total.fetches, 60U * 68 * (32 + 8) * (16 + 8));
    EXPECT_EQ(plan.total.multiplyAdds, 60U * 68 * 32 * 16 * 81);
    EXPECT_EQ(plan.total.bytesRead, kHd.pixelCount() * 4);
    EXPECT_EQ(plan.total.bytesWritten, kHd.pixelCount() * 16);
}

TEST(Tiled, SumsTheRowsOfAProductFirst) {
    const Plan plan = computePlan("box size=9", Strategy::Tiled);
    ASSERT_EQ(plan.passes.size(), 1U);
    EXPECT_EQ(plan.total.fetches, 60U * 68 * (32 + 8) * (16 + 8));
    EXPECT_EQ(plan.total.multiplyAdds, 60U * 68 * (32 * 24 * 9 + 32 * 16 * 9));
    // Beside the pixels of 15 x 15 there is no room for the sums of rows: its taps run one by one.
    EXPECT_EQ(computePlan("box size=15", Strategy::Tiled).total.multiplyAdds, 60U * 68 * 32 * 16 * 225);
    EXPECT_EQ(computePlan("box size=7", Strategy::Tiled).total.multiplyAdds, 60U * 68 * 32 * 16 * 49)
        << "a small one goes tap by tap";
}

TEST(Tiled, FinishesAFilterByAPassOfOneTap) {
    const Plan plan = computePlan("box size=9 mix=0.5", Strategy::Tiled);
    ASSERT_EQ(plan.passes.size(), 2U);
    EXPECT_EQ(plan.passes[1].kind, PassKind::Convolve);
    EXPECT_EQ(plan.passes[1].cost.fetches, 2 * kHd.pixelCount());
}

TEST(Tiled, LaysTheKernelsOfABankOneByOne) {
    const Plan plan = computePlan("sobel", Strategy::Tiled);
    ASSERT_EQ(plan.passes.size(), 3U);
    EXPECT_EQ(plan.passes[1].input, Slot::kSource);
    EXPECT_EQ(plan.passes[2].other, 1) << "the last one combines them";
}

TEST(Tiled, SaysWhyItIsNotLegal) {
    EXPECT_NE(computeRefusal("box size=9", Strategy::Tiled, kHd, {}).find("OpenGL 4.3"), std::string::npos);
    EXPECT_EQ(computeRefusal(fullRank(31), Strategy::Tiled),
              "filter 1 (convolve): the strategy is not legal here: tiled: a tile of 32x16 results reads 62x46 pixels "
              "of the 31x31 kernel, shared memory holds 2048");
}

TEST(FourierStrategy, CountsPointsTimesTheirSteps) {
    const Plan plan = computePlan(fullRank(31), Strategy::Fourier);
    ASSERT_EQ(plan.passes.size(), 5U);
    const FourierAxis& x = plan.passes[2].fourier.x;
    const FourierAxis& y = plan.passes[2].fourier.y;
    EXPECT_EQ(x, (FourierAxis{.length = 256, .step = 226, .tiles = 9, .origin = 15}));
    EXPECT_EQ(y, (FourierAxis{.length = 256, .step = 226, .tiles = 5, .origin = 15}));
    // 5 n log2 n operations for each of two signals are ten multiply-adds of four channels a point of 256.
    EXPECT_EQ(plan.passes[0].cost.multiplyAdds, 256U * 31 * 10);
    EXPECT_EQ(plan.passes[0].cost.bytesRead, 31U * 31 * 16);
    EXPECT_EQ(plan.passes[1].cost.multiplyAdds, 256U * 256 * 10);
    EXPECT_EQ(plan.passes[2].cost.multiplyAdds, 9U * 256 * 1080 * 10);
    EXPECT_EQ(plan.passes[2].cost.fetches, 9U * 256 * 1080);
    EXPECT_EQ(plan.passes[2].cost.bytesWritten, 9U * 256 * 1080 * 16);
    EXPECT_EQ(plan.passes[3].cost.multiplyAdds, 9U * 256 * 5 * 256 * (2 * 10 + 2));
    EXPECT_EQ(plan.passes[3].cost.fetches, 2U * 9 * 256 * 5 * 256);
    EXPECT_EQ(plan.passes[3].cost.bytesRead, 9U * 256 * 1080 * 16 + 256U * 256 * 16);
    EXPECT_EQ(plan.passes[4].cost.fetches, 9U * 256 * 1080);
    EXPECT_EQ(plan.passes[4].cost.bytesWritten, kHd.pixelCount() * 16);
}

TEST(FourierStrategy, TakesLongerTransformsForLargerKernels) {
    const auto lengths = [](const std::string& chain, const ImageFormat& format) {
        const Fourier fourier = computePlan(chain, Strategy::Fourier, format).passes.at(2).fourier;
        return std::pair(fourier.x.length, fourier.y.length);
    };
    EXPECT_EQ(lengths("box size=3", {.width = 50, .height = 40}), std::pair(64, 64));
    EXPECT_EQ(lengths("box size=31", kHd), std::pair(256, 256));
    EXPECT_EQ(lengths("box size=255", kHd), std::pair(1024, 1024));
    EXPECT_EQ(lengths("box size=25", {.width = 2000, .height = 40}), std::pair(256, 64));
}

TEST(FourierStrategy, AutomaticallyForLargeKernelsOfHighRankWhereItsProgramsAre) {
    const auto chosen = [](const std::string& chain, const ImageFormat& format, const DeviceTraits& device) {
        return makePlan(parseChain(chain), format, {}, device).filters.at(0).chosen;
    };
    EXPECT_EQ(chosen(fullRank(31), kHd, kCompute), Strategy::Fourier);
    EXPECT_NE(chosen(fullRank(3), kHd, kCompute), Strategy::Fourier);
    EXPECT_NE(chosen("gaussian sigma=3", kHd, kCompute), Strategy::Fourier);
    DeviceTraits waiting = kCompute;
    waiting.transforms = false;
    EXPECT_NE(chosen(fullRank(31), kHd, waiting), Strategy::Fourier) << "nobody waits for a compile";
    ImageFormat hdr = kHd;
    hdr.type = PixelType::F32;
    EXPECT_NE(chosen(fullRank(31), hdr, kCompute), Strategy::Fourier) << "one sun would round all around it";
}

TEST(FourierStrategy, StatesAnErrorOfSinglePrecision) {
    const double bound = computePlan(fullRank(31), Strategy::Fourier).errorBound;
    EXPECT_GT(bound, 1e-6);
    EXPECT_LT(bound, 1.0 / 65536);
}

TEST(FourierStrategy, SaysWhyItIsNotLegal) {
    EXPECT_NE(computeRefusal("box size=9", Strategy::Fourier, kHd, {}).find("OpenGL 4.3"), std::string::npos);
    ImageFormat wide = kHd;
    wide.width = 16384;
    EXPECT_EQ(computeRefusal("box size=31", Strategy::Fourier, wide),
              "filter 1 (box): the strategy is not legal here: fft: the transformed rows of 16384 pixels and a kernel "
              "of 31 columns do not fit a texture, which reaches 16384 in one axis");
}

TEST(Candidates, AWideKernelOfManyTermsIsComputedWithinTheBudget) {
    // A wave of 31 x 31 beyond what one direct pass takes in fetches that pay.
    const Plan plan = makePlan(parseChain(convolve("Gabor:sigma=5,wavelength=8,angle=30")), kHd, {});
    EXPECT_EQ(plan.filters.at(0).chosen, Strategy::LowRank);
}

TEST(Quad, FetchesFourNeighboursAtOnceWhereTheyAreAProduct) {
    EXPECT_EQ(fetchesOf("box size=4", Strategy::Quad), 4U);
    EXPECT_EQ(fetchesOf("box size=5", Strategy::Quad), 9U);
    EXPECT_EQ(fetchesOf(convolve("3x3: 1 2 1 2 4 2 1 2 1"), Strategy::Quad), 4U);
    // Blocks that begin a cell earlier take one sample fewer here than those that begin with the kernel.
    EXPECT_EQ(fetchesOf(convolve("4x4: 0 0 0 0 0 1 1 0 0 1 1 0 0 0 0 0"), Strategy::Quad), 1U);
    // Not a product: two pairs. Of both signs: one by one.
    EXPECT_EQ(fetchesOf(convolve("2x2: 1 2 2 1"), Strategy::Quad), 2U);
    EXPECT_NE(refusal(convolve("2x2: 1 -2 -2 4"), Strategy::Quad).find("no neighbouring weights"), std::string::npos);
    EXPECT_NE(refusal(convolve("2x2: 1 -1 -1 1"), Strategy::Quad).find("no neighbouring weights"), std::string::npos);
}

TEST(Quad, ReadsBetweenTheFourPixels) {
    const Plan plan = planOf(convolve("2x2+0+0: 3 1 6 2") + " mode=correlation", Strategy::Quad);
    ASSERT_EQ(plan.passes.at(0).taps.size(), 1U);
    const Tap& tap = plan.passes[0].taps[0];
    EXPECT_DOUBLE_EQ(tap.weight[0], 12);
    EXPECT_DOUBLE_EQ(tap.dx, 3.0 / 12);
    EXPECT_DOUBLE_EQ(tap.dy, 8.0 / 12);
    EXPECT_GT(plan.filters[0].approximation, 0) << "12 steps of 256 do not hold 2/3";
}

TEST(Symmetric, FetchesAsDirectDoesAndMultipliesHalfAsOften) {
    const Plan plan = planOf("box size=5", Strategy::Symmetric);
    EXPECT_EQ(plan.total.fetches, 25 * kHd.pixelCount());
    EXPECT_EQ(plan.total.multiplyAdds, 12 * kHd.pixelCount());
    // Odd kernels subtract; the pixel itself weighs nothing.
    const Plan odd = planOf(convolve("3x3: -1 -2 -1 0 0 0 1 2 1"), Strategy::Symmetric);
    EXPECT_EQ(odd.passes.at(0).mirrored, -1);
    EXPECT_EQ(odd.total.fetches, 6 * kHd.pixelCount());
    EXPECT_NE(refusal(convolve("3x1: 1 2 2"), Strategy::Symmetric).find("opposite sides"), std::string::npos);
    EXPECT_NE(refusal("box size=2", Strategy::Symmetric).find("opposite sides"), std::string::npos);
    EXPECT_NE(refusal(convolve("3x1: 0 2 0"), Strategy::Symmetric).find("only scales"), std::string::npos);
}

TEST(Pyramid, CostsNearlyTheSameForEverySigma) {
    for (const int sigma : {8, 12, 20, 30}) {
        const std::string chain = "gaussian sigma=" + std::to_string(sigma);
        const double fetches =
            static_cast<double>(planOf(chain, Strategy::Pyramid).total.fetches) / static_cast<double>(kHd.pixelCount());
        EXPECT_LE(fetches, 24) << sigma;
        EXPECT_LE(planOf(chain, Strategy::Pyramid).filters[0].approximation * 255, 6) << sigma;
    }
}

TEST(Pyramid, HalvesAndDoublesTheSameSizes) {
    const Plan plan = planOf("gaussian sigma=20", Strategy::Pyramid);
    ASSERT_EQ(plan.passes.size(), 3U + 2U + 3U);
    EXPECT_EQ(plan.passes[0].step, 2);
    EXPECT_EQ(plan.passes[3].step, 1);
    EXPECT_EQ(plan.passes[5].step, 0.5);
    EXPECT_EQ(plan.passes.back().width, kHd.width);
    EXPECT_EQ(plan.passes.back().height, kHd.height);
    EXPECT_LT(plan.passes[2].width, kHd.width / 8 + 40);
}

TEST(Pyramid, SaysWhyAKernelIsNotForIt) {
    EXPECT_NE(refusal("gaussian sigma=2", Strategy::Pyramid).find("too narrow"), std::string::npos);
    EXPECT_NE(refusal("box size=63", Strategy::Pyramid).find("no Gaussian"), std::string::npos);
    EXPECT_NE(refusal("gaussian sigma=20 size=40", Strategy::Pyramid).find("no bell around the pixel"),
              std::string::npos);
    EXPECT_NE(refusal("sobel", Strategy::Pyramid).find("several kernels"), std::string::npos);
}

}  // namespace
}  // namespace kg
