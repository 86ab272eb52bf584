#include "gl/objects.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <type_traits>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<UniformBuffer> && std::is_nothrow_move_constructible_v<UniformBuffer>);
static_assert(!std::is_copy_constructible_v<TimerQuery> && std::is_nothrow_move_constructible_v<TimerQuery>);
static_assert(!std::is_copy_constructible_v<EmptyVertexArray> &&
              std::is_nothrow_move_constructible_v<EmptyVertexArray>);

void BufferKind::destroy(unsigned name) {
    glDeleteBuffers(1, &name);
}
void QueryKind::destroy(unsigned name) {
    glDeleteQueries(1, &name);
}
void VertexArrayKind::destroy(unsigned name) {
    glDeleteVertexArrays(1, &name);
}

UniformBuffer::UniformBuffer(std::size_t bytes) : m_bytes(bytes) {
    GLuint name = 0;
    glGenBuffers(1, &name);
    m_handle = Handle<BufferKind>(name);
    glBindBuffer(GL_UNIFORM_BUFFER, name);
    glBufferData(GL_UNIFORM_BUFFER, static_cast<GLsizeiptr>(bytes), nullptr, GL_DYNAMIC_DRAW);
}

void UniformBuffer::upload(std::span<const std::byte> data) {
    if (data.size() > m_bytes) {
        throw Error(fmt::format("{} bytes given for a uniform buffer of {}", data.size(), m_bytes));
    }
    glBindBuffer(GL_UNIFORM_BUFFER, m_handle.get());
    glBufferData(GL_UNIFORM_BUFFER, static_cast<GLsizeiptr>(m_bytes), nullptr, GL_DYNAMIC_DRAW);
    glBufferSubData(GL_UNIFORM_BUFFER, 0, static_cast<GLsizeiptr>(data.size()), data.data());
}

void UniformBuffer::bind(int binding) const {
    glBindBufferBase(GL_UNIFORM_BUFFER, static_cast<GLuint>(binding), m_handle.get());
}

TimerQuery::TimerQuery() {
    GLuint name = 0;
    glGenQueries(1, &name);
    m_handle = Handle<QueryKind>(name);
}

void TimerQuery::begin() const {
    glBeginQuery(GL_TIME_ELAPSED, m_handle.get());
}

void TimerQuery::end() {
    glEndQuery(GL_TIME_ELAPSED);
}

bool TimerQuery::available() const {
    GLint ready = GL_FALSE;
    glGetQueryObjectiv(m_handle.get(), GL_QUERY_RESULT_AVAILABLE, &ready);
    return ready == GL_TRUE;
}

double TimerQuery::milliseconds() const {
    GLuint64 nanoseconds = 0;
    glGetQueryObjectui64v(m_handle.get(), GL_QUERY_RESULT, &nanoseconds);
    return static_cast<double>(nanoseconds) * 1e-6;
}

EmptyVertexArray::EmptyVertexArray() {
    GLuint name = 0;
    glGenVertexArrays(1, &name);
    m_handle = Handle<VertexArrayKind>(name);
}

void EmptyVertexArray::drawTriangle() const {
    glBindVertexArray(m_handle.get());
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void clearTarget(const glm::vec4& color) {
    glClearColor(color.r, color.g, color.b, color.a);
    glClear(GL_COLOR_BUFFER_BIT);
}

void setScissor(int x, int y, int width, int height) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(x, y, width, height);
}

void clearScissor() {
    glDisable(GL_SCISSOR_TEST);
}

void finish() {
    glFinish();
}

void resetState() {
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
}

void dispatchCompute(int groupsX, int groupsY) {
    glDispatchCompute(static_cast<GLuint>(groupsX), static_cast<GLuint>(groupsY), 1);
    glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT | GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT |
                    GL_TEXTURE_UPDATE_BARRIER_BIT);
}

std::vector<std::string> takeErrors() {
    std::vector<std::string> errors;
    for (GLenum error = glGetError(); error != GL_NO_ERROR; error = glGetError()) {
        switch (error) {
            case GL_INVALID_ENUM:
                errors.emplace_back("GL_INVALID_ENUM");
                break;
            case GL_INVALID_VALUE:
                errors.emplace_back("GL_INVALID_VALUE");
                break;
            case GL_INVALID_OPERATION:
                errors.emplace_back("GL_INVALID_OPERATION");
                break;
            case GL_INVALID_FRAMEBUFFER_OPERATION:
                errors.emplace_back("GL_INVALID_FRAMEBUFFER_OPERATION");
                break;
            case GL_OUT_OF_MEMORY:
                errors.emplace_back("GL_OUT_OF_MEMORY");
                break;
            default:
                errors.push_back(fmt::format("OpenGL error 0x{:04x}", error));
        }
        // A lost context reports an error for ever.
        if (errors.size() == 16) {
            break;
        }
    }
    return errors;
}

}  // namespace kg::gl
