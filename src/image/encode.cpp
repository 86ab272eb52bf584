#include "image/encode.h"

#include "base/error.h"
#include "image/netpbm.h"
#include "image/png_codec.h"
#include "image/stb_codec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <new>

namespace kg {

namespace {

std::string extensionOf(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    extension.erase(0, 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

std::string encodeToPng(const Image& image, const EncodeOptions& options) {
    const PixelType type = image.type() == PixelType::U8 ? PixelType::U8 : PixelType::U16;
    return encodePng(convertImage(image, image.channels(), type, Transfer::Srgb), options.text);
}

std::string encodeToJpeg(const Image& image, const EncodeOptions& options) {
    const int colours = image.channels() <= 2 ? 1 : 3;
    const int quality = std::clamp(options.jpegQuality, 1, 100);
    return encodeWithStb(convertImage(image, colours, PixelType::U8, Transfer::Srgb), StbFormat::Jpeg, quality);
}

std::string encodeToBmp(const Image& image, const EncodeOptions&) {
    // BMP has no grey; grey with alpha becomes RGBA, so that the alpha stays.
    const int channels = image.format().hasAlpha() ? 4 : 3;
    return encodeWithStb(convertImage(image, channels, PixelType::U8, Transfer::Srgb), StbFormat::Bmp, 0);
}

std::string encodeToTga(const Image& image, const EncodeOptions&) {
    return encodeWithStb(convertImage(image, image.channels(), PixelType::U8, Transfer::Srgb), StbFormat::Tga, 0);
}

std::string encodeToRadiance(const Image& image, const EncodeOptions&) {
    // A shared exponent of 8 bits holds neither negative numbers nor anything from 2^127 on.
    constexpr float kLargest = 0x1.fep126f;
    Image light = convertImage(image, image.channels() <= 2 ? 1 : 3, PixelType::F32, Transfer::Linear);
    for (float& sample : light.samples<float>()) {
        sample = sample > 0.0f ? std::min(sample, kLargest) : 0.0f;
    }
    return encodeWithStb(light, StbFormat::Radiance, 0);
}

std::string encodeToPfm(const Image& image, const EncodeOptions&) {
    return encodePfm(convertImage(image, image.channels() <= 2 ? 1 : 3, PixelType::F32, Transfer::Linear));
}

struct Encoder {
    const char* extension;
    std::string (*encode)(const Image& image, const EncodeOptions& options);
};

constexpr Encoder kEncoders[] = {
    {"png", encodeToPng}, {"jpg", encodeToJpeg}, {"jpeg", encodeToJpeg},    {"bmp", encodeToBmp},
    {"tga", encodeToTga}, {"pfm", encodeToPfm},  {"hdr", encodeToRadiance},
};

const Encoder& encoderFor(const std::filesystem::path& path) {
    const std::string extension = extensionOf(path);
    for (const Encoder& encoder : kEncoders) {
        if (extension == encoder.extension) {
            return encoder;
        }
    }
    const std::string problem = extension.empty() ? "the name has no extension that tells the format"
                                                  : fmt::format("kernelglass does not write '.{}' files", extension);
    throw FileError(problem, path.string(), fmt::format("Known are {}", fmt::join(encodableExtensions(), ", ")));
}

}  // namespace

void encodeImage(const Image& image, const std::filesystem::path& path, const EncodeOptions& options) {
    const Encoder& encoder = encoderFor(path);
    if (image.empty()) {
        throw FileError("there is no image to write", path.string());
    }
    std::string bytes;
    try {
        bytes = encoder.encode(image, options);
    } catch (const Error& error) {
        throw FileError(error.problem(), path.string(), error.advice());
    } catch (const std::bad_alloc&) {
        throw FileError("there is not enough memory to encode it", path.string());
    }
    writeFileAtomically(path, bytes);
}

const std::vector<std::string>& encodableExtensions() {
    static const std::vector<std::string> kExtensions = [] {
        std::vector<std::string> extensions;
        for (const Encoder& encoder : kEncoders) {
            extensions.emplace_back(encoder.extension);
        }
        return extensions;
    }();
    return kExtensions;
}

}  // namespace kg
