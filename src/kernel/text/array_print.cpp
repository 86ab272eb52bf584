#include "kernel/text/array_text.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>

#include <cmath>

namespace kg {

namespace {

// A weight as a floating-point literal; `absent` where it is.
std::string literal(double weight, std::string_view absent) {
    if (std::isnan(weight)) {
        return std::string(absent);
    }
    std::string digits = printWeight(weight);
    if (digits.find_first_of(".e") == std::string::npos) {
        digits += ".0";
    }
    return digits;
}

// Each row of literals joined by ", ", between an opening and a closing mark, joined by ",\n".
std::string printRows(const Kernel& kernel, std::string_view open, std::string_view close, std::string_view absent) {
    std::string text;
    auto cell = kernel.cells().begin();
    for (int y = 0; y < kernel.height(); ++y) {
        text += y == 0 ? "" : ",\n";
        text += open;
        for (int x = 0; x < kernel.width(); ++x) {
            text += x == 0 ? "" : ", ";
            text += literal(*cell++, absent);
        }
        text += close;
    }
    return text;
}

constexpr std::string_view kMarkedAbsent = "0.0/*absent*/";

}  // namespace

std::string printNumPyArray(const Kernel& kernel, const std::string& number) {
    return fmt::format(
        "kernel{3}_origin = ({0}, {1})  # column, row\n"
        "kernel{3} = np.array([\n{2}\n])",
        kernel.originX(), kernel.originY(), printRows(kernel, "    [", "]", "np.nan"), number);
}

std::string printCArray(const Kernel& kernel, const std::string& number) {
    return fmt::format(
        "enum {{ kernel{5}_width = {0}, kernel{5}_height = {1}, kernel{5}_origin_x = {2}, kernel{5}_origin_y = {3} "
        "}};\n"
        "static const double kernel{5}[{1}][{0}] = {{\n{4}\n}};",
        kernel.width(), kernel.height(), kernel.originX(), kernel.originY(),
        printRows(kernel, "    {", "}", kMarkedAbsent), number);
}

std::string printGlslArray(const Kernel& kernel, const std::string& number) {
    return fmt::format(
        "const ivec2 kernelSize{6} = ivec2({0}, {1});\n"
        "const ivec2 kernelOrigin{6} = ivec2({2}, {3});\n"
        "const float kernel{6}[{4}] = float[{4}](\n{5}\n);",
        kernel.width(), kernel.height(), kernel.originX(), kernel.originY(), kernel.cells().size(),
        printRows(kernel, "    ", "", kMarkedAbsent), number);
}

}  // namespace kg
