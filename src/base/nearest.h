// The word that a person may have meant by one that nobody knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kg {

// The candidate with the fewest edits (insert, delete, replace, swap of neighbours; case does not count) from the
// word, if they are at most a third of its letters, or one; else empty. The first of equals.
std::string nearestWord(std::string_view word, const std::vector<std::string>& candidates);

// Advice for an unknown word: "Did you mean gaussian?", or "The filters are a, b and c." where none is near.
// `plural` names what the candidates are.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, std::string_view plural);

// "a", "a and b", "a, b and c".
std::string joinWords(const std::vector<std::string>& words, std::string_view last = "and");

}  // namespace kg
