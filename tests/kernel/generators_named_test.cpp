#include "base/error.h"
#include "kernel/analysis/analysis.h"
#include "kernel/edit/operations.h"
#include "kernel/generators/bell.h"
#include "kernel/generators/expression.h"
#include "kernel/generators/shapes.h"
#include "kernel/generators/smoothing.h"
#include "kernel/named/call_text.h"
#include "kernel/presets/presets.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

namespace kg {
namespace {

double sumOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

// What a kernel makes of a picture that rises by 1 a pixel in a direction.
double slopeOf(const Kernel& kernel, double angle) {
    const double radians = angle * std::numbers::pi / 180;
    double slope = 0;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            slope += kernel.weight(x, y) *
                     ((x - kernel.originX()) * std::cos(radians) + (y - kernel.originY()) * std::sin(radians));
        }
    }
    return slope;
}

TEST(Bell, EveryMethodSumsToOneAndSpreadsAsAsked) {
    for (const BellMethod method : {BellMethod::Sampled, BellMethod::Integrated, BellMethod::Binomial,
                                    BellMethod::Bessel, BellMethod::Oversampled}) {
        for (const double sigma : {1.0, 2.0, 4.5}) {
            const int size = bellSize(sigma, BellRule::Reach, 255) + 12;
            const std::vector<double> axis = bellAxis(size, sigma, method);
            EXPECT_NEAR(sumOf(axis), 1, 1e-12);
            const Kernel kernel(size, 1, axis);
            EXPECT_TRUE(holds(kernel, Symmetry::MirrorX));
            // Averaging over a cell widens a bell by the cell's own variance.
            const double widened = method == BellMethod::Integrated    ? 1.0 / 12
                                   : method == BellMethod::Oversampled ? 2.0 / 27
                                                                       : 0;
            EXPECT_NEAR(*moments(kernel).sigmaX, std::sqrt(sigma * sigma + widened),
                        method == BellMethod::Binomial ? 0.13 : 2e-4)
                << static_cast<int>(method) << " " << sigma;
        }
    }
}

TEST(Bell, BesselBellsConvolvedAreBesselBells) {
    const int size = 61;
    const auto a = bellAxis(size, 1.5, BellMethod::Bessel);
    const auto b = bellAxis(size, 2, BellMethod::Bessel);
    const auto both = bellAxis(size, 2.5, BellMethod::Bessel);
    for (int i = 0; i < size; ++i) {
        double sum = 0;
        for (int j = 0; j < size; ++j) {
            const int k = i - j + size / 2;
            sum += k >= 0 && k < size ? a[static_cast<std::size_t>(j)] * b[static_cast<std::size_t>(k)] : 0;
        }
        EXPECT_NEAR(sum, both[static_cast<std::size_t>(i)], 1e-12) << i;
    }
    EXPECT_NEAR(sumOf(bellAxis(255, 31, BellMethod::Bessel)), 1, 1e-12) << "no overflow at the largest sigma";
}

TEST(Bell, WhatIsCutIsWhatTheIntegralLacks) {
    // Before it is divided by its sum, the integrated bell has all that lies inside.
    const double scale = 2 * std::numbers::sqrt2;
    EXPECT_NEAR(truncatedWeight(9, 2), 1 - std::erf(4.5 / scale), 1e-15);
    EXPECT_EQ(truncatedWeight(1, 0), 0);
    EXPECT_LT(differenceFromContinuous(bellAxis(33, 4, BellMethod::Sampled), 4), 1e-5);
    EXPECT_GT(differenceFromContinuous(bellAxis(33, 0.5, BellMethod::Integrated), 0.5), 0.05);
}

TEST(Bell, SizesByTheirRules) {
    EXPECT_EQ(bellSize(2, BellRule::Reach, 255), 17);
    EXPECT_EQ(bellSize(2, BellRule::ImageMagick, 255), 17);
    const int size = bellSize(2, BellRule::RealTime, 255);
    EXPECT_EQ(size % 2, 1);
    const std::vector<double> axis = bellAxis(size, 2, BellMethod::Sampled);
    EXPECT_LE(axis.front(), 1.0 / 255);
    EXPECT_GT(bellAxis(size - 2, 2, BellMethod::Sampled).front(), 1.0 / 255);
    EXPECT_LE(bellSize(500, BellRule::RealTime, 255), 255);
    EXPECT_EQ(bellSize(500, BellRule::Reach, 255), 255);
    for (const BellRule rule : {BellRule::Reach, BellRule::RealTime}) {
        EXPECT_EQ(bellSize(0, rule, 255), 1);
    }
}

TEST(Bell, ImageMagicksSaysWhatItCuts) {
    const auto remark = [](const char* text) {
        const auto call = callFrom(text);
        return call->named->remark(*call);
    };
    // One axis loses erfc(4.5 / (2 sqrt 2)) = 2.445 %, both lose twice that less their product.
    EXPECT_EQ(remark("Gaussian:4,2"), "9 x 9 cells; cutting loses 4.83 % of the weight.");
    EXPECT_EQ(remark("Gaussian:0,0"), "3 x 3 cells; cutting loses 0 % of the weight.");
}

TEST(Smoothing, WeightsByName) {
    EXPECT_EQ(parseKernel("Box:3,2"), parseKernel("1/6 1/6 1/6 / 1/6 1/6 1/6"));
    EXPECT_EQ(parseKernel("Tent:3,1"), parseKernel("1/4 1/2 1/4"));
    EXPECT_EQ(parseKernel("Tent:4,1").scaled(6), parseKernel("4x1: 1,2,2,1").scaled(1));
    EXPECT_EQ(parseKernel("Tent:3,3").scaled(16), parseKernel("1 2 1 / 2 4 2 / 1 2 1"));
    EXPECT_EQ(parseKernel("Pascal:5,3").scaled(64), parseKernel("1 4 6 4 1 / 2 8 12 8 2 / 1 4 6 4 1"));
    const Kernel high = parseKernel("HighPass:sigma=1");
    EXPECT_EQ(high, withUnity(negated(gaussian(9, 9, 1, 1)), 1));
    EXPECT_NEAR(high.weight(4, 4), 1 - 0.15915494, 1e-5) << "less 1 / 2 pi, the height of the continuous bell";
    EXPECT_NEAR(statistics(high).sum, 0, 1e-15);
}

TEST(Smoothing, ABoxRepeatedNearsTheBell) {
    EXPECT_EQ(repeatedBoxAxis(5, 1), (std::vector<double>(5, 0.2)));
    EXPECT_EQ(parseKernel("RepeatedBox:size=2,times=4"), binomial(5, 5)) << "pairs make Pascal's triangle";
    const Kernel thrice = parseKernel("RepeatedBox:size=3,times=3");
    EXPECT_EQ(thrice.width(), 7);
    for (int x = 0; x < 7; ++x) {
        EXPECT_NEAR(27 * 27 * thrice.weight(x, 3), 7 * (std::array{1, 3, 6, 7, 6, 3, 1})[static_cast<std::size_t>(x)],
                    1e-12);
    }
    double before = 1;
    for (const int times : {1, 2, 4, 8}) {
        const std::vector<double> axis = repeatedBoxAxis(5, times);
        EXPECT_NEAR(sumOf(axis), 1, 1e-14);
        EXPECT_NEAR(*moments(Kernel(static_cast<int>(axis.size()), 1, axis)).sigmaX, std::sqrt(2.0 * times), 1e-12);
        const double off = differenceFromContinuous(axis, std::sqrt(2.0 * times));
        EXPECT_LT(off, before / 1.5);
        before = off;
    }
    EXPECT_THROW(repeatedBoxAxis(0, 3), Error);
    EXPECT_THROW(repeatedBoxAxis(3, 0), Error);
    EXPECT_THROW(repeatedBoxAxis(1100, 8), Error);
    const auto call = callFrom("RepeatedBox:3,3");
    EXPECT_EQ(call->named->remark(*call).substr(0, 25), "7 x 7 cells; sigma 1.414.");
}

TEST(Bell, ByName) {
    EXPECT_EQ(parseKernel("Bell:sigma=2"), gaussian(17, 17, 2, 2));
    EXPECT_EQ(parseKernel("Bell:2,1"), gaussian(17, 9, 2, 1));
    const Kernel turned = parseKernel("Bell:sigma=3,sigma_y=1,angle=90");
    EXPECT_NEAR(*moments(turned).sigmaY, 3, 0.01);
    EXPECT_NEAR(*moments(turned).sigmaX, 1, 0.01);
    for (const char* method : {"integrated", "binomial", "bessel"}) {
        EXPECT_THROW(parseKernel(std::string("Bell:sigma=3,sigma_y=1,angle=30,method=") + method), TextError) << method;
    }
    EXPECT_NO_THROW(parseKernel("Bell:sigma=3,angle=30,method=bessel")) << "a round bell needs no turn";
    const auto call = callFrom("Bell:sigma=2,size=9");
    EXPECT_EQ(call->named->remark(*call).substr(0, 40), "9 x 9 cells; cutting loses 4.83 % of the");
}

TEST(Generators, DisksAndRingsHaveTheirAreas) {
    for (const double radius : {1.0, 2.5, 7.3}) {
        const Kernel disk = smoothDisk(radius);
        EXPECT_NEAR(statistics(disk).sum, 1, 1e-12);
        EXPECT_NEAR(1 / disk.weight(disk.originX(), disk.originY()), std::numbers::pi * radius * radius,
                    0.02 * radius * radius)
            << radius;
        EXPECT_TRUE(holds(disk, Symmetry::EightFold));
    }
    const Kernel ring = smoothRing(2, 4);
    EXPECT_EQ(ring.weight(ring.originX(), ring.originY()), 0);
    EXPECT_THROW(smoothRing(4, 4), Error);
}

TEST(Generators, LinesFollowTheirAngle) {
    const Kernel row = motionLine(5, 0);
    EXPECT_EQ(row.height(), 1);
    ASSERT_EQ(row.width(), 5);
    for (const double weight : row.cells()) {
        EXPECT_NEAR(weight, 0.2, 0.03);
    }
    const Kernel column = motionLine(5, 90);
    EXPECT_EQ(column.width(), 1);
    EXPECT_EQ(motionLine(1, 33), Kernel());
    EXPECT_NEAR(moments(motionLine(21, 30)).centroid->x, 0, 1e-9);
    const KernelMoments trail = moments(motionTrail(4, 45));
    EXPECT_GT(trail.centroid->x, 1);
    EXPECT_NEAR(trail.centroid->x, trail.centroid->y, 1e-9) << "down and to the right";
}

TEST(Generators, ZeroSumsAreZero) {
    for (const char* text : {"MexicanHat", "MexicanHat:sigma=3", "MexicanHat:sigma=1,size=5", "GaussianDifference",
                             "HighPass:sigma=3", "LargeSobel:size=7,angle=20", "Expression:scale=zero-sum,r^2"}) {
        const KernelStatistics numbers = statistics(parseKernel(text));
        EXPECT_LT(std::abs(numbers.sum), 1e-13 * numbers.absoluteSum) << text;
    }
    for (const double sigma : {0.8, 1.4, 2.0, 4.0}) {
        EXPECT_EQ(lowRank(laplacianOfGaussian(sigma, 0)).rank, 2) << sigma;
    }
}

TEST(Generators, GradientsOfARampAreOneAtEveryAngle) {
    for (const int size : {3, 5, 9, 21}) {
        for (const double angle : {0.0, 30.0, 90.0, -135.0}) {
            EXPECT_NEAR(slopeOf(largeSobel(size, angle), angle), 1, 1e-12);
            EXPECT_NEAR(slopeOf(largeSobel(size, angle), angle + 90), 0, 1e-12);
        }
    }
    const Kernel published = kernelsOf(*findPreset("so-sobel-5")).front();
    for (std::size_t i = 0; i < published.cells().size(); ++i) {
        EXPECT_NEAR(largeSobel(5, 0).cells()[i], published.cells()[i], 1e-15);
    }
}

TEST(Generators, EmbossIsTheIdentityAndAnAntisymmetricRelief) {
    EXPECT_TRUE(holds(withUnity(emboss(30, 2, 5), -1), Symmetry::Antisymmetric));
    const Kernel gimp = kernelsOf(*findPreset("gimp-emboss")).front();
    for (std::size_t i = 0; i < gimp.cells().size(); ++i) {
        EXPECT_NEAR(emboss(45, 1, 3).cells()[i], gimp.cells()[i], 1e-12);
    }
}

TEST(Generators, AGaborAnswersToItsWavelength) {
    const Spectrum response = spectrum(gabor(4, 8, 0, 0, 1));
    const auto peak = std::max_element(response.across.magnitude.begin(), response.across.magnitude.end());
    const double frequency =
        0.5 * static_cast<double>(peak - response.across.magnitude.begin()) / (Spectrum::kSliceLength - 1);
    EXPECT_NEAR(frequency, 1.0 / 8, 0.01);
    EXPECT_NEAR(statistics(gabor(4, 8, 0, 0, 1)).absoluteSum, 1, 1e-12);
}

TEST(Generators, ExpressionsAreEvaluatedAtEveryCell) {
    EXPECT_EQ(parseKernel("Expression:width=3,height=3,x+10*y"), parseKernel("3: -11,-10,-9 -1,0,1 9,10,11"));
    EXPECT_EQ(parseKernel("Expression:width=3,height=1,x==0?5:1"), parseKernel("3x1: 1,5,1"));
    EXPECT_EQ(parseKernel("Expression:width=1,height=1,2*3"), parseKernel("1x1: 6"));
    EXPECT_EQ(callFrom(printCall(*callFrom("Expression:width=3,height=3,max(x,y)")))->expression, "max(x,y)");
    const Kernel bell = parseKernel("Expression:width=9,height=9,scale=sum,exp(-r^2/8)");
    const Kernel expected = gaussian(9, 9, 2, 2);
    for (std::size_t i = 0; i < bell.cells().size(); ++i) {
        EXPECT_NEAR(bell.cells()[i], expected.cells()[i], 1e-15);
    }
}

TEST(Generators, ExpressionMistakesAreSentences) {
    const auto sentence = [](const std::string& expression) {
        try {
            kernelFromExpression(expression, 3, 3, ExpressionScale::None);
            return std::string("no error");
        } catch (const Error& error) {
            return std::string(error.what());
        }
    };
    EXPECT_EQ(sentence("").substr(0, 23), "expression: it is empty");
    EXPECT_EQ(sentence("1/r"), "expression: it has no finite value at x = 0, y = 0");
    EXPECT_EQ(sentence("x = 3").substr(0, 35), "expression line 1, column 3: '=' fo");
    EXPECT_NE(sentence("exp(").find("expression line 1, column"), std::string::npos);
    EXPECT_NE(sentence("sigma+1").find("sigma"), std::string::npos);
    EXPECT_NE(sentence(std::string(2000, '1')).find("2000 characters"), std::string::npos);
    EXPECT_THROW(parseKernel("Expression:width=3,height=3,scale=sum,x"), TextError) << "a sum of 0";
}

// Each at its initial values, and with each argument at both ends.
TEST(Generators, EveryNameMakesKernelsOrASentence) {
    for (const NamedKernel& named : namedKernels()) {
        KernelCall call = named.example.empty() ? callOf(named) : *callFrom(named.example);
        for (std::size_t i = 0; i <= named.arguments.size(); ++i) {
            for (const bool high : {false, true}) {
                KernelCall changed = call;
                if (i < named.arguments.size()) {
                    const KernelArgument& argument = named.arguments[i];
                    // The ends of what a slider spans: kernels of a thousand cells a side take long and say no more.
                    changed.values[i] = high ? argument.comfortHighest : argument.comfortLowest;
                    changed.values[i] = std::clamp(changed.values[i], argument.lowest, argument.highest);
                }
                try {
                    EXPECT_FALSE(makeKernels(changed).empty()) << named.name;
                    if (named.remark) {
                        EXPECT_FALSE(named.remark(changed).empty());
                    }
                } catch (const Error& error) {
                    EXPECT_FALSE(std::string(error.what()).empty()) << named.name;
                }
            }
        }
        EXPECT_NO_THROW(makeKernels(call)) << named.name;
    }
}

}  // namespace
}  // namespace kg
