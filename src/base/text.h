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

// A count with commas: 51,840,000.
std::string groupedCount(std::uint64_t count);

}  // namespace kg
