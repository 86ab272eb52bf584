// PixelPatch: some pixels of a picture, those where a set of columns and a set of rows cross.
//
// What lies around a pixel is a rectangle inside the picture, and several far apart where a border rule wraps. Pixels
// are red, green, blue, alpha. A value type.
#pragma once

#include "image/image.h"

#include <array>
#include <cstddef>
#include <vector>

namespace kg {

class PixelPatch {
public:
    using Pixel = std::array<double, 4>;

    // A stretch of coordinates that follow one another.
    struct Run {
        int first = 0;
        int count = 0;
        bool operator==(const Run&) const = default;
    };

    PixelPatch() = default;
    // Black until set. Columns and rows may be unordered and hold doubles, which count once.
    PixelPatch(std::vector<int> columns, std::vector<int> rows);

    // The stretches that columns and rows consist of: what has to be read.
    std::vector<Run> columnRuns() const;
    std::vector<Run> rowRuns() const;

    // Throw Error where the patch lacks the pixel.
    const Pixel& at(int x, int y) const;
    void set(int x, int y, const Pixel& pixel);

private:
    std::size_t indexOf(int x, int y) const;

    std::vector<int> m_columns;
    std::vector<int> m_rows;
    std::vector<Pixel> m_pixels;
};

// Pixels as an image stores them; grey stands in all three colours, and alpha is 1 where the image has none. Throws
// Error for coordinates outside the image.
PixelPatch patchOf(const Image& image, std::vector<int> columns, std::vector<int> rows);
PixelPatch patchOf(const Image& image);

}  // namespace kg
