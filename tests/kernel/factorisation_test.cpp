#include "kernel/analysis/factorisation.h"

#include "kernel/analysis/statistics.h"
#include "kernel/generators/smoothing.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

namespace kg {
namespace {

const std::string kSobel = "-1 0 1 / -2 0 2 / -1 0 1";
const std::string kLaplacian4 = "0 -1 0 / -1 4 -1 / 0 -1 0";
const std::string kLaplacian8 = "-1 -1 -1 / -1 8 -1 / -1 -1 -1";
const std::string kEmboss = "-2 -1 0 / -1 1 1 / 0 1 2";
const std::string kLog5 = "0 0 -1 0 0 / 0 -1 -2 -1 0 / -1 -2 16 -2 -1 / 0 -1 -2 -1 0 / 0 0 -1 0 0";
const std::string kUnsharp5 =
    "-1 -4 -6 -4 -1 / -4 -16 -24 -16 -4 / -6 -24 476 -24 -6 / -4 -16 -24 -16 -4 / -1 -4 -6 -4 -1";
const std::string kGauss159 = "2 4 5 4 2 / 4 9 12 9 4 / 5 12 15 12 5 / 4 9 12 9 4 / 2 4 5 4 2";
const std::string kGauss273 = "1 4 7 4 1 / 4 16 26 16 4 / 7 26 41 26 7 / 4 16 26 16 4 / 1 4 7 4 1";

double absoluteSum(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += std::abs(value);
    }
    return sum;
}

// sum|K - the first `count` terms|, computed cell by cell.
double residualOf(const Kernel& kernel, const std::vector<RankOneTerm>& terms, std::size_t count) {
    double residual = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            double cell = kernel.weight(x, y);
            for (std::size_t r = 0; r < count; ++r) {
                cell -= terms[r].column[y] * terms[r].row[x];
            }
            residual += std::abs(cell);
        }
    }
    return residual;
}

double firstTermEnergy(const Kernel& kernel) {
    const std::vector<double> values = factorise(kernel).singularValues;
    double energy = 0;
    for (const double value : values) {
        energy += value * value;
    }
    return values[0] * values[0] / energy;
}

Kernel randomKernel(int width, int height, unsigned seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> weight(-1, 1);
    std::vector<double> cells(static_cast<std::size_t>(width) * height);
    for (double& cell : cells) {
        cell = weight(random);
    }
    return Kernel(width, height, cells);
}

TEST(Factorise, findsTheRanksOfKnownKernels) {
    const auto rank = [](const std::string& text) { return factorise(parseKernel(text)).terms.size(); };
    EXPECT_EQ(rank(kSobel), 1u);
    EXPECT_EQ(rank("1 1 1 / 1 1 1 / 1 1 1"), 1u);
    EXPECT_EQ(rank("1 -2 1 / -2 4 -2 / 1 -2 1"), 1u);
    EXPECT_EQ(rank(kLaplacian4), 2u);
    EXPECT_EQ(rank(kLaplacian8), 2u);
    EXPECT_EQ(rank(kUnsharp5), 2u);
    EXPECT_EQ(rank(kEmboss), 3u);
    EXPECT_EQ(rank(kLog5), 3u);
    EXPECT_EQ(rank(kGauss159), 3u);
    EXPECT_EQ(rank(kGauss273), 3u);
}

TEST(Factorise, knowsHowNearlySeparableRoundedGaussiansAre) {
    EXPECT_NEAR(100 * firstTermEnergy(parseKernel(kGauss273)), 99.98, 0.005);
    EXPECT_NEAR(100 * firstTermEnergy(parseKernel(kGauss159)), 99.95, 0.005);
}

TEST(Factorise, statesTheResidualAfterEachTerm) {
    for (const std::string& text : {kSobel, kLaplacian4, kEmboss, kLog5, kGauss273}) {
        const Kernel kernel = parseKernel(text);
        const Factorisation found = factorise(kernel);
        ASSERT_EQ(found.residuals.size(), found.terms.size()) << text;
        const double whole = statistics(kernel).absoluteSum;
        for (std::size_t r = 0; r < found.terms.size(); ++r) {
            EXPECT_NEAR(found.residuals[r], residualOf(kernel, found.terms, r + 1), 1e-13 * whole) << text;
        }
        EXPECT_LT(found.residuals.back(), 1e-13 * whole) << text;
    }
}

TEST(Factorise, rebuildsRandomKernelsOfAnyShape) {
    for (const auto& [width, height] : {std::pair{1, 1}, {1, 9}, {9, 1}, {2, 7}, {13, 4}, {31, 31}, {64, 20}}) {
        const Kernel kernel = randomKernel(width, height, static_cast<unsigned>(width * 100 + height));
        const Factorisation found = factorise(kernel);
        SCOPED_TRACE(testing::Message() << width << "x" << height);
        EXPECT_EQ(found.singularValues.size(), static_cast<std::size_t>(std::min(width, height)));
        EXPECT_TRUE(std::is_sorted(found.singularValues.rbegin(), found.singularValues.rend()));
        EXPECT_LT(residualOf(kernel, found.terms, found.terms.size()), 1e-12 * statistics(kernel).absoluteSum);
        for (const RankOneTerm& term : found.terms) {
            EXPECT_EQ(term.column.size(), static_cast<std::size_t>(height));
            EXPECT_EQ(term.row.size(), static_cast<std::size_t>(width));
            EXPECT_NEAR(absoluteSum(term.row), 1, 1e-13);
        }
    }
}

TEST(Factorise, takesAbsentCellsForZero) {
    const Factorisation holes = factorise(parseKernel("nan 1 nan / 1 1 1 / nan 1 nan"));
    EXPECT_EQ(holes.singularValues, factorise(parseKernel("0 1 0 / 1 1 1 / 0 1 0")).singularValues);
}

TEST(Factorise, findsNoTermsInZeros) {
    const Factorisation found = factorise(Kernel(3, 2, std::vector<double>(6)));
    EXPECT_TRUE(found.terms.empty());
    EXPECT_EQ(found.singularValues.size(), 2u);
    EXPECT_EQ(found.rank(0), 0);
}

TEST(Factorise, ranksByTheResidualThatIsAllowed) {
    const Factorisation found = factorise(parseKernel(kGauss273));
    EXPECT_EQ(found.rank(found.residuals[0]), 1);
    EXPECT_EQ(found.rank(found.residuals[0] * 0.999), 2);
    EXPECT_EQ(found.rank(1e-9), 3);
    EXPECT_EQ(found.rank(0), 3);  // no count of terms is exact: all of them
    EXPECT_EQ(found.rank(1e9), 1);
}

TEST(Separate, keepsSmallIntegersExact) {
    const std::optional<RankOneTerm> sobel = separate(parseKernel(kSobel));
    ASSERT_TRUE(sobel);
    EXPECT_EQ(sobel->column, (std::vector<double>{2, 4, 2}));
    EXPECT_EQ(sobel->row, (std::vector<double>{-0.5, 0, 0.5}));

    const Kernel binomial5 = binomial(5, 5).scaled(256);
    const std::optional<RankOneTerm> found = separate(binomial5);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->column, (std::vector<double>{16, 64, 96, 64, 16}));
    EXPECT_EQ(found->row, (std::vector<double>{1.0 / 16, 4.0 / 16, 6.0 / 16, 4.0 / 16, 1.0 / 16}));
    EXPECT_EQ(residualOf(binomial5, {*found}, 1), 0);
}

TEST(Separate, factorsSeparableKernels) {
    const Kernel kernels[] = {
        Kernel(),
        box(5, 5),
        box(7, 2),
        binomial(5, 5),
        binomial(6, 3),
        gaussian(31, 17, 3, 0.6),
        gaussian(255, 255, 40, 40),
        parseKernel("1 / 2 / -3"),
        parseKernel("0 0 0 / 1 -1 0 / 0 0 0"),
        parseKernel("1 -2 1 / -2 4 -2 / 1 -2 1"),
        parseKernel("2x2+1+1: nan nan 0 5"),
        parseKernel("1e-20 2e-20 / 3e-20 6e-20"),
        parseKernel("1e30 1e30 / 1e30 1e30"),
    };
    for (const Kernel& kernel : kernels) {
        const std::optional<RankOneTerm> found = separate(kernel);
        SCOPED_TRACE(printKernel(kernel).substr(0, 80));
        ASSERT_TRUE(found);
        EXPECT_LE(residualOf(kernel, {*found}, 1), 1e-12 * statistics(kernel).absoluteSum);
        EXPECT_NEAR(absoluteSum(found->row), 1, 1e-13);
    }
}

TEST(Separate, refusesHigherRanks) {
    for (const std::string& text : {kLaplacian4, kLaplacian8, kEmboss, kLog5, kUnsharp5, kGauss159, kGauss273}) {
        EXPECT_FALSE(separate(parseKernel(text))) << text;
    }
    EXPECT_FALSE(separate(parseKernel("1 2 / 2 4.0000001")));
}

TEST(Separate, ofZerosIsZeroTimesOne) {
    const Kernel zeros(3, 2, std::vector<double>(6), 2, 0);
    const std::optional<RankOneTerm> found = separate(zeros);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->column, (std::vector<double>{0, 0}));
    EXPECT_EQ(found->row, (std::vector<double>{0, 0, 1}));
}

TEST(Separate, agreesWithTheDecomposition) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        std::mt19937_64 random(seed);
        std::uniform_int_distribution<int> weight(-2, 2);
        std::vector<double> cells(6);
        for (double& cell : cells) {
            cell = weight(random);
        }
        const Kernel kernel(3, 2, cells);
        EXPECT_EQ(separate(kernel).has_value(), factorise(kernel).terms.size() <= 1) << printKernel(kernel);
    }
}

}  // namespace
}  // namespace kg
