// Pixels between FFmpeg's many formats and ours.
#pragma once

#include "image/image.h"
#include "source/ffmpeg/av.h"

namespace kg::av {

// The format of ours that holds a decoded frame's pixels: grey, alpha and depth are kept, more than 8 bits become 16.
ImageFormat formatOf(const AVFrame& frame);

// Converts what FFmpeg has decoded. YUV is taken as its frame says (BT.601, 709 or 2020, full or limited range), and
// where it does not, as is customary: BT.601 below 720 lines, BT.709 from there.
class FromAv {
public:
    // Throws FileError where the pixels cannot be converted; `name` stands in it.
    Image convert(const AVFrame& frame, const std::string& name);

private:
    Owned<SwsContext> m_scaler;
    Owned<AVFrame> m_packed;
};

// Converts pictures into the pixel format of an encoder.
class ToAv {
public:
    // `frame` has format, sides, colour space and range set, and memory of its own. Throws FileError.
    void convert(const Image& image, AVFrame& frame, const std::string& name);

private:
    Owned<SwsContext> m_scaler;
    Owned<AVFrame> m_packed;
};

// Which matrix a frame's YUV is of, said or customary.
AVColorSpace colourSpaceOf(AVColorSpace said, int height);

}  // namespace kg::av
