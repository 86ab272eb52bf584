#include "ui/filter_search.h"

#include "base/text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace kg::ui {

namespace {

bool startsWord(const std::string& text, const std::string& part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        if (at == 0 || text[at - 1] == ' ' || text[at - 1] == '-') {
            return true;
        }
    }
    return false;
}

// How well a kind matches, 0 best; nothing where it does not.
std::optional<int> rankOf(const FilterKind& kind, const std::string& wanted) {
    const std::string label = lowered(kind.label);
    if (label.starts_with(wanted) || kind.id.starts_with(wanted)) {
        return 0;
    }
    const auto anyKeyword = [&](auto matches) {
        return std::any_of(kind.keywords.begin(), kind.keywords.end(),
                           [&](const std::string& keyword) { return matches(lowered(keyword)); });
    };
    if (startsWord(label, wanted) || anyKeyword([&](const std::string& word) { return startsWord(word, wanted); })) {
        return 1;
    }
    const auto contains = [&](const std::string& word) { return word.find(wanted) != std::string::npos; };
    if (contains(label) || contains(kind.id) || anyKeyword(contains)) {
        return 2;
    }
    return startsWord(lowered(kind.description), wanted) ? std::optional(3) : std::nullopt;
}

}  // namespace

std::vector<const FilterKind*> searchFilters(const std::vector<FilterKind>& kinds, std::string_view text) {
    const std::string wanted = lowered(text);
    std::vector<std::pair<int, const FilterKind*>> ranked;
    for (const FilterKind& kind : kinds) {
        if (const auto rank = rankOf(kind, wanted)) {
            ranked.emplace_back(*rank, &kind);
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const FilterKind*> found;
    for (const auto& [rank, kind] : ranked) {
        found.push_back(kind);
    }
    return found;
}

}  // namespace kg::ui
