// Operations of the kernel editor: each takes a kernel and gives another one. The origin goes along with its cell, and
// absent cells stay absent. The turns of the text language, with ImageMagick's limits, are in kernel/named/rotation.h.
#pragma once

#include "kernel/kernel.h"

#include <string>
#include <vector>

namespace kg {

Kernel flippedHorizontally(const Kernel& kernel);  // left and right change places
Kernel flippedVertically(const Kernel& kernel);    // top and bottom change places
Kernel transposed(const Kernel& kernel);           // columns become rows
Kernel negated(const Kernel& kernel);

// Turned clockwise by eighths of a full turn, counted modulo 8. Quarters turn every rectangle. An odd number of eighths
// turns squares of an odd side, ring by ring around the middle: the ring k cells away has 8 k cells, which travel k
// places. Throws Error for other shapes.
Kernel turnedClockwise(const Kernel& kernel, int eighths);
// Whether an odd number of eighths turns a kernel of this size.
bool turnsByEighths(const Kernel& kernel);

// A number added to the weight at the origin, which becomes present: ImageMagick's unity addition.
Kernel withUnity(const Kernel& kernel, double amount);
// The same cells counted from another origin. Throws Error where it lies outside.
Kernel withOrigin(const Kernel& kernel, int x, int y);
// A cell made absent, or present with weight 0.
Kernel withPresence(const Kernel& kernel, int x, int y, bool present);

// Without the outer rows and columns that weigh nothing, down to the origin.
Kernel trimmed(const Kernel& kernel);
// Rows and columns of zeros around it; negative numbers cut. Throws Error past Kernel::kMaxSide, and where the origin
// would be cut off.
Kernel padded(const Kernel& kernel, int left, int top, int right, int bottom);

// Cut or padded with zeros to a size, by turns on the right and the left, the bottom and the top, so that a kernel with
// its origin in the middle keeps it there at every odd size. Growing and then shrinking as far gives the same kernel
// back. An origin at the edge that shrinks stays, and the other side is cut instead.
Kernel resizedKeepingOrigin(const Kernel& kernel, int width, int height);

// (1 - share) a + share b, origins on one another. A cell absent in both stays absent.
Kernel blended(const Kernel& a, const Kernel& b, double share);
// The one kernel that does what convolving by a and then by b does, borders aside: their full convolution, of size
// wa + wb - 1. Absent cells weigh 0.
Kernel convolved(const Kernel& a, const Kernel& b);
// The product of a column (top to bottom) and a row (left to right), its origin at the centre or where given.
Kernel productOf(const std::vector<double>& column, const std::vector<double>& row);
Kernel productOf(const std::vector<double>& column, const std::vector<double>& row, int originX, int originY);

// The three conventions by which programs normalise. What GIMP and Photoshop add after the division is the bias, in
// units of the value 1. Sources: GIMP, "Convolution Matrix"; Photoshop, "Custom" filter.
struct Normalised {
    Kernel kernel;
    double bias = 0;
    std::string note;  // "divided by 16"
};
Normalised normalisedAsImageMagick(const Kernel& kernel);  // "!": sum 1, or positive sum 1 where the sum is 0
Normalised normalisedAsGimp(const Kernel& kernel);         // sum 1; -1 and bias 1; 0 and bias 0.5
Normalised normalisedAsPhotoshop(const Kernel& kernel);    // divided by the sum; 0 keeps the weights, bias 128 steps

// Mends of a sum that is nearly what it should be: to 0 or to 1 exactly, by the weight at the origin or evenly.
Kernel zeroSumByOrigin(const Kernel& kernel);
Kernel zeroSumEvenly(const Kernel& kernel);
Kernel unitSum(const Kernel& kernel);  // scaled; throws Error where the sum is 0

}  // namespace kg
