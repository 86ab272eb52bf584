// Luma and chroma as FFmpeg has decoded them.
#pragma once

#include "image/yuv_image.h"
#include "source/ffmpeg/av.h"

#include <memory>

namespace kg::av {

// Nothing where a frame is stored in a way that YuvImage does not hold: with alpha, in grey, RGB, floats, another
// machine's order, or by another matrix than those of BT.601, BT.709 and BT.2020.
std::shared_ptr<const YuvImage> yuvOf(const AVFrame& frame);

}  // namespace kg::av
