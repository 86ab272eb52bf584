// Small things about text that every room needs. Pure functions, callable from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kg {

// The text with A to Z as a to z, whatever the locale; other bytes, those of UTF-8 among them, stay.
std::string lowered(std::string_view text);

// "png" of "photo.PNG", in lower case; empty where the name has no extension.
std::string extensionOf(const std::filesystem::path& path);

// The text as a terminal may be sent it: control characters, those of C1 and those that turn the direction of writing
// are shown as C writes them ("\x1b", "\n", "\u202e"), and so is what is no UTF-8.
std::string printable(std::string_view text);

// A count with commas: 51,840,000.
std::string groupedCount(std::uint64_t count);

}  // namespace kg
