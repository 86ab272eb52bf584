#include "kernel/text/kernel_text.h"

#include "base/error.h"
#include "kernel/named/call_text.h"
#include "kernel/named/rotation.h"
#include "kernel/text/kernel_text_scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace kg {

namespace {

constexpr std::string_view kExpected = "a size such as \"3x3:\", weights or a name";

std::string weightCount(std::size_t count) {
    return fmt::format("{} weight{}", count, count == 1 ? "" : "s");
}

// What stands before the colon: WxH, WxH+X+Y, N or N+X+Y, and a mark that asks for rotations.
struct Geometry {
    int width;
    int height;
    int originX;
    int originY;
    Rotation rotation = Rotation::None;
    std::size_t rotationOffset = 0;
};

// Rows of a kernel whose size is known only at its end.
class RowCollector {
public:
    explicit RowCollector(const KernelTextScanner& scanner) : m_scanner(scanner) {}

    bool rowOpen() const { return m_rowLength > 0; }
    // A cell of the row, which begins at an offset.
    void add(double cell, std::size_t offset);
    void endRow();
    Kernel kernel();

private:
    const KernelTextScanner& m_scanner;
    std::vector<double> m_cells;
    std::size_t m_width = 0;
    std::size_t m_rows = 0;
    std::size_t m_rowLength = 0;
    std::size_t m_rowOffset = 0;
};

void RowCollector::add(double cell, std::size_t offset) {
    if (!rowOpen()) {
        m_rowOffset = offset;
    }
    if (!Kernel::mayMeasure(std::max(m_width, m_rowLength + 1), m_rows + 1)) {
        m_scanner.fail(offset,
                       fmt::format("the kernel is too large: at most {0}x{0} weights, or {1} in a single row or "
                                   "column",
                                   Kernel::kMaxSide, Kernel::kMaxLength));
    }
    m_cells.push_back(cell);
    ++m_rowLength;
}

void RowCollector::endRow() {
    if (m_rows == 0) {
        m_width = m_rowLength;
    } else if (m_rowLength != m_width) {
        m_scanner.fail(m_rowOffset, fmt::format("row {} has {}, {} expected as in row 1", m_rows + 1,
                                                weightCount(m_rowLength), m_width));
    }
    ++m_rows;
    m_rowLength = 0;
}

Kernel RowCollector::kernel() {
    return Kernel(static_cast<int>(m_width), static_cast<int>(m_rows), std::move(m_cells));
}

// Whether a row is ImageMagick's oldest form: weights of a square, joined by commas and nothing else.
bool isOldSquare(std::string_view text, const Kernel& row) {
    const int side = static_cast<int>(std::lround(std::sqrt(row.width())));
    const auto spaced = [](char c) { return isTextSpace(c); };
    while (!text.empty() && spaced(text.back())) {
        text.remove_suffix(1);
    }
    return row.height() == 1 && side > 1 && side * side == row.width() &&
           std::none_of(text.begin(), text.end(), spaced);
}

Kernel squareOf(const Kernel& row) {
    const int side = static_cast<int>(std::lround(std::sqrt(row.width())));
    return Kernel(side, side, row.cells());
}

// Reads a list of kernels: members between semicolons, each of which is sized ("3x3: ..."), rows, or a name.
class KernelParser {
public:
    KernelParser(std::string_view text, std::size_t mostKernels)
        : m_scanner(text, "kernel"), m_mostKernels(mostKernels) {}

    std::vector<Kernel> parse();

private:
    std::vector<Kernel> parseMember();
    std::vector<Kernel> parseCall();
    std::vector<Kernel> parseSized();
    Kernel parseRows();
    Geometry parseGeometry();
    std::optional<int> takeOrigin(std::string_view what, int side);
    void takeRotation(Geometry& geometry);
    double takeCell();

    bool atMemberEnd() const { return m_scanner.atEnd() || m_scanner.peek() == ';'; }
    bool atAbsentWord() const;
    void skipSeparators(bool newlines);

    KernelTextScanner m_scanner;
    std::size_t m_mostKernels;
};

std::vector<Kernel> KernelParser::parse() {
    if (m_scanner.rest().size() > kMaxKernelText) {
        m_scanner.fail(
            0, fmt::format("the text has {} bytes, at most {} are read", m_scanner.rest().size(), kMaxKernelText));
    }
    std::vector<Kernel> kernels;
    do {
        skipSeparators(true);
        if (atMemberEnd()) {
            continue;
        }
        const std::size_t start = m_scanner.offset();
        for (Kernel& kernel : parseMember()) {
            if (kernels.size() == m_mostKernels) {
                m_scanner.fail(start, m_mostKernels == 1
                                          ? "a list of kernels found, one kernel was expected"
                                          : fmt::format("more than {} kernels in a list", m_mostKernels));
            }
            kernels.push_back(std::move(kernel));
        }
    } while (m_scanner.take(';'));

    if (kernels.empty()) {
        m_scanner.fail(0, fmt::format("the text holds no kernel, {} were expected", kExpected));
    }
    return kernels;
}

std::vector<Kernel> KernelParser::parseMember() {
    if (isTextLetter(m_scanner.peek()) && !atAbsentWord()) {
        return parseCall();
    }
    const std::string_view rest = m_scanner.rest();
    const std::size_t mark = rest.find_first_of(":;");
    const bool sized = mark != std::string_view::npos && rest[mark] == ':';
    return sized ? parseSized() : std::vector<Kernel>{parseRows()};
}

std::vector<Kernel> KernelParser::parseCall() {
    const std::size_t start = m_scanner.offset();
    const KernelCall call = takeCall(m_scanner);
    try {
        return makeKernels(call);
    } catch (const TextError& error) {
        // A call's expression goes up to its end; the error counts from the expression's first character.
        const std::size_t expression = start + m_scanner.since(start).rfind(call.expression);
        const int column = std::max(error.column(), 1) - 1;
        m_scanner.fail(expression + static_cast<std::size_t>(column), error.problem(), error.advice());
    } catch (const Error& error) {
        m_scanner.fail(start, fmt::format("{}: {}", m_scanner.quoteFrom(start), error.problem()), error.advice());
    }
}

std::vector<Kernel> KernelParser::parseSized() {
    const Geometry geometry = parseGeometry();
    const auto width = static_cast<std::size_t>(geometry.width);
    const std::size_t count = width * static_cast<std::size_t>(geometry.height);
    const std::string expected = fmt::format("{} expected for {}x{}", count, geometry.width, geometry.height);

    std::vector<double> cells;
    std::size_t lastEnd = m_scanner.offset();
    for (skipSeparators(true); !atMemberEnd(); skipSeparators(true)) {
        if (m_scanner.peek() == '/') {
            if (cells.empty() || cells.size() % width != 0) {
                m_scanner.fail(m_scanner.offset(), fmt::format("a row ends after {}, {} expected",
                                                               weightCount(cells.size() % width), width));
            }
            m_scanner.advance();
        } else if (cells.size() == count) {
            m_scanner.fail(m_scanner.offset(), fmt::format("more than {} found, {}", weightCount(count), expected));
        } else {
            cells.push_back(takeCell());
            lastEnd = m_scanner.offset();
        }
    }
    if (cells.size() != count) {
        m_scanner.fail(lastEnd, fmt::format("{} found, {}", weightCount(cells.size()), expected));
    }
    const Kernel kernel(geometry.width, geometry.height, std::move(cells), geometry.originX, geometry.originY);
    try {
        return expanded(kernel, geometry.rotation);
    } catch (const Error& error) {
        m_scanner.fail(geometry.rotationOffset, error.problem(), fmt::format("It is a {}.", error.where()));
    }
}

Geometry KernelParser::parseGeometry() {
    const auto takeSide = [this](std::string_view what, int most) {
        const std::size_t start = m_scanner.offset();
        const int side = m_scanner.takeCount(what, most);
        if (side == 0) {
            m_scanner.fail(start, fmt::format("{} is 0, at least 1 was expected", what));
        }
        return side;
    };
    Geometry geometry{};
    takeRotation(geometry);
    const std::size_t start = m_scanner.offset();
    geometry.width = takeSide("the width", Kernel::kMaxLength);
    const int highest = geometry.width == 1 ? Kernel::kMaxLength : Kernel::kMaxSide;
    geometry.height = m_scanner.take('x') || m_scanner.take('X') ? takeSide("the height", highest) : geometry.width;
    if (geometry.width > Kernel::kMaxSide && geometry.height > 1) {
        m_scanner.fail(start,
                       fmt::format("\"{}\" is too large: the width is at most {}", geometry.width, Kernel::kMaxSide));
    }
    takeRotation(geometry);
    const std::optional<int> originX = takeOrigin("the origin's column", geometry.width);
    const std::optional<int> originY = originX ? takeOrigin("the origin's row", geometry.height) : std::nullopt;
    if (originX && !originY) {
        m_scanner.fail(m_scanner.offset(), fmt::format("{} found, the origin's row was expected, as in \"3x3+1+1:\"",
                                                       m_scanner.quoteNext()));
    }
    geometry.originX = originX.value_or((geometry.width - 1) / 2);
    geometry.originY = originY.value_or((geometry.height - 1) / 2);
    takeRotation(geometry);
    m_scanner.skipSpaces();
    if (!m_scanner.take(':')) {
        m_scanner.fail(
            m_scanner.offset(),
            fmt::format("{} found in the size, \"WxH:\", \"WxH+X+Y:\" or \"N:\" expected", m_scanner.quoteNext()));
    }
    return geometry;
}

std::optional<int> KernelParser::takeOrigin(std::string_view what, int side) {
    if (!m_scanner.take('+')) {
        return std::nullopt;
    }
    return m_scanner.takeCount(what, side - 1);
}

void KernelParser::takeRotation(Geometry& geometry) {
    const Rotation rotation = rotationFromMark(m_scanner.peek());
    if (rotation == Rotation::None) {
        return;
    }
    if (geometry.rotation != Rotation::None) {
        m_scanner.fail(m_scanner.offset(), "a second rotation mark, one of '@', '>' and '<' was expected");
    }
    geometry.rotation = rotation;
    geometry.rotationOffset = m_scanner.offset();
    m_scanner.advance();
}

Kernel KernelParser::parseRows() {
    const std::size_t firstWeight = m_scanner.offset();
    RowCollector rows(m_scanner);
    bool slashWelcome = false;  // after a row that a newline ended, a '/' says the same once more
    for (skipSeparators(false); !atMemberEnd(); skipSeparators(false)) {
        const std::size_t start = m_scanner.offset();
        if (m_scanner.take('\n')) {
            if (rows.rowOpen()) {
                rows.endRow();
                slashWelcome = true;
            }
        } else if (m_scanner.take('/')) {
            if (rows.rowOpen()) {
                rows.endRow();
            } else if (!slashWelcome) {
                m_scanner.fail(start, "a '/' ends a row without weights");
            }
            slashWelcome = false;
        } else {
            rows.add(takeCell(), start);
        }
    }
    if (rows.rowOpen()) {
        rows.endRow();
    }
    Kernel row = rows.kernel();
    return isOldSquare(m_scanner.since(firstWeight), row) ? squareOf(row) : row;
}

bool KernelParser::atAbsentWord() const {
    const auto lower = [this](std::size_t ahead) { return static_cast<char>(m_scanner.peek(ahead) | 0x20); };
    return lower(0) == 'n' && lower(1) == 'a' && lower(2) == 'n' && endsWeight(m_scanner.peek(3));
}

// A weight, or NaN for an absent cell.
double KernelParser::takeCell() {
    const std::size_t start = m_scanner.offset();
    double cell = Kernel::kAbsent;
    if (atAbsentWord()) {
        m_scanner.advance(3);
    } else if (m_scanner.peek() == '-' && endsWeight(m_scanner.peek(1))) {
        m_scanner.advance();
    } else if (m_scanner.atNumber()) {
        cell = m_scanner.takeNumber();
    } else {
        m_scanner.fail(start, fmt::format("{} found, a weight was expected", m_scanner.quoteNext()),
                       "A weight is a number, a fraction such as 1/16, or \"nan\" or \"-\" for an absent cell.");
    }
    if (!m_scanner.atEnd() && (!endsWeight(m_scanner.peek()) || m_scanner.peek() == '\0')) {
        m_scanner.fail(m_scanner.offset(), fmt::format("{} found after the weight {}, a separator was expected",
                                                       m_scanner.quoteNext(), m_scanner.quoteFrom(start)));
    }
    return cell;
}

void KernelParser::skipSeparators(bool newlines) {
    while (m_scanner.peek() == ',' || (isTextSpace(m_scanner.peek()) && (newlines || m_scanner.peek() != '\n'))) {
        m_scanner.advance();
    }
}

}  // namespace

Kernel parseKernel(std::string_view text) {
    const std::string plain = withPlainMinus(text);
    return KernelParser(plain, 1).parse().front();
}

std::vector<Kernel> parseKernels(std::string_view text) {
    const std::string plain = withPlainMinus(text);
    return KernelParser(plain, kMaxKernels).parse();
}

std::string printWeight(double weight) {
    return std::isnan(weight) ? "nan" : fmt::format("{}", weight);
}

std::string printKernel(const Kernel& kernel) {
    std::string text = fmt::format("{}x{}", kernel.width(), kernel.height());
    if (kernel.originX() != (kernel.width() - 1) / 2 || kernel.originY() != (kernel.height() - 1) / 2) {
        text += fmt::format("+{}+{}", kernel.originX(), kernel.originY());
    }
    text += ':';
    for (std::size_t i = 0; i < kernel.cells().size(); ++i) {
        text += i % static_cast<std::size_t>(kernel.width()) == 0 ? ' ' : ',';
        text += printWeight(kernel.cells()[i]);
    }
    return text;
}

}  // namespace kg
