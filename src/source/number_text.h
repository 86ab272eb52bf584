// Numbers in the names of sources.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace kg {

// A whole text as a number; nothing where it is none.
template <typename Number>
std::optional<Number> numberOf(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace kg
