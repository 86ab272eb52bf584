// A font of 5 x 7 pixels for the test chart: capitals, digits and a few signs.
#pragma once

#include <array>
#include <cstdint>

namespace kg {

constexpr int kGlyphWidth = 5;
constexpr int kGlyphHeight = 7;

// The rows of a glyph from the top; bit 4 is the left pixel. Letters without case; anything unknown is blank.
std::array<std::uint8_t, kGlyphHeight> glyphRows(char letter);

}  // namespace kg
