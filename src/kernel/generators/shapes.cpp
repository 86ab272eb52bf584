#include "kernel/generators/shapes.h"

#include "base/error.h"
#include "kernel/edit/operations.h"
#include "kernel/generators/sampled_square.h"
#include "kernel/generators/smoothing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace kg {

namespace {

struct Direction {
    double x;
    double y;
};

Direction directionOf(double angle) {
    const double radians = angle * std::numbers::pi / 180;
    const auto clean = [](double value) { return std::abs(value) < 1e-15 ? 0.0 : value; };
    return {clean(std::cos(radians)), clean(std::sin(radians))};
}

// How much of the cell at (u, v) lies within a radius of the origin.
double coverage(int u, int v, double radius) {
    constexpr int kFine = 32;  // a side
    const double farthest = std::hypot(std::abs(u) + 0.5, std::abs(v) + 0.5);
    const double nearest = std::hypot(std::max(0.0, std::abs(u) - 0.5), std::max(0.0, std::abs(v) - 0.5));
    if (farthest <= radius || nearest >= radius) {
        return farthest <= radius ? 1 : 0;
    }
    int inside = 0;
    for (int j = 0; j < kFine; ++j) {
        for (int i = 0; i < kFine; ++i) {
            const double x = u + (i + 0.5) / kFine - 0.5;
            const double y = v + (j + 0.5) / kFine - 0.5;
            inside += x * x + y * y <= radius * radius ? 1 : 0;
        }
    }
    return static_cast<double>(inside) / (kFine * kFine);
}

// Weights dropped at points between cells, shared among the four around each.
class Splatter {
public:
    explicit Splatter(int radius) : m_radius(radius), m_cells(static_cast<std::size_t>(side()) * side()) {}

    void drop(double x, double y, double weight) {
        const double left = std::floor(x);
        const double top = std::floor(y);
        const double right = x - left;
        const double down = y - top;
        add(left, top, weight * (1 - right) * (1 - down));
        add(left + 1, top, weight * right * (1 - down));
        add(left, top + 1, weight * (1 - right) * down);
        add(left + 1, top + 1, weight * right * down);
    }
    Kernel kernel() { return unitSum(trimmed({side(), side(), std::move(m_cells)})); }

private:
    int side() const { return 2 * m_radius + 1; }
    void add(double x, double y, double weight) {
        const int column = static_cast<int>(x) + m_radius;
        const int row = static_cast<int>(y) + m_radius;
        if (column >= 0 && column < side() && row >= 0 && row < side()) {
            m_cells[static_cast<std::size_t>(row) * side() + column] += weight;
        }
    }

    int m_radius;
    std::vector<double> m_cells;
};

constexpr int kDropsPerPixel = 16;

}  // namespace

Kernel tent(int width, int height) {
    const auto axis = [](int size) {
        const double middle = 0.5 * (size - 1);
        std::vector<double> weights;
        for (int i = 0; i < size; ++i) {
            weights.push_back(1 - std::abs(i - middle) / (middle + 1));
        }
        return weights;
    };
    return unitSum(productOf(axis(height), axis(width)));
}

Kernel smoothDisk(double radius) {
    return unitSum(sampledSquare(2 * static_cast<int>(std::ceil(radius - 0.5)) + 1,
                                 [=](int u, int v) { return coverage(u, v, radius); }));
}

Kernel smoothRing(double inner, double outer) {
    if (!(inner >= 0 && inner < outer)) {
        throw Error(fmt::format("the inner radius is {}, less than the outer one of {} was expected", inner, outer));
    }
    return unitSum(sampledSquare(2 * static_cast<int>(std::ceil(outer - 0.5)) + 1, [=](int u, int v) {
        return coverage(u, v, outer) - (inner > 0 ? coverage(u, v, inner) : 0);
    }));
}

Kernel motionLine(double length, double angle) {
    const Direction along = directionOf(angle);
    Splatter splatter(static_cast<int>(std::ceil(length / 2)) + 1);
    // The ends lie within half a pixel of the outer cells' middles: a line of length 5 along a row is five equal cells.
    const double half = std::max(0.0, (length - 1) / 2);
    const int drops = std::max(1, static_cast<int>(std::lround(2 * half)) * kDropsPerPixel) + 1;
    if (half == 0) {
        splatter.drop(0, 0, 1);
        return splatter.kernel();
    }
    for (int i = 0; i < drops; ++i) {
        // Half weights at the ends make the sum a trapezoidal one; half a cell more at each end belongs to the line.
        const double t = -half + 2 * half * i / (drops - 1);
        const bool end = i == 0 || i == drops - 1;
        const double step = 2 * half / (drops - 1);
        splatter.drop(t * along.x, t * along.y, end ? step / 2 + 0.5 : step);
    }
    return splatter.kernel();
}

Kernel motionTrail(double sigma, double angle) {
    if (sigma == 0) {
        return {};
    }
    const Direction along = directionOf(angle);
    const double reach = 3 * sigma;
    Splatter splatter(static_cast<int>(std::ceil(reach)) + 1);
    const int drops = static_cast<int>(std::ceil(reach * kDropsPerPixel));
    for (int i = 0; i <= drops; ++i) {
        const double t = reach * i / drops;
        splatter.drop(t * along.x, t * along.y, std::exp(-t * t / (2 * sigma * sigma)));
    }
    return splatter.kernel();
}

Kernel laplacianOfGaussian(double sigma, int size) {
    const int radius = size > 0 ? (size - 1) / 2 : std::max(1, static_cast<int>(std::ceil(4 * sigma)));
    double bells = 0;
    double bowls = 0;
    const auto bell = [=](int u, int v) { return std::exp(-(u * u + v * v) / (2 * sigma * sigma)); };
    const auto bowl = [=](int u, int v) { return (u * u + v * v) / (2 * sigma * sigma) * bell(u, v); };
    for (int v = -radius; v <= radius; ++v) {
        for (int u = -radius; u <= radius; ++u) {
            bells += bell(u, v);
            bowls += bowl(u, v);
        }
    }
    const double share = bells / bowls;
    const double height = 1 / (std::numbers::pi * std::pow(sigma, 4));
    return sampledSquare(2 * radius + 1, [=](int u, int v) { return height * (bell(u, v) - share * bowl(u, v)); });
}

Kernel differenceOfGaussians(double sigma1, double sigma2) {
    const int size = gaussianSize(std::max(sigma1, sigma2));
    Kernel::requireSize(size, size);
    const Kernel first = gaussian(size, size, sigma1, sigma1);
    const Kernel second = gaussian(size, size, sigma2, sigma2);
    return sampledSquare(size, [&](int u, int v) {
        const int middle = (size - 1) / 2;
        return first.weight(u + middle, v + middle) - second.weight(u + middle, v + middle);
    });
}

Kernel highPass(double sigma) {
    const int size = gaussianSize(sigma);
    Kernel::requireSize(size, size);
    return withUnity(negated(gaussian(size, size, sigma, sigma)), 1);
}

Kernel largeSobel(int size, double angle) {
    const Direction along = directionOf(angle);
    const auto weightAt = [=](int u, int v) {
        return u == 0 && v == 0 ? 0.0 : (u * along.x + v * along.y) / (u * u + v * v);
    };
    const Kernel raw = sampledSquare(size, weightAt);
    double slope = 0;
    for (int v = 0; v < raw.height(); ++v) {
        for (int u = 0; u < raw.width(); ++u) {
            slope += raw.weight(u, v) * ((u - raw.originX()) * along.x + (v - raw.originY()) * along.y);
        }
    }
    return raw.scaled(1 / slope);
}

Kernel gabor(double sigma, double wavelength, double angle, double phase, double aspect) {
    const Direction along = directionOf(angle);
    const int radius = std::max(1, static_cast<int>(std::ceil(3 * sigma / std::min(1.0, aspect))));
    const double shift = phase * std::numbers::pi / 180;
    const Kernel raw = sampledSquare(2 * radius + 1, [=](int u, int v) {
        const double x = u * along.x + v * along.y;
        const double y = aspect * (v * along.x - u * along.y);
        return std::exp(-(x * x + y * y) / (2 * sigma * sigma)) *
               std::cos(2 * std::numbers::pi * x / wavelength + shift);
    });
    double sum = 0;
    for (const double weight : raw.cells()) {
        sum += std::abs(weight);
    }
    return sum > 0 ? raw.scaled(1 / sum) : raw;
}

Kernel emboss(double angle, double strength, int size) {
    const Direction along = directionOf(angle);
    const double scale = strength * std::numbers::sqrt2;  // 1 and -1 along the diagonal's neighbours
    return withUnity(sampledSquare(size,
                                   [=](int u, int v) {
                                       const double weight = scale * (u * along.x + v * along.y);
                                       return std::abs(weight) < 1e-12 * std::abs(scale) ? 0 : weight;
                                   }),
                     1);
}

}  // namespace kg
