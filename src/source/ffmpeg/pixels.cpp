#include "source/ffmpeg/pixels.h"

#include "base/error.h"

extern "C" {
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

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

// swscale counts in 256ths of a pixel.
int chromaPosition(double site) {
    return static_cast<int>(256 * site);
}

}  // namespace

bool isFullRange(const AVFrame& frame) {
    const AVPixFmtDescriptor& descriptor = descriptorOf(frame.format);
    if (frame.color_range != AVCOL_RANGE_UNSPECIFIED) {
        return frame.color_range == AVCOL_RANGE_JPEG;
    }
    // Grey stills and the formats that are named after JPEG.
    return descriptor.nb_components <= 2 || has(descriptor, AV_PIX_FMT_FLAG_RGB) ||
           std::string_view(descriptor.name).starts_with("yuvj");
}

ChromaSite chromaSiteOf(const AVFrame& frame) {
    const AVPixFmtDescriptor& descriptor = descriptorOf(frame.format);
    const double last = (1 << descriptor.log2_chroma_w) - 1;
    const double lowest = (1 << descriptor.log2_chroma_h) - 1;
    switch (frame.chroma_location) {
        case AVCHROMA_LOC_LEFT:
            return {0, lowest / 2};
        case AVCHROMA_LOC_CENTER:
            return {last / 2, lowest / 2};
        case AVCHROMA_LOC_TOPLEFT:
            return {0, 0};
        case AVCHROMA_LOC_TOP:
            return {last / 2, 0};
        case AVCHROMA_LOC_BOTTOMLEFT:
            return {0, lowest};
        case AVCHROMA_LOC_BOTTOM:
            return {last / 2, lowest};
        default:
            return {isFullRange(frame) ? last / 2 : 0, lowest / 2};
    }
}

void Scaler::run(const AVFrame& source, const Side& from, AVFrame& target, const Side& to, AVColorSpace space,
                 const std::string& name, const std::string& refusal) {
    const Work work{.width = source.width, .height = source.height, .from = from, .to = to, .space = space};
    if (!m_context || work != m_work) {
        m_context.reset(sws_alloc_context());
        if (!m_context) {
            throw std::bad_alloc();
        }
        const std::pair<const char*, int> options[] = {{"srcw", work.width},
                                                       {"srch", work.height},
                                                       {"src_format", from.format},
                                                       {"src_h_chr_pos", chromaPosition(from.site.x)},
                                                       {"src_v_chr_pos", chromaPosition(from.site.y)},
                                                       {"dstw", work.width},
                                                       {"dsth", work.height},
                                                       {"dst_format", to.format},
                                                       {"dst_h_chr_pos", chromaPosition(to.site.x)},
                                                       {"dst_v_chr_pos", chromaPosition(to.site.y)},
                                                       {"sws_flags", kAccurate}};
        for (const auto& [option, value] : options) {
            av_opt_set_int(m_context.get(), option, value, 0);
        }
        if (sws_init_context(m_context.get(), nullptr, nullptr) < 0) {
            m_context.reset();
            throw FileError(refusal, name);
        }
        constexpr int kOne = 1 << 16;
        sws_setColorspaceDetails(m_context.get(), sws_getCoefficients(space), from.fullRange ? 1 : 0,
                                 sws_getCoefficients(space), to.fullRange ? 1 : 0, 0, kOne, kOne);
        m_work = work;
    }
    check(sws_scale(m_context.get(), source.data, source.linesize, 0, source.height, target.data, target.linesize),
          name, "converted");
}

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
    const AVPixelFormat target = packedFormat(format);
    reserve(m_packed, target, format);
    const auto pixels = static_cast<AVPixelFormat>(frame.format);
    m_scaler.run(
        frame, {.format = pixels, .fullRange = isFullRange(frame), .site = chromaSiteOf(frame)}, *m_packed,
        {.format = target}, colourSpaceOf(frame.colorspace, frame.height), name,
        std::string("its pixels are in the format ") + descriptorOf(frame.format).name + ", which is not read here");
    Image image(format);
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
    reserve(m_packed, packedFormat(format), format);
    const int row = rowBytes(format);
    av_image_copy_plane(m_packed->data[0], m_packed->linesize[0],
                        reinterpret_cast<const std::uint8_t*>(source->bytes().data()), row, row, format.height);
    const auto pixels = static_cast<AVPixelFormat>(frame.format);
    m_scaler.run(*m_packed, {.format = packedFormat(format)}, frame,
                 {.format = pixels, .fullRange = isFullRange(frame), .site = chromaSiteOf(frame)},
                 colourSpaceOf(frame.colorspace, frame.height), name, "its pixels cannot be converted for the encoder");
}

}  // namespace kg::av
