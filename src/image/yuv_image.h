// YuvImage: a picture as cameras and videos store it, Y'CbCr: one plane of luma, and one of chroma, which may hold a
// pair for several pixels. A value type; share const ones freely between threads.
#pragma once

#include "image/image.h"

#include <cstddef>
#include <vector>

namespace kg {

// By which weights red, green and blue make luma: ITU-R BT.601, BT.709 and BT.2020 (non-constant luminance).
enum class YuvMatrix { Bt601, Bt709, Bt2020 };

struct YuvFormat {
    int width = 0;
    int height = 0;
    int shiftX = 0;  // a pair of chroma stands for 2^shiftX by 2^shiftY pixels; at right and bottom, for what is left
    int shiftY = 0;
    int bits = 8;  // of a sample, 8 to 16: one byte where it is 8, two in this machine's order where it is more
    bool fullRange = false;  // black and white are the least and the largest number; if not, 16 and 235 (of 8 bits)
    YuvMatrix matrix = YuvMatrix::Bt601;
    // Where a pair is taken: pixels from the first of those that it stands for.
    double siteX = 0;
    double siteY = 0;
    bool mirrored = false;  // to be flipped left to right

    int chromaWidth() const { return (width + (1 << shiftX) - 1) >> shiftX; }
    int chromaHeight() const { return (height + (1 << shiftY) - 1) >> shiftY; }
    std::size_t sampleBytes() const { return bits > 8 ? 2 : 1; }
    // What becomes of it: RGB, 16 bits a sample where it has more than 8.
    ImageFormat rgb() const {
        return {.width = width,
                .height = height,
                .channels = 3,
                .type = bits > 8 ? PixelType::U16 : PixelType::U8,
                .transfer = Transfer::Srgb};
    }

    bool operator==(const YuvFormat&) const = default;
};

struct YuvImage {
    YuvFormat format;
    std::vector<std::byte> luma;    // width x height samples
    std::vector<std::byte> chroma;  // chromaWidth() x chromaHeight() pairs, Cb first
};

// Luma and chroma, as numbers from 0 to 1 of the samples' storage (255 or 65535), to luma of 0..1 and chroma of
// -0.5..0.5: each is scaled, and then moved. And how these become red, green and blue:
//
//     R = Y + redOfCr Cr      G = Y - greenOfCb Cb - greenOfCr Cr      B = Y + blueOfCb Cb
//
// Source: ITU-R BT.601-7, BT.709-6 and BT.2020-2, and of full range ITU-T T.871.
struct YuvCoefficients {
    double lumaScale, lumaOffset, chromaScale, chromaOffset;
    double redOfCr, greenOfCb, greenOfCr, blueOfCb;
};
YuvCoefficients coefficientsOf(const YuvFormat& format);

// The picture in RGB; chroma is interpolated linearly. What the device makes of it (render/yuv_upload.h) differs by a
// step at most.
Image convertYuv(const YuvImage& yuv);

}  // namespace kg
