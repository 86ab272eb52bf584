#ifdef KG_HAVE_OPENCV

#include "reference/opencv_judge.h"

#include "image/pattern.h"
#include "kernel/generators/smoothing.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <cstdint>

namespace kg::test {

namespace {

struct NamedBorder {
    const char* ours;
    int theirs;
};

constexpr NamedBorder kBorders[] = {
    {"clamp", cv::BORDER_REPLICATE}, {"mirror", cv::BORDER_REFLECT},    {"reflect101", cv::BORDER_REFLECT_101},
    {"wrap", cv::BORDER_WRAP},       {"constant", cv::BORDER_CONSTANT},  // of 0, as ours
};

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

// Lays the border around the image first where it wraps: OpenCV's filters know no wrapping.
cv::Mat judged(const OpenCvCase& c, int border) {
    constexpr int kMargin = 24;
    const cv::Mat source = matrixOf(openCvSource());
    cv::Mat padded;
    cv::Mat result;
    if (border != cv::BORDER_WRAP) {
        c.judge(source, result, border);
        return result;
    }
    cv::copyMakeBorder(source, padded, kMargin, kMargin, kMargin, kMargin, border);
    c.judge(padded, result, cv::BORDER_REPLICATE);
    return result(cv::Rect(kMargin, kMargin, source.cols, source.rows)).clone();
}

OpenCvCase filter2D(const std::string& name, const std::string& text) {
    return {.name = "Filter2D_" + name,
            .filter = fmt::format("convolve mode=correlation kernel=\"{}\"", text),
            .judge = [kernel = parseKernel(text)](const cv::Mat& from, cv::Mat& to, int border) {
                cv::filter2D(from, to, CV_8U, matrixOf(kernel), cv::Point(kernel.originX(), kernel.originY()), 0,
                             border);
            }};
}

OpenCvCase sepFilter2D() {
    const Kernel product = parseKernel("1 1 1 1 1 1 1 / 4 4 4 4 4 4 4 / 6 6 6 6 6 6 6 / 4 4 4 4 4 4 4 / 1 1 1 1 1 1 1");
    return {.name = "SepFilter2D",
            .filter = fmt::format("convolve mode=correlation scale=\"1!\" kernel=\"{}\"", printKernel(product)),
            .judge = [](const cv::Mat& from, cv::Mat& to, int border) {
                cv::sepFilter2D(from, to, CV_8U, matrixOf(box(7, 1)), matrixOf(binomial(1, 5)), cv::Point(-1, -1), 0,
                                border);
            }};
}

OpenCvCase gaussianBlur(double sigma, int size) {
    return {.name = fmt::format("GaussianBlur_{}_in_{}", static_cast<int>(sigma * 10), size),
            .filter = fmt::format("gaussian sigma={} size={}", sigma, size),
            .judge = [=](const cv::Mat& from, cv::Mat& to, int border) {
                cv::GaussianBlur(from, to, cv::Size(size, size), sigma, sigma, border);
            }};
}

}  // namespace

std::vector<OpenCvCase> openCvCases() {
    std::vector<OpenCvCase> cases{
        filter2D("sharpen", "3x3: 0,-1,0 -1,5,-1 0,-1,0"),
        filter2D("offset", "4x3+0+2: 0.1,0.2,-0.3,0.4 0.05,0,0.15,-0.1 0.2,0.1,0.1,0.1"),
        filter2D("row", "5x1: 1,2,3,4,-5"),
        filter2D("column", "1x4: 0.5,0.25,0.125,0.125"),
        sepFilter2D(),
        // Of even sides OpenCV takes as the middle what ours do.
        {.name = "BoxFilter_even",
         .filter = "box size=4 height=2",
         .judge = [](const cv::Mat& from, cv::Mat& to,
                     int border) { cv::boxFilter(from, to, CV_8U, cv::Size(4, 2), cv::Point(-1, -1), true, border); }},
        {.name = "Laplacian",
         .filter = "laplacian",
         .judge = [](const cv::Mat& from, cv::Mat& to,
                     int border) { cv::Laplacian(from, to, CV_8U, 1, 1, 0, border); }},
    };
    // OpenCV rounds the weights of 8-bit Gaussians to 1/256, which at larger sizes adds up to more than a step.
    for (const double sigma : {0.5, 1.5, 3.0}) {
        for (const int size : {3, 7, 13}) {
            cases.push_back(gaussianBlur(sigma, size));
        }
    }
    return cases;
}

const Image& openCvSource() {
    static const Image image = noise({.width = 61, .height = 47, .channels = 3, .type = PixelType::U8}, 11);
    return image;
}

void forEachBorder(const OpenCvCase& c,
                   const std::function<void(const std::string& chain, const cv::Mat& theirs)>& call) {
    for (const NamedBorder& border : kBorders) {
        const std::string chain = fmt::format("{} border={}", c.filter, border.ours);
        SCOPED_TRACE(chain);
        call(chain, judged(c, border.theirs));
    }
}

}  // namespace kg::test

#endif
