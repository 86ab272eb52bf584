#include "base/error.h"
#include "base/text.h"
#include "kernel/text/array_functions.h"
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

// An array in an expression.
struct Operand {
    Literal literal{};
    std::size_t start = 0;
    bool matrix = false;  // its type says that a flat list is a square
    Factor factor{};
};

// A product: numbers, and an array at most.
struct Term {
    Factor factor{};
    std::optional<Operand> array{};
};

Factor times(const Factor& one, const Factor& other) {
    return {.multiplier = one.multiplier * other.multiplier, .divisor = one.divisor * other.divisor};
}

Literal literalOf(const WeightRows& rows, std::size_t offset) {
    Literal literal{.nested = true};
    for (const std::vector<double>& row : rows) {
        literal.rows.push_back({.cells = row, .offset = offset});
    }
    return literal;
}

// A flat list as so many rows; nothing where it is not as long as that.
std::optional<Literal> inRows(const std::vector<double>& cells, double rows, double columns, std::size_t offset) {
    if (!(rows >= 1 && columns >= 1) || rows != std::floor(rows) || columns != std::floor(columns) ||
        rows * columns != static_cast<double>(cells.size())) {
        return std::nullopt;
    }
    WeightRows lines;
    for (auto at = cells.begin(); at != cells.end(); at += static_cast<std::ptrdiff_t>(columns)) {
        lines.emplace_back(at, at + static_cast<std::ptrdiff_t>(columns));
    }
    return literalOf(lines, offset);
}

WeightRows rowsOf(const Literal& literal, const Factor& factor) {
    WeightRows rows;
    for (const Literal::Row& row : literal.rows) {
        rows.push_back(row.cells);
        for (double& cell : rows.back()) {
            cell = cell * factor.multiplier / factor.divisor;
        }
    }
    return rows;
}

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
    // Arrays.
    Literal takeLiteral(int depth);
    void takeWord();
    void takeKeywordValue();
    Literal takeStreamed();
    // What an expression's parts are: products of numbers and arrays.
    std::optional<Factor> takeScalarGroup(int depth);
    Factor takeScalar(int depth);
    Term product(int depth);
    Operand primary(int depth);
    Operand call(const std::string& name, std::size_t start, int depth);
    void takePostfix(Operand& operand);
    Literal reshaped(const Literal& literal, std::size_t start);
    Operand outerOf(const Operand& column, const Operand& row) const;
    [[noreturn]] void failUnknown(std::size_t start) const;
    // Statements.
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
    bool semicolons = false;  // MATLAB's, between rows
    const auto endRow = [&] {
        if (!row.cells.empty()) {
            literal.rows.push_back(std::exchange(row, {.offset = m_scanner.offset()}));
        }
    };
    for (;;) {
        m_scanner.skipBlanks();
        if (m_scanner.atEnd()) {
            m_scanner.fail(start, fmt::format("a '{}' that is not closed", open));
        }
        const char next = m_scanner.peek();
        if (m_scanner.take(close)) {
            break;
        }
        if (m_scanner.take(',') || m_scanner.takeWord("...")) {
            continue;
        }
        if (open == '[' && !literal.nested && m_scanner.take(';')) {
            endRow();
            semicolons = true;
            continue;
        }
        if (contains("[{(", {&next, 1})) {
            Literal inner = takeLiteral(depth + 1);
            literal.nested = true;
            std::move(inner.rows.begin(), inner.rows.end(), std::back_inserter(literal.rows));
        } else if (m_scanner.atCell() && !literal.nested) {
            row.cells.push_back(m_scanner.takeCell());
        } else if (isTextLetter(next) && depth == 0) {
            takeWord();
        } else {
            m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a weight was expected", m_scanner.quoteNext()));
        }
    }
    endRow();
    literal.nested = literal.nested || semicolons;
    return literal;
}

// A word in an array's outermost brackets: "dtype=float32" or "np.float32" behind the rows, "vec3" before one.
void ArrayParser::takeWord() {
    const std::size_t start = m_scanner.offset();
    const std::string word = m_scanner.takeName();
    m_scanner.skipBlanks();
    if (m_scanner.take('=')) {
        takeKeywordValue();
    } else if (!isContainer(word)) {
        failUnknown(start);
    }
}

// What says how an array is stored, and not what is in it.
void ArrayParser::takeKeywordValue() {
    m_scanner.skipBlanks();
    const char quote = m_scanner.peek();
    if (quote == '\'' || quote == '"') {
        m_scanner.advance();
        m_scanner.skipPast({&quote, 1});
    } else if (m_scanner.atNumber()) {
        m_scanner.takeQuotient();
    } else {
        m_scanner.takeName();
    }
}

// OpenCV's "(rows, columns) << 1, 2, 1" behind the type; the cells end where no comma follows.
Literal ArrayParser::takeStreamed() {
    const std::size_t start = m_scanner.offset();
    const Literal size = takeLiteral(1);
    m_scanner.skipBlanks();
    if (size.nested || size.rows.size() != 1 || size.rows[0].cells.size() != 2 || !m_scanner.takeWord("<<")) {
        failUnknown(start);
    }
    Literal::Row cells{.offset = start};
    do {
        m_scanner.skipBlanks();
        if (!m_scanner.atCell()) {
            m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a weight was expected", m_scanner.quoteNext()));
        }
        cells.cells.push_back(m_scanner.takeCell());
        m_scanner.skipBlanks();
    } while (m_scanner.take(','));
    const double rows = size.rows[0].cells[0];
    const double columns = size.rows[0].cells[1];
    const std::optional<Literal> literal = inRows(cells.cells, rows, columns, start);
    if (!literal) {
        m_scanner.fail(start, fmt::format("{} weights are given for {} x {}", cells.cells.size(), rows, columns));
    }
    return *literal;
}

void ArrayParser::failUnknown(std::size_t start) const {
    m_scanner.fail(start, "this is not understood as a part of an array",
                   "Numbers in brackets are, and ones, zeros, full, eye, outer and getGaussianKernel; sums are not.");
}

// "(3 * 3)", "(1.0 / 16.0)": nothing is taken where something else stands in the brackets.
std::optional<Factor> ArrayParser::takeScalarGroup(int depth) {
    const ArrayScanner before = m_scanner;
    if (depth <= kDeepest && m_scanner.take('(')) {
        m_scanner.skipBlanks();
        if (m_scanner.atNumber() || m_scanner.peek() == '(') {
            std::optional<Factor> factor =
                m_scanner.atNumber() ? std::optional(takeScalar(depth)) : takeScalarGroup(depth + 1);
            for (m_scanner.skipBlanks(); factor && (m_scanner.peek() == '*' || m_scanner.peek() == '/');
                 m_scanner.skipBlanks()) {
                const bool divides = m_scanner.peek() == '/';
                m_scanner.advance();
                m_scanner.skipBlanks();
                const std::optional<Factor> next =
                    m_scanner.atNumber() ? std::optional(takeScalar(depth)) : takeScalarGroup(depth + 1);
                if (!next) {
                    factor.reset();
                } else if (divides) {
                    factor = times(*factor, {.multiplier = next->divisor, .divisor = next->multiplier});
                } else {
                    factor = times(*factor, *next);
                }
            }
            if (factor && m_scanner.take(')')) {
                return factor;
            }
        }
    }
    m_scanner = before;
    return std::nullopt;
}

Factor ArrayParser::takeScalar(int depth) {
    if (m_scanner.peek() == '(') {
        if (const std::optional<Factor> group = takeScalarGroup(depth)) {
            return *group;
        }
    }
    if (!m_scanner.atNumber()) {
        m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a number was expected", m_scanner.quoteNext()));
    }
    return {.multiplier = m_scanner.takeSuffixed()};
}

// Only what is the same in NumPy and MATLAB: a column times a row.
Operand ArrayParser::outerOf(const Operand& column, const Operand& row) const {
    const bool isColumn = std::all_of(column.literal.rows.begin(), column.literal.rows.end(),
                                      [](const Literal::Row& one) { return one.cells.size() == 1; });
    if (!isColumn || row.literal.rows.size() != 1) {
        m_scanner.fail(row.start, "of two arrays only a column times a row is understood");
    }
    const auto product = callFunction("outer",
                                      {{.number = {}, .rows = rowsOf(column.literal, column.factor)},
                                       {.number = {}, .rows = rowsOf(row.literal, row.factor)}},
                                      false);
    if (!product) {
        m_scanner.fail(row.start, "the product is too large for a kernel");
    }
    return {.literal = literalOf(*product, column.start), .start = column.start};
}

Term ArrayParser::product(int depth) {
    if (depth > kDeepest) {
        m_scanner.fail(m_scanner.offset(), fmt::format("brackets within brackets, more than {} deep", kDeepest));
    }
    Term term;
    bool divides = false;
    for (;;) {
        m_scanner.skipBlanks();
        std::optional<Factor> scalar = m_scanner.atNumber() ? std::optional(takeScalar(depth)) : takeScalarGroup(depth);
        if (scalar) {
            term.factor = times(
                term.factor, divides ? Factor{.multiplier = scalar->divisor, .divisor = scalar->multiplier} : *scalar);
        } else if (divides) {
            takeScalar(depth);  // says what was expected
        } else {
            Operand next = primary(depth);
            term.array = term.array ? outerOf(*term.array, next) : std::move(next);
        }
        m_scanner.skipBlanks();
        if (m_scanner.takeWord(".*") || m_scanner.take('*') || m_scanner.take('@')) {
            divides = false;
        } else if (m_scanner.takeWord("./") || m_scanner.take('/')) {
            divides = true;
        } else {
            break;
        }
    }
    if (term.array) {
        term.factor = times(term.factor, std::exchange(term.array->factor, {}));
    }
    return term;
}

Operand ArrayParser::primary(int depth) {
    const std::size_t start = m_scanner.offset();
    const bool negative = m_scanner.take('-');
    m_scanner.skipBlanks();
    Operand operand{.literal = {}, .start = m_scanner.offset()};
    const ArrayScanner before = m_scanner;
    if (m_scanner.take('(')) {  // an expression, or a list
        const std::string word = m_scanner.takeName();
        const bool expression = !word.empty() && !isAbsentWord(word);
        m_scanner = before;
        if (expression) {
            m_scanner.advance();
            Term inner = product(depth + 1);
            m_scanner.skipBlanks();
            if (!inner.array || !m_scanner.take(')')) {
                failUnknown(m_scanner.offset());
            }
            operand = std::move(*inner.array);
            operand.factor = inner.factor;
        } else {
            operand.literal = takeLiteral(depth);
        }
    } else {
        operand = call(m_scanner.takeName(), operand.start, depth);
    }
    takePostfix(operand);
    operand.factor.multiplier *= negative ? -1 : 1;
    operand.start = negative ? start : operand.start;
    return operand;
}

// A list in brackets, with or without a type before it, or a function's.
Operand ArrayParser::call(const std::string& name, std::size_t start, int depth) {
    if (!name.empty()) {
        m_scanner.takeDimensions();
    }
    m_scanner.skipBlanks();
    const std::size_t bracket = m_scanner.offset();
    const char open = m_scanner.peek();
    if (open != '[' && open != '{' && open != '(') {
        m_scanner.fail(bracket, fmt::format("{} found, an array of weights was expected", m_scanner.quoteNext()));
    }
    if (name.ends_with("Mat_") && open == '(') {
        return {.literal = takeStreamed(), .start = start};
    }
    if (name.empty() || open != '(' || isContainer(name)) {
        return {.literal = takeLiteral(depth), .start = bracket, .matrix = contains(lowered(name), "mat")};
    }
    m_scanner.advance();
    std::vector<CallArgument> arguments;
    for (m_scanner.skipBlanks(); !m_scanner.take(')'); m_scanner.skipBlanks()) {
        if (m_scanner.take(',')) {
            continue;
        }
        const ArrayScanner before = m_scanner;
        const std::string word = m_scanner.takeName();
        m_scanner.skipBlanks();
        if (word == "dtype" && m_scanner.take('=')) {
            takeKeywordValue();
            continue;
        }
        const bool last = m_scanner.peek() == ',' || m_scanner.peek() == ')';
        if ((word == "sigma" || word == "ksize") && m_scanner.take('=')) {
            // in its place, as OpenCV has it
        } else if (isNumberType(word) && last) {
            continue;
        } else {
            m_scanner = before;
        }
        const Term term = product(depth + 1);
        arguments.push_back(term.array ? CallArgument{.number = {}, .rows = rowsOf(term.array->literal, term.factor)}
                                       : CallArgument{.number = term.factor.multiplier / term.factor.divisor});
    }
    const auto rows = callFunction(name, arguments, contains(m_scanner.text(), "import "));
    if (!rows) {
        failUnknown(start);
    }
    return {.literal = literalOf(*rows, start), .start = start};
}

// ".T", "'", ".reshape(3, 3)", ".astype(float)".
void ArrayParser::takePostfix(Operand& operand) {
    for (;;) {
        const std::size_t start = m_scanner.offset();
        const bool matlab = m_scanner.take('\'');
        if (matlab || m_scanner.takeWord(".T")) {
            WeightRows turned;
            for (const Literal::Row& row : operand.literal.rows) {
                turned.resize(std::max(turned.size(), row.cells.size()));
                for (std::size_t i = 0; i < row.cells.size(); ++i) {
                    turned[i].push_back(row.cells[i]);
                }
            }
            if (matlab || operand.literal.nested) {  // NumPy's arrays of one dimension stay
                operand.literal = literalOf(turned, operand.start);
            }
        } else if (m_scanner.takeWord(".astype(")) {
            takeKeywordValue();
            if (!m_scanner.take(')')) {
                failUnknown(start);
            }
        } else if (m_scanner.takeWord(".reshape")) {
            operand.literal = reshaped(operand.literal, start);
        } else {
            return;
        }
    }
}

Literal ArrayParser::reshaped(const Literal& literal, std::size_t start) {
    m_scanner.skipBlanks();
    if (m_scanner.peek() != '(') {
        failUnknown(start);
    }
    const Literal sides = takeLiteral(1);
    std::vector<double> cells;
    for (const Literal::Row& row : literal.rows) {
        cells.insert(cells.end(), row.cells.begin(), row.cells.end());
    }
    if (sides.rows.size() != 1 || sides.rows[0].cells.size() != 2) {
        failUnknown(start);
    }
    double rows = sides.rows[0].cells[0];
    double columns = sides.rows[0].cells[1];
    const auto count = static_cast<double>(cells.size());
    rows = rows == -1 && columns > 0 ? count / columns : rows;
    columns = columns == -1 && rows > 0 ? count / rows : columns;
    const std::optional<Literal> lines = inRows(cells, rows, columns, start);
    if (!lines) {
        m_scanner.fail(start, fmt::format("{} weights cannot be put into such rows", cells.size()));
    }
    return *lines;
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

// What is assigned, or stands alone: a product with an array in it.
void ArrayParser::value(const std::string& name) {
    m_scanner.skipBlanks();
    const Term term = product(0);
    if (!term.array) {
        m_scanner.fail(m_scanner.offset(),
                       fmt::format("{} found, an array of weights was expected", m_scanner.quoteNext()));
    }
    const Literal& literal = term.array->literal;
    if (literal.rows.empty()) {
        m_scanner.fail(term.array->start, "an array without weights");
    }
    if (!term.factor.finite()) {
        m_scanner.fail(term.array->start, "the factor of the array is not finite");
    }
    const bool pair = literal.rows.size() == 1 && literal.rows[0].cells.size() == 2;
    if (pair && contains(name, "rigin")) {
        m_origin = {cellNumber(literal.rows[0].cells[0]), cellNumber(literal.rows[0].cells[1])};
    } else if (pair && contains(name, "ize")) {
        m_size = {cellNumber(literal.rows[0].cells[0]), cellNumber(literal.rows[0].cells[1])};
    } else {
        add(literal, term.factor, term.array->start, term.array->matrix);
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
        m_scanner.skipBlanks();
        const std::string_view read = m_scanner.text().substr(0, m_scanner.offset());
        const std::string_view blank = read.substr(read.find_last_not_of(" \t\r\n") + 1);
        const bool parted =
            m_scanner.atEnd() || m_scanner.peek() == ';' || m_scanner.peek() == ',' || contains(blank, "\n");
        if (!parted) {
            failUnknown(m_scanner.offset());  // what goes on behind an array changes it
        }
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
