#include "render/yuv_upload.h"

#include "render/transfer.h"

#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <cmath>

namespace kg {

namespace {

// From a pixel's column or row to that of chroma, between samples.
struct Place {
    float factor;
    float offset;
};

Place placeOf(int shift, double site) {
    return {static_cast<float>(std::ldexp(1.0, -shift)), static_cast<float>(-std::ldexp(site, -shift))};
}

}  // namespace

void YuvUpload::upload(const YuvImage& yuv, gl::Texture& texture) {
    const YuvFormat& format = yuv.format;
    const bool words = format.sampleBytes() == 2;
    fitTexture(texture, words ? gl::TextureFormat::RGBA16 : gl::TextureFormat::RGBA8, format.width, format.height);
    fitTexture(m_luma, words ? gl::TextureFormat::R16 : gl::TextureFormat::R8, format.width, format.height);
    fitTexture(m_chroma, words ? gl::TextureFormat::RG16 : gl::TextureFormat::RG8, format.chromaWidth(),
               format.chromaHeight());
    m_luma.upload(yuv.luma, m_lumaBuffer);
    m_chroma.upload(yuv.chroma, m_chromaBuffer);

    const YuvProgram& program = m_programs.yuv();
    const YuvCoefficients c = coefficientsOf(format);
    const Place column = placeOf(format.shiftX, format.siteX);
    const Place row = placeOf(format.shiftY, format.siteY);
    gl::resetState();
    m_framebuffer.target(texture);
    program.program.use();
    program.lumaLevels.set(glm::vec2(c.lumaScale, c.lumaOffset));
    program.chromaLevels.set(glm::vec2(c.chromaScale, c.chromaOffset));
    program.matrix.set(glm::vec4(c.redOfCr, c.greenOfCb, c.greenOfCr, c.blueOfCb));
    program.chromaPlace.set(glm::vec4(column.factor, row.factor, column.offset, row.offset));
    program.mirror.set(format.mirrored ? glm::ivec2(-1, format.width - 1) : glm::ivec2(1, 0));
    gl::Sampler::unbind(kInputUnit);
    gl::Sampler::unbind(kOtherUnit);
    m_luma.bind(kInputUnit);
    m_chroma.bind(kOtherUnit);
    m_triangle.drawTriangle();
    gl::checkMemory("a frame");
}

void YuvUpload::clear() {
    m_luma = {};
    m_chroma = {};
    m_lumaBuffer = {};
    m_chromaBuffer = {};
}

}  // namespace kg
