#include "image/pixel_patch.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace kg {

namespace {

void makeSet(std::vector<int>& coordinates) {
    std::sort(coordinates.begin(), coordinates.end());
    coordinates.erase(std::unique(coordinates.begin(), coordinates.end()), coordinates.end());
}

std::vector<PixelPatch::Run> runsOf(const std::vector<int>& coordinates) {
    std::vector<PixelPatch::Run> runs;
    for (const int coordinate : coordinates) {
        if (runs.empty() || runs.back().first + runs.back().count != coordinate) {
            runs.push_back({.first = coordinate, .count = 0});
        }
        ++runs.back().count;
    }
    return runs;
}

std::vector<int> allOf(int size) {
    std::vector<int> coordinates(static_cast<std::size_t>(size));
    std::iota(coordinates.begin(), coordinates.end(), 0);
    return coordinates;
}

}  // namespace

PixelPatch::PixelPatch(std::vector<int> columns, std::vector<int> rows)
    : m_columns(std::move(columns)), m_rows(std::move(rows)) {
    makeSet(m_columns);
    makeSet(m_rows);
    m_pixels.resize(m_columns.size() * m_rows.size());
}

std::vector<PixelPatch::Run> PixelPatch::columnRuns() const {
    return runsOf(m_columns);
}

std::vector<PixelPatch::Run> PixelPatch::rowRuns() const {
    return runsOf(m_rows);
}

std::size_t PixelPatch::indexOf(int x, int y) const {
    const auto column = std::lower_bound(m_columns.begin(), m_columns.end(), x);
    const auto row = std::lower_bound(m_rows.begin(), m_rows.end(), y);
    if (column == m_columns.end() || *column != x || row == m_rows.end() || *row != y) {
        throw Error(fmt::format("the pixel {}, {} has not been read", x, y));
    }
    return static_cast<std::size_t>(row - m_rows.begin()) * m_columns.size() +
           static_cast<std::size_t>(column - m_columns.begin());
}

const PixelPatch::Pixel& PixelPatch::at(int x, int y) const {
    return m_pixels[indexOf(x, y)];
}

void PixelPatch::set(int x, int y, const Pixel& pixel) {
    m_pixels[indexOf(x, y)] = pixel;
}

PixelPatch patchOf(const Image& image, std::vector<int> columns, std::vector<int> rows) {
    PixelPatch patch(std::move(columns), std::move(rows));
    const bool grey = image.channels() <= 2;
    const auto pixelAt = [&](int x, int y) -> PixelPatch::Pixel {
        return {image.value(x, y, 0), image.value(x, y, grey ? 0 : 1), image.value(x, y, grey ? 0 : 2),
                image.format().hasAlpha() ? image.value(x, y, image.channels() - 1) : 1.0};
    };
    for (const PixelPatch::Run& row : patch.rowRuns()) {
        for (const PixelPatch::Run& column : patch.columnRuns()) {
            if (row.first < 0 || column.first < 0 || row.first + row.count > image.height() ||
                column.first + column.count > image.width()) {
                throw Error(fmt::format("the image of {}x{} has no pixel {}, {}", image.width(), image.height(),
                                        column.first, row.first));
            }
            for (int y = row.first; y < row.first + row.count; ++y) {
                for (int x = column.first; x < column.first + column.count; ++x) {
                    patch.set(x, y, pixelAt(x, y));
                }
            }
        }
    }
    return patch;
}

PixelPatch patchOf(const Image& image) {
    return patchOf(image, allOf(image.width()), allOf(image.height()));
}

}  // namespace kg
