#include "kernel/text/pasted_text.h"

#include "base/error.h"
#include "kernel/text/kernel_export.h"
#include "kernel/text/kernel_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace kg {
namespace {

Kernel pasted(const std::string& text) {
    const std::vector<Kernel> kernels = parsePasted(text);
    EXPECT_EQ(kernels.size(), 1U) << text;
    return kernels.front();
}

std::string mistake(const std::string& text) {
    try {
        parsePasted(text);
        return "no error";
    } catch (const Error& error) {
        return error.what();
    }
}

const Kernel kBlur = parseKernel("1 2 1 / 2 4 2 / 1 2 1");

TEST(PastedText, NumPyAndPython) {
    EXPECT_EQ(pasted("np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])"), kBlur);
    EXPECT_EQ(pasted("k = numpy.array([[1., 2., 1.],\n  [2., 4., 2.],\n [1., 2., 1.]], dtype=np.float32)"), kBlur);
    EXPECT_EQ(pasted("array([[1, 2, 1],\n       [2, 4, 2],\n       [1, 2, 1]])"), kBlur);
    EXPECT_EQ(pasted("[[1,2,1],[2,4,2],[1,2,1]]"), kBlur);
    EXPECT_EQ(pasted("[[1. 2. 1.]\n [2. 4. 2.]\n [1. 2. 1.]]"), kBlur) << "as print() shows it";
    EXPECT_EQ(pasted("(1/16.0) * np.array([[1,2,1],[2,4,2],[1,2,1]])"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("np.array([[1,41,1]]) / 273"), parseKernel("1/273 41/273 1/273")) << "a division, not a factor";
    EXPECT_EQ(pasted("import numpy as np\nfrom scipy import ndimage\nk = np.array([[1, np.nan]])"),
              parseKernel("1 nan"));
}

TEST(PastedText, ConstructorsOfNumPyMatlabAndOpenCv) {
    const Kernel box3 = parseKernel("3x3: 1,1,1 1,1,1 1,1,1").scaled(1.0 / 9);
    for (const char* text :
         {"np.ones((3,3))/9", "np.ones([3, 3], np.float32) / 9.0", "k = numpy.ones((3, 3), dtype=float) / (3*3)",
          "1/9 * np.ones((3,3))", "(np.ones((3,3)))/9", "np.ones(9).reshape(3, 3)/9", "ones(3)/9", "ones(3, 3) ./ 9",
          "ones([3 3])/9", "cv::Mat::ones(3, 3, CV_32F) / 9.0", "np.full((3,3), 1/9)", "np.ones((3,3))/3/3",
          "np.ones((1,3)).T * np.ones((1,3)) / 9", "np.ones((3,3)).astype(np.float32)/9"}) {
        SCOPED_TRACE(text);
        const Kernel kernel = pasted(text);
        ASSERT_EQ(kernel.width(), 3);
        ASSERT_EQ(kernel.height(), 3);
        for (const double cell : kernel.cells()) {
            EXPECT_NEAR(cell, 1.0 / 9, 1e-16);
        }
    }
    EXPECT_EQ(pasted("np.ones(3)/3"), parseKernel("3x1: 1,1,1").scaled(1.0 / 3)) << "of one dimension";
    EXPECT_EQ(pasted("import numpy\nfrom numpy import ones\nones(3)/3"), parseKernel("3x1: 1,1,1").scaled(1.0 / 3));
    EXPECT_EQ(pasted("np.eye(3)/3"), parseKernel("3x3: 1,0,0 0,1,0 0,0,1").scaled(1.0 / 3));
    EXPECT_EQ(pasted("eye(2)"), parseKernel("2x2: 1,0 0,1"));
    EXPECT_EQ(pasted("np.outer([1,2,1],[1,2,1])/16"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("np.outer(np.array([1,2,1]), np.array([1,2,1])) / 16"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("[1 2 1]' * [1 2 1] / 16"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("np.array([[1],[2],[1]]) @ np.array([[1,2,1]])"), kBlur);
    EXPECT_EQ(pasted("-np.array([[1, 2]])"), parseKernel("2x1: -1,-2"));
    EXPECT_EQ(pasted("np.array([[1,2,1]])/2/2"), parseKernel("3x1: 1,2,1").scaled(1.0 / 4)) << "divided twice";
    EXPECT_EQ(pasted("cv2.getGaussianKernel(3, 0)"), parseKernel("1x3: 0.25,0.5,0.25"));
    EXPECT_EQ(pasted("cv2.getGaussianKernel(ksize=3, sigma=-1).T"), parseKernel("3x1: 0.25,0.5,0.25"));
    const Kernel gauss = pasted("cv2.getGaussianKernel(5, 1.2) @ cv2.getGaussianKernel(5, 1.2).T");
    EXPECT_EQ(gauss.width(), 5);
    EXPECT_NEAR(gauss.weight(2, 1) / gauss.weight(2, 2), std::exp(-1 / (2 * 1.2 * 1.2)), 1e-12);
}

TEST(PastedText, MatricesOfMatlabAndOpenCv) {
    EXPECT_EQ(pasted("[1 2 1; 2 4 2; 1 2 1]/16"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("h = [1, 2, 1; ... % the first\n 2, 4, 2; 1, 2, 1];"), kBlur);
    EXPECT_EQ(pasted("1/16*[1 2 1; 2 4 2; 1 2 1]"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("[1; 2; 1]"), parseKernel("1x3: 1,2,1"));
    EXPECT_EQ(pasted("cv::Mat k = (cv::Mat_<float>(3,3) << 1, 2, 1, 2, 4, 2, 1, 2, 1);"), kBlur);
    EXPECT_EQ(pasted("Mat_<double>(3, 3) << 1, 2, 1, 2, 4, 2, 1, 2, 1"), kBlur);
    EXPECT_EQ(pasted("Mat k = (Mat_<float>(2,3) << 1, 2, 1, 2, 4, 2) / 16;"),
              parseKernel("3x2: 1,2,1 2,4,2").scaled(1.0 / 16));
    EXPECT_EQ(pasted("cv::Matx33f(1,2,1, 2,4,2, 1,2,1)"), kBlur);
    EXPECT_EQ(pasted("\xE2\x88\x92"
                     "1 0 1 / \xE2\x88\x92"
                     "2 0 2"),
              parseKernel("-1 0 1 / -2 0 2"))
        << "U+2212";
    EXPECT_EQ(pasted("[[\xE2\x88\x92"
                     "1, 8]]"),
              parseKernel("2x1: -1,8"));
}

TEST(PastedText, WhatIsNotUnderstoodWholeIsRefused) {
    for (const char* text : {"np.ones((3,3)) - np.eye(3)",
                             "np.array([[1,2],[3,4]]) + 1",
                             "np.linspace(0, 1, 3)",
                             "np.random.rand(3,3)",
                             "np.array([[1,2],[3,4]]).sum()",
                             "k = np.array([[1,2],[3,4]])\nk /= k.sum()",
                             "np.array([[1,2]])**2",
                             "np.ones((3,3))[1:]",
                             "fspecial('gaussian', 5, 1)",
                             "np.ones((3,3), 7, 8)",
                             "np.ones((0,3))",
                             "np.ones((1e9,3))",
                             "np.array(np.ones((3,3)))",
                             "(np.ones((3,3)), 2)",
                             "9/np.ones((3,3))",
                             "[1 2; 3 4] * [1 2; 3 4]",
                             "Mat_<float>(3,3) << 1, 2, 3",
                             "Mat_<float>(2, 2.5) << 1, 2, 3, 4, 5",
                             "np.diag([1,2,1])",
                             "cv2.getGaussianKernel(5)",
                             "np.ones((3,3)) / x",
                             "np.array([1,2,3]).reshape(2,2)",
                             "np.hanning(5)",
                             "scipy.ndimage.gaussian_filter(x, 2)",
                             "np.array([[1,2],[3,4]]) if x else 0",
                             "np.array([[1,2]])/np.array([[1,2]])"}) {
        EXPECT_NE(mistake(text), "no error") << text;
    }
    EXPECT_EQ(
        mistake("np.hanning(5)"),
        "pasted text line 1, column 1: this is not understood as a part of an array. Numbers in brackets are, and "
        "ones, zeros, full, eye, outer and getGaussianKernel; sums are not.");
}

TEST(PastedText, C) {
    EXPECT_EQ(pasted("static const float kernel[3][3] = {\n  {1.f, 2.f, 1.f}, // top\n  {2.f, 4.f, 2.f},\n"
                     "  {1.f, 2.f, 1.f} /* bottom */\n};"),
              kBlur);
    EXPECT_EQ(pasted("{{1,2,1},{2,4,2},{1,2,1}}"), kBlur);
    EXPECT_EQ(pasted("double k[] = {1.0/16, 2.0/16.0, 1.f/16.f};"), parseKernel("1/16 2/16 1/16"));
    EXPECT_EQ(pasted("std::array<float, 9> k{1,2,1, 2,4,2, 1,2,1};"), kBlur);
}

TEST(PastedText, Glsl) {
    EXPECT_EQ(pasted("const float k[9] = float[9](1., 2., 1., 2., 4., 2., 1., 2., 1.);"), kBlur);
    EXPECT_EQ(pasted("mat3 sobel = mat3(1, 0, -1, 2, 0, -2, 1, 0, -1);"), parseKernel("Sobel")) << "as it is written";
    EXPECT_EQ(pasted("mat3(1,2,1, 2,4,2, 1,2,1) / 16.0"), kBlur.scaled(1.0 / 16));
    EXPECT_EQ(pasted("const ivec2 kernelSize = ivec2(4, 2); float k[8] = float[8](1,2,3,4, 5,6,7,8);"),
              parseKernel("4x2: 1,2,3,4 5,6,7,8"));
}

TEST(PastedText, Tables) {
    EXPECT_EQ(pasted("1,2,1\n2,4,2\n1,2,1\n"), kBlur);
    EXPECT_EQ(pasted("1\t2\t1\n2\t4\t2\n1\t2\t1"), kBlur);
    EXPECT_EQ(pasted("0,5\t1,25\n\t2"), parseKernel("0.5 1.25 / nan 2")) << "decimal commas, an empty field";
    EXPECT_EQ(pasted("0,5;1\r\n2;3,25\r\n"), parseKernel("0.5 1 / 2 3.25"));
    EXPECT_EQ(pasted("1,,2\n3,4,5"), parseKernel("1 nan 2 / 3 4 5"));
    EXPECT_EQ(pasted("\t1\n2\t"), parseKernel("nan 1 / 2 nan")) << "empty fields at the ends";
    EXPECT_EQ(pasted("# origin: 0, 1\n1, 2\n3, 4"), parseKernel("2x2+0+1: 1,2 3,4"));
    EXPECT_EQ(pasted("1, 2, 3, 4, 5, 6, 7, 8, 9"), parseKernel("9x1: 1,2,3,4,5,6,7,8,9"));
}

TEST(PastedText, EverythingElseIsKernelText) {
    EXPECT_EQ(pasted("3: 1 2 1 2 4 2 1 2 1"), kBlur);
    EXPECT_EQ(pasted("Sobel:45"), parseKernel("Sobel:45"));
    EXPECT_EQ(parsePasted("1 ; 2").size(), 2U);
    EXPECT_EQ(pasted("Expression:width=3,height=1,max(x,(y))"), parseKernel("3x1: 0,0,1"));
}

TEST(PastedText, EveryFormReadsBackTheSame) {
    const std::vector<Kernel> kernels{parseKernel("4x3+0+2: .1 .2 -.3 4e-7 .05 7 .15 -.1 123456789 .1 .1 .1"),
                                      parseKernel("Gaussian:0x1"),
                                      parseKernel("1"),
                                      parseKernel("Blur:0x1.5"),
                                      parseKernel("1x4+0+3: 1,2,3,4"),
                                      parseKernel("Disk:2.4"),
                                      parseKernel("nan 1")};
    for (const KernelForm form : {KernelForm::Text, KernelForm::ImageMagick, KernelForm::Json, KernelForm::Glsl,
                                  KernelForm::C, KernelForm::NumPy, KernelForm::Csv}) {
        for (const Kernel& kernel : kernels) {
            const std::string text = printKernelAs(kernel, form);
            SCOPED_TRACE(text);
            EXPECT_EQ(pasted(text), kernel);
        }
        EXPECT_EQ(parsePasted(printKernelsAs(kernels, form)), kernels);
        const std::vector<Kernel> narrow{parseKernel("1 / 2"), parseKernel("3")};
        EXPECT_EQ(parsePasted(printKernelsAs(narrow, form)), narrow);
    }
}

TEST(PastedText, MistakesInJsonAreSentencesWithTheirPlace) {
    EXPECT_EQ(mistake(R"({"width": 2, "height": 1, "weights": [1]})"),
              "pasted text line 1, column 27: \"weights\" holds 1 of the 2 weights of 2x1");
    EXPECT_EQ(mistake(R"( {"width": 2, "weights": [1, 2]})"),
              "pasted text line 1, column 2: the kernel has no \"height\". A kernel is {\"width\": 3, \"height\": 1, "
              "\"origin\": [1, 0], \"weights\": [1, 2, 1]}.");
    EXPECT_EQ(mistake("\n{\"width\": 2,\n \"height\": \"1\", \"weights\": [1, 2]}"),
              "pasted text line 3, column 2: \"height\" is no whole number");
    EXPECT_EQ(mistake("[{\"width\": 1, \"height\": 1, \"weights\": [1]},\n {\"width\": 1, \"height\": 1, "
                      "\"weights\": [\"x\"]}]"),
              "pasted text line 2, column 28: \"weights\" holds neither a number nor null as weight 1");
    EXPECT_EQ(mistake(R"({"width": 1, "height": 1, "origin": [0], "weights": [1]})"),
              "pasted text line 1, column 27: \"origin\" is no [x, y] of whole numbers");
    EXPECT_EQ(mistake(R"({"width": 4000000000, "height": 1, "weights": [1]})"),
              "pasted text line 1, column 1: a single row or column must be 1 to 8191 cells long");
}

TEST(PastedText, BrokenJsonIsCalledThat) {
    EXPECT_EQ(mistake("{\"width\": 2,\n \"weights\": [1, 2}"),
              "pasted text line 2, column 18: the JSON breaks at '}', ']' was expected");
    EXPECT_EQ(mistake("{\"width\": 2,"),
              "pasted text line 1, column 13: the JSON breaks at the end, a name in quotes was expected");
    EXPECT_EQ(mistake("{\"width\": 1e999, \"weights\": [1]}"), "pasted text line 1, column 11: a number out of range");
    EXPECT_EQ(mistake("[{\"weights\": [1 2]}]"),
              "pasted text line 1, column 17: the JSON breaks at '2', ']' was expected");
}

TEST(PastedText, MistakesAreSentencesWithTheirPlace) {
    EXPECT_EQ(mistake("np.array([[1, 2],\n [3]])"),
              "pasted text line 2, column 2: row 2 has 1 weight, 2 expected as in row 1");
    EXPECT_EQ(mistake("float k[2][2] = {{1, 2},\n  {3, 4},\n  {5, 6, 7}};"),
              "pasted text line 3, column 3: row 3 has 3 weights, 2 expected as in row 1");
    EXPECT_EQ(mistake("{{1, 2}, {3, x}}"), "pasted text line 1, column 14: 'x' found, a weight was expected");
    EXPECT_EQ(mistake("{1, 2"), "pasted text line 1, column 1: a '{' that is not closed");
    EXPECT_EQ(mistake("[[[[[[[[[[[[1]]]]]]]]]]]]"),
              "pasted text line 1, column 10: brackets within brackets, more than 8 deep");
    EXPECT_EQ(mistake("k = {1, 2} / 0"), "pasted text line 1, column 5: the factor of the array is not finite");
    EXPECT_EQ(mistake("# origin: 0, x\n1"), "pasted text line 1, column 14: 'x' found, the origin's row was expected");
    EXPECT_EQ(
        mistake("1, 2\n;\n3, 4\n5, y"),
        "kernel line 4, column 4: 'y' found, a weight was expected. A weight is a number, a fraction such as 1/16, or "
        "\"nan\" or \"-\" for an absent cell.");
    EXPECT_EQ(mistake(""), mistake(" \n"));
}

}  // namespace
}  // namespace kg
