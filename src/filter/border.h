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
//   Crop              | a b c d |        the result holds only the pixels whose whole kernel lies inside
//   Renormalise       | a b c d |        what lies inside is weighted up to the kernel's whole sum
//   (filter/renormalise.h)
enum class BorderRule { Clamp, Mirror, Reflect101, Wrap, Constant, Crop, Renormalise };

const std::vector<BorderRule>& allBorderRules();
// "clamp", "mirror", "reflect101", "wrap", "constant", "crop", "renormalise".
std::string_view borderRuleName(BorderRule rule);
// Throws Error that lists the names.
BorderRule borderRuleFromName(std::string_view name);

// The coordinate inside 0..size-1 that stands for `x` under a rule; -1 where the constant stands, or nothing. A cropped
// result reads nothing outside; what is computed and then cut off reads as Clamp does. Any x, any size >= 1.
int mapBorder(BorderRule rule, int x, int size);

}  // namespace kg
