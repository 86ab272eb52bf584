// Numbers as people write and read them. Pure.
#pragma once

#include "image/image.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kg::ui {

// At most `digits` significant digits, with a true minus sign.
std::string shownNumber(double value, int digits = 4);
// A number or a fraction ("1/16"), with or without a unit behind it.
std::optional<double> typedNumber(const std::string& text);

// A number of bytes in a unit that suits it: 1.5 KiB, 64 MiB.
std::string byteCount(std::uint64_t bytes);

// A pixel's values in steps of their type (0 to 255, 0 to 65535), or as floats, each behind a space. A value takes the
// same room wherever the mouse points, except for floats of a thousand and more.
std::string pixelText(const std::vector<double>& values, PixelType type);

// A zoom in per cent and plain figures: "12800 %", "33.33 %", "0.05 %".
std::string zoomText(double zoom);

}  // namespace kg::ui
