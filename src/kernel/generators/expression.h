// Kernels from an expression that a person types, "exp(-r^2/8)*cos(x)".
#pragma once

#include "kernel/kernel.h"

#include <string>

namespace kg {

enum class ExpressionScale { None, Sum, ZeroSum };  // as it is; sum 1; the mean taken away

// Evaluates an expression at every cell: x and y count from the origin, r is the distance and theta the angle from it
// (radians, clockwise from the right), w and h the kernel's size; pi and e, and the operators and functions of muParser
// (+ - * / ^, comparisons, ?:, sin, exp, sqrt, abs, min, max, ...). Throws TextError with the column for an expression
// that does not parse, Error where a result is not finite.
Kernel kernelFromExpression(const std::string& expression, int width, int height, ExpressionScale scale);

}  // namespace kg
