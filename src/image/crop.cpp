#include "image/crop.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace kg {

namespace {

int wrapped(int x, int size) {
    return (x % size + size) % size;
}

std::size_t pixelBytes(const ImageFormat& format) {
    return static_cast<std::size_t>(format.channels) * bytesPerSample(format.type);
}

std::size_t offsetOf(const ImageFormat& format, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(format.width) + static_cast<std::size_t>(x)) *
           pixelBytes(format);
}

}  // namespace

Image cropWrapped(const Image& image, int x, int y, int width, int height) {
    ImageFormat format = image.format();
    format.width = width;
    format.height = height;
    Image part(format);
    for (int row = 0; row < height; ++row) {
        const int from = wrapped(y + row, image.height());
        for (int column = 0; column < width;) {
            const int start = wrapped(x + column, image.width());
            const int count = std::min(width - column, image.width() - start);
            std::memcpy(part.bytes().data() + offsetOf(format, column, row),
                        image.bytes().data() + offsetOf(image.format(), start, from),
                        static_cast<std::size_t>(count) * pixelBytes(format));
            column += count;
        }
    }
    return part;
}

Image cropRows(const Image& image, int y, int count) {
    assert(y >= 0 && count >= 1 && y + count <= image.height());
    return cropWrapped(image, 0, y, image.width(), count);
}

void paste(const Image& part, Image& whole, int x, int y) {
    assert(part.channels() == whole.channels() && part.type() == whole.type());
    assert(x >= 0 && y >= 0 && x + part.width() <= whole.width() && y + part.height() <= whole.height());
    const std::size_t rowBytes = static_cast<std::size_t>(part.width()) * pixelBytes(part.format());
    for (int row = 0; row < part.height(); ++row) {
        std::memcpy(whole.bytes().data() + offsetOf(whole.format(), x, y + row),
                    part.bytes().data() + offsetOf(part.format(), 0, row), rowBytes);
    }
}

}  // namespace kg
