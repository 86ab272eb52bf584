// ArrayScanner: reads the words, numbers and factors of arrays as programming languages write them.
//
// It knows what names, comments, literals with suffixes and quotients are; what brackets and statements mean is
// parseArrays' business. Private to this room.
#pragma once

#include "kernel/text/kernel_text_scanner.h"

#include <cmath>
#include <string>
#include <string_view>

namespace kg {

// What an array's cells are multiplied and divided by. Kept apart, so that 41 / 273 is what a division gives.
struct Factor {
    double multiplier = 1;
    double divisor = 1;

    bool finite() const { return std::isfinite(multiplier) && std::isfinite(1 / divisor); }
};

// Whether a word says that a cell is absent: nan, np.nan, NAN, None, null.
bool isAbsentWord(std::string_view word);

class ArrayScanner : public KernelTextScanner {
public:
    explicit ArrayScanner(std::string_view text) : KernelTextScanner(text, "pasted text") {}

    // Passes over spaces and comments.
    void skipBlanks();
    // Passes over everything up to a mark and the mark itself; to the end where it does not come.
    void skipPast(std::string_view mark);
    // The last word of "static const double kernel", "np.array", "std::array<float, 9>"; empty where none begins.
    std::string takeName();
    // Passes over "[3][3]", "[]", where a name stands before it.
    void takeDimensions();

    // A weight or a word for an absent cell.
    bool atCell() const;
    // NaN for an absent cell. Call where atCell().
    double takeCell();
    // 1.0/16: a number, perhaps divided by another. Call where atNumber().
    double takeQuotient();

    // A decimal with C's suffixes: 1.f, 2.0L. Call where atNumber().
    double takeSuffixed();
    // Takes a mark that stands here; false where another does.
    bool takeWord(std::string_view mark);

private:
    double takeAbsentWord();
};

}  // namespace kg
