#include "image/yuv_image.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace kg {

namespace {

// The samples of one plane as numbers of 0..1 of their storage.
class PlaneReader {
public:
    PlaneReader(const std::vector<std::byte>& bytes, int width, int height, int channels, std::size_t sampleBytes)
        : m_bytes(bytes.data()), m_width(width), m_height(height), m_channels(channels), m_words(sampleBytes == 2) {}

    double at(int x, int y, int channel) const {
        const auto index =
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x)) *
                static_cast<std::size_t>(m_channels) +
            static_cast<std::size_t>(channel);
        if (m_words) {
            std::uint16_t word = 0;
            std::memcpy(&word, m_bytes + 2 * index, sizeof word);
            return word / 65535.0;
        }
        return std::to_integer<int>(m_bytes[index]) / 255.0;
    }

    // Between samples, which go on beyond the edges.
    double between(double x, double y, int channel) const {
        const double left = std::floor(x);
        const double top = std::floor(y);
        const auto sample = [&](double column, double row) {
            return at(std::clamp(static_cast<int>(column), 0, m_width - 1),
                      std::clamp(static_cast<int>(row), 0, m_height - 1), channel);
        };
        const double upper = std::lerp(sample(left, top), sample(left + 1, top), x - left);
        const double lower = std::lerp(sample(left, top + 1), sample(left + 1, top + 1), x - left);
        return std::lerp(upper, lower, y - top);
    }

private:
    const std::byte* m_bytes;
    int m_width;
    int m_height;
    int m_channels;
    bool m_words;
};

struct LumaWeights {
    double red;
    double blue;
};

LumaWeights weightsOf(YuvMatrix matrix) {
    switch (matrix) {
        case YuvMatrix::Bt709:
            return {0.2126, 0.0722};
        case YuvMatrix::Bt2020:
            return {0.2627, 0.0593};
        case YuvMatrix::Bt601:
            break;
    }
    return {0.299, 0.114};
}

}  // namespace

YuvCoefficients coefficientsOf(const YuvFormat& format) {
    const double storage = format.bits > 8 ? 65535 : 255;
    const double unit = std::exp2(format.bits - 8);  // a step of 8 bits
    const double largest = std::exp2(format.bits) - 1;
    const double lumaExtent = format.fullRange ? largest : 219 * unit;
    const double chromaExtent = format.fullRange ? largest : 224 * unit;
    const double black = format.fullRange ? 0 : 16 * unit;
    const auto [red, blue] = weightsOf(format.matrix);
    const double green = 1 - red - blue;
    return {.lumaScale = storage / lumaExtent,
            .lumaOffset = -black / lumaExtent,
            .chromaScale = storage / chromaExtent,
            .chromaOffset = -128 * unit / chromaExtent,
            .redOfCr = 2 * (1 - red),
            .greenOfCb = 2 * (1 - blue) * blue / green,
            .greenOfCr = 2 * (1 - red) * red / green,
            .blueOfCb = 2 * (1 - blue)};
}

Image convertYuv(const YuvImage& yuv) {
    const YuvFormat& format = yuv.format;
    const YuvCoefficients c = coefficientsOf(format);
    const PlaneReader luma(yuv.luma, format.width, format.height, 1, format.sampleBytes());
    const PlaneReader chroma(yuv.chroma, format.chromaWidth(), format.chromaHeight(), 2, format.sampleBytes());
    Image image(format.rgb());
    for (int y = 0; y < format.height; ++y) {
        for (int x = 0; x < format.width; ++x) {
            const int from = format.mirrored ? format.width - 1 - x : x;
            const double chromaX = std::ldexp(from - format.siteX, -format.shiftX);
            const double chromaY = std::ldexp(y - format.siteY, -format.shiftY);
            const double light = luma.at(from, y, 0) * c.lumaScale + c.lumaOffset;
            const double cb = chroma.between(chromaX, chromaY, 0) * c.chromaScale + c.chromaOffset;
            const double cr = chroma.between(chromaX, chromaY, 1) * c.chromaScale + c.chromaOffset;
            const std::array<double, 3> rgb{light + c.redOfCr * cr, light - c.greenOfCb * cb - c.greenOfCr * cr,
                                            light + c.blueOfCb * cb};
            for (int channel = 0; channel < 3; ++channel) {
                image.setValue(x, y, channel, rgb[static_cast<std::size_t>(channel)]);
            }
        }
    }
    return image;
}

}  // namespace kg
