#include "image/hash_noise.h"
#include "image/pattern.h"

namespace kg {

Image noise(const ImageFormat& format, std::uint32_t seed) {
    Image image(format);
    for (int y = 0; y < format.height; ++y) {
        for (int x = 0; x < format.width; ++x) {
            for (int c = 0; c < format.channels; ++c) {
                const std::uint32_t column = static_cast<std::uint32_t>(x * format.channels + c);
                float value = unitHash(column, static_cast<std::uint32_t>(y), seed);
                if (format.hasAlpha() && c == format.channels - 1) {
                    // An eighth of the pixels is fully transparent, and an eighth fully opaque.
                    value = value < 0.125f ? 0.0f : value >= 0.875f ? 1.0f : value;
                }
                image.setValue(x, y, c, value);
            }
        }
    }
    return image;
}

}  // namespace kg
