// Whole numbers.
#pragma once

namespace kg {

// How many parts of `by` it takes to cover `value`; neither is negative, and `by` is not 0.
constexpr int dividedUp(int value, int by) {
    return value / by + (value % by == 0 ? 0 : 1);
}

}  // namespace kg
