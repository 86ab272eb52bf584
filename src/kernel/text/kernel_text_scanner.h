// KernelTextScanner: reads a kernel text or a scale from left to right, number by number.
//
// It knows what characters, numbers and fractions are, and turns an offset into the line and column of a TextError;
// what the numbers mean is the parsers' business. Private to this room. The text must outlive the scanner.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kg {

class KernelTextScanner {
public:
    // source names the text in errors: "kernel", "scale".
    KernelTextScanner(std::string_view text, std::string source);

    std::size_t offset() const { return m_offset; }
    bool atEnd() const { return m_offset == m_text.size(); }
    std::string_view text() const { return m_text; }
    std::string_view rest() const { return m_text.substr(m_offset); }
    // The text from an offset up to here.
    std::string_view since(std::size_t offset) const { return m_text.substr(offset, m_offset - offset); }
    // The character `ahead` places on; 0 beyond the end.
    char peek(std::size_t ahead = 0) const;

    void advance(std::size_t count = 1) { m_offset += count; }
    // Passes over the next character if it is this one.
    bool take(char character);
    // Passes over spaces, newlines among them.
    void skipSpaces();

    // Whether a number, signed or not, begins here.
    bool atNumber() const;
    // A decimal or a fraction of two; throws TextError where its value is no weight. Call where atNumber().
    double takeNumber();
    // A decimal alone: a '/' behind it stays. Call where atNumber().
    double takeDecimal();
    // A run of decimal digits, at most `largest`; throws TextError that says that `what` was expected.
    int takeCount(std::string_view what, int largest);

    // The character here, or the lack of one, as an error quotes it.
    std::string quoteNext() const;
    // The stretch of text from an offset up to here, cut to a readable length, as an error quotes it.
    std::string quoteFrom(std::size_t offset) const;
    [[noreturn]] void fail(std::size_t offset, const std::string& problem, std::string advice = {}) const;

private:
    bool atUnsignedNumber(std::size_t ahead) const;
    std::size_t digitsAhead(std::size_t ahead) const;

    std::string_view m_text;
    std::string m_source;
    std::size_t m_offset = 0;
};

// ASCII only, whatever the locale.
bool isTextSpace(char character);
bool isTextDigit(char character);
bool isTextLetter(char character);
bool contains(std::string_view text, std::string_view part);
// The text with the minus sign of typeset mathematics (U+2212) as the one that programs write; places stay the same.
std::string withPlainMinus(std::string_view text);
// Whether a weight may end before this character: spaces, ',', ';', '/' and 0, the end.
bool endsWeight(char character);

}  // namespace kg
