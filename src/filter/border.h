// Border rules: what lies outside the image.
#pragma once

#include <string_view>
#include <vector>

namespace kg {

// For an image row a b c d:
//   Clamp       a a a | a b c d | d d d
//   Mirror      c b a | a b c d | d c b
//   Reflect101  d c b | a b c d | c b a
//   Wrap        b c d | a b c d | a b c
//   Constant    k k k | a b c d | k k k
enum class BorderRule { Clamp, Mirror, Reflect101, Wrap, Constant };

const std::vector<BorderRule>& allBorderRules();
// "clamp", "mirror", "reflect101", "wrap", "constant".
std::string_view borderRuleName(BorderRule rule);
// Throws Error that lists the names.
BorderRule borderRuleFromName(std::string_view name);

// The coordinate inside 0..size-1 that stands for `x` under a rule; -1 where the constant stands. Any x, any size >= 1.
int mapBorder(BorderRule rule, int x, int size);

}  // namespace kg
