// OpenCV as a judge: 8-bit results of its filters agree with the rounded reference to within one step.
#ifdef KG_HAVE_OPENCV

#include "image/pattern.h"
#include "kernel/generators/smoothing.h"
#include "kernel/text/kernel_text.h"
#include "reference/reference.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

namespace kg {
namespace {

struct NamedBorder {
    const char* ours;
    int theirs;
};

constexpr NamedBorder kBorders[] = {
    {"clamp", cv::BORDER_REPLICATE}, {"mirror", cv::BORDER_REFLECT},    {"reflect101", cv::BORDER_REFLECT_101},
    {"wrap", cv::BORDER_WRAP},       {"constant", cv::BORDER_CONSTANT},  // of 0, as ours
};

const Image& sourceImage() {
    static const Image image = noise({.width = 61, .height = 47, .channels = 3, .type = PixelType::U8}, 11);
    return image;
}

cv::Mat matrixOf(const Image& image) {
    cv::Mat matrix(image.height(), image.width(), CV_8UC(image.channels()));
    std::copy_n(image.samples<std::uint8_t>().data(), image.format().sampleCount(), matrix.ptr());
    return matrix;
}

cv::Mat matrixOf(const Kernel& kernel) {
    cv::Mat matrix(kernel.height(), kernel.width(), CV_64F);
    std::copy(kernel.cells().begin(), kernel.cells().end(), matrix.ptr<double>());
    return matrix;
}

using Judge = std::function<void(const cv::Mat& from, cv::Mat& to, int border)>;

// Lays the border around the image first: OpenCV's filters know no wrapping.
cv::Mat judged(const Judge& judge, int border) {
    constexpr int kMargin = 24;
    const cv::Mat source = matrixOf(sourceImage());
    cv::Mat padded;
    cv::Mat result;
    if (border != cv::BORDER_WRAP) {
        judge(source, result, border);
        return result;
    }
    cv::copyMakeBorder(source, padded, kMargin, kMargin, kMargin, kMargin, border);
    judge(padded, result, cv::BORDER_REPLICATE);
    return result(cv::Rect(kMargin, kMargin, source.cols, source.rows)).clone();
}

void expectAgreement(const std::string& filter, const Judge& judge) {
    for (const NamedBorder& border : kBorders) {
        SCOPED_TRACE(filter + " border=" + border.ours);
        const ReferenceImage ours =
            evaluateReference(sourceImage(), parseChain(filter + " border=" + border.ours), Light::Encoded);
        const cv::Mat theirs = judged(judge, border.theirs);
        int largest = 0;
        for (int y = 0; y < ours.height; ++y) {
            for (int x = 0; x < ours.width; ++x) {
                for (int channel = 0; channel < ours.channels; ++channel) {
                    const double step = std::clamp(std::round(ours.value(x, y, channel) * 255), 0.0, 255.0);
                    const int other = theirs.ptr(y)[x * ours.channels + channel];
                    largest = std::max(largest, std::abs(static_cast<int>(step) - other));
                }
            }
        }
        EXPECT_LE(largest, 1);
    }
}

TEST(OpenCv, Filter2DAgrees) {
    const char* kernels[] = {"3x3: 0,-1,0 -1,5,-1 0,-1,0", "4x3+0+2: 0.1,0.2,-0.3,0.4 0.05,0,0.15,-0.1 0.2,0.1,0.1,0.1",
                             "5x1: 1,2,3,4,-5", "1x4: 0.5,0.25,0.125,0.125"};
    for (const char* text : kernels) {
        const Kernel kernel = parseKernel(text);
        expectAgreement(std::string("convolve mode=correlation kernel=\"") + text + "\"", [&](const cv::Mat& from,
                                                                                              cv::Mat& to, int border) {
            cv::filter2D(from, to, CV_8U, matrixOf(kernel), cv::Point(kernel.originX(), kernel.originY()), 0, border);
        });
    }
}

TEST(OpenCv, SepFilter2DAgrees) {
    const Kernel row = box(7, 1);
    const Kernel column = binomial(1, 5);
    const Kernel product = parseKernel("1 1 1 1 1 1 1 / 4 4 4 4 4 4 4 / 6 6 6 6 6 6 6 / 4 4 4 4 4 4 4 / 1 1 1 1 1 1 1");
    expectAgreement("convolve mode=correlation scale=\"1!\" kernel=\"" + printKernel(product) + "\"",
                    [&](const cv::Mat& from, cv::Mat& to, int border) {
                        cv::sepFilter2D(from, to, CV_8U, matrixOf(row), matrixOf(column), cv::Point(-1, -1), 0, border);
                    });
}

TEST(OpenCv, GaussianBlurAgrees) {
    // OpenCV rounds the weights of 8-bit Gaussians to 1/256, which at larger sizes adds up to more than a step.
    for (const double sigma : {0.5, 1.5, 3.0}) {
        for (const int size : {3, 7, 13}) {
            expectAgreement("gaussian sigma=" + std::to_string(sigma) + " size=" + std::to_string(size),
                            [&](const cv::Mat& from, cv::Mat& to, int border) {
                                cv::GaussianBlur(from, to, cv::Size(size, size), sigma, sigma, border);
                            });
        }
    }
}

TEST(OpenCv, LaplacianAgrees) {
    expectAgreement("laplacian", [](const cv::Mat& from, cv::Mat& to, int border) {
        cv::Laplacian(from, to, CV_8U, 1, 1, 0, border);
    });
}

}  // namespace
}  // namespace kg

#endif
