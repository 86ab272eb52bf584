// Kernels whose weights sum to 0, or to what rounding leaves of it: planned by every strategy, none may divide by such
// a sum. A box of 1e8 pixels would take gigabytes, so that memory tells.
#include "kernel/analysis/statistics.h"
#include "plan/planner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace kg {
namespace {

constexpr ImageFormat kSmall{.width = 64, .height = 48, .channels = 3, .type = PixelType::U8};
constexpr DeviceTraits kComputing{.software = true, .compute = true, .costs = kSoftwareCosts};

// Bytes: the most that this process has ever held.
std::size_t peakMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmHWM:") {
            std::size_t kilobytes = 0;
            status >> kilobytes;
            return kilobytes * 1024;
        }
    }
    return 0;
}

// As many as KG_KERNELS says.
int kernelCount() {
    const char* said = std::getenv("KG_KERNELS");
    return said == nullptr ? 10000 : std::max(1, std::atoi(said));
}

// A row, a column or a rectangle of decimals with one to three places, the last weight being what brings the sum to 0;
// every third one a little beside it, by the share of a power of ten.
std::vector<double> weightsAroundZero(std::mt19937& random, std::size_t count) {
    const double unit = std::pow(10.0, -1 - static_cast<double>(random() % 3));
    std::vector<double> weights(count);
    double sum = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        weights[i] = unit * (static_cast<double>(random() % 2001) - 1000);
        sum += weights[i];
    }
    weights.back() = -sum;
    std::shuffle(weights.begin(), weights.end(), random);
    if (random() % 3 == 0) {
        weights.front() += std::pow(10.0, -static_cast<double>(random() % 18));
    }
    return weights;
}

std::string kernelText(std::mt19937& random) {
    static constexpr std::pair<int, int> kSizes[] = {{3, 1}, {1, 3}, {5, 1}, {7, 1}, {1, 9}, {3, 3}, {2, 4}, {15, 1}};
    const auto [width, height] = kSizes[random() % std::size(kSizes)];
    std::string text = std::to_string(width) + "x" + std::to_string(height) + ":";
    for (const double weight : weightsAroundZero(random, static_cast<std::size_t>(width * height))) {
        char number[32];
        std::snprintf(number, sizeof number, " %.17g", weight);
        text += number;
    }
    return text;
}

// The address sanitizer keeps what was freed for a while, and a frame around each piece.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kAllowed = std::size_t{500} << 20;
#else
constexpr std::size_t kAllowed = std::size_t{200} << 20;
#endif

TEST(ZeroSums, TheRowOfThreeDecimalsIsPlannedByItsTaps) {
    const Plan plan = makePlan(parseChain("convolve kernel=\"3x1: 0.1,-0.3,0.2\""), kSmall, {}, kComputing);
    EXPECT_LE(plan.total.fetches, 3U * 64 * 48);
}

TEST(ZeroSums, TenThousandKernelsArePlannedWithin200MiB) {
    std::mt19937 random(20261201);
    const std::size_t before = peakMemory();
    const int count = kernelCount();
    for (int i = 0; i < count; ++i) {
        const std::string text = kernelText(random);
        const Chain chain = parseChain("convolve kernel=\"" + text + "\"");
        const Plan plan = makePlan(chain, kSmall, {}, kComputing);
        EXPECT_FALSE(plan.passes.empty()) << text;
        for (const Pass& pass : plan.passes) {
            EXPECT_LE(pass.scan.length, 64) << text;
            EXPECT_LE(pass.taps.size(), 256U) << text;
        }
        if (HasFailure()) {
            return;
        }
    }
    ASSERT_GT(before, 0U);
    EXPECT_LE(peakMemory() - before, kAllowed);
}

// Boxes are the strategy that a sum scales: asked for by name it says that such a kernel is no bell.
TEST(ZeroSums, AreNoBells) {
    for (const char* kernel :
         {"3x1: 0.1,-0.3,0.2", "1x3: 0.7,-0.1,-0.6", "5x1: 0.1,0.2,-0.6,0.2,0.1", "3x1: 1,-2,1.000001"}) {
        try {
            makePlan(parseChain("convolve kernel=\"" + std::string(kernel) + "\""), kSmall,
                     {.strategy = Strategy::RunningSum}, kComputing);
            ADD_FAILURE() << kernel;
        } catch (const PlanError& error) {
            EXPECT_NE(std::string(error.what()).find("neither a box nor a bell"), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace kg
