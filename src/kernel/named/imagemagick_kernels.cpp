// ImageMagick's convolution kernels by name: MagickCore's built-ins, with their defaults and their oddities, weight for
// weight. They are stored as ImageMagick writes them; it convolves, that is, lays them turned.
#include "kernel/generators/bell.h"
#include "kernel/generators/gaussian_size.h"
#include "kernel/generators/sampled_square.h"
#include "kernel/named/named_kernel.h"
#include "kernel/text/kernel_scale.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <string>
#include <utility>

namespace kg {

namespace {

using Values = std::vector<double>;

constexpr int kOversampling = 3;  // samples a cell of Blur and Comet
constexpr double kLargestSigma = 1000;

KernelArgument radiusArgument() {
    constexpr int kLargest = Kernel::kMaxSide / 2;
    return {.id = "radius",
            .label = "Radius",
            .tooltip = "Cells on each side of the origin; 0 takes what sigma needs.",
            .lowest = -kLargest,
            .highest = kLargest,
            .comfortHighest = 15,
            .unit = "px"};
}

KernelArgument sigmaArgument(std::string id, std::string label) {
    return {.id = std::move(id),
            .label = std::move(label),
            .tooltip = "Standard deviation of the Gaussian; its sign does not count.",
            .lowest = -kLargestSigma,
            .highest = kLargestSigma,
            .comfortHighest = 6,
            .unit = "px"};
}

KernelArgument angleArgument() {
    return {.id = "angle",
            .label = "Angle",
            .tooltip = "Turns the kernel clockwise, to the nearest multiple of 45 degrees (of 90 for lines).",
            .lowest = -Kernel::kMaxWeight,
            .highest = Kernel::kMaxWeight,
            .comfortHighest = 315,
            .unit = "deg"};
}

// Numbers that are no type mean type 0.
KernelArgument typeArgument(std::string tooltip, double comfortHighest) {
    return {.id = "type",
            .label = "Type",
            .tooltip = std::move(tooltip),
            .lowest = -Kernel::kMaxWeight,
            .highest = Kernel::kMaxWeight,
            .comfortHighest = comfortHighest,
            .whole = true};
}

// Both halves of the weights scaled to 1 and -1, as ImageMagick does with what it samples.
Kernel correlateNormalised(const Kernel& kernel) {
    return applyScale(kernel, {.normalisation = KernelScale::Normalisation::Signed});
}

// The side of a square kernel: from the radius as given, or what a sigma needs.
int squareSide(double radius, double sigma) {
    return radius >= 1 ? static_cast<int>(radius * 2 + 1) : imageMagickSize2D(radius, sigma);
}

// Each cell worth what `weightAt` says for its squared distance from the middle, its halves normalised.
template <typename Function>
Kernel radialKernel(int side, Function weightAt) {
    return correlateNormalised(sampledSquare(side, [=](int u, int v) { return weightAt(u * u + v * v); }));
}

// A Gaussian of volume 1 sampled at the cells; a delta where sigma is 0.
double gaussianAt(int squaredDistance, double sigma) {
    if (sigma <= kImageMagickZero) {
        return squaredDistance == 0 ? 1 : 0;
    }
    const double variance = sigma * sigma;
    return std::exp(-squaredDistance / (2 * variance)) / (2 * std::numbers::pi * variance);
}

Kernel sampledGaussian(const Values& values) {
    const double sigma = std::abs(values[1]);
    const int side = squareSide(values[0], sigma);
    return radialKernel(side, [=](int d) { return gaussianAt(d, sigma); });
}

std::string gaussianRemark(const KernelCall& call) {
    const double sigma = std::abs(call.values[1]);
    const int side = squareSide(call.values[0], sigma);
    const double kept = 1 - truncatedWeight(side, sigma);
    return fmt::format("{0} x {0} cells; cutting loses {1:.3g} % of the weight.", side, 100 * (1 - kept * kept));
}

Kernel differenceOfGaussians(const Values& values) {
    const double first = std::abs(values[1]);
    const double second = std::abs(values[2]);
    const int side = squareSide(values[0], std::max(first, second));
    const auto difference = [=](int d) { return gaussianAt(d, first) - gaussianAt(d, second); };
    return radialKernel(side, difference);
}

Kernel laplacianOfGaussian(const Values& values) {
    const double sigma = std::abs(values[1]);
    const int side = squareSide(values[0], sigma);
    const auto weightAt = [=](int squaredDistance) {
        if (sigma <= kImageMagickZero) {
            return squaredDistance == 0 ? 1.0 : 0.0;
        }
        const double r = squaredDistance / (2 * sigma * sigma);
        return (1 - r) * std::exp(-r) / (std::numbers::pi * std::pow(sigma, 4));
    };
    return radialKernel(side, weightAt);
}

// A line's turn: half turns do nothing to a symmetric one, and 45 degrees go to the nearer quarter as ImageMagick's do.
Kernel turnedLine(const Kernel& line, double degrees) {
    const double turn = std::fmod(std::fmod(degrees, 360) + 360, 360);
    return rotated(line, 90 * (static_cast<int>(std::ceil(turn / 90 - 0.5)) % 4));
}

Kernel blurLine(const Values& values) {
    const double sigma = std::abs(values[1]);
    const double radius = values[0];
    const int width = radius >= 1 ? static_cast<int>(radius * 2 + 1) : imageMagickSize1D(radius, sigma);
    Kernel::requireSize(width, 1);
    std::vector<double> cells(static_cast<std::size_t>(width));
    if (sigma > kImageMagickZero) {
        const double fineSigma = sigma * kOversampling;
        const int reach = (width * kOversampling - 1) / 2;
        for (int u = -reach; u <= reach; ++u) {
            cells[static_cast<std::size_t>((u + reach) / kOversampling)] +=
                std::exp(-u * u / (2 * fineSigma * fineSigma)) / (std::sqrt(2 * std::numbers::pi) * fineSigma);
        }
    } else {
        cells[static_cast<std::size_t>((width - 1) / 2)] = 1;
    }
    return turnedLine(correlateNormalised({width, 1, std::move(cells)}), values[2]);
}

Kernel cometLine(const Values& values) {
    const double sigma = std::abs(values[1]);
    const double asked = values[0];
    const int width = asked < 1 ? (imageMagickSize1D(asked, sigma) - 1) / 2 + 1 : static_cast<int>(asked);
    Kernel::requireSize(width, 1);
    std::vector<double> cells(static_cast<std::size_t>(width));
    if (sigma > kImageMagickZero) {
        const double fineSigma = sigma * kOversampling;
        for (int u = 0; u < width * kOversampling; ++u) {
            cells[static_cast<std::size_t>(u / kOversampling)] += std::exp(-u * u / (2 * fineSigma * fineSigma));
        }
    } else {
        cells[0] = 1;
    }
    const KernelScale unitSum{.normalisation = KernelScale::Normalisation::Sum};
    return turnedLine(applyScale(Kernel(width, 1, std::move(cells), 0, 0), unitSum), values[2]);
}

// Products of binomial coefficients in ImageMagick's own 64-bit integers: they wrap from radius 10 on, and its weights
// are wrong there. The generators have the right ones at any size.
Kernel binomialSquare(const Values& values) {
    const int side = values[0] < 1 ? 3 : static_cast<int>(values[0]) * 2 + 1;
    std::vector<std::uint64_t> factorials{1};
    for (int n = 1; n < side; ++n) {
        factorials.push_back(factorials.back() * static_cast<std::uint64_t>(n));
    }
    const auto factorialsAt = [&](int i) { return factorials[i] * factorials[side - 1 - i]; };
    std::vector<double> cells;
    for (int v = 0; v < side; ++v) {
        const std::uint64_t down = factorials.back() / factorialsAt(v);
        for (int u = 0; u < side; ++u) {
            const std::uint64_t weight = down * factorials.back() / factorialsAt(u);  // whole: a binomial coefficient
            cells.push_back(static_cast<double>(weight));
        }
    }
    return {side, side, std::move(cells)};
}

Kernel laplacian(const Values& values) {
    static const std::array<std::pair<int, const char*>, 8> kTypes{{
        {0, "3: -1,-1,-1 -1,8,-1 -1,-1,-1"},
        {1, "3: 0,-1,0 -1,4,-1 0,-1,0"},
        {2, "3: -2,1,-2 1,4,1 -2,1,-2"},
        {3, "3: 1,-2,1 -2,4,-2 1,-2,1"},
        {5, "5: -4,-1,0,-1,-4 -1,2,3,2,-1 0,3,4,3,0 -1,2,3,2,-1 -4,-1,0,-1,-4"},
        {7,
         "7: -10,-5,-2,-1,-2,-5,-10 -5,0,3,4,3,0,-5 -2,3,6,7,6,3,-2 -1,4,7,8,7,4,-1 -2,3,6,7,6,3,-2 "
         "-5,0,3,4,3,0,-5 -10,-5,-2,-1,-2,-5,-10"},
        {15, "5: 0,0,-1,0,0 0,-1,-2,-1,0 -1,-2,16,-2,-1 0,-1,-2,-1,0 0,0,-1,0,0"},
        {19,
         "9: 0,-1,-1,-2,-2,-2,-1,-1,0 -1,-2,-4,-5,-5,-5,-4,-2,-1 -1,-4,-5,-3,0,-3,-5,-4,-1 "
         "-2,-5,-3,12,24,12,-3,-5,-2 -2,-5,0,24,40,24,0,-5,-2 -2,-5,-3,12,24,12,-3,-5,-2 "
         "-1,-4,-5,-3,0,-3,-5,-4,-1 -1,-2,-4,-5,-5,-5,-4,-2,-1 0,-1,-1,-2,-2,-2,-1,-1,0"},
    }};
    const double type = std::trunc(values[0]);
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [=](const auto& entry) { return entry.first == type; });
    return parseKernel((found == kTypes.end() ? kTypes.begin() : found)->second);
}

// One of the nine of Frei and Chen, numbered 11 to 19, or the unscaled first and third. Types 12 and 17 are
// ImageMagick's, not the textbook's: 12 does not sum to 0.
Kernel freiChenOf(int type) {
    const double root = std::numbers::sqrt2;
    const auto of = [](std::vector<double> cells, double scale) {
        return Kernel(3, 3, std::move(cells)).scaled(scale);
    };
    switch (type) {
        case 1:
        case 11:
            return of({1, 0, -1, root, 0, -root, 1, 0, -1}, root / 2);
        case 2:
            return of({1, root, 0, root, 0, -root, 0, -root, -1}, root / 2);
        case 12:
            return of({1, root, 1, 0, 0, 0, 1, root, 1}, root / 2);
        case 13:
            return of({root, -1, 0, -1, 0, 1, 0, 1, -root}, root / 2);
        case 14:
            return of({0, 1, -root, -1, 0, 1, root, -1, 0}, root / 2);
        case 15:
            return of({0, -1, 0, 1, 0, 1, 0, -1, 0}, 1.0 / 2);
        case 16:
            return of({1, 0, -1, 0, 0, 0, -1, 0, 1}, 1.0 / 2);
        case 17:
            return of({1, -2, 1, -2, 4, -2, -1, -2, 1}, 1.0 / 6);
        case 18:
            return of({-2, 1, -2, 1, 4, 1, -2, 1, -2}, 1.0 / 6);
        case 19:
            return of({1, 1, 1, 1, 1, 1, 1, 1, 1}, 1.0 / 3);
        default:
            return of({1, 0, -1, root, 0, -root, 1, 0, -1}, 1);
    }
}

std::vector<Kernel> freiChen(const KernelCall& call) {
    constexpr int kAll = 10;
    constexpr double kLargestType = 30;  // beyond it, the first argument is an angle
    double angle = call.values[1];
    const bool turned = angle == 0 && std::abs(call.values[0]) > kLargestType;
    angle = turned ? call.values[0] : angle;
    const int type = turned ? 0 : static_cast<int>(std::clamp(call.values[0], -kLargestType, kLargestType));
    std::vector<Kernel> kernels;
    if (type == kAll) {
        for (int member = 11; member <= 19; ++member) {
            kernels.push_back(freiChenOf(member));
        }
    } else {
        kernels.push_back(freiChenOf(type));
    }
    for (Kernel& kernel : kernels) {
        kernel = rotated(kernel, angle);
    }
    return kernels;
}

NamedKernel gradient(std::string name, std::string summary, const char* text) {
    return {.name = name,
            .label = name,
            .summary = std::move(summary),
            .keywords = {"edge", "gradient", "direction"},
            .arguments = {angleArgument()},
            .make = [text](const KernelCall& call) {
                return std::vector<Kernel>{rotated(parseKernel(text), call.values[0])};
            }};
}

std::vector<NamedKernel> bells() {
    return {
        {.name = "Unity",
         .label = "Unity",
         .summary = "One weight: the picture itself, times a scale.",
         .keywords = {"identity"},
         .arguments = {{.id = "scale",
                        .label = "Scale",
                        .tooltip = "The weight.",
                        .initial = 1,
                        .lowest = -Kernel::kMaxWeight,
                        .highest = Kernel::kMaxWeight,
                        .comfortLowest = -2,
                        .comfortHighest = 2}},
         .turns = false,
         .make = [](const KernelCall& call) { return std::vector<Kernel>{Kernel(1, 1, {call.values[0]})}; }},
        {.name = "Gaussian",
         .label = "Gaussian",
         .summary = "The bell sampled at the cells: an even blur.",
         .keywords = {"blur", "smooth", "soften"},
         .arguments = {radiusArgument(), sigmaArgument("sigma", "Sigma")},
         .turns = false,
         .example = "Gaussian:0,1.5",
         .make = oneKernel(sampledGaussian),
         .remark = gaussianRemark},
        {.name = "DoG",
         .label = "Difference of Gaussians",
         .summary = "A narrow bell less a wide one: what lies between two sizes.",
         .keywords = {"band", "edge", "high-pass"},
         .arguments = {radiusArgument(), sigmaArgument("sigma1", "First sigma"),
                       sigmaArgument("sigma2", "Second sigma")},
         .turns = false,
         .example = "DoG:0,1,2",
         .make = oneKernel(differenceOfGaussians)},
        {.name = "LoG",
         .label = "Laplacian of Gaussian",
         .summary = "The Mexican hat: blobs and edges of one size.",
         .keywords = {"laplacian", "edge", "blob", "mexican hat", "zero crossing"},
         .arguments = {radiusArgument(), sigmaArgument("sigma", "Sigma")},
         .turns = false,
         .example = "LoG:0,1.4",
         .make = oneKernel(laplacianOfGaussian)},
    };
}

std::vector<NamedKernel> imageMagickBlurs() {
    return {
        {.name = "Blur",
         .label = "Blur along a line",
         .summary = "A one-dimensional bell, sampled three times a cell.",
         .keywords = {"smooth", "gaussian", "one-dimensional"},
         .arguments = {radiusArgument(), sigmaArgument("sigma", "Sigma"), angleArgument()},
         .example = "Blur:0,2",
         .make = oneKernel(blurLine)},
        {.name = "Comet",
         .label = "Comet",
         .summary = "Half a bell along a line: a tail of motion.",
         .keywords = {"motion", "tail", "blur"},
         .arguments = {{.id = "length",
                        .label = "Length",
                        .tooltip = "Cells along the tail; 0 takes what sigma needs.",
                        .lowest = -Kernel::kMaxSide,
                        .highest = Kernel::kMaxSide,
                        .comfortHighest = 31,
                        .unit = "px"},
                       sigmaArgument("sigma", "Sigma"),
                       angleArgument()},
         .example = "Comet:0,4",
         .make = oneKernel(cometLine)},
        {.name = "Binomial",
         .label = "Binomial",
         .summary = "Pascal's triangle: whole numbers close to a bell, not divided by their sum.",
         .keywords = {"blur", "gaussian", "pascal"},
         .arguments = {{.id = "radius",
                        .label = "Radius",
                        .tooltip = "Cells on each side of the origin; 0 means 1.",
                        .lowest = -Kernel::kMaxSide,
                        .highest = 10,
                        .comfortHighest = 10,
                        .unit = "px"}},
         .example = "Binomial:2",
         .make = oneKernel(binomialSquare)},
    };
}

std::vector<NamedKernel> derivatives() {
    return {
        {.name = "Laplacian",
         .label = "Laplacian",
         .summary = "Second derivatives in every direction: edges and fine detail.",
         .keywords = {"edge", "sharpen", "second derivative"},
         .arguments = {typeArgument("0 to 3 are 3x3, 5 and 7 as wide as they say, 15 and 19 Laplacians of Gaussians.",
                                    19)},
         .turns = false,
         .make = oneKernel(laplacian)},
        gradient("Sobel", "A gradient with a little smoothing across it.", "3: 1,0,-1 2,0,-2 1,0,-1"),
        gradient("Roberts", "The difference of two neighbours.", "3: 0,0,0 1,-1,0 0,0,0"),
        gradient("Prewitt", "A gradient averaged over three rows.", "3: 1,0,-1 1,0,-1 1,0,-1"),
        gradient("Compass", "A gradient that answers best in one of eight directions.", "3: 1,1,-1 1,-2,-1 1,1,-1"),
        gradient("Kirsch", "A strong gradient of one of eight directions.", "3: 5,-3,-3 5,0,-3 5,-3,-3"),
        {.name = "FreiChen",
         .label = "Frei-Chen",
         .summary = "The isotropic gradient, or one of the nine kernels of its basis.",
         .keywords = {"edge", "gradient", "basis", "isotropic"},
         .arguments = {{.id = "type",
                        .label = "Type",
                        .tooltip = "0 plain, 1 and 2 scaled; 11 to 19 the basis, 10 all of it; beyond 30 an angle.",
                        .lowest = -360,
                        .highest = 360,
                        .comfortHighest = 19,
                        .whole = true},
                       angleArgument()},
         .make = freiChen},
    };
}

}  // namespace

std::vector<NamedKernel> imageMagickKernels() {
    std::vector<NamedKernel> table;
    for (const auto part : {bells, imageMagickBlurs, derivatives}) {
        std::ranges::move(part(), std::back_inserter(table));
    }
    return table;
}

}  // namespace kg
