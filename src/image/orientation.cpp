#include "image/orientation.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <utility>

namespace kg {

namespace {

struct ExifDelete {
    void operator()(ExifData* data) const { exif_data_unref(data); }
};

struct Point {
    int x;
    int y;
};

// Where the pixel shown at `to` is stored, in an image of width x height stored pixels.
Point storedAt(Point to, Orientation orientation, int width, int height) {
    const int right = width - 1;
    const int bottom = height - 1;
    switch (orientation) {
        case Orientation::TopLeft:
            break;
        case Orientation::TopRight:
            return {right - to.x, to.y};
        case Orientation::BottomRight:
            return {right - to.x, bottom - to.y};
        case Orientation::BottomLeft:
            return {to.x, bottom - to.y};
        case Orientation::LeftTop:
            return {to.y, to.x};
        case Orientation::RightTop:
            return {to.y, bottom - to.x};
        case Orientation::RightBottom:
            return {right - to.y, bottom - to.x};
        case Orientation::LeftBottom:
            return {right - to.y, to.x};
    }
    return to;
}

}  // namespace

Orientation exifOrientation(Bytes exif) {
    if (exif.size() > std::numeric_limits<unsigned>::max()) {
        return Orientation::TopLeft;
    }
    const std::unique_ptr<ExifData, ExifDelete> data(exif_data_new_from_data(
        reinterpret_cast<const unsigned char*>(exif.data()), static_cast<unsigned>(exif.size())));
    if (!data) {
        return Orientation::TopLeft;
    }
    const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->data == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) {
        return Orientation::TopLeft;
    }
    const int value = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return value >= 1 && value <= 8 ? static_cast<Orientation>(value) : Orientation::TopLeft;
}

Image oriented(Image image, Orientation orientation) {
    if (orientation == Orientation::TopLeft) {
        return image;
    }
    ImageFormat format = image.format();
    if (orientation >= Orientation::LeftTop) {
        std::swap(format.width, format.height);
    }
    Image turned(format);
    const std::size_t pixelSize = format.channels * bytesPerSample(format.type);
    const std::byte* in = std::as_const(image).bytes().data();
    std::byte* out = turned.bytes().data();
    for (int y = 0; y < format.height; ++y) {
        for (int x = 0; x < format.width; ++x, out += pixelSize) {
            const Point from = storedAt({x, y}, orientation, image.width(), image.height());
            std::memcpy(out, in + (static_cast<std::size_t>(from.y) * image.width() + from.x) * pixelSize, pixelSize);
        }
    }
    return turned;
}

}  // namespace kg
