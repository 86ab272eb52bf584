// Numbers as people write and read them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace kg::ui {

// At most `digits` significant digits, with a true minus sign.
std::string shownNumber(double value, int digits = 4);
// A number or a fraction ("1/16"), with or without a unit behind it.
std::optional<double> typedNumber(const std::string& text);

// A count with commas: 51,840,000.
std::string groupedCount(std::uint64_t count);
// A number of bytes in a unit that suits it: 1.5 KiB, 64 MiB.
std::string byteCount(std::uint64_t bytes);

}  // namespace kg::ui
