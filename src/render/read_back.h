// Read-back: results on their way from the device into memory, while the thread that draws goes on.
#pragma once

#include "gl/objects.h"
#include "image/image.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace kg {

// Takes rows of a picture, in order from the top; each image is as wide as the picture.
using RowSink = std::function<void(Image rows)>;

// A picture as the device stores it, or an image that needs nothing of it. What it costs to convert is paid where it is
// wanted: a value of which several threads may convert at once.
class RawPicture {
public:
    // An image as it is.
    explicit RawPicture(std::shared_ptr<const Image> image);
    // `texels` are four channels, halves or floats, of a picture of this format.
    RawPicture(const ImageFormat& format, std::vector<std::byte> texels, bool halves);

    const ImageFormat& format() const { return m_format; }
    // Row by row in another depth and transfer, the values that Engine::readResult gives.
    void read(PixelType type, Transfer transfer, const RowSink& sink) const;
    Image convert(PixelType type, Transfer transfer) const;

private:
    Image band(int y, int rows) const;

    ImageFormat m_format;
    std::shared_ptr<const Image> m_image;
    std::shared_ptr<const std::vector<std::byte>> m_texels;  // where there is no image
    bool m_halves = false;
};

// Pictures that come back in the order in which they were asked for. Of the context's thread.
class ReadBack {
public:
    // Begins to read a texture of this many pixels and channels.
    void begin(gl::Framebuffer& framebuffer, const gl::Texture& texture, const ImageFormat& format);
    // What lies in memory already waits for its turn.
    void begin(std::shared_ptr<const Image> image);

    // The oldest, once it has come; `wait` waits for it. Nothing where none is under way.
    std::optional<RawPicture> take(bool wait);
    std::size_t underWay() const { return m_underWay.size(); }
    // Frees the memory that no picture is on its way into.
    void freeIdle() { m_idle.clear(); }

private:
    struct Order {
        ImageFormat format;
        std::shared_ptr<const Image> image;  // none: in the buffer
        gl::ReadBuffer buffer;
        bool halves = false;
    };

    std::deque<Order> m_underWay;
    std::vector<gl::ReadBuffer> m_idle;  // with memory from earlier
};

}  // namespace kg
