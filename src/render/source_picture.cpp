#include "render/source_picture.h"

#include "render/transfer.h"

#include <array>
#include <utility>

namespace kg {

void SourcePicture::set(Picture picture) {
    m_picture = std::move(picture);
    m_format = m_picture ? m_picture.format() : ImageFormat{};
    drop();
}

void SourcePicture::transfer(gl::UploadBuffer* through) {
    if (m_picture.image) {
        uploadImage(*m_picture.image, m_texture, through);
    } else {
        m_yuvUpload.upload(*m_picture.yuv, m_texture);
    }
    ++m_uploads;
}

bool SourcePicture::replace(const Picture& picture) {
    if (!m_picture || !m_texture || picture.format() != m_format) {
        return false;
    }
    m_picture = picture;
    transfer(&m_buffer);
    return true;
}

void SourcePicture::upload() {
    if (!m_texture) {
        transfer(nullptr);
        ++m_texturesMade;
    }
}

void SourcePicture::free() {
    if (m_texture) {
        image();  // what the device has made of luma and chroma stays
    }
    drop();
}

void SourcePicture::drop() {
    m_texture = {};
    m_buffer = {};
    m_yuvUpload.clear();
}

const std::shared_ptr<const Image>& SourcePicture::image() {
    if (!m_picture.image && m_picture.yuv) {
        m_picture.image = std::make_shared<const Image>(
            m_texture ? convertImage(readTexture(m_framebuffer, m_texture, m_format.channels, m_format.transfer),
                                     m_format.channels, m_format.type, m_format.transfer)
                      : convertYuv(*m_picture.yuv));
    }
    return m_picture.image;
}

Color SourcePicture::pixel(int x, int y) {
    if (!m_picture.image && m_texture) {
        std::array<float, 4> pixel{};
        m_framebuffer.target(m_texture);
        m_framebuffer.read(x, y, 1, 1, pixel);
        return {pixel[0], pixel[1], pixel[2], 1};
    }
    // Not every device draws to, and so reads from, every format of images; the image itself knows.
    const Image& known = *image();
    const bool grey = known.channels() <= 2;
    return {known.value(x, y, 0), known.value(x, y, grey ? 0 : 1), known.value(x, y, grey ? 0 : 2),
            known.format().hasAlpha() ? known.value(x, y, known.channels() - 1) : 1.0};
}

}  // namespace kg
