#include "render/read_back.h"

#include "image/crop.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

namespace kg {

namespace {

// Rows that are converted at a time: few, to keep floats small beside the picture.
constexpr int kConvertedRows = 64;

// A half has the layout of a float, with fewer bits of each part: moved into place it is too small by a power of two.
float floatOfHalf(std::uint16_t half) {
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t rest = (half & 0x7FFFU) << 13U;
    const bool finite = (half & 0x7C00U) != 0x7C00U;
    const std::uint32_t magnitude =
        finite ? std::bit_cast<std::uint32_t>(std::bit_cast<float>(rest) * 0x1p112F) : rest | 0x7F800000U;
    return std::bit_cast<float>(sign | magnitude);
}

template <typename Texel>
Texel texelAt(const std::byte* texels, std::size_t index) {
    Texel texel{};
    std::memcpy(&texel, texels + index * sizeof(Texel), sizeof texel);
    return texel;
}

}  // namespace

RawPicture::RawPicture(std::shared_ptr<const Image> image) : m_format(image->format()), m_image(std::move(image)) {}

RawPicture::RawPicture(const ImageFormat& format, std::vector<std::byte> texels, bool halves)
    : m_format(format), m_texels(std::make_shared<const std::vector<std::byte>>(std::move(texels))), m_halves(halves) {}

Image RawPicture::band(int y, int rows) const {
    if (m_image) {
        return cropRows(*m_image, y, rows);
    }
    ImageFormat format = m_format;
    format.height = rows;
    format.type = PixelType::F32;
    Image image(format);
    // Grey is in red, and its alpha in alpha.
    const std::array<std::size_t, 4> sources =
        format.channels == 2 ? std::array<std::size_t, 4>{0, 3, 0, 0} : std::array<std::size_t, 4>{0, 1, 2, 3};
    const std::span<float> samples = image.samples<float>();
    std::size_t texel = std::size_t{4} * static_cast<std::size_t>(y) * static_cast<std::size_t>(format.width);
    const auto channels = static_cast<std::size_t>(format.channels);
    for (std::size_t at = 0; at < samples.size(); at += channels, texel += 4) {
        for (std::size_t channel = 0; channel < channels; ++channel) {
            const std::size_t from = texel + sources[channel];
            samples[at + channel] = m_halves ? floatOfHalf(texelAt<std::uint16_t>(m_texels->data(), from))
                                             : texelAt<float>(m_texels->data(), from);
        }
    }
    return image;
}

void RawPicture::read(PixelType type, Transfer transfer, const RowSink& sink) const {
    for (int y = 0; y < m_format.height; y += kConvertedRows) {
        const int rows = std::min(kConvertedRows, m_format.height - y);
        sink(convertImage(band(y, rows), m_format.channels, type, transfer));
    }
}

Image RawPicture::convert(PixelType type, Transfer transfer) const {
    ImageFormat format = m_format;
    format.type = type;
    format.transfer = transfer;
    Image whole(format);
    std::byte* next = whole.bytes().data();
    read(type, transfer, [&](const Image& rows) {
        std::memcpy(next, rows.bytes().data(), rows.bytes().size());
        next += rows.bytes().size();
    });
    return whole;
}

void ReadBack::begin(gl::Framebuffer& framebuffer, const gl::Texture& texture, const ImageFormat& format) {
    Order order{.format = format, .image = nullptr, .buffer = {}};
    if (!m_idle.empty()) {
        order.buffer = std::move(m_idle.back());
        m_idle.pop_back();
    }
    order.halves = texture.format() == gl::TextureFormat::RGBA16F;
    framebuffer.target(texture);
    order.buffer.begin(framebuffer, texture.format(), 0, 0, format.width, format.height);
    m_underWay.push_back(std::move(order));
}

void ReadBack::begin(std::shared_ptr<const Image> image) {
    const ImageFormat format = image->format();
    m_underWay.push_back({.format = format, .image = std::move(image), .buffer = {}});
}

std::optional<RawPicture> ReadBack::take(bool wait) {
    if (m_underWay.empty() || (!wait && !m_underWay.front().image && !m_underWay.front().buffer.arrived())) {
        return std::nullopt;
    }
    Order order = std::move(m_underWay.front());
    m_underWay.pop_front();
    if (order.image) {
        return RawPicture(std::move(order.image));
    }
    std::vector<std::byte> texels(order.buffer.bytes());
    order.buffer.take(texels);
    m_idle.push_back(std::move(order.buffer));
    return RawPicture(order.format, std::move(texels), order.halves);
}

}  // namespace kg
