#include "base/error.h"
#include "kernel/text/array_text.h"
#include "kernel/text/kernel_text.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

constexpr std::string_view kAbsentMark = "/*absent*/";
constexpr int kDeepest = 8;  // brackets within brackets

bool isNamePart(char c) {
    return isTextLetter(c) || isTextDigit(c) || c == '_';
}

std::string lowered(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
    return lower;
}

// What an array's cells are multiplied and divided by. Kept apart, so that 41 / 273 is what a division gives.
struct Factor {
    double multiplier = 1;
    double divisor = 1;

    bool finite() const { return std::isfinite(multiplier) && std::isfinite(1 / divisor); }
};

// What stands between brackets: rows of cells. A list without brackets within is one row.
struct Literal {
    std::vector<std::vector<double>> rows{};
    bool nested = false;
};

struct Pair {
    int x = 0;
    int y = 0;
};

// The larger the number, the less it is one of cells; what is none becomes an origin that no kernel has.
int cellNumber(double value) {
    return std::abs(value) <= Kernel::kMaxSide ? static_cast<int>(value) : -1;
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
    explicit ArrayParser(std::string_view text) : m_scanner(text, "pasted text") {}

    std::vector<Kernel> parse();

private:
    // Words and blanks.
    void skipBlanks();
    void skipPast(std::string_view end);
    std::string takeName();
    void takeDimensions();

    // Numbers.
    bool atCell();
    double takeCell();
    double takeAbsentWord();
    double takeSuffixed();
    double takeQuotient();
    Factor takeFactorBefore();
    Factor takeFactorBehind(Factor factor);

    // Arrays and statements.
    Literal takeLiteral(int depth);
    void statement();
    void takeOrigins();
    void value(const std::string& name);
    std::size_t widthOf(const Literal& literal, std::size_t start, bool matrix);
    void add(const Literal& literal, const Factor& factor, std::size_t start, bool matrix);

    KernelTextScanner m_scanner;
    std::vector<Kernel> m_kernels;
    std::optional<Pair> m_origin;  // of the next kernel
    std::optional<Pair> m_size;
};

void ArrayParser::skipPast(std::string_view end) {
    const std::size_t at = m_scanner.rest().find(end);
    m_scanner.advance(at == std::string_view::npos ? m_scanner.rest().size() : at + end.size());
}

// Spaces and comments.
void ArrayParser::skipBlanks() {
    for (;;) {
        m_scanner.skipSpaces();
        if (m_scanner.peek() == '#' || m_scanner.rest().starts_with("//")) {
            skipPast("\n");
        } else if (m_scanner.rest().starts_with("/*")) {
            skipPast("*/");
        } else {
            return;
        }
    }
}

// The last word of "static const double kernel", "np.array", "std::array<float, 9>"; empty where none begins.
std::string ArrayParser::takeName() {
    std::string name;
    for (;;) {
        skipBlanks();
        if (!isTextLetter(m_scanner.peek()) && m_scanner.peek() != '_') {
            return name;
        }
        const std::size_t start = m_scanner.offset();
        while (isNamePart(m_scanner.peek()) || m_scanner.peek() == '.' || m_scanner.peek() == ':') {
            m_scanner.advance();
        }
        name = std::string(m_scanner.since(start));
        if (m_scanner.peek() == '<') {
            skipPast(">");  // template arguments
        }
    }
}

// "[3][3]", "[]", where a name stands before it.
void ArrayParser::takeDimensions() {
    for (skipBlanks(); m_scanner.peek() == '['; skipBlanks()) {
        if (!contains(m_scanner.rest(), "]")) {
            m_scanner.fail(m_scanner.offset(), "a '[' that is not closed");
        }
        skipPast("]");
    }
}

bool ArrayParser::atCell() {
    return m_scanner.atNumber() || m_scanner.peek() == 'n' || m_scanner.peek() == 'N';
}

// nan, np.nan, NAN, None, null.
double ArrayParser::takeAbsentWord() {
    constexpr std::array kWords{"nan", "np.nan", "numpy.nan", "none", "null"};
    const std::size_t start = m_scanner.offset();
    while (isNamePart(m_scanner.peek()) || m_scanner.peek() == '.') {
        m_scanner.advance();
    }
    const std::string word = lowered(m_scanner.since(start));
    if (std::find(kWords.begin(), kWords.end(), word) == kWords.end()) {
        m_scanner.fail(start, fmt::format("{} found, a weight was expected", m_scanner.quoteFrom(start)));
    }
    return Kernel::kAbsent;
}

// A decimal with C's suffixes: 1.f, 2.0L.
double ArrayParser::takeSuffixed() {
    const double number = m_scanner.takeDecimal();
    while (contains("fFlL", m_scanner.rest().substr(0, 1)) && !m_scanner.atEnd()) {
        m_scanner.advance();
    }
    return number;
}

// 1.0/16: a number, perhaps divided by another. Call at a number.
double ArrayParser::takeQuotient() {
    const std::size_t start = m_scanner.offset();
    double number = takeSuffixed();
    if (m_scanner.rest().starts_with(kAbsentMark)) {
        m_scanner.advance(kAbsentMark.size());
        return Kernel::kAbsent;
    }
    skipBlanks();
    if (m_scanner.take('/')) {
        skipBlanks();
        if (!m_scanner.atNumber()) {
            m_scanner.fail(m_scanner.offset(),
                           fmt::format("{} found, the denominator of a fraction was expected", m_scanner.quoteNext()));
        }
        number /= takeSuffixed();
    }
    if (!(std::abs(number) <= Kernel::kMaxWeight)) {
        m_scanner.fail(start, fmt::format("{} is out of range", m_scanner.quoteFrom(start)));
    }
    return number;
}

double ArrayParser::takeCell() {
    return m_scanner.atNumber() ? takeQuotient() : takeAbsentWord();
}

// "(1.0 / 16.0) *", "1/16. *" in front of an array; nothing is taken where it is something else.
Factor ArrayParser::takeFactorBefore() {
    skipBlanks();
    const KernelTextScanner before = m_scanner;
    const bool bracket = m_scanner.take('(');
    skipBlanks();
    if (m_scanner.atNumber()) {
        Factor factor{.multiplier = takeSuffixed()};
        skipBlanks();
        if (m_scanner.take('/')) {
            skipBlanks();
            factor.divisor = m_scanner.atNumber() ? takeSuffixed() : 1;
        }
        skipBlanks();
        const bool closed = !bracket || m_scanner.take(')');
        skipBlanks();
        if (closed && m_scanner.take('*')) {
            return factor;
        }
    }
    m_scanner = before;
    return {};
}

Factor ArrayParser::takeFactorBehind(Factor factor) {
    skipBlanks();
    const char mark = m_scanner.peek();
    if (mark != '/' && mark != '*') {
        return factor;
    }
    m_scanner.advance();
    skipBlanks();
    if (!m_scanner.atNumber()) {
        m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a number was expected", m_scanner.quoteNext()));
    }
    (mark == '/' ? factor.divisor : factor.multiplier) *= takeQuotient();
    return factor;
}

Literal ArrayParser::takeLiteral(int depth) {
    const std::size_t start = m_scanner.offset();
    if (depth > kDeepest) {
        m_scanner.fail(start, fmt::format("brackets within brackets, more than {} deep", kDeepest));
    }
    const char open = m_scanner.peek();
    const char close = open == '[' ? ']' : open == '{' ? '}' : ')';
    m_scanner.advance();
    Literal literal;
    std::vector<double> row;
    for (;;) {
        skipBlanks();
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
        } else if (atCell() && !literal.nested) {
            row.push_back(takeCell());
        } else if (isTextLetter(next) && depth == 0) {
            takeName();  // "dtype=float32" behind the rows, "vec3" before one
            if (m_scanner.take('=')) {
                takeName();
            }
        } else {
            m_scanner.fail(m_scanner.offset(), fmt::format("{} found, a weight was expected", m_scanner.quoteNext()));
        }
    }
    if (!row.empty()) {
        literal.rows.push_back(std::move(row));
    }
    return literal;
}

// Cells in a row. A flat list has no rows: its size is said before, or it is a square.
std::size_t ArrayParser::widthOf(const Literal& literal, std::size_t start, bool matrix) {
    const std::size_t first = literal.rows[0].size();
    for (std::size_t i = 1; i < literal.rows.size(); ++i) {
        if (literal.rows[i].size() != first) {
            m_scanner.fail(start, fmt::format("row {} has {} weights, {} expected as in row 1", i + 1,
                                              literal.rows[i].size(), first));
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
    const std::size_t width = widthOf(literal, start, matrix);
    std::vector<double> cells;
    for (const std::vector<double>& row : literal.rows) {
        for (const double cell : row) {
            cells.push_back(cell * factor.multiplier / factor.divisor);
        }
    }
    const std::size_t height = cells.size() / width;
    if (std::max(width, height) > Kernel::kMaxSide) {
        m_scanner.fail(start, fmt::format("the kernel is too large: at most {0}x{0} weights", Kernel::kMaxSide));
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
    const Factor before = takeFactorBefore();
    const std::string constructor = takeName();
    if (!constructor.empty()) {
        takeDimensions();
    }
    skipBlanks();
    const std::size_t start = m_scanner.offset();
    const char open = m_scanner.peek();
    if (open != '[' && open != '{' && open != '(') {
        m_scanner.fail(start, fmt::format("{} found, an array of weights was expected", m_scanner.quoteNext()));
    }
    const Literal literal = takeLiteral(0);
    if (literal.rows.empty()) {
        m_scanner.fail(start, "an array without weights");
    }
    const Factor factor = takeFactorBehind(before);
    if (!factor.finite()) {
        m_scanner.fail(start, "the factor of the array is not finite");
    }
    const bool pair = literal.rows.size() == 1 && literal.rows[0].size() == 2;
    if (pair && contains(name, "rigin")) {
        m_origin = {cellNumber(literal.rows[0][0]), cellNumber(literal.rows[0][1])};
    } else if (pair && contains(name, "ize")) {
        m_size = {cellNumber(literal.rows[0][0]), cellNumber(literal.rows[0][1])};
    } else {
        add(literal, factor, start, contains(constructor, "mat"));
    }
}

// The body of an enum, as printCArray writes it.
void ArrayParser::takeOrigins() {
    const std::string_view body = m_scanner.rest().substr(0, m_scanner.rest().find('}'));
    m_origin = {enumerator(body, "origin_x = "), enumerator(body, "origin_y = ")};
    skipPast("}");
}

void ArrayParser::statement() {
    if (m_scanner.rest().starts_with("import ") || m_scanner.rest().starts_with("from ")) {
        skipPast("\n");
        return;
    }
    const KernelTextScanner before = m_scanner;
    const std::string name = takeName();
    if (name == "enum") {
        takeOrigins();
        return;
    }
    if (!name.empty()) {
        takeDimensions();
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
        skipBlanks();
        while (m_scanner.take(';') || m_scanner.take(',')) {
            skipBlanks();
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
