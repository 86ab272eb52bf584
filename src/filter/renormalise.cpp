#include "filter/renormalise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace kg {

namespace {

// Sums over the rectangle of cells from 0, 0 up to and without x, y: any rectangle's sum is four of them.
class CellSums {
public:
    template <typename Weigh>
    CellSums(const Kernel& kernel, Weigh weigh)
        : m_columns(static_cast<std::size_t>(kernel.width()) + 1),
          m_sums(m_columns * (static_cast<std::size_t>(kernel.height()) + 1)) {
        for (int y = 0; y < kernel.height(); ++y) {
            for (int x = 0; x < kernel.width(); ++x) {
                at(x + 1, y + 1) = weigh(kernel.weight(x, y)) + at(x, y + 1) + at(x + 1, y) - at(x, y);
            }
        }
    }

    double over(int left, int top, int right, int bottom) const {
        return at(right, bottom) - at(left, bottom) - at(right, top) + at(left, top);
    }

private:
    double& at(int x, int y) { return m_sums[static_cast<std::size_t>(y) * m_columns + static_cast<std::size_t>(x)]; }
    double at(int x, int y) const {
        return m_sums[static_cast<std::size_t>(y) * m_columns + static_cast<std::size_t>(x)];
    }

    std::size_t m_columns;
    std::vector<double> m_sums;
};

constexpr double kNoSum = 1e-6;  // of the absolute sum

}  // namespace

double leastInside(double absoluteSum) {
    return kNoSum * absoluteSum;
}

double restorableSum(double whole, double absoluteSum) {
    return std::abs(whole) > leastInside(absoluteSum) ? whole : 0;
}

double renormalisation(double whole, double inside, double absoluteSum) {
    const bool restores = restorableSum(whole, absoluteSum) != 0 && std::abs(inside) > leastInside(absoluteSum);
    return restores ? whole / inside : 1;
}

bool hasOneSign(const Kernel& kernel) {
    const auto weighs = [&](auto sign) { return std::any_of(kernel.cells().begin(), kernel.cells().end(), sign); };
    return !(weighs([](double weight) { return weight > 0; }) && weighs([](double weight) { return weight < 0; }));
}

double renormalisedGain(const Kernel& kernel) {
    const CellSums sums(kernel, [](double weight) { return weight; });
    const CellSums magnitudes(kernel, [](double weight) { return std::abs(weight); });
    const double whole = sums.over(0, 0, kernel.width(), kernel.height());
    const double absolute = magnitudes.over(0, 0, kernel.width(), kernel.height());
    if (hasOneSign(kernel)) {
        return absolute;
    }
    // The pixel itself always lies inside, and so does the cell over it.
    double gain = absolute;
    for (int top = 0; top <= kernel.originY(); ++top) {
        for (int bottom = kernel.originY() + 1; bottom <= kernel.height(); ++bottom) {
            for (int left = 0; left <= kernel.originX(); ++left) {
                for (int right = kernel.originX() + 1; right <= kernel.width(); ++right) {
                    const double factor = renormalisation(whole, sums.over(left, top, right, bottom), absolute);
                    gain = std::max(gain, magnitudes.over(left, top, right, bottom) * std::abs(factor));
                }
            }
        }
    }
    return gain;
}

}  // namespace kg
