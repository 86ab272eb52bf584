// The strategies whose passes walk along lines: what they cost, by formula, how far off they say they are, and where
// they are not legal.
#include "base/error.h"
#include "kernel/generators/smoothing.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace kg {
namespace {

constexpr ImageFormat kHd{.width = 1920, .height = 1080, .channels = 3, .type = PixelType::U8};
constexpr std::uint64_t kPixels = 1920 * 1080;
constexpr DeviceTraits kSoftware{.software = true, .compute = true, .costs = kSoftwareCosts};
constexpr DeviceTraits kGpu{.compute = true};

Plan planOf(const std::string& chain, Strategy strategy, const DeviceTraits& device = kSoftware, double budget = 0.25) {
    return makePlan(parseChain(chain), kHd, {.strategy = strategy, .budget = budget}, device);
}

std::string refusal(const std::string& chain, Strategy strategy, const DeviceTraits& device = kSoftware) {
    try {
        planOf(chain, strategy, device);
        return "no error";
    } catch (const PlanError& error) {
        return error.what();
    }
}

std::string convolve(const std::string& kernel) {
    return "convolve kernel=\"" + kernel + "\"";
}

double approximationOf(const Plan& plan) {
    return plan.filters.at(0).approximation;
}

TEST(RunningSum, FetchesTwoPixelsAnAxisAndFillsOneWindowALine) {
    for (const std::uint64_t size : {3, 9, 31, 101, 255}) {
        const Plan plan = planOf("box size=" + std::to_string(size), Strategy::RunningSum);
        ASSERT_EQ(plan.passes.size(), 2U);
        EXPECT_EQ(plan.total.fetches, 4 * kPixels + (1920 + 1080) * (size + 1)) << size;
        EXPECT_EQ(approximationOf(plan), 0) << size;
        EXPECT_LT(plan.errorBound, 1.0 / 65536) << size;
        EXPECT_EQ(plan.total.bytesWritten, 2 * 16 * kPixels);
    }
}

TEST(RunningSum, OnAGpuLinesAreCutIntoSegmentsNoShorterThanWhatTheyReadFirst) {
    const Plan plan = planOf("box size=9", Strategy::RunningSum, kGpu);
    EXPECT_EQ(plan.passes.at(0).scan.segment, 32) << "60 segments of 1080 rows are nearly 65536 invocations";
    EXPECT_EQ(plan.passes[0].cost.fetches, 2 * kPixels + 1080 * 60 * 10);
    for (const int size : {3, 9, 31, 101, 255}) {
        for (const Pass& pass : planOf("box size=" + std::to_string(size), Strategy::RunningSum, kGpu).passes) {
            EXPECT_LE(pass.cost.fetches, (2 + 1) * 1.02 * kPixels) << size;
        }
    }
}

// An infinity has windows summed anew, and a software rasteriser ends an invocation's loops after 65535 turns.
TEST(RunningSum, OfFloatsOnTheCpuHasSegmentsThatEndInTime) {
    ImageFormat floats = kHd;
    floats.type = PixelType::F32;
    for (const int size : {3, 101, 255}) {
        const Plan plan = makePlan(parseChain("box size=" + std::to_string(size)), floats,
                                   {.strategy = Strategy::RunningSum}, kSoftware);
        for (const Pass& pass : plan.passes) {
            EXPECT_GE(pass.scan.segment, 1);
            EXPECT_LE(2 * size + pass.scan.segment * (1 + 2 * size), 65535) << size;
        }
    }
}

TEST(RunningSum, TakesAnyRectangleOfEqualWeights) {
    const Plan beside =
        planOf(convolve("4x3+0+2: 2 2 2 2 2 2 2 2 2 2 2 2") + " mode=correlation", Strategy::RunningSum);
    EXPECT_EQ(beside.passes.at(0).scan.first, 0);
    EXPECT_EQ(beside.passes[0].scan.length, 4);
    EXPECT_EQ(beside.passes.at(1).scan.first, -2);
    EXPECT_DOUBLE_EQ(beside.passes[0].scan.weight * beside.passes[1].scan.weight, 2);
    EXPECT_EQ(planOf(convolve("5x1: 1 1 1 1 1"), Strategy::RunningSum).passes.size(), 1U);
    EXPECT_EQ(
        planOf(convolve("5x3: 0 0 0 0 0 0 -1 -1 -1 0 0 -1 -1 -1 0"), Strategy::RunningSum).passes.at(0).scan.length, 3);
}

TEST(RunningSum, SaysWhyItIsNotLegal) {
    EXPECT_NE(refusal("box", Strategy::RunningSum, {}).find("no compute programs"), std::string::npos);
    EXPECT_NE(refusal("laplacian", Strategy::RunningSum).find("not the product"), std::string::npos);
    EXPECT_NE(refusal(convolve("3x1: 1 2 4"), Strategy::RunningSum).find("the row is neither a box nor a bell"),
              std::string::npos);
    EXPECT_NE(refusal(convolve("3x1: -1 0 1"), Strategy::RunningSum).find("neither a box nor a bell"),
              std::string::npos);
    EXPECT_NE(refusal("box size=1", Strategy::RunningSum).find("only scales the pixel"), std::string::npos);
    EXPECT_NE(refusal("gaussian sigma=900", Strategy::RunningSum, {.compute = true, .maxTextureSize = 2048})
                  .find("this device's reach 2048"),
              std::string::npos);
}

TEST(BoxSums, FiveBoxesAnAxisHaveTheGaussiansVariance) {
    const Plan plan = planOf("gaussian sigma=20 border=mirror", Strategy::RunningSum);
    ASSERT_EQ(plan.passes.size(), 10U);
    const Kernel row = gaussian(gaussianSize(20), 1, 20, 0);
    double expected = 0;
    for (int i = 0; i < row.width(); ++i) {
        expected += row.weight(i, 0) * (i - row.originX()) * (i - row.originX());
    }
    double variance = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const Scan& scan = plan.passes[i].scan;
        EXPECT_NEAR(scan.weight * scan.length + 2 * scan.endWeight, 1, 1e-12);
        EXPECT_EQ(scan.first, -(scan.length - 1) / 2);
        for (int n = scan.first - 1; n <= scan.first + scan.length; ++n) {
            const bool inner = n >= scan.first && n < scan.first + scan.length;
            variance += (inner ? scan.weight : scan.endWeight) * n * n;
        }
    }
    EXPECT_NEAR(variance, expected, 1e-9);
}

TEST(BoxSums, StateHowFarTheyAreFromTheKernelAndAutoKeepsAway) {
    const Plan five = planOf("gaussian sigma=20", Strategy::RunningSum);
    EXPECT_GT(255 * approximationOf(five), 2);
    EXPECT_LT(255 * approximationOf(five), 20);
    EXPECT_GE(five.errorBound, approximationOf(five));
    const Plan fewer = planOf("gaussian sigma=20", Strategy::RunningSum, kSoftware, 20);
    EXPECT_LT(fewer.passes.size(), five.passes.size()) << "the fewest that the budget allows";
    EXPECT_LE(255 * approximationOf(fewer), 20);
    EXPECT_NE(makePlan(parseChain("gaussian sigma=20"), kHd, {}, kSoftware).filters.at(0).chosen, Strategy::RunningSum);
}

TEST(BoxSums, ATriangleIsTwoBoxesAndFractionalEndsAreOne) {
    const Plan triangle = planOf(convolve("5x1: 1 2 3 2 1"), Strategy::RunningSum);
    EXPECT_EQ(triangle.passes.size(), 2U);
    EXPECT_LT(approximationOf(triangle), 1e-12);
    const Plan ends = planOf(convolve("5x1: 0.25 1 1 1 0.25"), Strategy::RunningSum);
    ASSERT_EQ(ends.passes.size(), 1U);
    EXPECT_NEAR(ends.passes[0].scan.endWeight, 0.25, 1e-12);
    EXPECT_LT(approximationOf(ends), 1e-12);
}

// Beyond a clamped or constant border a sum is no constant: boxes read what the ones before them wrote there.
TEST(BoxSums, WriteWhatTheNextOnesReadBeyondTheImage) {
    const Plan mirrored = planOf("gaussian sigma=20 border=mirror", Strategy::RunningSum);
    for (const Pass& pass : mirrored.passes) {
        EXPECT_EQ(pass.width, 1920);
        EXPECT_EQ(pass.height, 1080);
    }
    const Plan clamped = planOf("gaussian sigma=20 border=clamp", Strategy::RunningSum);
    const int reach = clamped.passes.at(0).scan.length / 2 + 1;
    int read = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const int apron = (clamped.passes.at(i).width - 1920) / 2;
        EXPECT_EQ(apron, static_cast<int>(std::min<std::size_t>(i + 1, 4 - i)) * reach);
        EXPECT_EQ(clamped.passes[i].scan.shift, read - apron);
        read = apron;
    }
    EXPECT_EQ(clamped.passes.back().height, 1080);
}

TEST(Recursive, CostsTheSameWhateverTheSigma) {
    for (const char* sigma : {"5", "20", "200"}) {
        const Plan plan = planOf(std::string("gaussian sigma=") + sigma, Strategy::Recursive);
        ASSERT_EQ(plan.passes.size(), 2U);
        EXPECT_EQ(plan.total.fetches, 2 * 3 * kPixels + 2 * (1920 + 1080)) << sigma;
        EXPECT_EQ(plan.passes[0].cost.bytesRead, kPixels * (4 + 4 + 16)) << "the source twice, and its own sums";
        EXPECT_EQ(plan.passes[0].cost.bytesWritten, kPixels * 2 * 16);
    }
}

TEST(Recursive, WalksBeyondTheBordersThatAreNotConstant) {
    const Plan plan = planOf("gaussian sigma=20 border=wrap", Strategy::Recursive);
    const int warmUp = plan.passes.at(0).scan.edgeWarmUp;
    EXPECT_GT(warmUp, 4 * 20);
    EXPECT_LT(warmUp, 9 * 20);
    EXPECT_EQ(plan.total.fetches, 2 * 3 * kPixels + 2 * (1920 + 1080) * static_cast<std::uint64_t>(warmUp + 1));
}

TEST(Recursive, IsChosenForWideGaussiansWithinTheBudget) {
    for (const char* chain : {"gaussian sigma=5", "gaussian sigma=1000", "unsharp sigma=10",
                              "convolve kernel=\"Gaussian:25x6\" scale=\"0.5\""}) {
        const Plan plan = makePlan(parseChain(chain), kHd, {}, kSoftware);
        EXPECT_EQ(plan.filters.at(0).chosen, Strategy::Recursive) << chain;
        EXPECT_LT(255 * approximationOf(plan), 0.25) << chain;
        EXPECT_GT(approximationOf(plan), 0) << chain;
    }
    ImageFormat floats = kHd;
    floats.type = PixelType::F32;
    EXPECT_EQ(makePlan(parseChain("gaussian sigma=5"), floats, {}, kSoftware).filters.at(0).chosen, Strategy::Separable)
        << "an infinity would run on to the end of its line";
}

TEST(Recursive, SaysWhyItIsNotLegal) {
    EXPECT_NE(refusal("gaussian", Strategy::Recursive, {}).find("no compute programs"), std::string::npos);
    EXPECT_NE(refusal("box size=15", Strategy::Recursive).find("the row is not a Gaussian around its origin"),
              std::string::npos);
    EXPECT_NE(refusal("gaussian sigma=3 size=6", Strategy::Recursive).find("not a Gaussian around its origin"),
              std::string::npos)
        << "an even size lies between cells";
    EXPECT_NE(refusal("sobel", Strategy::Recursive).find("not a Gaussian"), std::string::npos);
}

TEST(Scans, AFilterThatEndsWithMoreThanASumTakesOnePassMore) {
    for (const Strategy strategy : {Strategy::RunningSum, Strategy::Recursive}) {
        const std::size_t plain = planOf("gaussian sigma=5", strategy).passes.size();
        for (const char* end : {" mix=0.5", " channels=r"}) {
            const Plan plan = planOf(std::string("gaussian sigma=5") + end, strategy);
            ASSERT_EQ(plan.passes.size(), plain + 1) << end;
            EXPECT_EQ(plan.passes.back().kind, PassKind::Convolve);
            EXPECT_EQ(plan.passes.back().taps.size(), 1U);
            EXPECT_EQ(plan.passes.back().base, Slot::kSource);
        }
        const Plan unsharp = planOf("unsharp sigma=5 amount=1", strategy);
        EXPECT_EQ(unsharp.passes.back().other, Slot::kSource);
        EXPECT_EQ(unsharp.passes.back().combine, Combine::Difference);
        EXPECT_TRUE(planOf("gaussian sigma=5", strategy).passes.back().opaque);
    }
}

TEST(Direct, ALongRowOrColumnTakesSeveralPassesThatAddUp) {
    const Plan plan = planOf("gaussian sigma=200", Strategy::Direct);
    ASSERT_EQ(plan.passes.size(), 4U);
    EXPECT_EQ(plan.total.fetches, (2 * 1601 + 2) * kPixels) << "each sum is fetched once more";
    EXPECT_EQ(plan.passes[1].other, 1);
    EXPECT_EQ(plan.passes[1].combine, Combine::Sum);
    EXPECT_EQ(plan.passes[2].input, 2);
    EXPECT_EQ(plan.passes[2].other, Slot::kNone);
    EXPECT_EQ(planOf("gaussian sigma=1000", Strategy::Direct).passes.size(), 16U);
}

}  // namespace
}  // namespace kg
