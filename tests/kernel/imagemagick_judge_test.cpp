// ImageMagick as the judge of kernel text: what "convert -define morphology:showkernel=1" prints for a text and what
// this program makes of it agree in number, size, origin and every weight to the digits printed.
#include "kernel/text/kernel_scale.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace kg {
namespace {

// A kernel as ImageMagick prints it.
struct Judged {
    int width = 0;
    int height = 0;
    int originX = 0;
    int originY = 0;
    std::vector<double> cells;
};

bool hasImageMagick() {
    return std::system("command -v convert > /dev/null 2>&1") == 0;
}

std::string outputOf(const std::string& command) {
    const auto close = [](FILE* file) { pclose(file); };
    const std::unique_ptr<FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
    std::string output;
    std::array<char, 4096> block{};
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), pipe.get())) {
        output.append(block.data(), count);
    }
    return output;
}

// scale: -define convolve:scale; empty for none.
std::vector<Judged> judge(const std::string& text, const std::string& scale = "") {
    const std::string define = scale.empty() ? "" : " -define 'convolve:scale=" + scale + "'";
    const std::string output = outputOf("convert -precision 15 xc: -define morphology:showkernel=1" + define +
                                        " -morphology Convolve '" + text + "' null: 2>&1");
    static const std::regex kHeading(R"re(of size (\d+)x(\d+)([+-]\d+)([+-]\d+))re");
    static const std::regex kRow(R"re(^\s*\d+:(.*)$)re");
    std::vector<Judged> kernels;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        std::smatch found;
        if (std::regex_search(line, found, kHeading)) {
            kernels.push_back({std::stoi(found[1]), std::stoi(found[2]), std::stoi(found[3]), std::stoi(found[4]), {}});
        } else if (!kernels.empty() && std::regex_search(line, found, kRow)) {
            std::istringstream cells(found[1]);
            for (std::string cell; cells >> cell;) {
                kernels.back().cells.push_back(cell == "nan" ? std::numeric_limits<double>::quiet_NaN()
                                                             : std::strtod(cell.c_str(), nullptr));
            }
        }
    }
    return kernels;
}

void expectAgreement(const std::vector<Kernel>& ours, const std::vector<Judged>& theirs) {
    ASSERT_FALSE(theirs.empty());
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t k = 0; k < ours.size(); ++k) {
        SCOPED_TRACE(k);
        ASSERT_EQ(ours[k].width(), theirs[k].width);
        ASSERT_EQ(ours[k].height(), theirs[k].height);
        EXPECT_EQ(ours[k].originX(), theirs[k].originX);
        EXPECT_EQ(ours[k].originY(), theirs[k].originY);
        ASSERT_EQ(ours[k].cells().size(), theirs[k].cells.size());
        double largest = 0;
        for (const double cell : theirs[k].cells) {
            largest = std::isnan(cell) ? largest : std::max(largest, std::abs(cell));
        }
        for (std::size_t i = 0; i < ours[k].cells().size(); ++i) {
            const double left = ours[k].cells()[i];
            const double right = theirs[k].cells[i];
            ASSERT_EQ(std::isnan(left), std::isnan(right)) << "cell " << i;
            if (!std::isnan(left)) {
                // ImageMagick prints 15 digits, and rounds its sums in another order than ours.
                EXPECT_NEAR(left, right, 1e-12 * largest) << "cell " << i;
            }
        }
    }
}

void expectAgreement(const std::string& text) {
    SCOPED_TRACE(text);
    std::vector<Kernel> ours;
    ASSERT_NO_THROW(ours = parseKernels(text));
    expectAgreement(ours, judge(text));
}

class ImageMagickJudge : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        if (!hasImageMagick()) {
            GTEST_SKIP() << "ImageMagick's convert is not installed";
        }
    }
};

// Each line is one family; texts are separated by '|'.
TEST_P(ImageMagickJudge, AgreesOnEveryWeight) {
    std::istringstream texts(GetParam());
    for (std::string text; std::getline(texts, text, '|');) {
        expectAgreement(text);
    }
}

// A sum other than 0, a sum of 0, two signs, absent cells, and an origin that the unity addition must find.
TEST(ImageMagickScaleJudge, AgreesOnEveryWeight) {
    if (!hasImageMagick()) {
        GTEST_SKIP() << "ImageMagick's convert is not installed";
    }
    for (const std::string text : {"3: 1,2,1 2,4,2 1,2,1", "Laplacian:0", "3: 1,-2,0.5 0,3,0 -1,2,-4", "Diamond:2",
                                   "3x2+0+1: 1,2,3 4,5,6", "3: -1,-1,-1 -1,2,-1 0,0,0"}) {
        for (const std::string scale : {"1", "2", "-1", "1!", "-1!", "^", "!", "50%!", "50%^", "60,40%", "-100,200%",
                                        "2!,1", "50,25%^", "0.5", "0,1", "2^,-1"}) {
            SCOPED_TRACE(text + " scaled by " + scale);
            expectAgreement({applyScale(parseKernel(text), parseKernelScale(scale))}, judge(text, scale));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    Kernels, ImageMagickJudge,
    testing::Values(
        "Unity|Unity:2.5|Unity:0|Unity:1e7|Unity:-1e7|Unity:2,3,4",
        "Gaussian|Gaussian:0x2|Gaussian:0,0.8|Gaussian:3x1.5|Gaussian:2|Gaussian:0,4|Gaussian:0x-1|Gaussian:0.5,2|"
        "Gaussian:-2,1|"
        "Gaussian:0,2,3|Gaussian:0,10|Gaussian:0,30",
        "DoG|DoG:0,20,3|DoG:0,0,2|DoG:1,0,1|DoG:0,1,2|DoG:0,2,1|DoG:3,1,1.6",
        "LoG|LoG:0,12|LoG:-1,1|LoG:0x2|LoG:0,1.4|LoG:3,1|LoG:6,1.2",
        "Blur|Blur:0,40|Blur:0,1,450|Blur:-2,1|Blur:0x2|Blur:0,0.8|Blur:0x2,90|Blur:2x1|Blur:0x1+90|Blur:0,1.3,180|"
        "Blur:0,1.3,270|Blur:0x1>",
        "Comet|Comet:0,25|Comet:0,1,810|Comet:-3,1|Comet:2.5,1|Comet:0x1|Comet:0,2,90|Comet:5,2|Comet:0x1+180|Comet:"
        "0x1+270|Comet:3|Comet:0,1.5>",
        "Binomial|Binomial:1|Binomial:2|Binomial:3|Binomial:7|Binomial:10|Binomial:2.5|Binomial:-1",
        "Laplacian|Laplacian:0|Laplacian:1|Laplacian:2|Laplacian:3|Laplacian:5|Laplacian:7|Laplacian:15|Laplacian:19|"
        "Laplacian:4|Laplacian:1.5|Laplacian:-1|Laplacian:6e9",
        "Sobel|Sobel:45|Sobel:90|Sobel:135|Sobel:180|Sobel:-45|Sobel:30|Sobel:@|Sobel:>|Sobel:<|Sobel:405|"
        "Sobel:720|Sobel:-400|Sobel:45,2|Sobel:1,2,3,4",
        "Roberts|Roberts:45|Roberts:90|Roberts:@|Prewitt|Prewitt:45|Prewitt:270|Prewitt:>|Compass|Compass:45|Compass:@",
        "Kirsch|Kirsch:450|Kirsch:1e9|Kirsch:45|Kirsch:225|Kirsch:@|Kirsch:<",
        "FreiChen|FreiChen:0|FreiChen:1|FreiChen:2|FreiChen:10|FreiChen:11|FreiChen:12|FreiChen:13|FreiChen:14",
        "FreiChen:3|FreiChen:20|FreiChen:30|FreiChen:-1|FreiChen:1.5|FreiChen:31|FreiChen:67.6|FreiChen:10,45|"
        "FreiChen:15|FreiChen:16|FreiChen:17|FreiChen:18|FreiChen:19|FreiChen:45|FreiChen:1,45|FreiChen:2,90|FreiChen:-"
        "90"));

INSTANTIATE_TEST_SUITE_P(
    Shapes, ImageMagickJudge,
    testing::Values("Diamond|Diamond:-1|Diamond:2.4|Diamond:1|Diamond:3|Diamond:2,5|Diamond:2>|Diamond:2<",
                    "Square|Square:-2|Square:2.4|Square:2,1e7|Square:2|Square:3,0.5",
                    "Rectangle|Rectangle:3.5x2|Rectangle:-3x2|Rectangle:3x-2|Rectangle:0x5|Rectangle:3x2.9+1.6+0|"
                    "Rectangle:3x5|Rectangle:3x5+1+1|Rectangle:7|Rectangle:4x2+0+1|Rectangle:2x2",
                    "Octagon|Octagon:-3|Octagon:3.3|Octagon:1|Octagon:3|Octagon:4,2|Octagon:5",
                    "Disk|Disk:-3|Disk:-0.3|Disk:1|Disk:1.4|Disk:2|Disk:2.3|Disk:4.3|Disk:5.4|Disk:6.4|Disk:3,2",
                    "Plus|Plus:-2|Plus:2.2|Plus:1|Plus:3|Plus:2,4|Cross|Cross:-1.5|Cross:1|Cross:3,2",
                    "Ring|Ring:-2,3|Ring:2,3|Ring:3,2|Ring:1,4,0.5|Ring:1,4,2|Ring:2.4,3.2|Ring:0,3",
                    "Peaks|Peaks:-2,4|Peaks:1,2|Peaks:2,4",
                    "Chebyshev|Chebyshev:-2|Manhattan:1.3|Chebyshev:2|Manhattan|Manhattan:2,10|Octagonal|Octagonal:3",
                    "Euclidean|Euclidean:2|Euclidean:4,10"));

INSTANTIATE_TEST_SUITE_P(
    Weights, ImageMagickJudge,
    testing::Values("3x3: 1,2,3 4,5,6 7,8,9|3: 1 - 3 nan 5 6 7 8 9|3x3+0+2: 1,2,3,4,5,6,7,8,9|"
                    "1,2,3,4,5,6,7,8,9|1,2,3,4",
                    "3x3>: 1,2,3,4,5,6,7,8,9|3@: 1,2,3,4,5,6,7,8,9|3<: 1,2,3,4,5,6,7,8,9|3x3@+0+1: 1,2,3,4,5,6,7,8,9",
                    "5x1+0+0>: 1,2,3,4,5|1x3+0+2>: 1,2,3|3x3+0+0@: 1,0,0 0,0,0 0,0,0|3x3+2+1<: 1,2,3,4,5,6,7,8,9",
                    "3: 1,2,3,4,5,6,7,8,9 ; Sobel:90|Sobel ; Sobel:90 ;|Diamond;3>: 0,0,0 1,1,0 0,0,0",
                    "sobel:45|SOBEL: >|gaussian: 0x1|Laplacian 5"));

}  // namespace
}  // namespace kg
