#include "gl/objects.h"

#include "base/error.h"

#include <glad/gl.h>

#include <cstring>
#include <type_traits>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<Fence> && std::is_nothrow_move_constructible_v<Fence>);
static_assert(!std::is_copy_constructible_v<ReadBuffer> && std::is_nothrow_move_constructible_v<ReadBuffer>);

Fence Fence::now() {
    Fence fence;
    fence.m_mark = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    return fence;
}

Fence::~Fence() {
    if (m_mark != nullptr) {
        glDeleteSync(static_cast<GLsync>(m_mark));
    }
}

bool Fence::passed() const {
    if (m_mark == nullptr) {
        return true;
    }
    const GLenum status = glClientWaitSync(static_cast<GLsync>(m_mark), GL_SYNC_FLUSH_COMMANDS_BIT, 0);
    return status == GL_ALREADY_SIGNALED || status == GL_CONDITION_SATISFIED;
}

void ReadBuffer::begin(const Framebuffer& from, TextureFormat stored, int x, int y, int width, int height) {
    const bool halves = stored == TextureFormat::RGBA16F;
    m_bytes = std::size_t{4} * static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
              (halves ? sizeof(GLhalf) : sizeof(GLfloat));
    if (!m_handle) {
        GLuint name = 0;
        glGenBuffers(1, &name);
        m_handle = Handle<BufferKind>(name);
    }
    glBindBuffer(GL_PIXEL_PACK_BUFFER, m_handle.get());
    if (m_room != m_bytes) {
        m_room = m_bytes;
        glBufferData(GL_PIXEL_PACK_BUFFER, static_cast<GLsizeiptr>(m_bytes), nullptr, GL_STREAM_READ);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, from.m_handle.get());
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(x, y, width, height, GL_RGBA, halves ? GL_HALF_FLOAT : GL_FLOAT, nullptr);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    checkMemory("reading a picture back");
    m_fence = Fence::now();
}

void ReadBuffer::take(std::span<std::byte> bytes) {
    if (bytes.size() != m_bytes) {
        throw Error("the memory given does not fit the rectangle that was read");
    }
    glBindBuffer(GL_PIXEL_PACK_BUFFER, m_handle.get());
    const void* mapped = glMapBufferRange(GL_PIXEL_PACK_BUFFER, 0, static_cast<GLsizeiptr>(m_bytes), GL_MAP_READ_BIT);
    if (mapped != nullptr) {
        std::memcpy(bytes.data(), mapped, m_bytes);
        glUnmapBuffer(GL_PIXEL_PACK_BUFFER);
    }
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    m_fence = {};
    if (mapped == nullptr) {
        checkMemory("reading a picture back");
        throw DeviceError("the device does not give a picture back");
    }
}

}  // namespace kg::gl
