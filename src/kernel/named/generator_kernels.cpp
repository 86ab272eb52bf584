// The generators by name: kernels beyond ImageMagick's, each argument live in the lab.
#include "base/error.h"
#include "kernel/edit/operations.h"
#include "kernel/generators/bell.h"
#include "kernel/generators/expression.h"
#include "kernel/generators/shapes.h"
#include "kernel/generators/smoothing.h"
#include "kernel/named/named_kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

constexpr int kWidest = 255;               // what two one-dimensional passes reach
constexpr double kLargestShapeSigma = 31;  // cut at 4 sigma it still fits

KernelArgument number(std::string id, std::string label, std::string tooltip, double initial, double lowest,
                      double highest, double comfortHighest, std::string unit = "px") {
    return {.id = std::move(id),
            .label = std::move(label),
            .tooltip = std::move(tooltip),
            .initial = initial,
            .lowest = lowest,
            .highest = highest,
            .comfortLowest = std::max(lowest, -comfortHighest),
            .comfortHighest = comfortHighest,
            .unit = std::move(unit)};
}

KernelArgument whole(KernelArgument argument) {
    argument.whole = true;
    return argument;
}

KernelArgument side(std::string id, std::string label, double initial) {
    return whole(number(std::move(id), std::move(label), "Cells.", initial, 1, kWidest, 31));
}

KernelArgument angle(double initial = 0) {
    KernelArgument argument =
        number("angle", "Angle", "Clockwise from the right, of the kernel as laid.", initial, -360, 360, 180, "deg");
    return argument;
}

KernelArgument choice(std::string id, std::string label, std::string tooltip, std::vector<std::string> words) {
    const double last = static_cast<double>(words.size()) - 1;
    return {.id = std::move(id),
            .label = std::move(label),
            .tooltip = std::move(tooltip),
            .highest = last,
            .comfortHighest = last,
            .whole = true,
            .choices = std::move(words)};
}

using Values = std::vector<double>;

int odd(double size) {
    return static_cast<int>(size) | 1;
}

// The arguments of Bell, in its order.
struct BellValues {
    explicit BellValues(const Values& values)
        : sigmaX(values[0]),
          sigmaY(values[1] > 0 ? values[1] : values[0]),
          angle(values[2]),
          method(static_cast<BellMethod>(static_cast<int>(values[3]))),
          width(values[4] > 0 ? odd(values[4]) : bellSize(reachX(), rule(values), kWidest)),
          height(values[4] > 0 ? odd(values[4]) : bellSize(reachY(), rule(values), kWidest)) {}

    static BellRule rule(const Values& values) { return static_cast<BellRule>(static_cast<int>(values[5])); }
    bool turned() const { return angle != 0 && sigmaX != sigmaY; }
    // How far the turned ellipse spreads along each axis.
    double reachX() const { return turned() ? std::hypot(sigmaX * cosine(), sigmaY * sine()) : sigmaX; }
    double reachY() const { return turned() ? std::hypot(sigmaX * sine(), sigmaY * cosine()) : sigmaY; }
    double cosine() const { return std::cos(angle * std::numbers::pi / 180); }
    double sine() const { return std::sin(angle * std::numbers::pi / 180); }

    double sigmaX;
    double sigmaY;
    double angle;
    BellMethod method;
    int width;
    int height;
};

// A bell whose axes are turned: no product of a column and a row, so it is sampled, three times a cell if asked.
Kernel turnedBell(const BellValues& bell) {
    if (bell.method != BellMethod::Sampled && bell.method != BellMethod::Oversampled) {
        throw Error("a bell of two sigmas that is turned is no product of a row and a column, as this method needs", "",
                    "Take the method sampled or oversampled, or the angle 0.");
    }
    if (bell.sigmaX <= 0) {
        throw Error("a turned bell needs a sigma above 0");
    }
    const int fine = bell.method == BellMethod::Oversampled ? 3 : 1;
    const int middle = fine / 2;
    std::vector<double> cells;
    for (int v = -bell.height / 2; v <= bell.height / 2; ++v) {
        for (int u = -bell.width / 2; u <= bell.width / 2; ++u) {
            double sum = 0;
            for (int sample = 0; sample < fine * fine; ++sample) {
                const int right = sample % fine - middle;
                const int below = sample / fine - middle;
                const double x = u + right / 3.0;
                const double y = v + below / 3.0;
                const double along = (x * bell.cosine() + y * bell.sine()) / bell.sigmaX;
                const double across = (y * bell.cosine() - x * bell.sine()) / bell.sigmaY;
                sum += std::exp(-(along * along + across * across) / 2);
            }
            cells.push_back(sum);
        }
    }
    return unitSum(Kernel(bell.width, bell.height, std::move(cells)));
}

Kernel bellKernel(const Values& values) {
    const BellValues bell(values);
    return bell.turned() ? turnedBell(bell)
                         : productOf(bellAxis(bell.height, bell.sigmaY, bell.method),
                                     bellAxis(bell.width, bell.sigmaX, bell.method));
}

std::string bellRemark(const KernelCall& call) {
    const BellValues bell(call.values);
    const double kept =
        (1 - truncatedWeight(bell.width, bell.reachX())) * (1 - truncatedWeight(bell.height, bell.reachY()));
    std::string text =
        fmt::format("{} x {} cells; cutting loses {:.3g} % of the weight.", bell.width, bell.height, 100 * (1 - kept));
    if (!bell.turned() && bell.sigmaX > 0) {
        const double off = differenceFromContinuous(bellAxis(bell.width, bell.sigmaX, bell.method), bell.sigmaX);
        text += fmt::format(" Along a row, no weight is further than {:.2g} from the continuous bell.", off);
    }
    return text;
}

std::vector<double> repeatedBoxOf(const Values& values) {
    return repeatedBoxAxis(static_cast<int>(values[0]), static_cast<int>(values[1]));
}

std::string repeatedBoxRemark(const KernelCall& call) {
    const std::vector<double> axis = repeatedBoxOf(call.values);
    const double sigma = std::sqrt(call.values[1] * (call.values[0] * call.values[0] - 1) / 12);
    const std::string size = fmt::format("{0} x {0} cells; sigma {1:.4g}", axis.size(), sigma);
    return sigma > 0 ? fmt::format("{}. Along a row, no weight is further than {:.2g} from the continuous bell.", size,
                                   differenceFromContinuous(axis, sigma))
                     : size + ".";
}

NamedKernel repeatedBox() {
    return {.name = "RepeatedBox",
            .label = "Box, repeated",
            .summary = "A box blurred by itself: from a few times on, a Gaussian by additions alone.",
            .keywords = {"n-fold", "mean", "blur", "gaussian", "spline", "running sum"},
            .form = CallForm::Named,
            .arguments = {whole(number("size", "Size", "Cells a side of the box.", 3, 1, 63, 15)),
                          whole(number("times", "Times", "How many boxes follow one another.", 3, 1, 16, 6, ""))},
            .make = oneKernel([](const Values& values) {
                const std::vector<double> axis = repeatedBoxOf(values);
                return productOf(axis, axis);
            }),
            .remark = repeatedBoxRemark};
}

NamedKernel bell() {
    return {
        .name = "Bell",
        .label = "Bell (Gaussian)",
        .summary = "A Gaussian made in one of five ways, as long as it is wide or stretched along an angle.",
        .keywords = {"gaussian", "blur", "bessel", "integrated", "binomial", "discrete"},
        .form = CallForm::Named,
        .arguments = {number("sigma", "Sigma", "Standard deviation along the angle.", 1.5, 0, kLargestShapeSigma, 8),
                      number("sigma_y", "Sigma across", "Standard deviation across it; 0 means the same.", 0, 0,
                             kLargestShapeSigma, 8),
                      angle(),
                      choice("method", "Method", "How the continuous bell becomes weights.",
                             {"sampled", "integrated", "binomial", "bessel", "oversampled"}),
                      whole(
                          number("size", "Size", "Cells a side, odd; 0 takes what the rule says.", 0, 0, kWidest, 63)),
                      choice("rule", "Size from sigma",
                             "reach: 4 sigma on both sides; imagemagick: down to 1/65535; realtime: down to 1/255.",
                             {"reach", "imagemagick", "realtime"})},
        .make = oneKernel(bellKernel),
        .remark = bellRemark};
}

std::vector<NamedKernel> blurs() {
    return {
        bell(),
        {.name = "Box",
         .label = "Box",
         .summary = "The mean of a rectangle.",
         .keywords = {"mean", "blur", "average"},
         .form = CallForm::Named,
         .arguments = {side("width", "Width", 5), side("height", "Height", 5)},
         .make = oneKernel([](const Values& v) { return box(static_cast<int>(v[0]), static_cast<int>(v[1])); })},
        repeatedBox(),
        {.name = "Tent",
         .label = "Tent",
         .summary = "Falls linearly from the middle: a box blurred by a box.",
         .keywords = {"triangle", "bartlett", "bilinear", "blur"},
         .form = CallForm::Named,
         .arguments = {side("width", "Width", 5), side("height", "Height", 5)},
         .make = oneKernel([](const Values& v) { return tent(static_cast<int>(v[0]), static_cast<int>(v[1])); })},
        {.name = "Pascal",
         .label = "Binomial, normalised",
         .summary = "Pascal's triangle of any size, divided by its sum.",
         .keywords = {"binomial", "blur", "gaussian"},
         .form = CallForm::Named,
         .arguments = {side("width", "Width", 5), side("height", "Height", 5)},
         .make = oneKernel([](const Values& v) { return binomial(static_cast<int>(v[0]), static_cast<int>(v[1])); })},
        {.name = "SmoothDisk",
         .label = "Disk, anti-aliased",
         .summary = "A lens out of focus: every cell weighs as much of it as the disk covers.",
         .keywords = {"bokeh", "defocus", "lens", "pillbox", "blur"},
         .form = CallForm::Named,
         .arguments = {number("radius", "Radius", "Of the disk.", 3, 0.5, 100, 15)},
         .make = oneKernel([](const Values& v) { return smoothDisk(v[0]); })},
        {.name = "SmoothRing",
         .label = "Ring, anti-aliased",
         .summary = "The blur of a mirror lens.",
         .keywords = {"bokeh", "annulus", "blur"},
         .form = CallForm::Named,
         .arguments = {number("inner", "Inner radius", "Of the hole.", 2, 0, 99, 15),
                       number("outer", "Outer radius", "Of the ring.", 4, 0.5, 100, 16)},
         .make = oneKernel([](const Values& v) { return smoothRing(v[0], v[1]); })},
        {.name = "Motion",
         .label = "Motion",
         .summary = "The camera moved along a line.",
         .keywords = {"blur", "shake", "streak"},
         .form = CallForm::Named,
         .arguments = {number("length", "Length", "Of the line.", 9, 1, 200, 31), angle()},
         .make = oneKernel([](const Values& v) { return motionLine(v[0], v[1]); })},
        {.name = "Trail",
         .label = "Comet at any angle",
         .summary = "A tail that fades away from the pixel.",
         .keywords = {"comet", "motion", "tail", "blur"},
         .form = CallForm::Named,
         .arguments = {number("sigma", "Sigma", "How slowly it fades.", 3, 0, 40, 12), angle()},
         .make = oneKernel([](const Values& v) { return motionTrail(v[0], v[1]); })},
    };
}

std::vector<NamedKernel> edges() {
    return {
        {.name = "MexicanHat",
         .label = "Laplacian of Gaussian, zero-sum",
         .summary = "Blobs and edges of one size; its sum is 0 and its rank 2.",
         .keywords = {"log", "laplacian", "blob", "edge", "marr"},
         .form = CallForm::Named,
         .arguments = {number("sigma", "Sigma", "Of the Gaussian.", 1.4, 0.3, 15, 6),
                       whole(number("size", "Size", "Cells a side, odd; 0 takes 4 sigma on both sides.", 0, 0, kWidest,
                                    63))},
         .make = oneKernel([](const Values& v) { return laplacianOfGaussian(v[0], v[1] > 0 ? odd(v[1]) | 3 : 0); })},
        {.name = "GaussianDifference",
         .label = "Difference of Gaussians, plain",
         .summary = "A narrow bell less a wide one, each of sum 1.",
         .keywords = {"dog", "band", "edge"},
         .form = CallForm::Named,
         .arguments = {number("sigma1", "First sigma", "Of the bell that is kept.", 1, 0, kLargestShapeSigma, 8),
                       number("sigma2", "Second sigma", "Of the bell that is taken away.", 1.6, 0, kLargestShapeSigma,
                              12)},
         .make = oneKernel([](const Values& v) { return differenceOfGaussians(v[0], v[1]); })},
        {.name = "HighPass",
         .label = "High-pass",
         .summary = "The picture less its blur: what is finer than sigma.",
         .keywords = {"detail", "sharpen", "photoshop"},
         .form = CallForm::Named,
         .arguments = {number("sigma", "Sigma", "Of the blur.", 2, 0, kLargestShapeSigma, 10)},
         .make = oneKernel([](const Values& v) { return highPass(v[0]); })},
        {.name = "LargeSobel",
         .label = "Sobel of any size and angle",
         .summary = "The slope along an angle; a rise of 1 a pixel gives 1.",
         .keywords = {"gradient", "edge", "derivative"},
         .form = CallForm::Named,
         .arguments = {whole(number("size", "Size", "Cells a side, odd.", 5, 3, kWidest, 31)), angle()},
         .make = oneKernel([](const Values& v) { return largeSobel(odd(v[0]), v[1]); })},
    };
}

std::vector<NamedKernel> patterns() {
    return {
        {.name = "Gabor",
         .label = "Gabor",
         .summary = "A wave under a bell: answers to stripes of one width and direction.",
         .keywords = {"texture", "stripes", "wave", "orientation"},
         .form = CallForm::Named,
         .arguments = {number("sigma", "Sigma", "Of the bell along the wave.", 3, 0.3, 20, 10),
                       number("wavelength", "Wavelength", "From crest to crest.", 6, 2, 200, 32), angle(),
                       number("phase", "Phase", "0 has a crest in the middle, 90 a slope.", 0, -360, 360, 180, "deg"),
                       number("aspect", "Aspect", "How much shorter the bell is across the wave.", 0.7, 0.25, 4, 2,
                              "")},
         .make = oneKernel([](const Values& v) { return gabor(v[0], v[1], v[2], v[3], v[4]); })},
        {.name = "Emboss",
         .label = "Emboss",
         .summary = "The picture as a relief, lit from the opposite of the angle.",
         .keywords = {"relief", "bump"},
         .form = CallForm::Named,
         .arguments = {angle(45), number("strength", "Strength", "Of the relief.", 1, -100, 100, 4, ""),
                       whole(number("size", "Size", "Cells a side, odd.", 3, 3, 31, 9))},
         .make = oneKernel([](const Values& v) { return emboss(v[0], v[1], odd(v[2])); })},
        {.name = "Expression",
         .label = "Expression",
         .summary = "Weights from a formula in x, y, r and theta.",
         .keywords = {"formula", "function", "custom"},
         .form = CallForm::Named,
         .arguments = {side("width", "Width", 9), side("height", "Height", 9),
                       choice("scale", "Scale", "none, a sum of 1, or a sum of 0 by taking the mean away.",
                              {"none", "sum", "zero-sum"})},
         .takesExpression = true,
         .example = "Expression:scale=sum,exp(-r^2/8)",
         .make =
             [](const KernelCall& call) {
                 return std::vector<Kernel>{kernelFromExpression(
                     call.expression, static_cast<int>(call.values[0]), static_cast<int>(call.values[1]),
                     static_cast<ExpressionScale>(static_cast<int>(call.values[2])))};
             }},
    };
}

}  // namespace

std::vector<NamedKernel> generatorKernels() {
    std::vector<NamedKernel> table;
    for (const auto part : {blurs, edges, patterns}) {
        std::ranges::move(part(), std::back_inserter(table));
    }
    return table;
}

}  // namespace kg
