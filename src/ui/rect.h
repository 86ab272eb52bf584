// A rectangle in window units.
#pragma once

namespace kg::ui {

struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;
};

}  // namespace kg::ui
