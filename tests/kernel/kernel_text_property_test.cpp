// Laws of the kernel text over seeded random kernels and damaged texts.

#include "base/error.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/pasted_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>

namespace kg {
namespace {

using Random = std::mt19937_64;

int below(Random& random, int limit) {
    return std::uniform_int_distribution<int>(0, limit - 1)(random);
}

// Every kind of weight that a kernel may hold; any bit pattern in range, denormals among them.
double randomWeight(Random& random) {
    switch (below(random, 6)) {
        case 0:
            return std::nan("");
        case 1:
            return below(random, 2) == 0 ? 0.0 : -0.0;
        case 2:
            return below(random, 2001) - 1000;
        case 3:
            return std::ldexp(below(random, 1 << 20) - (1 << 19), -1074);
        default:
            const double any = std::bit_cast<double>(random());
            return std::abs(any) <= Kernel::kMaxWeight ? any : 1.0 / (1 + below(random, 1000));
    }
}

Kernel randomKernel(Random& random) {
    const int width = 1 + below(random, 9);
    const int height = 1 + below(random, 9);
    std::vector<double> cells(static_cast<std::size_t>(width) * height);
    for (double& cell : cells) {
        cell = randomWeight(random);
    }
    if (below(random, 2) == 0) {
        return Kernel(width, height, cells);
    }
    return Kernel(width, height, cells, below(random, width), below(random, height));
}

constexpr std::array kForms{KernelForm::Text, KernelForm::ImageMagick, KernelForm::Json, KernelForm::Glsl,
                            KernelForm::C,    KernelForm::NumPy,       KernelForm::Csv};

TEST(KernelTextProperty, whatIsPrintedReadsBackBitForBit) {
    Random random(1);
    for (int i = 0; i < 2000; ++i) {
        const Kernel kernel = randomKernel(random);
        ASSERT_EQ(parseKernel(printKernel(kernel)), kernel) << printKernel(kernel);
        for (const KernelForm form : kForms) {
            const std::string text = printKernelAs(kernel, form);
            ASSERT_EQ(parsePasted(text), std::vector{kernel}) << text;
        }
    }
}

TEST(KernelTextProperty, listsReadBackBitForBit) {
    Random random(2);
    for (int i = 0; i < 100; ++i) {
        std::vector<Kernel> kernels;
        std::string text;
        for (int k = 0; k <= below(random, 5); ++k) {
            kernels.push_back(randomKernel(random));
            text += (text.empty() ? "" : " ; ") + printKernel(kernels.back());
        }
        ASSERT_EQ(parseKernels(text), kernels) << text;
        for (const KernelForm form : kForms) {
            ASSERT_EQ(parsePasted(printKernelsAs(kernels, form)), kernels) << printKernelsAs(kernels, form);
        }
    }
}

TEST(KernelTextProperty, theLargestKernelReadsBack) {
    Random random(3);
    std::vector<double> cells(static_cast<std::size_t>(Kernel::kMaxSide) * Kernel::kMaxSide);
    for (double& cell : cells) {
        cell = -std::ldexp(1 + 1e-15 * below(random, 1 << 20), -1000);
    }
    const Kernel kernel(Kernel::kMaxSide, Kernel::kMaxSide, cells);
    EXPECT_TRUE(parseKernel(printKernel(kernel)) == kernel);
}

constexpr std::array<std::string_view, 8> kGoodTexts{
    "3x3: 0,-1,0 -1,5,-1 0,-1,0",
    "3: nan 1 - 1 1 1 - 1 -",
    "3x1+0+0: 1 2 1",
    "1 2 1 / 2 4 2 / 1 2 1",
    "1/16 2/16\n1.5e-3 .5\n",
    "2: 1 2 3 4 ; 1x2+0+1: 1e30 -5e-324 ;",
    "Gaussian:0x2",
    "3>: 1 2 3 4 5 6 7 8 9",
};

// Mistakes are drawn from what the grammar is made of, so that they reach deep into it.
std::string damaged(Random& random, std::string text) {
    constexpr std::string_view kPieces = "0123456789.,;:/+-xX@<>eE \n\t'\"nanif\0\x80\xC3\xFF";
    const int edits = 1 + below(random, 6);
    for (int i = 0; i < edits; ++i) {
        const auto at = static_cast<std::size_t>(below(random, static_cast<int>(text.size()) + 1));
        const char piece = kPieces[static_cast<std::size_t>(below(random, static_cast<int>(kPieces.size())))];
        switch (below(random, 4)) {
            case 0:
                text.insert(at, 1, piece);
                break;
            case 1:
                text.erase(at, 1);
                break;
            case 2:
                text.replace(at, 1, 1, piece);
                break;
            default:
                text.insert(at, text.substr(at / 2, 12));
        }
    }
    return text;
}

// Parses a text that may be anything: it yields kernels that print and read back, or one TextError inside the text.
void expectKernelsOrTextError(const std::string& text) {
    try {
        for (const Kernel& kernel : parseKernels(text)) {
            ASSERT_EQ(parseKernel(printKernel(kernel)), kernel) << testing::PrintToString(text);
        }
    } catch (const TextError& error) {
        const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
        ASSERT_GE(error.line(), 1) << testing::PrintToString(text);
        ASSERT_LE(error.line(), lines) << testing::PrintToString(text);
        ASSERT_GE(error.column(), 1) << testing::PrintToString(text);
        ASSERT_LE(error.column(), static_cast<int>(text.size()) + 1) << testing::PrintToString(text);
        ASSERT_EQ(error.problem().find('\n'), std::string::npos) << testing::PrintToString(text);
    }
}

TEST(KernelTextProperty, damagedTextsGiveKernelsOrATextError) {
    Random random(4);
    for (int i = 0; i < 15000 && !HasFatalFailure(); ++i) {
        const std::string_view good = kGoodTexts[static_cast<std::size_t>(below(random, kGoodTexts.size()))];
        expectKernelsOrTextError(damaged(random, std::string(good)));
    }
}

TEST(KernelTextProperty, randomBytesGiveKernelsOrATextError) {
    Random random(5);
    for (int i = 0; i < 5000 && !HasFatalFailure(); ++i) {
        std::string text(static_cast<std::size_t>(below(random, 40)), '\0');
        for (char& byte : text) {
            byte = static_cast<char>(below(random, 256));
        }
        expectKernelsOrTextError(text);
    }
}

}  // namespace
}  // namespace kg
