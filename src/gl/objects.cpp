#include "gl/objects.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <array>
#include <type_traits>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<Texture> && std::is_nothrow_move_constructible_v<Texture>);
static_assert(!std::is_copy_constructible_v<Sampler> && std::is_nothrow_move_constructible_v<Sampler>);
static_assert(!std::is_copy_constructible_v<Framebuffer> && std::is_nothrow_move_constructible_v<Framebuffer>);
static_assert(!std::is_copy_constructible_v<UniformBuffer> && std::is_nothrow_move_constructible_v<UniformBuffer>);
static_assert(!std::is_copy_constructible_v<Program> && std::is_nothrow_move_constructible_v<Program>);
static_assert(!std::is_copy_constructible_v<TimerQuery> && std::is_nothrow_move_constructible_v<TimerQuery>);
static_assert(!std::is_copy_constructible_v<EmptyVertexArray>);

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

void setSwizzle(TextureFormat format) {
    const GLenum layout = infoOf(format).layout;
    if (layout == GL_RGBA) {
        return;
    }
    const std::array<GLint, 4> swizzle{GL_RED, GL_RED, GL_RED, layout == GL_RG ? GL_GREEN : GL_ONE};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, swizzle.data());
}

// Uploads and read-backs bind here, out of the way of the units that passes sample from.
constexpr GLenum kScratchUnit = GL_TEXTURE15;

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

std::string logOf(GLuint name, bool program) {
    GLint length = 0;
    program ? glGetProgramiv(name, GL_INFO_LOG_LENGTH, &length) : glGetShaderiv(name, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(length > 0 ? length : 1), '\0');
    GLsizei written = 0;
    const auto size = static_cast<GLsizei>(log.size());
    program ? glGetProgramInfoLog(name, size, &written, log.data())
            : glGetShaderInfoLog(name, size, &written, log.data());
    log.resize(static_cast<std::size_t>(written));
    return log;
}

// A shader object lives only until its program is linked.
class Shader {
public:
    explicit Shader(GLenum stage) : m_name(glCreateShader(stage)) {}
    ~Shader() { glDeleteShader(m_name); }
    Shader(const Shader&) = delete;
    Shader& operator=(const Shader&) = delete;

    bool compile(const std::string& source) const {
        const char* text = source.c_str();
        glShaderSource(m_name, 1, &text, nullptr);
        glCompileShader(m_name);
        GLint done = GL_FALSE;
        glGetShaderiv(m_name, GL_COMPILE_STATUS, &done);
        return done == GL_TRUE;
    }
    GLuint name() const { return m_name; }

private:
    GLuint m_name;
};

}  // namespace

void TextureKind::destroy(unsigned name) {
    glDeleteTextures(1, &name);
}
void SamplerKind::destroy(unsigned name) {
    glDeleteSamplers(1, &name);
}
void FramebufferKind::destroy(unsigned name) {
    glDeleteFramebuffers(1, &name);
}
void BufferKind::destroy(unsigned name) {
    glDeleteBuffers(1, &name);
}
void ProgramKind::destroy(unsigned name) {
    glDeleteProgram(name);
}
void QueryKind::destroy(unsigned name) {
    glDeleteQueries(1, &name);
}
void VertexArrayKind::destroy(unsigned name) {
    glDeleteVertexArrays(1, &name);
}

std::size_t texelBytes(TextureFormat format) {
    return infoOf(format).bytes;
}

Texture::Texture(TextureFormat format, int width, int height) : m_format(format), m_width(width), m_height(height) {
    GLuint name = 0;
    glGenTextures(1, &name);
    m_handle = Handle<TextureKind>(name);
    glActiveTexture(kScratchUnit);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    setSwizzle(format);
    const FormatInfo info = infoOf(format);
    glTexImage2D(GL_TEXTURE_2D, 0, info.internal, width, height, 0, info.layout, info.type, nullptr);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        throw DeviceError(fmt::format("the device has no memory left for a texture of {}x{} ({} MiB)", width, height,
                                      info.bytes * static_cast<std::size_t>(width) * height >> 20U));
    }
}

void Texture::upload(std::span<const std::byte> texels) {
    const FormatInfo info = infoOf(m_format);
    const std::size_t expected = info.bytes * static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height);
    if (texels.size() != expected) {
        throw Error(fmt::format("{} bytes given for a texture of {}x{}, {} expected", texels.size(), m_width, m_height,
                                expected));
    }
    glActiveTexture(kScratchUnit);
    glBindTexture(GL_TEXTURE_2D, m_handle.get());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, m_width, m_height, info.layout, info.type, texels.data());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void Texture::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + unit);
    glBindTexture(GL_TEXTURE_2D, m_handle.get());
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

Framebuffer::Framebuffer() {
    GLuint name = 0;
    glGenFramebuffers(1, &name);
    m_handle = Handle<FramebufferKind>(name);
}

void Framebuffer::target(const Texture& texture) {
    glBindFramebuffer(GL_FRAMEBUFFER, m_handle.get());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture.m_handle.get(), 0);
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

void Uniform::set(int value) const {
    glUniform1i(m_location, value);
}
void Uniform::set(float value) const {
    glUniform1f(m_location, value);
}
void Uniform::set(const glm::vec2& value) const {
    glUniform2f(m_location, value.x, value.y);
}
void Uniform::set(const glm::vec4& value) const {
    glUniform4f(m_location, value.x, value.y, value.z, value.w);
}

std::optional<Program::Failure> Program::build(const std::string& vertex, const std::string& fragment,
                                               Program& program) {
    const Shader vertexShader(GL_VERTEX_SHADER);
    if (!vertexShader.compile(vertex)) {
        return Failure{.stage = Failure::Stage::Vertex, .log = logOf(vertexShader.name(), false)};
    }
    const Shader fragmentShader(GL_FRAGMENT_SHADER);
    if (!fragmentShader.compile(fragment)) {
        return Failure{.stage = Failure::Stage::Fragment, .log = logOf(fragmentShader.name(), false)};
    }
    Program linked;
    linked.m_handle = Handle<ProgramKind>(glCreateProgram());
    const GLuint name = linked.m_handle.get();
    glAttachShader(name, vertexShader.name());
    glAttachShader(name, fragmentShader.name());
    glLinkProgram(name);
    glDetachShader(name, vertexShader.name());
    glDetachShader(name, fragmentShader.name());
    GLint done = GL_FALSE;
    glGetProgramiv(name, GL_LINK_STATUS, &done);
    if (done != GL_TRUE) {
        return Failure{.stage = Failure::Stage::Link, .log = logOf(name, true)};
    }
    program = std::move(linked);
    return std::nullopt;
}

void Program::use() const {
    glUseProgram(m_handle.get());
}

Uniform Program::uniform(const char* name) const {
    return Uniform(glGetUniformLocation(m_handle.get(), name));
}

void Program::bindBlock(const char* name, int binding) const {
    const GLuint index = glGetUniformBlockIndex(m_handle.get(), name);
    if (index != GL_INVALID_INDEX) {
        glUniformBlockBinding(m_handle.get(), index, static_cast<GLuint>(binding));
    }
}

void Program::bindSampler(const char* name, int unit) const {
    use();
    uniform(name).set(unit);
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
