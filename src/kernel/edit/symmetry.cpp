#include "kernel/edit/symmetry.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace kg {

namespace {

struct Image {
    int x;
    int y;
    double sign = 1;
};

// Every place that a symmetry takes a cell to, the cell itself among them; places may repeat.
std::vector<Image> imagesOf(const Kernel& kernel, int x, int y, Symmetry symmetry) {
    const int right = kernel.width() - 1 - x;
    const int below = kernel.height() - 1 - y;
    switch (symmetry) {
        case Symmetry::None:
            break;
        case Symmetry::MirrorX:
            return {{x, y}, {right, y}};
        case Symmetry::MirrorY:
            return {{x, y}, {x, below}};
        case Symmetry::Point:
            return {{x, y}, {right, below}};
        case Symmetry::Antisymmetric:
            return {{x, y}, {right, below, -1}};
        case Symmetry::FourFold:
            return {{x, y}, {below, x}, {right, below}, {y, right}};
        case Symmetry::EightFold:
            return {{x, y}, {below, x}, {right, below}, {y, right}, {right, y}, {y, x}, {x, below}, {below, right}};
    }
    return {{x, y}};
}

void requireAllowed(const Kernel& kernel, Symmetry symmetry) {
    if (!allows(kernel, symmetry)) {
        throw Error(fmt::format("{} symmetry needs as many columns as rows", symmetryName(symmetry)),
                    fmt::format("{}x{} kernel", kernel.width(), kernel.height()));
    }
}

bool isMiddle(const Kernel& kernel, int x, int y) {
    return 2 * x == kernel.width() - 1 && 2 * y == kernel.height() - 1;
}

double& cellOf(std::vector<double>& cells, const Kernel& kernel, const Image& image) {
    return cells[static_cast<std::size_t>(image.y) * kernel.width() + image.x];
}

// A weight set wherever the symmetry takes it.
void setWeight(std::vector<double>& cells, const Kernel& kernel, const std::vector<Image>& images, double weight) {
    for (const Image& image : images) {
        cellOf(cells, kernel, image) = weight == 0 ? 0 : image.sign * weight;  // no -0, which would print
    }
}

Kernel withCells(const Kernel& kernel, std::vector<double> cells) {
    return {kernel.width(), kernel.height(), std::move(cells), kernel.originX(), kernel.originY()};
}

}  // namespace

std::string_view symmetryName(Symmetry symmetry) {
    switch (symmetry) {
        case Symmetry::None:
            break;
        case Symmetry::MirrorX:
            return "left-right";
        case Symmetry::MirrorY:
            return "top-bottom";
        case Symmetry::Point:
            return "point";
        case Symmetry::Antisymmetric:
            return "antisymmetric";
        case Symmetry::FourFold:
            return "four-fold";
        case Symmetry::EightFold:
            return "eight-fold";
    }
    return "none";
}

bool allows(const Kernel& kernel, Symmetry symmetry) {
    const bool square = symmetry == Symmetry::FourFold || symmetry == Symmetry::EightFold;
    return !square || kernel.width() == kernel.height();
}

bool holds(const Kernel& kernel, Symmetry symmetry, double tolerance) {
    if (!allows(kernel, symmetry)) {
        return false;
    }
    double largest = 0;
    for (const double cell : kernel.cells()) {
        largest = std::isnan(cell) ? largest : std::max(largest, std::abs(cell));
    }
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            for (const Image& image : imagesOf(kernel, x, y, symmetry)) {
                const double difference = kernel.weight(x, y) - image.sign * kernel.weight(image.x, image.y);
                if (kernel.present(x, y) != kernel.present(image.x, image.y) ||
                    std::abs(difference) > tolerance * largest) {
                    return false;
                }
            }
        }
    }
    return true;
}

std::vector<Symmetry> symmetriesOf(const Kernel& kernel) {
    std::vector<Symmetry> found;
    std::copy_if(kSymmetries.begin() + 1, kSymmetries.end(), std::back_inserter(found),
                 [&](Symmetry symmetry) { return holds(kernel, symmetry); });
    return found;
}

Kernel withWeight(const Kernel& kernel, int x, int y, double weight, Symmetry lock) {
    requireAllowed(kernel, lock);
    const bool stays = lock == Symmetry::Antisymmetric && isMiddle(kernel, x, y);
    const Kernel changed = kernel.withWeight(x, y, stays ? 0 : weight);  // refuses what is no cell and no weight
    std::vector<double> cells = changed.cells();
    setWeight(cells, kernel, imagesOf(kernel, x, y, lock), changed.weight(x, y));
    return withCells(kernel, std::move(cells));
}

Kernel withPresence(const Kernel& kernel, int x, int y, bool present, Symmetry lock) {
    Kernel there = withWeight(kernel, x, y, 0, lock);
    if (present) {
        return there;
    }
    std::vector<double> cells = there.cells();
    for (const Image& image : imagesOf(kernel, x, y, lock)) {
        cellOf(cells, kernel, image) = Kernel::kAbsent;
    }
    return withCells(kernel, std::move(cells));
}

Kernel enforced(const Kernel& kernel, Symmetry lock) {
    requireAllowed(kernel, lock);
    std::vector<double> cells = kernel.cells();
    for (int y = 0; y < kernel.height(); ++y) {
        for (int x = 0; x < kernel.width(); ++x) {
            const std::vector<Image> images = imagesOf(kernel, x, y, lock);
            double sum = 0;
            for (const Image& image : images) {
                sum += image.sign * kernel.weight(image.x, image.y);
            }
            const bool present = std::any_of(images.begin(), images.end(),
                                             [&](const Image& image) { return kernel.present(image.x, image.y); });
            if (present) {
                setWeight(cells, kernel, images, sum / static_cast<double>(images.size()));
            }
        }
    }
    return withCells(kernel, std::move(cells));
}

}  // namespace kg
