#pragma once

#include "image/image.h"

#include <algorithm>
#include <cmath>

namespace kg {

// Whether two images agree in format and to the last bit.
inline bool same(const Image& a, const Image& b) {
    return a.format() == b.format() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

// How far apart two pictures of one size and channels are, in whatever depth each is stored.
inline double largestDifference(const Image& a, const Image& b) {
    double largest = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            for (int channel = 0; channel < a.channels(); ++channel) {
                largest = std::max(largest, std::abs(a.value(x, y, channel) - b.value(x, y, channel)));
            }
        }
    }
    return largest;
}

}  // namespace kg
