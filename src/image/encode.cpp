#include "image/encode.h"

#include "base/error.h"
#include "base/text.h"
#include "image/netpbm.h"
#include "image/png_codec.h"
#include "image/stb_codec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <new>

namespace kg {

namespace {

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
    WritableFormat format;
    std::string (*encode)(const Image& image, const EncodeOptions& options);
};

constexpr PixelType kFloats = PixelType::F32;

constexpr Encoder kEncoders[] = {
    {{.extension = "png", .most = PixelType::U16, .holdsText = true}, encodeToPng},
    {{.extension = "jpg"}, encodeToJpeg},
    {{.extension = "jpeg"}, encodeToJpeg},
    {{.extension = "bmp"}, encodeToBmp},
    {{.extension = "tga"}, encodeToTga},
    {{.extension = "pfm", .least = kFloats, .most = kFloats, .transfer = Transfer::Linear}, encodeToPfm},
    {{.extension = "hdr", .least = kFloats, .most = kFloats, .transfer = Transfer::Linear}, encodeToRadiance},
};

// "png" of "photo.PNG"; empty where the name has no extension.
std::string extensionOf(const std::filesystem::path& path) {
    const std::string extension = lowered(path.extension().string());
    return extension.substr(std::min<std::size_t>(1, extension.size()));
}

const Encoder* findEncoder(const std::filesystem::path& path) {
    const auto found =
        std::find_if(std::begin(kEncoders), std::end(kEncoders),
                     [extension = extensionOf(path)](const Encoder& e) { return e.format.extension == extension; });
    return found == std::end(kEncoders) ? nullptr : found;
}

const Encoder& encoderFor(const std::filesystem::path& path) {
    if (const Encoder* encoder = findEncoder(path)) {
        return *encoder;
    }
    const std::string extension = extensionOf(path);
    const std::string problem = extension.empty() ? "the name has no extension that tells the format"
                                                  : fmt::format("kernelglass does not write '.{}' files", extension);
    throw FileError(problem, path.string(), fmt::format("Known are {}.", fmt::join(encodableExtensions(), ", ")));
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

const WritableFormat* findWritableFormat(const std::filesystem::path& path) {
    const Encoder* encoder = findEncoder(path);
    return encoder == nullptr ? nullptr : &encoder->format;
}

const WritableFormat& writableFormat(const std::filesystem::path& path) {
    return encoderFor(path).format;
}

const std::vector<std::string>& encodableExtensions() {
    static const std::vector<std::string> kExtensions = [] {
        std::vector<std::string> extensions;
        for (const Encoder& encoder : kEncoders) {
            extensions.emplace_back(encoder.format.extension);
        }
        return extensions;
    }();
    return kExtensions;
}

}  // namespace kg
