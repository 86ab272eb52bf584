// Picture: what a source gives, in one of two forms: an image, or luma and chroma that become one (yuv_image.h).
#pragma once

#include "image/image.h"
#include "image/yuv_image.h"

#include <memory>
#include <utility>

namespace kg {

struct Picture {
    Picture() = default;
    Picture(std::shared_ptr<const Image> ofImage) : image(std::move(ofImage)) {}
    Picture(std::shared_ptr<const YuvImage> ofYuv) : yuv(std::move(ofYuv)) {}

    std::shared_ptr<const Image> image;
    std::shared_ptr<const YuvImage> yuv;  // where there is no image

    explicit operator bool() const { return image || yuv; }
    // Of the image that it is or becomes; there must be a picture.
    ImageFormat format() const { return image ? image->format() : yuv->format.rgb(); }
};

}  // namespace kg
