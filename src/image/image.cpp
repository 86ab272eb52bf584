#include "image/image.h"

#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace kg {

namespace {

// Scales to 0..maximum and rounds to nearest; what lies outside 0..1 goes to the nearer end and NaN to 0.
template <typename T>
T quantised(double value, double maximum) {
    return value > 0.0 ? static_cast<T>(std::floor(std::min(value, 1.0) * maximum + 0.5)) : T{0};
}

std::size_t sampleIndex(const ImageFormat& format, int x, int y, int channel) {
    assert(x >= 0 && x < format.width && y >= 0 && y < format.height && channel >= 0 && channel < format.channels);
    return (static_cast<std::size_t>(y) * format.width + x) * format.channels + channel;
}

}  // namespace

Image::Image(const ImageFormat& format) : m_format(format) {
    checkFormat(format);
    m_bytes = ZeroedBytes(format.byteCount());
}

double Image::value(int x, int y, int channel) const {
    const std::size_t index = sampleIndex(m_format, x, y, channel);
    switch (m_format.type) {
        case PixelType::U8:
            return samples<std::uint8_t>()[index] / 255.0;
        case PixelType::U16:
            return samples<std::uint16_t>()[index] / 65535.0;
        case PixelType::F32:
            break;
    }
    return samples<float>()[index];
}

void Image::setValue(int x, int y, int channel, double value) {
    const std::size_t index = sampleIndex(m_format, x, y, channel);
    switch (m_format.type) {
        case PixelType::U8:
            samples<std::uint8_t>()[index] = quantised<std::uint8_t>(value, 255.0);
            return;
        case PixelType::U16:
            samples<std::uint16_t>()[index] = quantised<std::uint16_t>(value, 65535.0);
            return;
        case PixelType::F32:
            samples<float>()[index] = static_cast<float>(value);
            return;
    }
}

void checkFormat(const ImageFormat& format, const std::string& where) {
    if (format.width < 1 || format.height < 1) {
        throw Error(fmt::format("an image of {} x {} has no pixels", format.width, format.height), where);
    }
    if (format.channels < 1 || format.channels > 4) {
        throw Error(fmt::format("an image has 1 to 4 channels, not {}", format.channels), where);
    }
    if (format.width > Image::kMaxSide || format.height > Image::kMaxSide) {
        throw Error(
            fmt::format("{} x {} is above the limit of {} pixels a side", format.width, format.height, Image::kMaxSide),
            where);
    }
    if (format.pixelCount() > Image::kMaxPixels) {
        throw Error(fmt::format("{} x {} is above the limit of {} pixels in all", format.width, format.height,
                                Image::kMaxPixels),
                    where);
    }
}

}  // namespace kg
