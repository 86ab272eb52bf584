#include "kernel/generators/expression.h"

#include "base/error.h"
#include "kernel/edit/operations.h"

#include <fmt/format.h>
#include <muParser.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

constexpr std::size_t kLongest = 1000;  // characters

// An assignment would change a variable between cells.
void refuseAssignment(const std::string& expression) {
    for (std::size_t i = 0; i < expression.size(); ++i) {
        if (expression[i] != '=') {
            continue;
        }
        const bool comparison = i + 1 < expression.size() && expression[i + 1] == '=';
        if (comparison) {
            ++i;
        } else if (i == 0 || (expression[i - 1] != '<' && expression[i - 1] != '>' && expression[i - 1] != '!')) {
            throw TextError("'=' found, an expression assigns nothing", "expression", 1, static_cast<int>(i) + 1,
                            "Compare with '=='.");
        }
    }
}

// The parser's message without the position that it repeats, in the form of this program's errors.
std::string sentenceOf(const mu::Parser::exception_type& error) {
    std::string text = error.GetMsg();
    for (const char* position : {" found at position", " at position"}) {
        text.resize(std::min(text.find(position), text.size()));
    }
    if (!text.empty() && text.back() == '.') {
        text.pop_back();
    }
    if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') {
        text.front() = static_cast<char>(text.front() - 'A' + 'a');
    }
    return text;
}

// The place of the cell that is evaluated, which the parser reads through pointers.
struct CellPlace {
    double x = 0;
    double y = 0;
    double r = 0;
    double theta = 0;
};

double evaluate(mu::Parser& parser, const CellPlace& place) {
    const double value = parser.Eval();
    if (!std::isfinite(value)) {
        throw Error(fmt::format("it has no finite value at x = {}, y = {}", place.x, place.y), "expression");
    }
    return value;
}

}  // namespace

Kernel kernelFromExpression(const std::string& expression, int width, int height, ExpressionScale scale) {
    Kernel::requireSize(width, height);
    if (expression.empty()) {
        throw Error("it is empty, one such as exp(-r^2/8) was expected", "expression");
    }
    if (expression.size() > kLongest) {
        throw Error(fmt::format("it has {} characters, at most {} were expected", expression.size(), kLongest),
                    "expression");
    }
    refuseAssignment(expression);
    CellPlace place;
    std::vector<double> cells;
    cells.reserve(static_cast<std::size_t>(width) * height);
    try {
        mu::Parser parser;
        parser.DefineVar("x", &place.x);
        parser.DefineVar("y", &place.y);
        parser.DefineVar("r", &place.r);
        parser.DefineVar("theta", &place.theta);
        parser.DefineConst("w", width);
        parser.DefineConst("h", height);
        parser.DefineConst("pi", std::numbers::pi);
        parser.DefineConst("e", std::numbers::e);
        parser.SetExpr(expression);
        const int originX = (width - 1) / 2;
        const int originY = (height - 1) / 2;
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                place.x = column - originX;
                place.y = row - originY;
                place.r = std::hypot(place.x, place.y);
                place.theta = std::atan2(place.y, place.x);
                cells.push_back(evaluate(parser, place));
            }
        }
    } catch (const mu::Parser::exception_type& error) {
        throw TextError(sentenceOf(error), "expression", 1, std::max(static_cast<int>(error.GetPos()), 0) + 1);
    }
    Kernel kernel(width, height, std::move(cells));
    switch (scale) {
        case ExpressionScale::Sum:
            return unitSum(kernel);
        case ExpressionScale::ZeroSum:
            return zeroSumEvenly(kernel);
        case ExpressionScale::None:
            break;
    }
    return kernel;
}

}  // namespace kg
