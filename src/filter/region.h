// Region: a rectangle of an image's pixels.
#pragma once

namespace kg {

struct Region {
    int x = 0;  // of its top left pixel
    int y = 0;
    int width = 0;
    int height = 0;

    bool contains(int px, int py) const { return px >= x && py >= y && px < x + width && py < y + height; }
    bool operator==(const Region&) const = default;
};

}  // namespace kg
