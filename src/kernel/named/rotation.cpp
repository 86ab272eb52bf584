#include "kernel/named/rotation.h"

#include "base/error.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

namespace kg {

namespace {

constexpr int kFullTurn = 8;  // eighths

std::string shapeOf(const Kernel& kernel) {
    return fmt::format("{}x{} kernel", kernel.width(), kernel.height());
}

// The outer cells of a 3x3 kernel, clockwise from the top left.
constexpr std::array<std::array<int, 2>, 8> kRing{{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}}};

std::size_t indexOf(const std::array<int, 2>& place) {
    return static_cast<std::size_t>(place[1] * 3 + place[0]);
}

Kernel eighthTurn(const Kernel& kernel) {
    if (kernel.width() != 3 || kernel.height() != 3) {
        throw Error("only a 3x3 kernel can be turned by 45 degrees", shapeOf(kernel));
    }
    std::vector<double> cells = kernel.cells();
    std::array<int, 2> origin{kernel.originX(), kernel.originY()};
    for (std::size_t i = 0; i < kRing.size(); ++i) {
        const auto& to = kRing[(i + 1) % kRing.size()];
        cells[indexOf(to)] = kernel.cells()[indexOf(kRing[i])];
        if (kRing[i] == std::array{kernel.originX(), kernel.originY()}) {
            origin = to;
        }
    }
    return Kernel(3, 3, std::move(cells), origin[0], origin[1]);
}

Kernel quarterTurn(const Kernel& kernel) {
    const int width = kernel.width();
    const int height = kernel.height();
    if (width != height && width != 1 && height != 1) {
        throw Error("only a square kernel or a line can be turned by 90 degrees", shapeOf(kernel));
    }
    std::vector<double> cells;
    cells.reserve(kernel.cells().size());
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < height; ++x) {
            cells.push_back(kernel.cells()[static_cast<std::size_t>(height - 1 - x) * width + y]);
        }
    }
    return Kernel(height, width, std::move(cells), height - 1 - kernel.originY(), kernel.originX());
}

// Whether two kernels are the same but for rounding, as ImageMagick compares them.
bool alike(const Kernel& a, const Kernel& b) {
    constexpr double kSame = 1e-12;
    if (a.width() != b.width() || a.height() != b.height() || a.originX() != b.originX() ||
        a.originY() != b.originY()) {
        return false;
    }
    for (std::size_t i = 0; i < a.cells().size(); ++i) {
        const double left = a.cells()[i];
        const double right = b.cells()[i];
        if (std::isnan(left) != std::isnan(right) || std::abs(left - right) >= kSame) {
            return false;
        }
    }
    return true;
}

Kernel turnedByEighths(Kernel kernel, int eighths) {
    if (eighths % 2 == 1) {
        kernel = eighthTurn(kernel);
        --eighths;
    }
    if (eighths % 4 == 2) {
        kernel = quarterTurn(kernel);
        eighths -= 2;
    }
    return eighths == 4 ? kernel.turned() : kernel;
}

}  // namespace

Kernel rotated(const Kernel& kernel, double degrees) {
    if (!std::isfinite(degrees)) {
        throw Error(fmt::format("the angle {} is not a finite number of degrees", degrees), shapeOf(kernel));
    }
    const double turn = std::fmod(std::fmod(degrees, 360) + 360, 360);
    // A value half-way between two multiples goes to the lower one.
    const int eighths = static_cast<int>(std::ceil(turn / 45 - 0.5)) % kFullTurn;
    return turnedByEighths(kernel, eighths);
}

std::vector<Kernel> expanded(const Kernel& kernel, Rotation rotation) {
    std::vector<Kernel> list{kernel};
    if (rotation == Rotation::None) {
        return list;
    }
    if (rotation == Rotation::Mirrors) {
        list.push_back(kernel.turned());
        list.push_back(quarterTurn(list.back()));
        list.push_back(list.back().turned());
        return list;
    }
    const int step = rotation == Rotation::Eighths ? 1 : 2;
    for (int eighths = step; eighths < kFullTurn; eighths += step) {
        Kernel next = turnedByEighths(list.back(), step);
        if (alike(next, kernel)) {
            break;
        }
        list.push_back(std::move(next));
    }
    return list;
}

Rotation rotationFromMark(char mark) {
    switch (mark) {
        case '@':
            return Rotation::Eighths;
        case '>':
            return Rotation::Quarters;
        case '<':
            return Rotation::Mirrors;
        default:
            return Rotation::None;
    }
}

}  // namespace kg
