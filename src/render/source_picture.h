// SourcePicture: what chains are laid over, in memory, on the device, or both. Of the context's thread.
#pragma once

#include "filter/border.h"
#include "gl/objects.h"
#include "image/picture.h"
#include "render/yuv_upload.h"

#include <cstdint>
#include <memory>

namespace kg {

class SourcePicture {
public:
    explicit SourcePicture(ProgramCache& programs) : m_yuvUpload(programs) {}

    explicit operator bool() const { return static_cast<bool>(m_picture); }
    const ImageFormat& format() const { return m_format; }

    // Takes another picture, in memory alone.
    void set(Picture picture);
    // The next one of a moving source: true where it is of the same format, and replaces what lies on the device; if
    // not, nothing has happened. Throws DeviceMemoryError.
    bool replace(const Picture& picture);
    // To the device, where it does not lie there. Throws DeviceMemoryError.
    void upload();
    // Frees what lies on the device.
    void free();
    // Empty while nothing lies on the device.
    const gl::Texture& texture() const { return m_texture; }

    // The pixels in memory. Of luma and chroma they are what the device has made of them, read back when somebody asks,
    // so that all of the program sees the same numbers.
    const std::shared_ptr<const Image>& image();
    // Whether image() has nothing to wait for.
    bool inMemory() const { return m_picture.image != nullptr; }
    // Red, green, blue and alpha as stored.
    Color pixel(int x, int y);

    std::uint64_t uploads() const { return m_uploads; }
    std::uint64_t texturesMade() const { return m_texturesMade; }

private:
    void transfer(gl::UploadBuffer* through);
    void drop();

    Picture m_picture;
    ImageFormat m_format;
    gl::Texture m_texture;
    YuvUpload m_yuvUpload;
    gl::UploadBuffer m_buffer;
    gl::Framebuffer m_framebuffer;
    std::uint64_t m_uploads = 0;
    std::uint64_t m_texturesMade = 0;
};

}  // namespace kg
