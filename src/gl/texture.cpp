#include "gl/objects.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <array>
#include <atomic>
#include <string>
#include <type_traits>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<UploadBuffer> && std::is_nothrow_move_constructible_v<UploadBuffer>);
static_assert(!std::is_copy_constructible_v<Texture> && std::is_nothrow_move_constructible_v<Texture>);
static_assert(!std::is_copy_constructible_v<Sampler> && std::is_nothrow_move_constructible_v<Sampler>);

namespace {

struct FormatInfo {
    GLint internal;
    GLenum layout;
    GLenum type;
    std::size_t bytes;
};

FormatInfo infoOf(TextureFormat format) {
    switch (format) {
        case TextureFormat::R8:
            return {GL_R8, GL_RED, GL_UNSIGNED_BYTE, 1};
        case TextureFormat::RG8:
            return {GL_RG8, GL_RG, GL_UNSIGNED_BYTE, 2};
        case TextureFormat::RGBA8:
            return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4};
        case TextureFormat::R16:
            return {GL_R16, GL_RED, GL_UNSIGNED_SHORT, 2};
        case TextureFormat::RG16:
            return {GL_RG16, GL_RG, GL_UNSIGNED_SHORT, 4};
        case TextureFormat::RGBA16:
            return {GL_RGBA16, GL_RGBA, GL_UNSIGNED_SHORT, 8};
        case TextureFormat::R32F:
            return {GL_R32F, GL_RED, GL_FLOAT, 4};
        case TextureFormat::RG32F:
            return {GL_RG32F, GL_RG, GL_FLOAT, 8};
        case TextureFormat::RGBA32F:
            return {GL_RGBA32F, GL_RGBA, GL_FLOAT, 16};
        case TextureFormat::RGBA16F:
            return {GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, 8};
    }
    return {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4};
}

GLenum targetOf(int layers) {
    return layers > 1 ? GL_TEXTURE_2D_ARRAY : GL_TEXTURE_2D;
}

void setSwizzle(TextureFormat format, GLenum target) {
    const GLenum layout = infoOf(format).layout;
    if (layout == GL_RGBA) {
        return;
    }
    const std::array<GLint, 4> swizzle{GL_RED, GL_RED, GL_RED, layout == GL_RG ? GL_GREEN : GL_ONE};
    glTexParameteriv(target, GL_TEXTURE_SWIZZLE_RGBA, swizzle.data());
}

// Uploads and copies bind here, out of the way of the units that passes sample from.
constexpr GLenum kScratchUnit = GL_TEXTURE15;

// See limitTextureBytes; 0: no limit.
std::atomic<std::size_t> textureByteLimit{0};

}  // namespace

void limitTextureBytes(std::size_t bytes) {
    textureByteLimit = bytes;
}

void checkMemory(const std::string& doing) {
    if (glGetError() == GL_OUT_OF_MEMORY) {
        throw DeviceMemoryError("the device has no memory left for " + doing);
    }
}

void TextureKind::destroy(unsigned name) {
    glDeleteTextures(1, &name);
}
void SamplerKind::destroy(unsigned name) {
    glDeleteSamplers(1, &name);
}

std::size_t texelBytes(TextureFormat format) {
    return infoOf(format).bytes;
}

Texture::Texture(TextureFormat format, int width, int height, int layers)
    : m_format(format), m_width(width), m_height(height), m_layers(layers) {
    const FormatInfo info = infoOf(format);
    const std::size_t bytes = info.bytes * static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                              static_cast<std::size_t>(layers);
    const std::string what = fmt::format("a texture of {}x{} ({} MiB)", width, height, bytes >> 20U);
    if (const std::size_t limit = textureByteLimit; limit != 0 && bytes > limit) {
        throw DeviceMemoryError("the device has no memory left for " + what);
    }
    GLuint name = 0;
    glGenTextures(1, &name);
    m_handle = Handle<TextureKind>(name);
    const GLenum target = targetOf(layers);
    glActiveTexture(kScratchUnit);
    glBindTexture(target, name);
    glTexParameteri(target, GL_TEXTURE_MAX_LEVEL, 0);
    setSwizzle(format, target);
    if (layers > 1) {
        glTexImage3D(target, 0, info.internal, width, height, layers, 0, info.layout, info.type, nullptr);
    } else {
        glTexImage2D(target, 0, info.internal, width, height, 0, info.layout, info.type, nullptr);
    }
    checkMemory(what);
}

void Texture::checkTexels(std::span<const std::byte> texels) const {
    const std::size_t expected =
        texelBytes(m_format) * static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height);
    if (texels.size() != expected) {
        throw Error(fmt::format("{} bytes given for a texture of {}x{}, {} expected", texels.size(), m_width, m_height,
                                expected));
    }
}

void Texture::replaceTexels(const void* texels) {
    const FormatInfo info = infoOf(m_format);
    glActiveTexture(kScratchUnit);
    glBindTexture(GL_TEXTURE_2D, m_handle.get());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, m_width, m_height, info.layout, info.type, texels);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void Texture::upload(std::span<const std::byte> texels) {
    checkTexels(texels);
    replaceTexels(texels.data());
    checkMemory("the texels of an image");
}

void Texture::upload(std::span<const std::byte> texels, UploadBuffer& through) {
    checkTexels(texels);
    if (!through.m_handle) {
        GLuint name = 0;
        glGenBuffers(1, &name);
        through.m_handle = Handle<BufferKind>(name);
    }
    glBindBuffer(GL_PIXEL_UNPACK_BUFFER, through.m_handle.get());
    // Fresh memory each time, so that a copy which is under way is not waited for.
    glBufferData(GL_PIXEL_UNPACK_BUFFER, static_cast<GLsizeiptr>(texels.size()), texels.data(), GL_STREAM_DRAW);
    replaceTexels(nullptr);
    glBindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
    checkMemory("the texels of an image");
}

void Texture::copyFrom(const Framebuffer& from, int fromX, int fromY, int width, int height, int x, int y) {
    glBindFramebuffer(GL_FRAMEBUFFER, from.m_handle.get());
    glActiveTexture(kScratchUnit);
    glBindTexture(GL_TEXTURE_2D, m_handle.get());
    glCopyTexSubImage2D(GL_TEXTURE_2D, 0, x, y, fromX, fromY, width, height);
}

void Texture::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(targetOf(m_layers), m_handle.get());
}

void Texture::bindImage(int unit, ImageAccess access) const {
    const GLenum mode = access == ImageAccess::Read    ? GL_READ_ONLY
                        : access == ImageAccess::Write ? GL_WRITE_ONLY
                                                       : GL_READ_WRITE;
    glBindImageTexture(static_cast<GLuint>(unit), m_handle.get(), 0, m_layers > 1 ? GL_TRUE : GL_FALSE, 0, mode,
                       static_cast<GLenum>(infoOf(m_format).internal));
}

Sampler::Sampler(Wrap wrap, Filtering filtering) {
    GLuint name = 0;
    glGenSamplers(1, &name);
    m_handle = Handle<SamplerKind>(name);
    const GLint mode = wrap == Wrap::Clamp ? GL_CLAMP_TO_EDGE : wrap == Wrap::Mirror ? GL_MIRRORED_REPEAT : GL_REPEAT;
    const GLint filter = filtering == Filtering::Nearest ? GL_NEAREST : GL_LINEAR;
    glSamplerParameteri(name, GL_TEXTURE_WRAP_S, mode);
    glSamplerParameteri(name, GL_TEXTURE_WRAP_T, mode);
    glSamplerParameteri(name, GL_TEXTURE_MIN_FILTER, filter);
    glSamplerParameteri(name, GL_TEXTURE_MAG_FILTER, filter);
}

void Sampler::bind(int unit) const {
    glBindSampler(static_cast<GLuint>(unit), m_handle.get());
}

void Sampler::unbind(int unit) {
    glBindSampler(static_cast<GLuint>(unit), 0);
}

}  // namespace kg::gl
