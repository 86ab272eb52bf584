#include "gl/objects.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <type_traits>
#include <vector>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<Framebuffer> && std::is_nothrow_move_constructible_v<Framebuffer>);

namespace {

const char* statusName(GLenum status) {
    switch (status) {
        case GL_FRAMEBUFFER_INCOMPLETE_ATTACHMENT:
            return "incomplete attachment";
        case GL_FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT:
            return "missing attachment";
        case GL_FRAMEBUFFER_UNSUPPORTED:
            return "unsupported combination of formats";
        default:
            return "not complete";
    }
}

}  // namespace

void FramebufferKind::destroy(unsigned name) {
    glDeleteFramebuffers(1, &name);
}

Framebuffer::Framebuffer() {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    m_handle = Handle<FramebufferKind>(name);
}

// Layer k of the texture at attachment k, and nothing at what was attached beyond before.
void Framebuffer::attach(const Texture& texture) {
    std::vector<GLenum> attachments;
    for (int k = 0; k < texture.layers(); ++k) {
        attachments.push_back(GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(k));
        if (texture.layers() == 1) {
            glFramebufferTexture2D(GL_FRAMEBUFFER, attachments.back(), GL_TEXTURE_2D, texture.m_handle.get(), 0);
        } else {
            glFramebufferTextureLayer(GL_FRAMEBUFFER, attachments.back(), texture.m_handle.get(), 0, k);
        }
    }
    for (int k = texture.layers(); k < m_attached; ++k) {
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 + static_cast<GLenum>(k), GL_TEXTURE_2D, 0, 0);
    }
    m_attached = texture.layers();
    glDrawBuffers(static_cast<GLsizei>(attachments.size()), attachments.data());
}

void Framebuffer::target(const Texture& texture) {
    glBindFramebuffer(GL_FRAMEBUFFER, m_handle.get());
    attach(texture);
    const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    if (status != GL_FRAMEBUFFER_COMPLETE) {
        throw DeviceError(fmt::format("the device cannot draw to a texture of {}x{}: framebuffer {}", texture.width(),
                                      texture.height(), statusName(status)));
    }
    glViewport(0, 0, texture.width(), texture.height());
}

void Framebuffer::targetWindow(int x, int y, int width, int height) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(x, y, width, height);
}

void Framebuffer::read(int x, int y, int width, int height, std::span<float> rgba) const {
    if (rgba.size() < std::size_t{4} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        throw Error("the memory given is too small for the rectangle to read");
    }
    glBindFramebuffer(GL_FRAMEBUFFER, m_handle.get());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(x, y, width, height, GL_RGBA, GL_FLOAT, rgba.data());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    checkMemory("reading a picture back");
}

void Framebuffer::readWindow(int width, int height, std::span<std::byte> rgb) {
    if (rgb.size() < std::size_t{3} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) {
        throw Error("the memory given is too small for the window");
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
}

}  // namespace kg::gl
