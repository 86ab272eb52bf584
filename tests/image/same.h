#pragma once

#include "image/image.h"

#include <algorithm>

namespace kg {

// Whether two images agree in format and to the last bit.
inline bool same(const Image& a, const Image& b) {
    return a.format() == b.format() && std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin());
}

}  // namespace kg
