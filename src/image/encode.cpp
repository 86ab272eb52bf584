#include "image/encode.h"

#include "base/error.h"
#include "base/text.h"
#include "image/atomic_file.h"
#include "image/crop.h"
#include "image/netpbm.h"
#include "image/png_codec.h"
#include "image/stb_codec.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <iterator>
#include <new>
#include <optional>
#include <utility>

namespace kg {

namespace {

// What PNG stores of a format.
ImageFormat pngFormat(ImageFormat format) {
    format.type = format.type == PixelType::U8 ? PixelType::U8 : PixelType::U16;
    format.transfer = Transfer::Srgb;
    return format;
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
    std::string (*encode)(const Image& image, const EncodeOptions& options);  // null: PNG, which is written in bands
    bool countsInInt = false;                                                 // stb_image_write, see checkStbSize
};

constexpr PixelType kFloats = PixelType::F32;

constexpr Encoder kEncoders[] = {
    {{.extension = "png", .most = PixelType::U16, .holdsText = true}, nullptr},
    {{.extension = "jpg"}, encodeToJpeg, true},
    {{.extension = "jpeg"}, encodeToJpeg, true},
    {{.extension = "bmp"}, encodeToBmp, true},
    {{.extension = "tga"}, encodeToTga, true},
    {{.extension = "pfm", .least = kFloats, .most = kFloats, .transfer = Transfer::Linear}, encodeToPfm},
    {{.extension = "hdr", .least = kFloats, .most = kFloats, .transfer = Transfer::Linear}, encodeToRadiance, true},
};

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

// Runs a part of the encoding; what goes wrong carries the file's name.
template <typename Work>
void encoding(const std::filesystem::path& path, Work&& work) {
    try {
        work();
    } catch (const FileError&) {
        throw;
    } catch (const Error& error) {
        throw FileError(error.problem(), path.string(), error.advice());
    } catch (const std::bad_alloc&) {
        throw FileError("there is not enough memory to encode it", path.string());
    }
}

}  // namespace

struct ImageFileWriter::State {
    State(const Encoder& by, const ImageFormat& whole, std::filesystem::path to, const EncodeOptions& with)
        : encoder(by), format(whole), path(std::move(to)), options(with), file(path) {}

    const Encoder& encoder;
    const ImageFormat format;
    const std::filesystem::path path;
    const EncodeOptions options;
    AtomicFile file;
    std::optional<PngWriter> png;
    Image collected;  // of formats that are encoded as a whole
    int rows = 0;     // that have come
};

ImageFileWriter::ImageFileWriter(const ImageFormat& format, const std::filesystem::path& path,
                                 const EncodeOptions& options) {
    const Encoder& encoder = encoderFor(path);
    encoding(path, [&] {
        checkFormat(format);
        if (encoder.countsInInt) {
            checkStbSize(format, encoder.format.extension);
        }
        m_state = std::make_unique<State>(encoder, format, path, options);
        if (encoder.encode == nullptr) {
            m_state->png.emplace(pngFormat(format), options.text,
                                 [file = &m_state->file](std::string_view bytes) { file->write(bytes); });
        }
    });
}

ImageFileWriter::~ImageFileWriter() = default;

void ImageFileWriter::write(Image rows) {
    State& state = *m_state;
    assert(rows.width() == state.format.width && rows.channels() == state.format.channels &&
           rows.type() == state.format.type && state.rows + rows.height() <= state.format.height);
    encoding(state.path, [&] {
        const int first = std::exchange(state.rows, state.rows + rows.height());
        if (state.png) {
            const ImageFormat stored = pngFormat(rows.format());
            const bool ready = stored == rows.format();
            state.png->write(ready ? rows : convertImage(rows, stored.channels, stored.type, stored.transfer));
        } else if (rows.height() == state.format.height) {
            state.collected = std::move(rows);
        } else {
            if (state.collected.empty()) {
                state.collected = Image(state.format);
            }
            paste(rows, state.collected, 0, first);
        }
    });
}

void ImageFileWriter::finish() {
    State& state = *m_state;
    assert(state.rows == state.format.height);
    encoding(state.path, [&] {
        if (state.png) {
            state.png->finish();
        } else {
            state.file.write(state.encoder.encode(state.collected, state.options));
        }
        state.file.finish();
    });
}

void encodeImage(const Image& image, const std::filesystem::path& path, const EncodeOptions& options) {
    const Encoder& encoder = encoderFor(path);
    if (image.empty()) {
        throw FileError("there is no image to write", path.string());
    }
    encoding(path, [&] {
        std::string bytes;
        if (encoder.encode != nullptr) {
            bytes = encoder.encode(image, options);
        } else {
            const ImageFormat stored = pngFormat(image.format());
            PngWriter png(stored, options.text, [&](std::string_view more) { bytes += more; });
            const bool ready = stored == image.format();
            png.write(ready ? image : convertImage(image, stored.channels, stored.type, stored.transfer));
            png.finish();
        }
        writeFileAtomically(path, bytes);
    });
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
