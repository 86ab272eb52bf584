#include "kernel/text/kernel_scale.h"

#include "base/error.h"
#include "kernel/analysis/statistics.h"
#include "kernel/generators/smoothing.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace kg {
namespace {

using Normalisation = KernelScale::Normalisation;

Kernel scaled(const std::string& kernel, const std::string& scale) {
    return applyScale(parseKernel(kernel), parseKernelScale(scale));
}

void expectNear(const Kernel& found, const Kernel& expected) {
    ASSERT_EQ(found.cells().size(), expected.cells().size());
    for (std::size_t i = 0; i < found.cells().size(); ++i) {
        EXPECT_NEAR(found.cells()[i], expected.cells()[i], 1e-15) << "cell " << i;
    }
}

TEST(ParseKernelScale, readsImageMagicksForms) {
    EXPECT_EQ(parseKernelScale("1"), KernelScale{});
    EXPECT_EQ(parseKernelScale("1!"), (KernelScale{.scale = 1, .normalisation = Normalisation::Sum}));
    EXPECT_EQ(parseKernelScale("!"), (KernelScale{.scale = 1, .normalisation = Normalisation::Sum}));
    EXPECT_EQ(parseKernelScale("-2.5^"), (KernelScale{.scale = -2.5, .normalisation = Normalisation::Signed}));
    EXPECT_EQ(parseKernelScale("50%!"), (KernelScale{.scale = 0.5, .normalisation = Normalisation::Sum}));
    EXPECT_EQ(parseKernelScale("50!%"), parseKernelScale("50%!"));
    EXPECT_EQ(parseKernelScale("60,40%"), (KernelScale{.scale = 0.6, .unity = 0.4}));
    EXPECT_EQ(parseKernelScale("-100,200%"), (KernelScale{.scale = -1, .unity = 2}));
    EXPECT_EQ(parseKernelScale(" 1/16 ^ , -.5 "),
              (KernelScale{.scale = 1.0 / 16, .unity = -0.5, .normalisation = Normalisation::Signed}));
    EXPECT_EQ(parseKernelScale("!,50%"), (KernelScale{.scale = 1, .unity = 0.5, .normalisation = Normalisation::Sum}));
}

TEST(ParseKernelScale, namesTheColumnOfWhatIsWrong) {
    const auto columnOf = [](const std::string& text) {
        try {
            parseKernelScale(text);
        } catch (const TextError& error) {
            EXPECT_EQ(error.line(), 1);
            return error.column();
        }
        return 0;
    };
    EXPECT_EQ(columnOf(""), 1);
    EXPECT_EQ(columnOf("   "), 1);
    EXPECT_EQ(columnOf("abc"), 1);
    EXPECT_EQ(columnOf("1!!"), 3);
    EXPECT_EQ(columnOf("1!^"), 3);
    EXPECT_EQ(columnOf("1%%"), 3);
    EXPECT_EQ(columnOf("%"), 1);
    EXPECT_EQ(columnOf("1,"), 3);
    EXPECT_EQ(columnOf("1,2,3"), 4);
    EXPECT_EQ(columnOf("1 2"), 3);
    EXPECT_EQ(columnOf("1/0"), 1);
    EXPECT_EQ(columnOf("1,inf"), 3);
    EXPECT_EQ(columnOf("1e31"), 1);
}

TEST(ParseKernelScale, saysWhatIsWrongInASentence) {
    try {
        parseKernelScale("1,x");
        FAIL() << "no error";
    } catch (const TextError& error) {
        EXPECT_STREQ(error.what(), "scale line 1, column 3: 'x' found, the number to add at the origin was expected");
    }
}

TEST(PrintKernelScale, readsBackTheSame) {
    EXPECT_EQ(printKernelScale({}), "1");
    EXPECT_EQ(printKernelScale(parseKernelScale("60,40%")), "0.6,0.4");
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> number(-10, 10);
    for (int i = 0; i < 200; ++i) {
        const KernelScale scale{.scale = number(random),
                                .unity = i % 3 == 0 ? 0 : number(random),
                                .normalisation = static_cast<Normalisation>(i % 3)};
        EXPECT_EQ(parseKernelScale(printKernelScale(scale)), scale) << printKernelScale(scale);
    }
}

TEST(ApplyScale, ofOneChangesNothing) {
    const Kernel kernel = parseKernel("3x2+0+1: 0.1 nan -0 7 5e-324 -1e30");
    EXPECT_EQ(applyScale(kernel, {}), kernel);
}

TEST(ApplyScale, dividesByTheSum) {
    EXPECT_EQ(scaled("1 1 1 / 1 1 1 / 1 1 1", "1!"), box(3, 3));
    EXPECT_EQ(scaled("1 2 1", "50%!"), parseKernel("0.125 0.25 0.125"));
    EXPECT_EQ(scaled("-1 -2 -1", "!"), parseKernel("-0.25 -0.5 -0.25"));  // by |sum|: the sign stays
}

TEST(ApplyScale, dividesByThePositiveSumWhereTheSumIsZero) {
    EXPECT_EQ(scaled("-1 0 1 / -2 0 2 / -1 0 1", "!"), parseKernel("-1/4 0 1/4 / -2/4 0 2/4 / -1/4 0 1/4"));
    // Rounding leaves 5.6e-17 where this sum is 0.
    EXPECT_EQ(statistics(scaled("0.1 0.2 -0.3", "!")).positiveSum, 1);
}

TEST(ApplyScale, scalesPositiveAndNegativeWeightsApart) {
    EXPECT_EQ(scaled("-1 -3 / 6 2", "^"), parseKernel("-0.25 -0.75 / 0.75 0.25"));
    EXPECT_EQ(scaled("-1 -3 / 6 2", "-2^"), parseKernel("0.5 1.5 / -1.5 -0.5"));
    EXPECT_EQ(scaled("1 3", "^"), parseKernel("0.25 0.75"));
    EXPECT_EQ(scaled("-1 -3", "^"), parseKernel("-0.25 -0.75"));
}

TEST(ApplyScale, addsUnityAtTheOrigin) {
    expectNear(scaled("1/16 2/16 1/16 / 2/16 4/16 2/16 / 1/16 2/16 1/16", "60,40%"),
               parseKernel("0.0375 0.075 0.0375 / 0.075 0.55 0.075 / 0.0375 0.075 0.0375"));
    const Kernel unsharp = applyScale(binomial(5, 5), parseKernelScale("-100,200%"));
    EXPECT_EQ(unsharp.scaled(256).weight(2, 2), 476);
    EXPECT_EQ(unsharp.scaled(256).weight(0, 0), -1);
    EXPECT_EQ(scaled("2x1+1+0: 1 1", "1,5"), parseKernel("2x1+1+0: 1 6"));
    EXPECT_EQ(scaled("1 nan 1", "!,1"), parseKernel("0.5 1 0.5"));
}

TEST(ApplyScale, leavesZerosAndAbsentCells) {
    EXPECT_EQ(scaled("0 0", "3!"), parseKernel("0 0"));
    EXPECT_EQ(scaled("0 0", "3^"), parseKernel("0 0"));
    EXPECT_EQ(scaled("1 nan 3", "!"), parseKernel("0.25 nan 0.75"));
}

TEST(ApplyScale, refusesWhatLeavesTheRange) {
    EXPECT_THROW(scaled("1e20", "1e20"), Error);
    EXPECT_THROW(applyScale(Kernel(), {.scale = std::nan("")}), Error);
    EXPECT_THROW(applyScale(Kernel(), {.unity = std::numeric_limits<double>::infinity()}), Error);
}

}  // namespace
}  // namespace kg
