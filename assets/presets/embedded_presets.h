// The preset library's files, embedded at build time.
#pragma once

#include <span>
#include <string_view>

namespace kg {

struct EmbeddedPresets {
    std::string_view path;  // "esri.json"
    std::string_view text;
};

// Sorted by path.
std::span<const EmbeddedPresets> embeddedPresets();

}  // namespace kg
