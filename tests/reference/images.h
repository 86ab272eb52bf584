// Small images by hand.
#pragma once

#include "image/image.h"

#include <cstddef>
#include <vector>

namespace kg::test {

// A float image whose samples are given row by row.
inline Image imageOf(int width, int height, int channels, const std::vector<double>& samples) {
    Image image({.width = width, .height = height, .channels = channels, .type = PixelType::F32});
    std::size_t next = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            for (int channel = 0; channel < channels; ++channel) {
                image.setValue(x, y, channel, samples.at(next++));
            }
        }
    }
    return image;
}

// Every sample of one value.
inline Image constantImage(const ImageFormat& format, double value) {
    Image image(format);
    for (int y = 0; y < format.height; ++y) {
        for (int x = 0; x < format.width; ++x) {
            for (int channel = 0; channel < format.channels; ++channel) {
                image.setValue(x, y, channel, value);
            }
        }
    }
    return image;
}

}  // namespace kg::test
