// Image: pixels in memory, as a file stores them.
//
// Row 0 is the top, x goes right, y goes down; channels are interleaved and rows are not padded. One to four
// channels mean grey, grey + alpha, RGB, RGBA; alpha is straight (not multiplied into the colour). A value type;
// share const images freely between threads.
#pragma once

#include "image/zeroed_bytes.h"

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>

namespace kg {

enum class PixelType { U8, U16, F32 };  // U8 and U16 span 0..1; F32 holds any value

// How stored values relate to light: by the sRGB curve, or in proportion (Radiance HDR, PFM).
enum class Transfer { Srgb, Linear };

constexpr std::size_t bytesPerSample(PixelType type) {
    return type == PixelType::U8 ? 1 : type == PixelType::U16 ? 2 : 4;
}

struct ImageFormat {
    int width = 0;
    int height = 0;
    int channels = 0;
    PixelType type = PixelType::U8;
    Transfer transfer = Transfer::Srgb;

    bool hasAlpha() const { return channels == 2 || channels == 4; }
    std::size_t pixelCount() const { return static_cast<std::size_t>(width) * static_cast<std::size_t>(height); }
    std::size_t sampleCount() const { return pixelCount() * static_cast<std::size_t>(channels); }
    std::size_t byteCount() const { return sampleCount() * bytesPerSample(type); }

    bool operator==(const ImageFormat&) const = default;
};

class Image {
public:
    Image() = default;
    // All samples 0, which cost no memory until they are written (image/zeroed_bytes.h). Throws Error for sides below
    // 1, channels outside 1..4, or sizes above the limits.
    explicit Image(const ImageFormat& format);

    // The limits, checked before anything is allocated.
    static constexpr int kMaxSide = 65535;
    static constexpr std::size_t kMaxPixels = std::size_t{1} << 30;

    const ImageFormat& format() const { return m_format; }
    int width() const { return m_format.width; }
    int height() const { return m_format.height; }
    int channels() const { return m_format.channels; }
    PixelType type() const { return m_format.type; }
    bool empty() const { return m_bytes.empty(); }

    std::span<const std::byte> bytes() const { return m_bytes.all(); }
    std::span<std::byte> bytes() { return m_bytes.all(); }
    // The samples as their own type; asserts that T matches type().
    template <typename T>
    std::span<const T> samples() const;
    template <typename T>
    std::span<T> samples();

    // One sample as a number: integers divided by their maximum.
    double value(int x, int y, int channel) const;
    // Sets one sample: integers rounded to nearest and clamped to 0..1.
    void setValue(int x, int y, int channel, double value);

private:
    ImageFormat m_format;
    ZeroedBytes m_bytes;
};

// Throws Error where an image of this format may not exist (sides, channels, pixel count); `where` names the file.
void checkFormat(const ImageFormat& format, const std::string& where = {});

// The same picture in another depth, channel count or transfer. Integers are rounded to nearest after a clamp to
// 0..1. Grey becomes RGB by copying, RGB becomes grey by Rec. 709 luma weights, a new alpha is 1 and a dropped
// alpha is ignored. A change of transfer applies the sRGB curve to the colour channels.
Image convertImage(const Image& image, int channels, PixelType type, Transfer transfer);

template <typename T>
constexpr PixelType pixelTypeOf() {
    static_assert(std::is_same_v<T, std::uint8_t> || std::is_same_v<T, std::uint16_t> || std::is_same_v<T, float>);
    return std::is_same_v<T, std::uint8_t>    ? PixelType::U8
           : std::is_same_v<T, std::uint16_t> ? PixelType::U16
                                              : PixelType::F32;
}

template <typename T>
std::span<const T> Image::samples() const {
    assert(pixelTypeOf<T>() == m_format.type);
    return {reinterpret_cast<const T*>(bytes().data()), bytes().size() / sizeof(T)};
}

template <typename T>
std::span<T> Image::samples() {
    assert(pixelTypeOf<T>() == m_format.type);
    return {reinterpret_cast<T*>(bytes().data()), bytes().size() / sizeof(T)};
}

}  // namespace kg
