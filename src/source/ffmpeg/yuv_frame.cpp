#include "source/ffmpeg/yuv_frame.h"

#include "source/ffmpeg/pixels.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace kg::av {

namespace {

std::optional<YuvMatrix> matrixOf(AVColorSpace space) {
    switch (space) {
        case AVCOL_SPC_BT709:
            return YuvMatrix::Bt709;
        case AVCOL_SPC_BT470BG:
        case AVCOL_SPC_SMPTE170M:
            return YuvMatrix::Bt601;
        case AVCOL_SPC_BT2020_NCL:
            return YuvMatrix::Bt2020;
        default:
            return std::nullopt;
    }
}

// Whole samples of one depth, each in bytes of its own.
bool holds(const AVPixFmtDescriptor& descriptor, int format) {
    constexpr std::uint64_t kOthers = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL |
                                      AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT |
                                      AV_PIX_FMT_FLAG_BAYER;
    const std::span components(descriptor.comp, 3);
    const int depth = components[0].depth;
    const bool words = depth > 8;
    // Of four pixels in six bytes, no step leads from one luma to the next.
    return descriptor.nb_components == 3 && (descriptor.flags & kOthers) == 0 && format != AV_PIX_FMT_UYYVYY411 &&
           depth >= 8 && depth <= 16 &&
           (!words || ((descriptor.flags & AV_PIX_FMT_FLAG_BE) != 0) == (AV_HAVE_BIGENDIAN != 0)) &&
           std::ranges::all_of(components, [&](const AVComponentDescriptor& component) {
               return component.depth == depth && (words || component.shift == 0);
           });
}

// Copies a component's samples to every `stride`-th one of a plane.
template <typename Sample>
void copySamples(const AVFrame& frame, const AVComponentDescriptor& component, int width, int height, std::byte* target,
                 int stride) {
    for (int y = 0; y < height; ++y) {
        const std::uint8_t* row = frame.data[component.plane] +
                                  static_cast<std::ptrdiff_t>(y) * frame.linesize[component.plane] + component.offset;
        if (component.step == static_cast<int>(sizeof(Sample)) && component.shift == 0 && stride == 1) {
            std::memcpy(target, row, static_cast<std::size_t>(width) * sizeof(Sample));
            target += static_cast<std::size_t>(width) * sizeof(Sample);
            continue;
        }
        for (int x = 0; x < width; ++x) {
            Sample sample = 0;
            std::memcpy(&sample, row, sizeof sample);
            sample = static_cast<Sample>(sample >> component.shift);
            std::memcpy(target, &sample, sizeof sample);
            row += component.step;
            target += static_cast<std::size_t>(stride) * sizeof(Sample);
        }
    }
}

template <typename Sample>
void copyPlanes(const AVFrame& frame, const AVPixFmtDescriptor& descriptor, YuvImage& yuv) {
    const YuvFormat& format = yuv.format;
    copySamples<Sample>(frame, descriptor.comp[0], format.width, format.height, yuv.luma.data(), 1);
    for (int part : {0, 1}) {
        copySamples<Sample>(frame, descriptor.comp[1 + part], format.chromaWidth(), format.chromaHeight(),
                            yuv.chroma.data() + static_cast<std::size_t>(part) * sizeof(Sample), 2);
    }
}

}  // namespace

std::shared_ptr<const YuvImage> yuvOf(const AVFrame& frame) {
    const AVPixFmtDescriptor* descriptor = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const std::optional<YuvMatrix> matrix = matrixOf(colourSpaceOf(frame.colorspace, frame.height));
    if (descriptor == nullptr || !matrix || !holds(*descriptor, frame.format)) {
        return nullptr;
    }
    const ChromaSite site = chromaSiteOf(frame);
    auto yuv = std::make_shared<YuvImage>();
    yuv->format = {.width = frame.width,
                   .height = frame.height,
                   .shiftX = descriptor->log2_chroma_w,
                   .shiftY = descriptor->log2_chroma_h,
                   .bits = descriptor->comp[0].depth,
                   .fullRange = isFullRange(frame),
                   .matrix = *matrix,
                   .siteX = site.x,
                   .siteY = site.y};
    const YuvFormat& format = yuv->format;
    checkFormat(format.rgb());
    const auto samples = [&](int width, int height) {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * format.sampleBytes();
    };
    yuv->luma.resize(samples(format.width, format.height));
    yuv->chroma.resize(2 * samples(format.chromaWidth(), format.chromaHeight()));
    if (format.sampleBytes() == 2) {
        copyPlanes<std::uint16_t>(frame, *descriptor, *yuv);
    } else {
        copyPlanes<std::uint8_t>(frame, *descriptor, *yuv);
    }
    return yuv;
}

}  // namespace kg::av
