#include "render/transfer.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace kg {

namespace {

gl::TextureFormat formatFor(const ImageFormat& format) {
    constexpr std::array<std::array<gl::TextureFormat, 3>, 3> kFormats{{
        {gl::TextureFormat::R8, gl::TextureFormat::RG8, gl::TextureFormat::RGBA8},
        {gl::TextureFormat::R16, gl::TextureFormat::RG16, gl::TextureFormat::RGBA16},
        {gl::TextureFormat::R32F, gl::TextureFormat::RG32F, gl::TextureFormat::RGBA32F},
    }};
    return kFormats[static_cast<std::size_t>(format.type)][std::min(format.channels, 3) - 1];
}

// RGB as RGBA: three-byte texels are slow to upload and to sample everywhere.
template <typename T>
std::vector<T> withAlpha(std::span<const T> rgb, T one) {
    std::vector<T> rgba(rgb.size() / 3 * 4);
    for (std::size_t i = 0, o = 0; i < rgb.size(); i += 3, o += 4) {
        rgba[o] = rgb[i];
        rgba[o + 1] = rgb[i + 1];
        rgba[o + 2] = rgb[i + 2];
        rgba[o + 3] = one;
    }
    return rgba;
}

template <typename T>
void upload(gl::Texture& texture, const Image& image, gl::UploadBuffer* through, T one) {
    const std::vector<T> texels = image.channels() == 3 ? withAlpha(image.samples<T>(), one) : std::vector<T>();
    const std::span<const std::byte> bytes = texels.empty() ? image.bytes() : std::as_bytes(std::span(texels));
    if (through != nullptr) {
        texture.upload(bytes, *through);
    } else {
        texture.upload(bytes);
    }
}

}  // namespace

gl::Texture uploadImage(const Image& image) {
    gl::Texture texture;
    uploadImage(image, texture);
    return texture;
}

void fitTexture(gl::Texture& texture, gl::TextureFormat format, int width, int height) {
    if (!texture || texture.format() != format || texture.width() != width || texture.height() != height) {
        texture = gl::Texture(format, width, height);
    }
}

void uploadImage(const Image& image, gl::Texture& texture, gl::UploadBuffer* through) {
    fitTexture(texture, formatFor(image.format()), image.width(), image.height());
    switch (image.type()) {
        case PixelType::U8:
            upload<std::uint8_t>(texture, image, through, std::numeric_limits<std::uint8_t>::max());
            break;
        case PixelType::U16:
            upload<std::uint16_t>(texture, image, through, std::numeric_limits<std::uint16_t>::max());
            break;
        case PixelType::F32:
            upload<float>(texture, image, through, 1.0F);
            break;
    }
}

Image readTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int x, int y, int width, int height,
                  int channels, Transfer transfer) {
    Image image({.width = width, .height = height, .channels = channels, .type = PixelType::F32, .transfer = transfer});
    framebuffer.target(texture);

    // A band of rows at a time keeps the four-channel copy small beside the image.
    constexpr int kReadRows = 64;
    std::vector<float> band(std::size_t{4} * static_cast<std::size_t>(width) *
                            static_cast<std::size_t>(std::min(height, kReadRows)));
    const std::array<int, 4> sources = channels == 2 ? std::array{0, 3, 0, 0} : std::array{0, 1, 2, 3};
    const std::span<float> samples = image.samples<float>();
    std::size_t out = 0;
    for (int row = 0; row < height; row += kReadRows) {
        const int rows = std::min(kReadRows, height - row);
        framebuffer.read(x, y + row, width, rows, band);
        for (std::size_t pixel = 0; pixel < static_cast<std::size_t>(width) * static_cast<std::size_t>(rows); ++pixel) {
            for (int channel = 0; channel < channels; ++channel) {
                samples[out++] = band[4 * pixel + static_cast<std::size_t>(sources[channel])];
            }
        }
    }
    return image;
}

Image readTexture(gl::Framebuffer& framebuffer, const gl::Texture& texture, int channels, Transfer transfer) {
    return readTexture(framebuffer, texture, 0, 0, texture.width(), texture.height(), channels, transfer);
}

}  // namespace kg
