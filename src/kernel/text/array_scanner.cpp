#include "kernel/text/array_scanner.h"

#include "base/text.h"
#include "kernel/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kg {

namespace {

constexpr std::string_view kAbsentMark = "/*absent*/";

bool isNamePart(char c) {
    return isTextLetter(c) || isTextDigit(c) || c == '_';
}

}  // namespace

bool isAbsentWord(std::string_view word) {
    constexpr std::array<std::string_view, 5> kWords{"nan", "np.nan", "numpy.nan", "none", "null"};
    return std::find(kWords.begin(), kWords.end(), lowered(word)) != kWords.end();
}

void ArrayScanner::skipPast(std::string_view mark) {
    const std::size_t at = rest().find(mark);
    advance(at == std::string_view::npos ? rest().size() : at + mark.size());
}

void ArrayScanner::skipBlanks() {
    for (;;) {
        skipSpaces();
        if (peek() == '#' || peek() == '%' || rest().starts_with("//")) {  // '%' is MATLAB's
            skipPast("\n");
        } else if (rest().starts_with("/*")) {
            skipPast("*/");
        } else {
            return;
        }
    }
}

std::string ArrayScanner::takeName() {
    std::string name;
    for (;;) {
        skipBlanks();
        if (!isTextLetter(peek()) && peek() != '_') {
            return name;
        }
        const std::size_t start = offset();
        while (isNamePart(peek()) || peek() == '.' || peek() == ':') {
            advance();
        }
        name = std::string(since(start));
        if (peek() == '<') {
            skipPast(">");  // template arguments
        }
    }
}

void ArrayScanner::takeDimensions() {
    for (skipBlanks(); peek() == '['; skipBlanks()) {
        if (!contains(rest(), "]")) {
            fail(offset(), "a '[' that is not closed");
        }
        skipPast("]");
    }
}

bool ArrayScanner::atCell() const {
    return atNumber() || peek() == 'n' || peek() == 'N';
}

double ArrayScanner::takeAbsentWord() {
    const std::size_t start = offset();
    while (isNamePart(peek()) || peek() == '.') {
        advance();
    }
    if (!isAbsentWord(since(start))) {
        fail(start, fmt::format("{} found, a weight was expected", quoteFrom(start)));
    }
    return Kernel::kAbsent;
}

// A decimal with C's suffixes: 1.f, 2.0L.
double ArrayScanner::takeSuffixed() {
    const double number = takeDecimal();
    while (contains("fFlL", rest().substr(0, 1)) && !atEnd()) {
        advance();
    }
    return number;
}

double ArrayScanner::takeQuotient() {
    const std::size_t start = offset();
    double number = takeSuffixed();
    if (rest().starts_with(kAbsentMark)) {
        advance(kAbsentMark.size());
        return Kernel::kAbsent;
    }
    skipBlanks();
    if (take('/')) {
        skipBlanks();
        if (!atNumber()) {
            fail(offset(), fmt::format("{} found, the denominator of a fraction was expected", quoteNext()));
        }
        number /= takeSuffixed();
    }
    if (!(std::abs(number) <= Kernel::kMaxWeight)) {
        fail(start, fmt::format("{} is out of range", quoteFrom(start)));
    }
    return number;
}

double ArrayScanner::takeCell() {
    return atNumber() ? takeQuotient() : takeAbsentWord();
}

bool ArrayScanner::takeWord(std::string_view mark) {
    if (!rest().starts_with(mark)) {
        return false;
    }
    advance(mark.size());
    return true;
}

}  // namespace kg
