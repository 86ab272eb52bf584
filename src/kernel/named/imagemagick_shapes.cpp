// ImageMagick's shapes by name: cells of one weight, and absent cells around them. Distances count from the origin.
// For a radius with a fraction from .5 on, ImageMagick 6 takes an even side and fills the last row and column from
// unset memory. Here the fraction is cut, but for disks and rings, whose cells are those within the radius as
// documented.
#include "base/error.h"
#include "kernel/generators/sampled_square.h"
#include "kernel/named/named_kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace kg {

namespace {

constexpr int kLargestRadius = Kernel::kMaxSide / 2;

KernelArgument radiusArgument(std::string tooltip, bool whole = true) {
    return {.id = "radius",
            .label = "Radius",
            .tooltip = std::move(tooltip),
            .lowest = -kLargestRadius,
            .highest = kLargestRadius,
            .comfortHighest = 15,
            .whole = whole,
            .unit = "px"};
}

KernelArgument scaleArgument(double initial = 1, double comfortHighest = 2) {
    return {.id = "scale",
            .label = "Scale",
            .tooltip = "The weight of the cells inside.",
            .initial = initial,
            .lowest = -Kernel::kMaxWeight,
            .highest = Kernel::kMaxWeight,
            .comfortLowest = -comfortHighest,
            .comfortHighest = comfortHighest};
}

int radiusOf(const KernelCall& call, int initial) {
    return call.values[0] < 1 ? initial : static_cast<int>(call.values[0]);
}

// A shape of one weight: `inside` takes distances and the radius.
template <typename Inside>
NamedKernel shape(std::string name, std::string summary, int initialRadius, bool turns, Inside inside) {
    return {.name = name,
            .label = name,
            .summary = std::move(summary),
            .keywords = {"shape", "morphology", "structuring element"},
            .arguments = {radiusArgument(fmt::format("Cells on each side of the origin; 0 means {}.", initialRadius)),
                          scaleArgument()},
            .turns = turns,
            .example = fmt::format("{}:{}", name, initialRadius),
            .make = [=](const KernelCall& call) {
                const int radius = radiusOf(call, initialRadius);
                const double scale = call.values[1];
                return std::vector<Kernel>{sampledSquare(2 * radius + 1, [&](int u, int v) {
                    return inside(std::abs(u), std::abs(v), radius) ? scale : Kernel::kAbsent;
                })};
            }};
}

std::vector<Kernel> rectangle(const KernelCall& call) {
    const int width = call.values[0] < 1 ? 3 : static_cast<int>(call.values[0]);
    const int height = call.values[1] < 1 ? width : static_cast<int>(call.values[1]);
    const int originX = call.values[2] < 0 ? (width - 1) / 2 : static_cast<int>(call.values[2]);
    const int originY = call.values[3] < 0 ? (height - 1) / 2 : static_cast<int>(call.values[3]);
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return {Kernel(width, height, std::vector<double>(count, 1), originX, originY)};
}

std::vector<Kernel> disk(const KernelCall& call) {
    constexpr double kSmallest = 0.4;  // below it, the default stands: a radius of 4 with a limit of 18
    const double asked = call.values[0];
    const int radius = asked < kSmallest ? 4 : static_cast<int>(asked);
    const int limit = asked < kSmallest ? 18 : static_cast<int>(asked * asked);
    const double scale = call.values[1];
    return {
        sampledSquare(2 * radius + 1, [=](int u, int v) { return u * u + v * v <= limit ? scale : Kernel::kAbsent; })};
}

// Cells farther than one radius and no farther than the other, in squares cut to whole numbers.
std::vector<Kernel> ringOf(const KernelCall& call, double weight, double middle) {
    const double inner = std::min(call.values[0], call.values[1]);
    const double outer = std::max(call.values[0], call.values[1]);
    int radius = static_cast<int>(outer);
    int above = static_cast<int>(inner * inner);
    int upTo = static_cast<int>(outer * outer);
    if (upTo <= 0) {
        radius = 3;
        above = 7;
        upTo = 11;
    }
    return {sampledSquare(2 * radius + 1, [=](int u, int v) {
        const int squared = u * u + v * v;
        return squared == 0 ? middle : above < squared && squared <= upTo ? weight : Kernel::kAbsent;
    })};
}

std::vector<KernelArgument> ringArguments() {
    KernelArgument first = radiusArgument("Cells nearer than this are no part of it.", false);
    KernelArgument second =
        radiusArgument("Cells farther than this are no part of it; both 0 mean 2.65 to 3.32.", false);
    first.id = "inner";
    first.label = "Inner radius";
    second.id = "outer";
    second.label = "Outer radius";
    return {first, second};
}

template <typename Distance>
NamedKernel distances(std::string name, std::string summary, int initialRadius, bool turns, Distance distance) {
    return {.name = name,
            .label = name + " distance",
            .summary = std::move(summary),
            .keywords = {"distance", "morphology"},
            .arguments = {radiusArgument(fmt::format("Cells on each side of the origin; 0 means {}.", initialRadius)),
                          scaleArgument(100, 200)},
            .turns = turns,
            .example = fmt::format("{}:{}", name, initialRadius),
            .make = [=](const KernelCall& call) {
                const int radius = radiusOf(call, initialRadius);
                const double scale = call.values[1];
                return std::vector<Kernel>{sampledSquare(
                    2 * radius + 1, [&](int u, int v) { return scale * distance(std::abs(u), std::abs(v)); })};
            }};
}

std::vector<NamedKernel> filledShapes() {
    return {
        shape("Diamond", "Cells within a number of steps along rows and columns.", 1, false,
              [](int u, int v, int radius) { return u + v <= radius; }),
        shape("Square", "All cells within a distance along each axis.", 1, false, [](int, int, int) { return true; }),
        {.name = "Rectangle",
         .label = "Rectangle",
         .summary = "All cells of a width and a height, with an origin anywhere.",
         .keywords = {"shape", "box", "morphology"},
         .arguments = {{.id = "width",
                        .label = "Width",
                        .tooltip = "Columns; 0 means 3.",
                        .lowest = -Kernel::kMaxSide,
                        .highest = Kernel::kMaxSide,
                        .comfortHighest = 31,
                        .whole = true,
                        .unit = "px"},
                       {.id = "height",
                        .label = "Height",
                        .tooltip = "Rows; 0 means as wide.",
                        .lowest = -Kernel::kMaxSide,
                        .highest = Kernel::kMaxSide,
                        .comfortHighest = 31,
                        .whole = true,
                        .unit = "px"},
                       {.id = "x",
                        .label = "Origin x",
                        .tooltip = "Column of the origin; -1 means the middle.",
                        .initial = -1,
                        .lowest = -1,
                        .highest = Kernel::kMaxSide - 1,
                        .comfortLowest = -1,
                        .comfortHighest = 30,
                        .whole = true},
                       {.id = "y",
                        .label = "Origin y",
                        .tooltip = "Row of the origin; -1 means the middle.",
                        .initial = -1,
                        .lowest = -1,
                        .highest = Kernel::kMaxSide - 1,
                        .comfortLowest = -1,
                        .comfortHighest = 30,
                        .whole = true}},
         .example = "Rectangle:5,3",
         .make = rectangle},
        shape("Octagon", "A diamond with its corners cut.", 2, true,
              [](int u, int v, int radius) { return u + v <= radius + radius / 2; }),
        {.name = "Disk",
         .label = "Disk",
         .summary = "Cells within a round distance.",
         .keywords = {"shape", "circle", "bokeh", "morphology"},
         .arguments = {radiusArgument("Largest distance from the origin; below 0.4 it means 4.3.", false),
                       scaleArgument()},
         .turns = false,
         .example = "Disk:3.5",
         .make = disk},
        shape("Plus", "The row and the column of the origin.", 2, false,
              [](int u, int v, int) { return u == 0 || v == 0; }),
        shape("Cross", "The two diagonals of the origin.", 2, false, [](int u, int v, int) { return u == v; }),
    };
}

}  // namespace

std::vector<NamedKernel> imageMagickShapes() {
    std::vector<NamedKernel> table = filledShapes();
    std::vector<KernelArgument> ringScale = ringArguments();
    ringScale.push_back(scaleArgument());
    table.push_back(
        {.name = "Ring",
         .label = "Ring",
         .summary = "Cells between two round distances.",
         .keywords = {"shape", "circle", "morphology"},
         .arguments = std::move(ringScale),
         .example = "Ring:2,3",
         // ImageMagick keeps the whole part of this scale alone.
         .make = [](const KernelCall& call) { return ringOf(call, std::trunc(call.values[2]), Kernel::kAbsent); }});
    table.push_back({.name = "Peaks",
                     .label = "Peaks",
                     .summary = "One in the middle and a ring of zeros around it, for hit-and-miss.",
                     .keywords = {"shape", "morphology", "thinning"},
                     .arguments = ringArguments(),
                     .turns = false,
                     .make = [](const KernelCall& call) { return ringOf(call, 0, 1); }});
    table.push_back(distances("Chebyshev", "Distance counted in king's moves.", 1, false,
                              [](int u, int v) { return static_cast<double>(std::max(u, v)); }));
    table.push_back(distances("Manhattan", "Distance counted along rows and columns.", 1, false,
                              [](int u, int v) { return static_cast<double>(u + v); }));
    table.push_back(distances("Octagonal", "Distance whose circles are octagons.", 2, true, [](int u, int v) {
        return std::max(static_cast<double>(std::max(u, v)), std::floor((u + v + 1) / 1.5));
    }));
    table.push_back(distances("Euclidean", "Distance as the crow flies.", 1, false,
                              [](int u, int v) { return std::sqrt(u * u + v * v); }));
    return table;
}

}  // namespace kg
