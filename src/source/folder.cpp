#include "source/folder.h"

#include "base/text.h"
#include "source/source.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <system_error>
#include <vector>

namespace kg {

namespace {

namespace fs = std::filesystem;

bool isDigit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// The digits that begin a text, and the same without zeros before them.
std::string_view digitsOf(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && isDigit(text[end])) {
        ++end;
    }
    return text.substr(0, end);
}

std::string_view significant(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// Below, equal or above 0, as of names in lower case.
int compareNaturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (isDigit(a.front()) && isDigit(b.front())) {
            const std::string_view digitsA = digitsOf(a);
            const std::string_view digitsB = digitsOf(b);
            const std::string_view numberA = significant(digitsA);
            const std::string_view numberB = significant(digitsB);
            if (numberA.size() != numberB.size()) {
                return numberA.size() < numberB.size() ? -1 : 1;
            }
            if (const int order = numberA.compare(numberB); order != 0) {
                return order;
            }
            a.remove_prefix(digitsA.size());
            b.remove_prefix(digitsB.size());
        } else if (a.front() != b.front()) {
            return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
        } else {
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.empty() && b.empty() ? 0 : a.empty() ? -1 : 1;
}

// The names of a folder's stills, in order. Hidden ones are left out, as the file browser does.
std::vector<std::string> stillsOf(const fs::path& folder) {
    const std::vector<std::string>& known = stillExtensions();
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entries(folder.empty() ? "." : folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        std::error_code ignored;  // a link to nowhere is no file
        const std::string name = entries->path().filename().string();
        const std::string extension = extensionOf(entries->path());
        if (!name.starts_with('.') && std::find(known.begin(), known.end(), extension) != known.end() &&
            entries->is_regular_file(ignored)) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end(),
              [](const std::string& a, const std::string& b) { return naturallyBefore(a, b); });
    return names;
}

}  // namespace

bool naturallyBefore(std::string_view name, std::string_view other) {
    const int order = compareNaturally(lowered(name), lowered(other));
    return order != 0 ? order < 0 : name < other;
}

FolderPlace placeInFolder(const fs::path& file) {
    const std::string name = file.filename().string();
    std::vector<std::string> names = stillsOf(file.parent_path());
    const auto place = std::lower_bound(names.begin(), names.end(), name, naturallyBefore);
    const bool listed = place != names.end() && *place == name;
    return {.file = file,
            .index = static_cast<std::size_t>(place - names.begin()),
            .count = names.size() + (listed ? 0 : 1)};
}

FolderPlace neighbourOf(const FolderPlace& place, bool next) {
    const fs::path folder = place.file.parent_path();
    const std::string name = place.file.filename().string();
    const std::vector<std::string> names = stillsOf(folder);
    if (names.empty()) {
        return place;
    }
    const auto here = std::lower_bound(names.begin(), names.end(), name, naturallyBefore);
    const bool listed = here != names.end() && *here == name;
    const std::size_t count = names.size();
    const auto at = static_cast<std::size_t>(here - names.begin());
    const std::size_t index = next ? (at + (listed ? 1 : 0)) % count : (at + count - 1) % count;
    return {.file = folder / names[index], .index = index, .count = count};
}

}  // namespace kg
