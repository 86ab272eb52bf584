#include "kernel/edit/operations.h"

#include "base/error.h"
#include "kernel/analysis/statistics.h"
#include "kernel/text/kernel_scale.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kg {

namespace {

double cellAt(const Kernel& kernel, int x, int y) {
    return kernel.present(x, y) ? kernel.weight(x, y) : Kernel::kAbsent;
}

// A kernel whose cell (x, y) is what `cellOf` says.
template <typename CellOf>
Kernel remade(int width, int height, int originX, int originY, CellOf cellOf) {
    Kernel::requireSize(width, height);
    std::vector<double> cells;
    cells.reserve(static_cast<std::size_t>(width) * height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            cells.push_back(cellOf(x, y));
        }
    }
    return {width, height, std::move(cells), originX, originY};
}

struct RingPlace {
    int x;
    int y;
};

// Where the cell comes from that an eighth of a turn brings to a place, both counted from the middle. Along its square
// ring the cell walks as many places as the ring is away from the middle: first along one side, then along the next.
RingPlace eighthBack(RingPlace to) {
    const int k = std::max(std::abs(to.x), std::abs(to.y));
    const auto back = [k](RingPlace place) {
        if (place.y == -k && place.x > -k) {
            return RingPlace{place.x - 1, place.y};  // top side: it came from the left
        }
        if (place.x == k && place.y > -k) {
            return RingPlace{place.x, place.y - 1};
        }
        if (place.y == k && place.x < k) {
            return RingPlace{place.x + 1, place.y};
        }
        return RingPlace{place.x, place.y + 1};
    };
    for (int step = 0; step < k; ++step) {
        to = back(to);
    }
    return to;
}

Kernel eighthTurned(const Kernel& kernel) {
    if (!turnsByEighths(kernel)) {
        throw Error("only a square of an odd side can be turned by 45 degrees",
                    fmt::format("{}x{} kernel", kernel.width(), kernel.height()));
    }
    const int middle = kernel.width() / 2;
    const auto cameFrom = [&](int x, int y) {
        const RingPlace from = eighthBack({x - middle, y - middle});
        return RingPlace{from.x + middle, from.y + middle};
    };
    RingPlace origin{};
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            const RingPlace from = cameFrom(x, y);
            if (from.x == kernel.originX() && from.y == kernel.originY()) {
                origin = {x, y};
            }
        }
    }
    return remade(kernel.width(), kernel.height(), origin.x, origin.y, [&](int x, int y) {
        const RingPlace from = cameFrom(x, y);
        return cellAt(kernel, from.x, from.y);
    });
}

Kernel quarterTurned(const Kernel& kernel) {
    const int last = kernel.height() - 1;
    return remade(kernel.height(), kernel.width(), last - kernel.originY(), kernel.originX(),
                  [&](int x, int y) { return cellAt(kernel, y, last - x); });
}

// How many cells go in front of an axis that changes its length, less than none where it is cut.
int cellsBefore(int length, int origin, int wanted) {
    const int before = (wanted - 1) / 2 - (length - 1) / 2;
    return std::clamp(before, -origin, wanted - 1 - origin);
}

bool sumsToZero(const KernelStatistics& sums) {
    return sums.roundedSum() == 0;
}

std::string dividedBy(double divisor) {
    return fmt::format("divided by {:.6g}", divisor);
}

Kernel divided(const Kernel& kernel, double divisor) {
    std::vector<double> cells = kernel.cells();
    for (double& cell : cells) {
        cell /= divisor;
    }
    return {kernel.width(), kernel.height(), std::move(cells), kernel.originX(), kernel.originY()};
}

}  // namespace

Kernel flippedHorizontally(const Kernel& kernel) {
    const int last = kernel.width() - 1;
    return remade(kernel.width(), kernel.height(), last - kernel.originX(), kernel.originY(),
                  [&](int x, int y) { return cellAt(kernel, last - x, y); });
}

Kernel flippedVertically(const Kernel& kernel) {
    const int last = kernel.height() - 1;
    return remade(kernel.width(), kernel.height(), kernel.originX(), last - kernel.originY(),
                  [&](int x, int y) { return cellAt(kernel, x, last - y); });
}

Kernel transposed(const Kernel& kernel) {
    return remade(kernel.height(), kernel.width(), kernel.originY(), kernel.originX(),
                  [&](int x, int y) { return cellAt(kernel, y, x); });
}

Kernel negated(const Kernel& kernel) {
    std::vector<double> cells = kernel.cells();
    for (double& cell : cells) {
        cell = cell == 0 ? 0 : -cell;  // no -0, which would print
    }
    return {kernel.width(), kernel.height(), std::move(cells), kernel.originX(), kernel.originY()};
}

Kernel turnedClockwise(const Kernel& kernel, int eighths) {
    const int turn = ((eighths % 8) + 8) % 8;
    Kernel turned = turn % 2 == 1 ? eighthTurned(kernel) : kernel;
    for (int quarter = 0; quarter < turn / 2; ++quarter) {
        turned = quarterTurned(turned);
    }
    return turned;
}

bool turnsByEighths(const Kernel& kernel) {
    return kernel.width() == kernel.height() && kernel.width() % 2 == 1;
}

Kernel withUnity(const Kernel& kernel, double amount) {
    const int x = kernel.originX();
    const int y = kernel.originY();
    return kernel.withWeight(x, y, kernel.weight(x, y) + amount);
}

Kernel withOrigin(const Kernel& kernel, int x, int y) {
    return {kernel.width(), kernel.height(), kernel.cells(), x, y};
}

Kernel withPresence(const Kernel& kernel, int x, int y, bool present) {
    const Kernel there = kernel.withWeight(x, y, 0);
    return present ? there
                   : remade(kernel.width(), kernel.height(), kernel.originX(), kernel.originY(),
                            [&](int i, int j) { return i == x && j == y ? Kernel::kAbsent : cellAt(kernel, i, j); });
}

Kernel trimmed(const Kernel& kernel) {
    int left = kernel.originX();
    int right = left;
    int top = kernel.originY();
    int bottom = top;
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            if (kernel.weight(x, y) != 0) {
                left = std::min(left, x);
                right = std::max(right, x);
                top = std::min(top, y);
                bottom = std::max(bottom, y);
            }
        }
    }
    return remade(right - left + 1, bottom - top + 1, kernel.originX() - left, kernel.originY() - top,
                  [&](int x, int y) { return cellAt(kernel, x + left, y + top); });
}

Kernel padded(const Kernel& kernel, int left, int top, int right, int bottom) {
    const auto inside = [&](int x, int y) { return x >= 0 && x < kernel.width() && y >= 0 && y < kernel.height(); };
    return remade(kernel.width() + left + right, kernel.height() + top + bottom, kernel.originX() + left,
                  kernel.originY() + top,
                  [&](int x, int y) { return inside(x - left, y - top) ? cellAt(kernel, x - left, y - top) : 0.0; });
}

Kernel resizedKeepingOrigin(const Kernel& kernel, int width, int height) {
    Kernel::requireSize(width, height);
    const int left = cellsBefore(kernel.width(), kernel.originX(), width);
    const int top = cellsBefore(kernel.height(), kernel.originY(), height);
    return padded(kernel, left, top, width - kernel.width() - left, height - kernel.height() - top);
}

Kernel blended(const Kernel& a, const Kernel& b, double share) {
    const int left = std::max(a.originX(), b.originX());
    const int top = std::max(a.originY(), b.originY());
    const int right = std::max(a.width() - a.originX(), b.width() - b.originX());
    const int bottom = std::max(a.height() - a.originY(), b.height() - b.originY());
    return remade(left + right, top + bottom, left, top, [&](int x, int y) {
        const int u = x - left;
        const int v = y - top;
        const double first = cellAt(a, a.originX() + u, a.originY() + v);
        const double second = cellAt(b, b.originX() + u, b.originY() + v);
        if (std::isnan(first) && std::isnan(second)) {
            return Kernel::kAbsent;
        }
        return (1 - share) * (std::isnan(first) ? 0 : first) + share * (std::isnan(second) ? 0 : second);
    });
}

Kernel convolved(const Kernel& a, const Kernel& b) {
    const int width = a.width() + b.width() - 1;
    const int height = a.height() + b.height() - 1;
    Kernel::requireSize(width, height);
    std::vector<double> cells(static_cast<std::size_t>(width) * height);
    for (int j = 0; j < a.height(); ++j) {
        for (int i = 0; i < a.width(); ++i) {
            const double weight = a.weight(i, j);
            for (int y = 0; weight != 0 && y < b.height(); ++y) {
                for (int x = 0; x < b.width(); ++x) {
                    cells[static_cast<std::size_t>(j + y) * width + i + x] += weight * b.weight(x, y);
                }
            }
        }
    }
    return {width, height, std::move(cells), a.originX() + b.originX(), a.originY() + b.originY()};
}

Kernel productOf(const std::vector<double>& column, const std::vector<double>& row) {
    const auto middle = [](const std::vector<double>& axis) { return (static_cast<int>(axis.size()) - 1) / 2; };
    return productOf(column, row, middle(row), middle(column));
}

Kernel productOf(const std::vector<double>& column, const std::vector<double>& row, int originX, int originY) {
    return remade(static_cast<int>(row.size()), static_cast<int>(column.size()), originX, originY,
                  [&](int x, int y) { return column[static_cast<std::size_t>(y)] * row[static_cast<std::size_t>(x)]; });
}

Normalised normalisedAsImageMagick(const Kernel& kernel) {
    const KernelStatistics sums = statistics(kernel);
    const double divisor = sumsToZero(sums) ? sums.positiveSum : std::abs(sums.sum);
    return {.kernel = applyScale(kernel, {.normalisation = KernelScale::Normalisation::Sum}),
            .note = divisor > 0 ? dividedBy(divisor) : "nothing to divide by"};
}

Normalised normalisedAsGimp(const Kernel& kernel) {
    const KernelStatistics sums = statistics(kernel);
    if (sumsToZero(sums)) {
        return {.kernel = kernel, .bias = 0.5, .note = "the sum is 0: kept, and 0.5 added"};
    }
    const double divisor = std::abs(sums.sum);
    return {.kernel = divided(kernel, divisor),
            .bias = sums.sum < 0 ? 1.0 : 0.0,
            .note = dividedBy(divisor) + (sums.sum < 0 ? ", and 1 added" : "")};
}

Normalised normalisedAsPhotoshop(const Kernel& kernel) {
    constexpr double kMiddle = 128.0 / 255;  // its habitual offset, in 8-bit steps
    const KernelStatistics sums = statistics(kernel);
    if (sumsToZero(sums)) {
        return {.kernel = kernel, .bias = kMiddle, .note = "the sum is 0: kept, and 128 steps added"};
    }
    return {.kernel = divided(kernel, sums.sum), .note = dividedBy(sums.sum)};
}

Kernel zeroSumByOrigin(const Kernel& kernel) {
    // Twice: the first correction is rounded as it meets a large weight, the second takes what is left.
    const Kernel first = withUnity(kernel, -statistics(kernel).sum);
    return withUnity(first, -statistics(first).sum);
}

Kernel zeroSumEvenly(const Kernel& kernel) {
    const auto present =
        std::count_if(kernel.cells().begin(), kernel.cells().end(), [](double cell) { return !std::isnan(cell); });
    if (present == 0) {
        return kernel;
    }
    const double mean = statistics(kernel).sum / static_cast<double>(present);
    std::vector<double> cells = kernel.cells();
    for (double& cell : cells) {
        cell -= mean;
    }
    return {kernel.width(), kernel.height(), std::move(cells), kernel.originX(), kernel.originY()};
}

Kernel unitSum(const Kernel& kernel) {
    const KernelStatistics sums = statistics(kernel);
    if (sumsToZero(sums)) {
        throw Error("the weights sum to 0: no factor brings them to 1");
    }
    return divided(kernel, sums.sum);
}

}  // namespace kg
