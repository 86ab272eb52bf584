#include "kernel/kernel.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace kg {

namespace {

int centreOf(int side) {
    return (side - 1) / 2;
}

}  // namespace

Kernel::Kernel() : m_cells{1.0} {}

Kernel::Kernel(int width, int height, std::vector<double> weights)
    : Kernel(width, height, std::move(weights), centreOf(width), centreOf(height)) {}

Kernel::Kernel(int width, int height, std::vector<double> weights, int originX, int originY)
    : m_width(width), m_height(height), m_originX(originX), m_originY(originY), m_cells(std::move(weights)) {
    requireSize(width, height);
    const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (m_cells.size() != count) {
        throw Error(fmt::format("{} weights given, {} expected", m_cells.size(), count),
                    fmt::format("{}x{} kernel", width, height));
    }
    if (!contains(originX, originY)) {
        throw Error(fmt::format("the origin +{}+{} lies outside", originX, originY),
                    fmt::format("{}x{} kernel", width, height), "It counts from +0+0, the top left cell.");
    }
    for (double& cell : m_cells) {
        if (std::isnan(cell)) {
            cell = kAbsent;
        } else if (std::abs(cell) > kMaxWeight) {
            throw Error(
                fmt::format("the weight {} is too large: at most {} in magnitude was expected", cell, kMaxWeight),
                fmt::format("{}x{} kernel", width, height));
        }
    }
}

bool Kernel::mayMeasure(std::size_t width, std::size_t height) {
    const auto [shorter, longer] = std::minmax(width, height);
    return shorter >= 1 && longer <= static_cast<std::size_t>(shorter == 1 ? kMaxLength : kMaxSide);
}

void Kernel::requireSize(int width, int height) {
    if (width < 1 || height < 1 || !mayMeasure(static_cast<std::size_t>(width), static_cast<std::size_t>(height))) {
        throw Error(width == 1 || height == 1
                        ? fmt::format("a single row or column must be 1 to {} cells long", kMaxLength)
                        : fmt::format("width and height must be 1 to {} cells", kMaxSide),
                    fmt::format("{}x{} kernel", width, height));
    }
}

bool Kernel::present(int x, int y) const {
    return contains(x, y) && !std::isnan(m_cells[static_cast<std::size_t>(y) * m_width + x]);
}

double Kernel::weight(int x, int y) const {
    return present(x, y) ? m_cells[static_cast<std::size_t>(y) * m_width + x] : 0;
}

Kernel Kernel::withWeight(int x, int y, double weight) const {
    if (!contains(x, y)) {
        throw Error(fmt::format("the cell +{}+{} lies outside", x, y), fmt::format("{}x{} kernel", m_width, m_height));
    }
    if (std::isnan(weight)) {
        throw Error(fmt::format("a number was expected for the weight at +{}+{}", x, y),
                    fmt::format("{}x{} kernel", m_width, m_height));
    }
    std::vector<double> cells = m_cells;
    cells[static_cast<std::size_t>(y) * m_width + x] = weight;
    return Kernel(m_width, m_height, std::move(cells), m_originX, m_originY);
}

Kernel Kernel::resized(int width, int height) const {
    requireSize(width, height);
    const int shiftX = m_originX - centreOf(width);
    const int shiftY = m_originY - centreOf(height);
    std::vector<double> cells;
    cells.reserve(static_cast<std::size_t>(width) * height);
    for (int y = shiftY; y < shiftY + height; ++y) {
        for (int x = shiftX; x < shiftX + width; ++x) {
            cells.push_back(contains(x, y) ? m_cells[static_cast<std::size_t>(y) * m_width + x] : 0);
        }
    }
    return Kernel(width, height, std::move(cells));
}

Kernel Kernel::turned() const {
    return Kernel(m_width, m_height, std::vector<double>(m_cells.rbegin(), m_cells.rend()), m_width - 1 - m_originX,
                  m_height - 1 - m_originY);
}

Kernel Kernel::scaled(double factor) const {
    if (!std::isfinite(factor)) {
        throw Error(fmt::format("the factor {} is not a finite number", factor));
    }
    std::vector<double> cells = m_cells;
    for (double& cell : cells) {
        cell *= factor;  // NaN stays NaN: absent cells stay absent
    }
    return Kernel(m_width, m_height, std::move(cells), m_originX, m_originY);
}

bool Kernel::operator==(const Kernel& other) const {
    const auto sameBits = [](double a, double b) {
        return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
    };
    return m_width == other.m_width && m_height == other.m_height && m_originX == other.m_originX &&
           m_originY == other.m_originY &&
           std::equal(m_cells.begin(), m_cells.end(), other.m_cells.begin(), other.m_cells.end(), sameBits);
}

}  // namespace kg
