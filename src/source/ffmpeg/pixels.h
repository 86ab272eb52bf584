// Pixels between FFmpeg's many formats and ours.
#pragma once

#include "image/image.h"
#include "source/ffmpeg/av.h"

#include <string>

namespace kg::av {

// The format of ours that holds a decoded frame's pixels: grey, alpha and depth are kept, more than 8 bits become 16.
ImageFormat formatOf(const AVFrame& frame);

// Where a pair of chroma is taken: pixels from the first of those that it stands for.
struct ChromaSite {
    double x = 0;
    double y = 0;

    bool operator==(const ChromaSite&) const = default;
};
// As a frame says, and where it does not, as is customary: beside the left pixel, half-way down, but in the middle of
// its pixels where the range is full, as JPEG has it.
ChromaSite chromaSiteOf(const AVFrame& frame);

// Whether black and white are the least and the largest number: said or customary.
bool isFullRange(const AVFrame& frame);

// swscale between pictures of one size, made anew where it has to do other work.
class Scaler {
public:
    // One side of a conversion.
    struct Side {
        AVPixelFormat format = AV_PIX_FMT_NONE;
        bool fullRange = true;
        ChromaSite site{};

        bool operator==(const Side&) const = default;
    };

    // From `source` to `target`, both of the size of `source` and by one matrix. Throws FileError with `refusal` where
    // swscale does not know a format.
    void run(const AVFrame& source, const Side& from, AVFrame& target, const Side& to, AVColorSpace space,
             const std::string& name, const std::string& refusal);

private:
    struct Work {
        int width = 0;
        int height = 0;
        Side from;
        Side to;
        AVColorSpace space = AVCOL_SPC_UNSPECIFIED;

        bool operator==(const Work&) const = default;
    };

    Owned<SwsContext> m_context;
    Work m_work;
};

// Converts what FFmpeg has decoded. YUV is taken as its frame says (BT.601, 709 or 2020, full or limited range), and
// where it does not, as is customary: BT.601 below 720 lines, BT.709 from there.
class FromAv {
public:
    // Throws FileError where the pixels cannot be converted; `name` stands in it.
    Image convert(const AVFrame& frame, const std::string& name);

private:
    Scaler m_scaler;
    Owned<AVFrame> m_packed;
};

// Converts pictures into the pixel format of an encoder.
class ToAv {
public:
    // `frame` has format, sides, colour space and range set, and memory of its own. Throws FileError.
    void convert(const Image& image, AVFrame& frame, const std::string& name);

private:
    Scaler m_scaler;
    Owned<AVFrame> m_packed;
};

// Which matrix a frame's YUV is of, said or customary.
AVColorSpace colourSpaceOf(AVColorSpace said, int height);

}  // namespace kg::av
