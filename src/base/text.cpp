#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace kg {

namespace {

// One character of UTF-8; of bytes that are none, one byte.
struct Character {
    char32_t code = 0;
    std::size_t length = 1;
    bool valid = false;
};

Character characterAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    const unsigned lead = byte(at);
    if (lead < 0x80) {
        return {.code = lead, .length = 1, .valid = true};
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) {
        return {.code = lead};
    }
    char32_t code = lead & (0x7FU >> length);
    for (std::size_t place = at + 1; place < at + length; ++place) {
        if ((byte(place) & 0xC0U) != 0x80) {
            return {.code = lead};
        }
        code = (code << 6U) | (byte(place) & 0x3FU);
    }
    constexpr char32_t kShortest[] = {0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    const bool valid = code >= kShortest[length - 2] && code <= 0x10FFFF && !surrogate;
    return valid ? Character{.code = code, .length = length, .valid = true} : Character{.code = lead};
}

// Of C0, C1, or of those that separate lines or turn the direction (Unicode 15, 23.2 and 23.3).
bool isControl(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x061C || code == 0x200E || code == 0x200F ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

std::string escaped(const Character& character, std::string_view bytes) {
    if (character.length > 1 && character.code > 0xFF) {
        return fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character.code));
    }
    std::string shown;
    for (const char byte : bytes) {
        shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    }
    return shown;
}

}  // namespace

std::string lowered(std::string_view text) {
    std::string lower(text);
    for (char& letter : lower) {
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    return lower;
}

std::string extensionOf(const std::filesystem::path& path) {
    const std::string extension = lowered(path.extension().string());
    return extension.substr(std::min<std::size_t>(1, extension.size()));
}

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        const std::string_view bytes = text.substr(at, character.length);
        if (character.length == 1 && bytes[0] == '\n') {
            shown += "\\n";
        } else if (!character.valid || isControl(character.code)) {
            shown += escaped(character, bytes);
        } else {
            shown += bytes;
        }
        at += character.length;
    }
    return shown;
}

std::string groupedCount(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

}  // namespace kg
