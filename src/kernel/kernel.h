// Kernel: a W x H matrix of weights with an origin.
//
// A kernel holds its weights *as laid* over the image (correlation): with origin (ox, oy),
//
//     result(x, y) = sum over i, j of weight(i, j) * image(x + i - ox, y + j - oy)
//
// Column i goes right, row j goes down, as everywhere. Convolution lays the kernel turned by 180 degrees: see
// turned(). A cell may be *absent*: it is not part of the kernel, weighs nothing and costs nothing.
// A value type without locks: share const kernels freely between threads.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace kg {

class Kernel {
public:
    // The largest width and height that a kernel may have, in cells; and the longest that one of a single row or column
    // may be, which is a Gaussian of sigma 1000 cut at 4 sigma.
    static constexpr int kMaxSide = 1023;
    static constexpr int kMaxLength = 8191;
    // The largest magnitude of a weight. With it no sum, square or gain of any kernel leaves the range of a double,
    // and every weight fits the shaders' 32-bit floats.
    static constexpr double kMaxWeight = 1e30;
    // The NaN that stands for every absent cell, so that equal kernels are equal bit for bit.
    static constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

    // Whether both sides are within 1..kMaxSide, or one of them is 1 and the other within 1..kMaxLength.
    static bool mayMeasure(std::size_t width, std::size_t height);
    // Throws Error unless a kernel may have this size: for code that makes weights before it makes the kernel.
    static void requireSize(int width, int height);

    // The identity: 1x1 of weight 1.
    Kernel();

    // weights: width*height values, row by row from the top; NaN marks an absent cell. The origin defaults to the
    // centre, which of an even size is the cell up and left of the middle, as in ImageMagick. Throws Error for sizes
    // that a kernel may not have, a wrong count, a weight beyond kMaxWeight, or an origin outside the kernel.
    Kernel(int width, int height, std::vector<double> weights);
    Kernel(int width, int height, std::vector<double> weights, int originX, int originY);

    int width() const { return m_width; }
    int height() const { return m_height; }
    int originX() const { return m_originX; }
    int originY() const { return m_originY; }

    // Outside the kernel no cell is present.
    bool present(int x, int y) const;
    // The weight of a cell; 0 where it is absent and outside the kernel.
    double weight(int x, int y) const;
    // The weights as given, NaN where absent, row by row.
    const std::vector<double>& cells() const { return m_cells; }

    // This kernel with one weight changed; the cell becomes present. Throws Error outside the kernel and for a NaN.
    Kernel withWeight(int x, int y, double weight) const;
    // This kernel at another size, cut or padded with zeros around its origin, which becomes the centre.
    Kernel resized(int width, int height) const;
    // Turned by 180 degrees, origin included: what convolution lays over the image.
    Kernel turned() const;
    // Every present weight multiplied by a factor.
    Kernel scaled(double factor) const;

    // Equal in size, origin, absent cells and every bit of the weights.
    bool operator==(const Kernel& other) const;

private:
    bool contains(int x, int y) const { return x >= 0 && x < m_width && y >= 0 && y < m_height; }

    int m_width = 1;
    int m_height = 1;
    int m_originX = 0;
    int m_originY = 0;
    std::vector<double> m_cells;
};

}  // namespace kg
