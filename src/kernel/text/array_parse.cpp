#include "base/error.h"
#include "kernel/text/array_scanner.h"
#include "kernel/text/array_text.h"
#include "kernel/text/kernel_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

constexpr int kDeepest = 8;  // brackets within brackets

// What stands between brackets: rows of cells. A list without brackets within is one row.
struct Literal {
    struct Row {
        std::vector<double> cells{};
        std::size_t offset = 0;  // of its bracket
    };
    std::vector<Row> rows{};
    bool nested = false;
};

struct Pair {
    int x = 0;
    int y = 0;
};

// The larger the number, the less it is one of cells; what is none becomes an origin that no kernel has.
int cellNumber(double value) {
    return std::abs(value) <= Kernel::kMaxLength ? static_cast<int>(value) : -1;
}

// The number behind "key = " in the body of an enum; 0 where it is not there.
int enumerator(std::string_view body, std::string_view key) {
    const std::size_t at = body.find(key);
    if (at == std::string_view::npos) {
        return 0;
    }
    const std::string_view digits = body.substr(at + key.size());
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? value : -1;
}

class ArrayParser {
public:
    explicit ArrayParser(std::string_view text) : m_scanner(text) {}

    std::vector<Kernel> parse();

private:
    // Arrays and statements.
    Literal takeLiteral(int depth);
    void statement();
    void takeOrigins();
    void value(const std::string& name);
    std::size_t widthOf(const Literal& literal, bool matrix);
    void add(const Literal& literal, const Factor& factor, std::size_t start, bool matrix);

    ArrayScanner m_scanner;
    std::vector<Kernel> m_kernels;
    std::optional<Pair> m_origin;  // of the next kernel
    std::optional<Pair> m_size;
};

Literal ArrayParser::takeLiteral(int depth) {
    const std::size_t start = m_scanner.offset();
    if (depth > kDeepest) {
        m_scanner.fail(start, fmt::format("brackets within brackets, more than {} deep", kDeepest));
    }
    const char open = m_scanner.peek();
    const char close = open == '[' ? ']' : open == '{' ? '}' : ')';
    m_scanner.advance();
    Literal literal;
    Literal::Row row{.offset = start};
    for (;;) {
        m_scanner.skipBlanks();
        if (m_scanner.atEnd()) {
            m_scanner.fail(start, fmt::format("a '{}' that is not closed", open));
        }
        const char next = m_scanner.peek();
        if (m_scanner.take(close)) {
            break;
        }
        if (m_scanner.take(',')) {
            continue;
        }
        if (contains("[{(", {&next, 1})) {
            Literal inner = takeLiteral(depth + 1);
            literal.nested = true;
            std::move(inner.rows.begin(), inner.rows.end(), std::back_inserter(literal.rows));
        } else if (m_scanner.atCell() && !literal.nested) {
            row.cells.push_back(m_scanner.takeCell());
        } else if (isTextLetter(next) && depth == 0) {
            m_scanner.takeName();  // "dtype=float32" behind the rows, "vec3" before one
            if (m_scanner.take('=')) {
                m_scanner.takeName();
            }
        } else {
            m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a weight was expected", m_scanner.quoteNext()));
        }
    }
    if (!row.cells.empty()) {
        literal.rows.push_back(std::move(row));
    }
    return literal;
}

// Cells in a row. A flat list has no rows: its size is said before, or it is a square.
std::size_t ArrayParser::widthOf(const Literal& literal, bool matrix) {
    const std::size_t first = literal.rows[0].cells.size();
    for (std::size_t i = 1; i < literal.rows.size(); ++i) {
        const auto& [cells, offset] = literal.rows[i];
        if (cells.size() != first) {
            m_scanner.fail(offset, fmt::format("row {} has {} weight{}, {} expected as in row 1", i + 1, cells.size(),
                                               cells.size() == 1 ? "" : "s", first));
        }
    }
    if (literal.rows.size() > 1) {
        return first;
    }
    if (m_size && m_size->x > 0 && m_size->y > 0 &&
        static_cast<std::size_t>(m_size->x) * static_cast<std::size_t>(m_size->y) == first) {
        return static_cast<std::size_t>(m_size->x);
    }
    const auto side = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(first))));
    const bool square = side > 1 && side * side == first && (matrix || side % 2 == 1);
    return square && !literal.nested ? side : first;
}

void ArrayParser::add(const Literal& literal, const Factor& factor, std::size_t start, bool matrix) {
    const std::size_t width = widthOf(literal, matrix);
    std::vector<double> cells;
    for (const Literal::Row& row : literal.rows) {
        for (const double cell : row.cells) {
            cells.push_back(cell * factor.multiplier / factor.divisor);
        }
    }
    const std::size_t height = cells.size() / width;
    if (!Kernel::mayMeasure(width, height)) {
        m_scanner.fail(start, fmt::format("the kernel is too large: at most {0}x{0} weights, or {1} in a single row or "
                                          "column",
                                          Kernel::kMaxSide, Kernel::kMaxLength));
    }
    if (m_kernels.size() == kMaxKernels) {
        m_scanner.fail(start, fmt::format("more than {} kernels in a list", kMaxKernels));
    }
    try {
        const int columns = static_cast<int>(width);
        const int rows = static_cast<int>(height);
        m_kernels.push_back(m_origin ? Kernel(columns, rows, std::move(cells), m_origin->x, m_origin->y)
                                     : Kernel(columns, rows, std::move(cells)));
    } catch (const Error& error) {
        m_scanner.fail(start, error.problem(), error.advice());
    }
    m_origin.reset();
    m_size.reset();
}

// What is assigned, or stands alone: factor, constructor, array, factor.
void ArrayParser::value(const std::string& name) {
    const Factor before = m_scanner.takeFactorBefore();
    const std::string constructor = m_scanner.takeName();
    if (!constructor.empty()) {
        m_scanner.takeDimensions();
    }
    m_scanner.skipBlanks();
    const std::size_t start = m_scanner.offset();
    const char open = m_scanner.peek();
    if (open != '[' && open != '{' && open != '(') {
        m_scanner.fail(start, fmt::format("{} found, an array of weights was expected", m_scanner.quoteNext()));
    }
    const Literal literal = takeLiteral(0);
    if (literal.rows.empty()) {
        m_scanner.fail(start, "an array without weights");
    }
    const Factor factor = m_scanner.takeFactorBehind(before);
    if (!factor.finite()) {
        m_scanner.fail(start, "the factor of the array is not finite");
    }
    const bool pair = literal.rows.size() == 1 && literal.rows[0].cells.size() == 2;
    if (pair && contains(name, "rigin")) {
        m_origin = {cellNumber(literal.rows[0].cells[0]), cellNumber(literal.rows[0].cells[1])};
    } else if (pair && contains(name, "ize")) {
        m_size = {cellNumber(literal.rows[0].cells[0]), cellNumber(literal.rows[0].cells[1])};
    } else {
        add(literal, factor, start, contains(constructor, "mat"));
    }
}

// The body of an enum, as printCArray writes it.
void ArrayParser::takeOrigins() {
    const std::string_view body = m_scanner.rest().substr(0, m_scanner.rest().find('}'));
    m_origin = {enumerator(body, "origin_x = "), enumerator(body, "origin_y = ")};
    m_scanner.skipPast("}");
}

void ArrayParser::statement() {
    if (m_scanner.rest().starts_with("import ") || m_scanner.rest().starts_with("from ")) {
        m_scanner.skipPast("\n");
        return;
    }
    const ArrayScanner before = m_scanner;
    const std::string name = m_scanner.takeName();
    if (name == "enum") {
        takeOrigins();
        return;
    }
    if (!name.empty()) {
        m_scanner.takeDimensions();
        if (m_scanner.take('=') || m_scanner.peek() == '{') {
            value(name);
            return;
        }
    }
    m_scanner = before;
    value({});
}

std::vector<Kernel> ArrayParser::parse() {
    for (;;) {
        m_scanner.skipBlanks();
        while (m_scanner.take(';') || m_scanner.take(',')) {
            m_scanner.skipBlanks();
        }
        if (m_scanner.atEnd()) {
            break;
        }
        statement();
    }
    if (m_kernels.empty()) {
        m_scanner.fail(0, "the text holds no array of weights");
    }
    return std::move(m_kernels);
}

}  // namespace

std::vector<Kernel> parseArrays(std::string_view text) {
    return ArrayParser(text).parse();
}

}  // namespace kg
