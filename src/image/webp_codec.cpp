#include "image/webp_codec.h"

#include "image/limits.h"
#include "image/orientation.h"

#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace kg {

namespace {

struct Close {
    void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
    void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
    void operator()(WebPIDecoder* decoder) const { WebPIDelete(decoder); }
};

template <typename T>
using Owned = std::unique_ptr<T, Close>;

WebPData asWebp(Bytes data) {
    return {.bytes = reinterpret_cast<const std::uint8_t*>(data.data()), .size = data.size()};
}

std::string reasonOf(VP8StatusCode status) {
    switch (status) {
        case VP8_STATUS_OUT_OF_MEMORY:
            throw std::bad_alloc();
        case VP8_STATUS_UNSUPPORTED_FEATURE:
            return "it uses a feature that is not known";
        case VP8_STATUS_NOT_ENOUGH_DATA:
        case VP8_STATUS_SUSPENDED:
            return "it is cut short";
        default:
            return "its bit stream is broken";
    }
}

Orientation orientationOf(Bytes data) {
    const WebPData bytes = asWebp(data);
    const Owned<WebPDemuxer> demuxer(WebPDemux(&bytes));
    WebPChunkIterator chunk{};
    Orientation orientation = Orientation::TopLeft;
    if (demuxer && WebPDemuxGetChunk(demuxer.get(), "EXIF", 1, &chunk) != 0) {
        std::string block(reinterpret_cast<const char*>(chunk.chunk.bytes), chunk.chunk.size);
        if (!block.starts_with("Exif")) {
            block.insert(0, std::string("Exif\0\0", 6));  // the mark that JPEG puts before it
        }
        orientation = exifOrientation(asBytes(block));
        WebPDemuxReleaseChunkIterator(&chunk);
    }
    return orientation;
}

Image firstOfMoving(Bytes data, const ImageFormat& format, const std::string& name) {
    const WebPData bytes = asWebp(data);
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_RGBA;
    const Owned<WebPAnimDecoder> decoder(WebPAnimDecoderNew(&bytes, &options));
    std::uint8_t* pixels = nullptr;
    int timestamp = 0;
    if (!decoder || WebPAnimDecoderGetNext(decoder.get(), &pixels, &timestamp) == 0) {
        throw damaged(name, "its first picture cannot be decoded");
    }
    ImageFormat whole = format;
    whole.channels = 4;
    Image image(whole);
    std::copy_n(reinterpret_cast<const std::byte*>(pixels), image.bytes().size(), image.bytes().data());
    return image.channels() == format.channels ? image
                                               : convertImage(image, format.channels, PixelType::U8, Transfer::Srgb);
}

}  // namespace

Image decodeWebp(Bytes data, const std::string& name, std::string* note) {
    WebPDecoderConfig config;
    WebPInitDecoderConfig(&config);
    const WebPData bytes = asWebp(data);
    if (const VP8StatusCode status = WebPGetFeatures(bytes.bytes, bytes.size, &config.input); status != VP8_STATUS_OK) {
        throw damaged(name, reasonOf(status));
    }
    const ImageFormat format{
        .width = config.input.width, .height = config.input.height, .channels = config.input.has_alpha != 0 ? 4 : 3};
    // Pictures of one colour take next to nothing at any size.
    checkFileFormat(format, data.size(), {.bytesPerByte = kNoDensity}, name);
    if (config.input.has_animation != 0) {
        return oriented(firstOfMoving(data, format, name), orientationOf(data));
    }
    Image image(format);
    config.output.colorspace = format.channels == 4 ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = {.rgba = reinterpret_cast<std::uint8_t*>(image.bytes().data()),
                            .stride = format.width * format.channels,
                            .size = image.bytes().size()};
    const Owned<WebPIDecoder> decoder(WebPINewDecoder(&config.output));
    if (!decoder) {
        throw std::bad_alloc();
    }
    const VP8StatusCode status = WebPIUpdate(decoder.get(), bytes.bytes, bytes.size);
    int rows = 0;
    WebPIDecGetRGB(decoder.get(), &rows, nullptr, nullptr, nullptr);
    if (status != VP8_STATUS_OK && (status != VP8_STATUS_SUSPENDED || rows < 1)) {
        throw damaged(name, reasonOf(status));
    }
    if (status == VP8_STATUS_SUSPENDED && note != nullptr) {
        *note = missingSentence(1 - static_cast<double>(rows) / format.height);
    }
    return oriented(std::move(image), orientationOf(data));
}

}  // namespace kg
