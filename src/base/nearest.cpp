#include "base/nearest.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace kg {

namespace {

// Optimal string alignment: Levenshtein's distance with swaps of neighbours as one edit.
std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> distance(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                distance[i][j] = i + j;
                continue;
            }
            const std::size_t replaced = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
            }
        }
    }
    return distance[a.size()][b.size()];
}

}  // namespace

std::string nearestWord(std::string_view word, const std::vector<std::string>& candidates) {
    // Longer words than any that exist are not typing errors, and the table above grows with their length.
    constexpr std::size_t kLongestWord = 64;
    if (word.size() > kLongestWord) {
        return {};
    }
    const std::string wanted = lowered(word);
    std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = editDistance(wanted, lowered(candidate));
        // A word of which nothing is left would be near to every short one.
        if (distance < best && distance < wanted.size()) {
            best = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, std::string_view plural) {
    if (const std::string nearest = nearestWord(word, candidates); !nearest.empty()) {
        return fmt::format("Did you mean {}?", nearest);
    }
    return fmt::format("The {} are {}.", plural, joinWords(candidates));
}

std::string joinWords(const std::vector<std::string>& words, std::string_view last) {
    std::string joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            joined += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
        }
        joined += words[i];
    }
    return joined;
}

}  // namespace kg
