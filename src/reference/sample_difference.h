// How far two pictures are apart in one sample. Private to this room.
#pragma once

#include <cmath>
#include <limits>

namespace kg {

// `alpha` is the channel that weighs the colours, or -1: see compare().
template <typename Ours, typename Theirs>
double sampleDifference(const Ours& image, const Theirs& reference, int x, int y, int channel, int alpha) {
    double ours = image.value(x, y, channel);
    double theirs = reference.value(x, y, channel);
    if (alpha >= 0 && channel != alpha) {
        const double ourAlpha = image.value(x, y, alpha);
        const double theirAlpha = reference.value(x, y, alpha);
        if (ourAlpha <= 0 || theirAlpha <= 0) {
            return 0;
        }
        ours *= ourAlpha;
        theirs *= theirAlpha;
    }
    const double difference = std::abs(ours - theirs);
    return std::isnan(difference) ? std::numeric_limits<double>::infinity() : difference;
}

}  // namespace kg
