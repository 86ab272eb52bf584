#include "base/text.h"

#include <algorithm>
#include <cstddef>

namespace kg {

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

std::string groupedCount(std::uint64_t count) {
    std::string digits = std::to_string(count);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

}  // namespace kg
