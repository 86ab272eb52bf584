// Test pictures by name: "pattern:NAME[:VALUE][@WIDTHxHEIGHT]".
#pragma once

#include "source/frame.h"

#include <memory>
#include <string>

namespace kg {

// Throws Error for names that are not known, values that a pattern does not take, and sizes out of 1..65535.
Image patternImage(const std::string& source);

// Whether it has more than one picture; tells without drawing any. Throws as patternImage does.
bool patternMoves(const std::string& source);

// The patterns that move never end; the others are one picture.
std::unique_ptr<FrameReader> openPattern(const std::string& source);

// "Test chart"; the source itself where it is none.
std::string patternLabel(const std::string& source);

}  // namespace kg
