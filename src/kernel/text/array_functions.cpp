#include "kernel/text/array_functions.h"

#include "base/text.h"
#include "kernel/kernel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

namespace kg {

namespace {

struct Shape {
    int rows = 0;
    int columns = 0;
};

// "ones" of "np.ones" and "cv::Mat::ones", in lower case.
std::string lastPart(std::string_view name) {
    const std::size_t at = name.find_last_of(".:");
    return lowered(at == std::string_view::npos ? name : name.substr(at + 1));
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<int> sideOf(double number) {
    const bool whole = number >= 1 && number <= Kernel::kMaxLength && number == std::floor(number);
    return whole ? std::optional(static_cast<int>(number)) : std::nullopt;
}

std::vector<double> flat(const CallArgument& argument) {
    if (argument.number) {
        return {*argument.number};
    }
    std::vector<double> cells;
    for (const std::vector<double>& row : argument.rows) {
        cells.insert(cells.end(), row.begin(), row.end());
    }
    return cells;
}

// A size as it stands in front of a call's arguments, and how many of these it takes.
std::optional<std::pair<Shape, std::size_t>> shapeOf(std::string_view name, const std::vector<CallArgument>& arguments,
                                                     bool python) {
    if (arguments.empty()) {
        return std::nullopt;
    }
    std::vector<double> sides = flat(arguments[0]);
    std::size_t taken = 1;
    const bool openCv = name.find("::") != std::string_view::npos;
    const bool numpy = !openCv && (python || name.find('.') != std::string_view::npos);
    const bool square = isOneOf(lastPart(name), {"eye", "identity"});
    if (arguments[0].number && (!numpy || square) && arguments.size() > 1 && arguments[1].number) {
        sides.push_back(*arguments[1].number);
        taken = 2;
    }
    if (sides.size() == 1 && numpy && !square) {
        sides.insert(sides.begin(), 1);  // of one dimension
    } else if (sides.size() == 1) {
        sides.push_back(sides[0]);
    }
    if (sides.size() != 2 || !sideOf(sides[0]) || !sideOf(sides[1])) {
        return std::nullopt;
    }
    return std::pair(Shape{.rows = *sideOf(sides[0]), .columns = *sideOf(sides[1])}, taken);
}

std::optional<WeightRows> filled(Shape shape, double value) {
    if (!Kernel::mayMeasure(static_cast<std::size_t>(shape.columns), static_cast<std::size_t>(shape.rows))) {
        return std::nullopt;
    }
    return WeightRows(static_cast<std::size_t>(shape.rows),
                      std::vector<double>(static_cast<std::size_t>(shape.columns), value));
}

std::optional<WeightRows> identity(Shape shape) {
    std::optional<WeightRows> rows = filled(shape, 0);
    for (std::size_t i = 0; rows && i < rows->size() && i < rows->front().size(); ++i) {
        (*rows)[i][i] = 1;
    }
    return rows;
}

std::optional<WeightRows> outer(const std::vector<double>& column, const std::vector<double>& row) {
    if (column.empty() || row.empty() || !Kernel::mayMeasure(row.size(), column.size())) {
        return std::nullopt;
    }
    WeightRows rows;
    for (const double factor : column) {
        rows.push_back(row);
        for (double& cell : rows.back()) {
            cell *= factor;
        }
    }
    return rows;
}

// A column, as OpenCV's documentation of getGaussianKernel has it: of small odd sizes without a sigma the fixed ones.
std::optional<WeightRows> gaussianKernel(const std::vector<CallArgument>& arguments) {
    if (arguments.size() != 2 || !arguments[0].number || !arguments[1].number || !sideOf(*arguments[0].number)) {
        return std::nullopt;
    }
    const int size = *sideOf(*arguments[0].number);
    const double asked = *arguments[1].number;
    static const std::array<std::vector<double>, 4> kFixed{
        std::vector<double>{1},
        {0.25, 0.5, 0.25},
        {0.0625, 0.25, 0.375, 0.25, 0.0625},
        {0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125},
    };
    std::vector<double> weights;
    if (asked <= 0 && size % 2 == 1 && size <= 7) {
        weights = kFixed[static_cast<std::size_t>(size / 2)];
    } else {
        const double sigma = asked > 0 ? asked : 0.3 * ((size - 1) * 0.5 - 1) + 0.8;
        for (int i = 0; i < size; ++i) {
            const double x = i - (size - 1) * 0.5;
            weights.push_back(std::exp(-x * x / (2 * sigma * sigma)));
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        std::for_each(weights.begin(), weights.end(), [&](double& weight) { weight /= sum; });
    }
    return outer(weights, {1});
}

}  // namespace

bool isNumberType(std::string_view name) {
    const std::string last = lastPart(name);
    return isOneOf(last, {"float",   "double",  "half",   "int",    "single",   "longdouble", "float16",
                          "float32", "float64", "int8",   "int16",  "int32",    "int64",      "uint8",
                          "f4",      "f8",      "cv_32f", "cv_64f", "cv_32fc1", "cv_64fc1"});
}

bool isContainer(std::string_view name) {
    const std::string last = lastPart(name);
    const auto isVector = [&](std::string_view prefix) {
        return last.starts_with(prefix) && last.size() > prefix.size() &&
               (last[prefix.size()] >= '2' && last[prefix.size()] <= '9');
    };
    return isNumberType(name) ||
           isOneOf(last, {"array", "asarray", "matrix", "tensor", "constant", "list", "tuple", "vector"}) ||
           isVector("vec") || isVector("ivec") || isVector("dvec") || isVector("mat") || isVector("dmat") ||
           isVector("matx");
}

std::optional<WeightRows> callFunction(std::string_view name, const std::vector<CallArgument>& arguments, bool python) {
    const std::string function = lastPart(name);
    if (function == "outer" && arguments.size() == 2) {
        return outer(flat(arguments[0]), flat(arguments[1]));
    }
    if (function == "getgaussiankernel") {
        return gaussianKernel(arguments);
    }
    const auto shape = shapeOf(name, arguments, python);
    if (!shape) {
        return std::nullopt;
    }
    const bool value = function == "full" && arguments.size() == shape->second + 1 && arguments.back().number;
    if (!value && arguments.size() != shape->second) {
        return std::nullopt;
    }
    if (value) {
        return filled(shape->first, *arguments.back().number);
    }
    if (function == "ones" || function == "zeros") {
        return filled(shape->first, function == "ones" ? 1 : 0);
    }
    return function == "eye" || function == "identity" ? identity(shape->first) : std::nullopt;
}

}  // namespace kg
