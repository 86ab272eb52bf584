// Luma and chroma to the device, which makes red, green and blue of them. Of the context's thread.
#pragma once

#include "gl/objects.h"
#include "image/yuv_image.h"
#include "render/program_cache.h"

namespace kg {

class YuvUpload {
public:
    explicit YuvUpload(ProgramCache& programs) : m_programs(programs) {}

    // Into a texture that is used again where its format and size are right already, and replaced otherwise: 8 or 16
    // bits of four channels, alpha 1. Throws DeviceMemoryError.
    void upload(const YuvImage& yuv, gl::Texture& texture);
    // Frees what lies on the device.
    void clear();

private:
    ProgramCache& m_programs;
    gl::Texture m_luma;
    gl::Texture m_chroma;
    gl::UploadBuffer m_lumaBuffer;
    gl::UploadBuffer m_chromaBuffer;
    gl::Framebuffer m_framebuffer;
    gl::EmptyVertexArray m_triangle;
};

}  // namespace kg
