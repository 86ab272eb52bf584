#include "kernel/text/kernel_export.h"

#include "base/error.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

namespace kg {
namespace {

using Picture = std::vector<std::uint8_t>;

Picture pictureOf(const std::string& text) {
    return kernelPicture(parseKernel(text));
}

TEST(KernelForm, hasNames) {
    EXPECT_EQ(kernelFormFromName("text"), KernelForm::Text);
    EXPECT_EQ(kernelFormFromName("imagemagick"), KernelForm::ImageMagick);
    EXPECT_EQ(kernelFormFromName("json"), KernelForm::Json);
    EXPECT_EQ(kernelFormFromName("glsl"), KernelForm::Glsl);
    EXPECT_EQ(kernelFormFromName("c"), KernelForm::C);
    EXPECT_EQ(kernelFormFromName("numpy"), KernelForm::NumPy);
}

TEST(KernelForm, listsTheNamesWhereOneIsUnknown) {
    try {
        kernelFormFromName("PNG");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(),
                     "\"PNG\" is no form of a kernel. The forms are text, imagemagick, json, glsl, c, "
                     "numpy and csv.");
    }
    try {
        kernelFormFromName("numpi");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.advice(), "Did you mean numpy?");
    }
}

TEST(PrintKernelAs, text) {
    EXPECT_EQ(printKernelAs(parseKernel("3: 0,-1,0 -1,5,-1 0,-1,nan"), KernelForm::Text),
              "0 -1 0 / -1 5 -1 / 0 -1 nan");
}

TEST(PrintKernelAs, textReadsBackTheSame) {
    for (const char* text : {"1", "1 2 3", "1 / 2", "2x2+1+1: 1 -2 3 -4", "- 0.1 / -0 -", "1x3+0+0: -1 -2 -3"}) {
        const Kernel kernel = parseKernel(text);
        const std::string printed = printKernelAs(kernel, KernelForm::Text);
        EXPECT_EQ(parseKernel(printed), kernel) << printed;
    }
}

TEST(PrintKernelAs, imageMagick) {
    const Kernel kernel = parseKernel("2x2+1+1: 1 -2 nan 0.5");
    EXPECT_EQ(printKernelAs(kernel, KernelForm::ImageMagick), "2x2+1+1: 1,-2 nan,0.5");
}

TEST(PrintKernelAs, json) {
    EXPECT_EQ(printKernelAs(parseKernel("2x2+1+0: 1 -2.5 nan 1/3"), KernelForm::Json),
              R"({"width":2,"height":2,"origin":[1,0],"weights":[1.0,-2.5,null,0.3333333333333333]})");
}

TEST(PrintKernelAs, glsl) {
    EXPECT_EQ(printKernelAs(parseKernel("1 -2.5 nan / 4 1e-7 1e20"), KernelForm::Glsl),
              "const ivec2 kernelSize = ivec2(3, 2);\n"
              "const ivec2 kernelOrigin = ivec2(1, 0);\n"
              "const float kernel[6] = float[6](\n"
              "    1.0, -2.5, 0.0/*absent*/,\n"
              "    4.0, 1e-07, 1e+20\n"
              ");");
}

TEST(PrintKernelAs, c) {
    EXPECT_EQ(printKernelAs(parseKernel("1 -2.5 nan / 4 5 6"), KernelForm::C),
              "enum { kernel_width = 3, kernel_height = 2, kernel_origin_x = 1, kernel_origin_y = 0 };\n"
              "static const double kernel[2][3] = {\n"
              "    {1.0, -2.5, 0.0/*absent*/},\n"
              "    {4.0, 5.0, 6.0}\n"
              "};");
}

TEST(PrintKernelAs, numPy) {
    EXPECT_EQ(printKernelAs(parseKernel("1 -2.5 nan / 4 5 6"), KernelForm::NumPy),
              "import numpy as np\n"
              "\n"
              "kernel_origin = (1, 0)  # column, row\n"
              "kernel = np.array([\n"
              "    [1.0, -2.5, np.nan],\n"
              "    [4.0, 5.0, 6.0]\n"
              "])");
}

TEST(PrintKernelAs, csv) {
    EXPECT_EQ(printKernelAs(parseKernel("1 -2.5 nan / 4 5 6"), KernelForm::Csv), "1, -2.5, nan\n4, 5, 6");
    EXPECT_EQ(printKernelAs(parseKernel("2x1+1+0: 1 2"), KernelForm::Csv), "# origin: 1, 0\n1, 2");
}

TEST(PrintKernelsAs, listsAreNumbered) {
    const std::vector<Kernel> kernels{parseKernel("1"), parseKernel("2")};
    EXPECT_EQ(printKernelsAs(kernels, KernelForm::ImageMagick), "1x1: 1 ; 1x1: 2");
    EXPECT_NE(printKernelsAs(kernels, KernelForm::C).find("kernel2[1][1]"), std::string::npos);
}

TEST(KernelDivergingPicture, showsBothSignsAlike) {
    const Picture picture = kernelDivergingPicture(parseKernel("-2 0 2 nan"));
    ASSERT_EQ(picture.size(), 12U);
    EXPECT_GT(picture[0], picture[2]) << "negative weights are warm";
    EXPECT_LT(picture[6], picture[8]) << "positive ones cold";
    EXPECT_TRUE(picture[3] == picture[4] && picture[4] == picture[5]) << "nothing is grey";
    EXPECT_EQ(picture[9] + picture[10] + picture[11], 0) << "an absent cell is black";
}

TEST(KernelPicture, spansZeroToTheLargestWeight) {
    EXPECT_EQ(pictureOf("0 1 2 / 4 2 0"), (Picture{0, 64, 128, 255, 128, 0}));
    EXPECT_EQ(pictureOf("2 4"), (Picture{128, 255}));
}

TEST(KernelPicture, startsAtTheSmallestNegativeWeight) {
    EXPECT_EQ(pictureOf("-1 0 1"), (Picture{0, 128, 255}));
    EXPECT_EQ(pictureOf("-3 -1"), (Picture{0, 255}));
}

TEST(KernelPicture, showsAbsentCellsBlack) {
    EXPECT_EQ(pictureOf("nan 1 / -1 nan"), (Picture{0, 255, 0, 0}));
    EXPECT_EQ(pictureOf("nan nan"), (Picture{0, 0}));
}

TEST(KernelPicture, ofOneWeightIsFlat) {
    EXPECT_EQ(pictureOf("5 5 nan"), (Picture{255, 255, 0}));
    EXPECT_EQ(pictureOf("-2 -2"), (Picture{255, 255}));
    EXPECT_EQ(pictureOf("0 0"), (Picture{0, 0}));
}

}  // namespace
}  // namespace kg
