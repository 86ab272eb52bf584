#include "source/ffmpeg/pixels.h"

#include "base/error.h"

extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

namespace kg::av {

namespace {

constexpr int kAccurate = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT;

const AVPixFmtDescriptor& descriptorOf(int format) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
    if (descriptor == nullptr) {
        throw Error("the pixel format of a frame is unknown");
    }
    return *descriptor;
}

bool has(const AVPixFmtDescriptor& descriptor, std::uint64_t flag) {
    return (descriptor.flags & flag) != 0;
}

// The packed format with the layout of ours.
AVPixelFormat packedFormat(const ImageFormat& format) {
    static constexpr std::array<AVPixelFormat, 4> kBytes{AV_PIX_FMT_GRAY8, AV_PIX_FMT_YA8, AV_PIX_FMT_RGB24,
                                                         AV_PIX_FMT_RGBA};
    static constexpr std::array<AVPixelFormat, 4> kWords{AV_PIX_FMT_GRAY16, AV_PIX_FMT_YA16, AV_PIX_FMT_RGB48,
                                                         AV_PIX_FMT_RGBA64};
    return (format.type == PixelType::U8 ? kBytes : kWords).at(static_cast<std::size_t>(format.channels - 1));
}

bool isFullRange(int format, AVColorRange range) {
    const AVPixFmtDescriptor& descriptor = descriptorOf(format);
    if (range != AVCOL_RANGE_UNSPECIFIED) {
        return range == AVCOL_RANGE_JPEG;
    }
    // Grey stills and the formats that are named after JPEG.
    return descriptor.nb_components <= 2 || has(descriptor, AV_PIX_FMT_FLAG_RGB) ||
           std::string_view(descriptor.name).starts_with("yuvj");
}

void setColours(SwsContext* scaler, AVColorSpace from, bool fromFull, AVColorSpace to, bool toFull) {
    constexpr int kOne = 1 << 16;
    sws_setColorspaceDetails(scaler, sws_getCoefficients(from), fromFull ? 1 : 0, sws_getCoefficients(to),
                             toFull ? 1 : 0, 0, kOne, kOne);
}

int rowBytes(const ImageFormat& format) {
    return static_cast<int>(format.byteCount() / static_cast<std::size_t>(format.height));
}

// Makes room for an image: with rows that are padded, since swscale reads and writes beyond their ends.
void reserve(Owned<AVFrame>& packed, AVPixelFormat pixels, const ImageFormat& format) {
    if (packed && packed->format == pixels && packed->width == format.width && packed->height == format.height) {
        return;
    }
    packed = makeFrame();
    packed->format = pixels;
    packed->width = format.width;
    packed->height = format.height;
    if (av_frame_get_buffer(packed.get(), 0) < 0) {
        throw std::bad_alloc();
    }
}

// Floats lie in planes G, B, R and alpha, or in one of grey; swscale would round them to integers.
Image fromFloats(const AVFrame& frame, const ImageFormat& format, const std::string& name) {
    const AVPixFmtDescriptor& descriptor = descriptorOf(frame.format);
    if (has(descriptor, AV_PIX_FMT_FLAG_BE) != (AV_HAVE_BIGENDIAN != 0) || descriptor.comp[0].depth != 32) {
        throw FileError(std::string("its pixels are in the format ") + descriptor.name + ", which is not read here",
                        name);
    }
    Image image(format);
    const auto samples = image.samples<float>();
    for (int channel = 0; channel < format.channels; ++channel) {
        const AVComponentDescriptor& component = descriptor.comp[channel];
        for (int y = 0; y < format.height; ++y) {
            const std::uint8_t* row =
                frame.data[component.plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[component.plane];
            for (int x = 0; x < format.width; ++x) {
                float value = 0;
                std::memcpy(&value, row + static_cast<std::ptrdiff_t>(x) * component.step + component.offset,
                            sizeof value);
                const std::size_t pixel =
                    static_cast<std::size_t>(y) * static_cast<std::size_t>(format.width) + static_cast<std::size_t>(x);
                samples[pixel * static_cast<std::size_t>(format.channels) + static_cast<std::size_t>(channel)] = value;
            }
        }
    }
    return image;
}

}  // namespace

AVColorSpace colourSpaceOf(AVColorSpace said, int height) {
    if (said != AVCOL_SPC_UNSPECIFIED && said != AVCOL_SPC_RGB) {
        return said;
    }
    return height >= 720 ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
}

ImageFormat formatOf(const AVFrame& frame) {
    const AVPixFmtDescriptor& descriptor = descriptorOf(frame.format);
    int depth = 0;
    for (int channel = 0; channel < descriptor.nb_components; ++channel) {
        depth = std::max(depth, descriptor.comp[channel].depth);
    }
    const bool alpha = has(descriptor, AV_PIX_FMT_FLAG_ALPHA);
    const bool grey = descriptor.nb_components - (alpha ? 1 : 0) == 1 && !has(descriptor, AV_PIX_FMT_FLAG_PAL);
    const bool isFloat = has(descriptor, AV_PIX_FMT_FLAG_FLOAT);
    return {.width = frame.width,
            .height = frame.height,
            .channels = (grey ? 1 : 3) + (alpha ? 1 : 0),
            .type = isFloat     ? PixelType::F32
                    : depth > 8 ? PixelType::U16
                                : PixelType::U8,
            .transfer = isFloat ? Transfer::Linear : Transfer::Srgb};
}

Image FromAv::convert(const AVFrame& frame, const std::string& name) {
    const ImageFormat format = formatOf(frame);
    checkFormat(format, name);
    if (format.type == PixelType::F32) {
        return fromFloats(frame, format, name);
    }
    Image image(format);
    const AVPixelFormat target = packedFormat(format);
    SwsContext* scaler =
        sws_getCachedContext(m_scaler.release(), frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
                             frame.width, frame.height, target, kAccurate, nullptr, nullptr, nullptr);
    m_scaler.reset(scaler);
    if (scaler == nullptr) {
        throw FileError(
            std::string("its pixels are in the format ") + descriptorOf(frame.format).name + ", which is not read here",
            name);
    }
    const AVColorSpace space = colourSpaceOf(frame.colorspace, frame.height);
    setColours(scaler, space, isFullRange(frame.format, frame.color_range), space, true);
    reserve(m_packed, target, format);
    check(sws_scale(scaler, frame.data, frame.linesize, 0, frame.height, m_packed->data, m_packed->linesize), name,
          "converted");
    const int row = rowBytes(format);
    av_image_copy_plane(reinterpret_cast<std::uint8_t*>(image.bytes().data()), row, m_packed->data[0],
                        m_packed->linesize[0], row, format.height);
    return image;
}

void ToAv::convert(const Image& image, AVFrame& frame, const std::string& name) {
    const Image* source = &image;
    Image converted;
    if (image.type() == PixelType::F32 || image.format().transfer == Transfer::Linear) {
        converted = convertImage(image, image.channels(), PixelType::U16, Transfer::Srgb);
        source = &converted;
    }
    const ImageFormat& format = source->format();
    SwsContext* scaler = sws_getCachedContext(m_scaler.release(), format.width, format.height, packedFormat(format),
                                              frame.width, frame.height, static_cast<AVPixelFormat>(frame.format),
                                              kAccurate, nullptr, nullptr, nullptr);
    m_scaler.reset(scaler);
    if (scaler == nullptr) {
        throw FileError("its pixels cannot be converted for the encoder", name);
    }
    const AVColorSpace space = colourSpaceOf(frame.colorspace, frame.height);
    setColours(scaler, space, true, space, isFullRange(frame.format, frame.color_range));
    reserve(m_packed, packedFormat(format), format);
    const int row = rowBytes(format);
    av_image_copy_plane(m_packed->data[0], m_packed->linesize[0],
                        reinterpret_cast<const std::uint8_t*>(source->bytes().data()), row, row, format.height);
    check(sws_scale(scaler, m_packed->data, m_packed->linesize, 0, format.height, frame.data, frame.linesize), name,
          "converted");
}

}  // namespace kg::av
