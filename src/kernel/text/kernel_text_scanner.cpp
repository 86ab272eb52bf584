#include "kernel/text/kernel_text_scanner.h"

#include "base/error.h"
#include "kernel/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>
#include <utility>

namespace kg {

namespace {

// A byte that continues a UTF-8 character: it has no column of its own.
bool continuesCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

bool isPrintableAscii(char character) {
    return character >= 0x20 && character < 0x7F;
}

// The code point of the UTF-8 character that a text begins with; nothing where its bytes make none.
std::optional<unsigned> codePointOf(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    const bool whole = lead >= 0xC2 && lead <= 0xF4 && text.size() >= length &&
                       std::all_of(text.begin() + 1, text.begin() + length, continuesCharacter);
    if (!whole) {
        return std::nullopt;
    }
    unsigned codePoint = lead & (0xFFu >> (length + 1));
    for (const char byte : text.substr(1, length - 1)) {
        codePoint = codePoint << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
    }
    return codePoint;
}

}  // namespace

bool isTextSpace(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

bool isTextDigit(char character) {
    return character >= '0' && character <= '9';
}

bool isTextLetter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

std::string withPlainMinus(std::string_view text) {
    constexpr std::string_view kMinus = "\xE2\x88\x92";
    std::string plain(text);
    for (std::size_t at = plain.find(kMinus); at != std::string::npos; at = plain.find(kMinus, at)) {
        plain.replace(at, kMinus.size(), "-");
    }
    return plain;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool endsWeight(char character) {
    return isTextSpace(character) || character == ',' || character == ';' || character == '/' || character == '\0';
}

KernelTextScanner::KernelTextScanner(std::string_view text, std::string source)
    : m_text(text), m_source(std::move(source)) {}

char KernelTextScanner::peek(std::size_t ahead) const {
    return ahead < m_text.size() - m_offset ? m_text[m_offset + ahead] : '\0';
}

bool KernelTextScanner::take(char character) {
    const bool found = !atEnd() && peek() == character;
    m_offset += found ? 1 : 0;
    return found;
}

void KernelTextScanner::skipSpaces() {
    while (isTextSpace(peek())) {
        advance();
    }
}

bool KernelTextScanner::atUnsignedNumber(std::size_t ahead) const {
    return isTextDigit(peek(ahead)) || (peek(ahead) == '.' && isTextDigit(peek(ahead + 1)));
}

bool KernelTextScanner::atNumber() const {
    return atUnsignedNumber(peek() == '-' || peek() == '+' ? 1 : 0);
}

std::size_t KernelTextScanner::digitsAhead(std::size_t ahead) const {
    std::size_t end = ahead;
    while (isTextDigit(peek(end))) {
        ++end;
    }
    return end - ahead;
}

// [sign] digits [. digits] [e [sign] digits]
double KernelTextScanner::takeDecimal() {
    const std::size_t start = m_offset;
    std::size_t length = peek() == '-' || peek() == '+' ? 1 : 0;
    length += digitsAhead(length);
    if (peek(length) == '.') {
        length += 1 + digitsAhead(length + 1);
    }
    const std::string_view mantissa = rest().substr(0, length);
    if (peek(length) == 'e' || peek(length) == 'E') {
        const std::size_t sign = peek(length + 1) == '-' || peek(length + 1) == '+' ? 1 : 0;
        const std::size_t digits = digitsAhead(length + 1 + sign);
        length += digits > 0 ? 1 + sign + digits : 0;
    }

    const std::string_view number = rest().substr(peek() == '+' ? 1 : 0, length - (peek() == '+' ? 1 : 0));
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    advance(length);
    const bool vanished = value == 0 && mantissa.find_first_of("123456789") != std::string_view::npos;
    if (error != std::errc{} || vanished || std::abs(value) > Kernel::kMaxWeight) {
        fail(start, fmt::format("{} is out of range", quoteFrom(start)),
             fmt::format("A number is 0 or from 5e-324 to {} in magnitude.", Kernel::kMaxWeight));
    }
    return value;
}

double KernelTextScanner::takeNumber() {
    const std::size_t start = m_offset;
    const double numerator = takeDecimal();
    if (peek() != '/' || endsWeight(peek(1))) {
        return numerator;
    }

    advance();
    if (!atUnsignedNumber(0)) {
        fail(m_offset, fmt::format("{} found, the denominator of a fraction was expected", quoteNext()),
             "A '/' that ends a row has a space beside it.");
    }
    const double denominator = takeDecimal();
    if (denominator == 0) {
        fail(start, fmt::format("{} divides by 0", quoteFrom(start)));
    }
    if (peek() == '/' && !endsWeight(peek(1))) {
        fail(m_offset, "a second '/' in a fraction", "A '/' that ends a row has a space beside it.");
    }
    const double value = numerator / denominator;
    if ((value == 0 && numerator != 0) || std::abs(value) > Kernel::kMaxWeight) {
        fail(start, fmt::format("the fraction {} is out of range", quoteFrom(start)),
             fmt::format("A number is 0 or from 5e-324 to {} in magnitude.", Kernel::kMaxWeight));
    }
    return value;
}

int KernelTextScanner::takeCount(std::string_view what, int largest) {
    const std::size_t start = m_offset;
    const std::size_t length = digitsAhead(0);
    if (length == 0) {
        fail(start, fmt::format("{} found, {} was expected", quoteNext(), what));
    }
    int value = 0;
    const auto [end, error] = std::from_chars(rest().data(), rest().data() + length, value);
    advance(length);
    if (error != std::errc{} || value > largest) {
        fail(start, fmt::format("{} is too large: {} is at most {}", quoteFrom(start), what, largest));
    }
    return value;
}

std::string KernelTextScanner::quoteNext() const {
    if (atEnd()) {
        return "the end";
    }
    if (isPrintableAscii(peek())) {
        return fmt::format("'{}'", peek());
    }
    if (peek() == '\n') {
        return "the end of the line";
    }
    // Named rather than copied: a minus or a space from a word processor looks like the right one.
    if (const std::optional<unsigned> codePoint = codePointOf(rest())) {
        return fmt::format("the character U+{:04X}", *codePoint);
    }
    return fmt::format("the byte 0x{:02X}", static_cast<unsigned char>(peek()));
}

std::string KernelTextScanner::quoteFrom(std::size_t offset) const {
    constexpr std::size_t kReadable = 24;
    const std::string_view all = m_text.substr(offset, m_offset - offset);
    std::string shown(all.substr(0, kReadable));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return !isPrintableAscii(c); }, '?');
    return fmt::format("\"{}{}\"", shown, all.size() > kReadable ? "..." : "");
}

void KernelTextScanner::fail(std::size_t offset, const std::string& problem, std::string advice) const {
    const std::string_view before = m_text.substr(0, offset);
    const std::size_t lineStart = before.find_last_of('\n') + 1;  // npos + 1 is 0: the first line
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = 1 + std::count_if(before.begin() + lineStart, before.end(),
                                          [](char byte) { return !continuesCharacter(byte); });
    throw TextError(problem, m_source, static_cast<int>(line), static_cast<int>(column), std::move(advice));
}

}  // namespace kg
