// Light: which numbers of an image are filtered.
//
//   Encoded  the values as stored
//   Linear   light: sRGB is decoded before the filters and encoded after them
#pragma once

#include <string_view>

namespace kg {

enum class Light { Encoded, Linear };

// "encoded", "linear".
std::string_view lightName(Light light);
// Throws Error that lists the names.
Light lightFromName(std::string_view name);

}  // namespace kg
