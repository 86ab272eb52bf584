#include "gl/objects.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>
#include <vector>

namespace kg::gl {

static_assert(!std::is_copy_constructible_v<Program> && std::is_nothrow_move_constructible_v<Program>);

namespace {

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

// The formats in which the driver gives programs away and takes them back.
std::vector<GLint> binaryFormats() {
    GLint count = 0;
    if (GLAD_GL_VERSION_4_1 != 0 || GLAD_GL_ARB_get_program_binary != 0) {
        glGetIntegerv(GL_NUM_PROGRAM_BINARY_FORMATS, &count);
    }
    std::vector<GLint> formats(static_cast<std::size_t>(std::max(count, 0)));
    if (!formats.empty()) {
        glGetIntegerv(GL_PROGRAM_BINARY_FORMATS, formats.data());
    }
    return formats;
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

void ProgramKind::destroy(unsigned name) {
    // A program in use lives on until another one is, and whoever then wants to put it back finds that it is gone.
    GLint current = 0;
    glGetIntegerv(GL_CURRENT_PROGRAM, &current);
    if (static_cast<unsigned>(current) == name) {
        glUseProgram(0);
    }
    glDeleteProgram(name);
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
void Uniform::set(const glm::ivec2& value) const {
    glUniform2i(m_location, value.x, value.y);
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
    const std::array shaders{vertexShader.name(), fragmentShader.name()};
    return link(shaders, program);
}

std::optional<Program::Failure> Program::buildCompute(const std::string& compute, Program& program) {
    const Shader shader(GL_COMPUTE_SHADER);
    if (!shader.compile(compute)) {
        return Failure{.stage = Failure::Stage::Compute, .log = logOf(shader.name(), false)};
    }
    const std::array shaders{shader.name()};
    return link(shaders, program);
}

std::optional<Program::Failure> Program::link(std::span<const unsigned> shaders, Program& program) {
    Program linked;
    linked.m_handle = Handle<ProgramKind>(glCreateProgram());
    const GLuint name = linked.m_handle.get();
    for (const GLuint shader : shaders) {
        glAttachShader(name, shader);
    }
    if (!binaryFormats().empty()) {
        glProgramParameteri(name, GL_PROGRAM_BINARY_RETRIEVABLE_HINT, GL_TRUE);
    }
    glLinkProgram(name);
    for (const GLuint shader : shaders) {
        glDetachShader(name, shader);
    }
    GLint done = GL_FALSE;
    glGetProgramiv(name, GL_LINK_STATUS, &done);
    if (done != GL_TRUE) {
        return Failure{.stage = Failure::Stage::Link, .log = logOf(name, true)};
    }
    program = std::move(linked);
    return std::nullopt;
}

bool Program::load(const ProgramBinary& binary, Program& program) {
    const std::vector<GLint> formats = binaryFormats();
    if (!binary || std::find(formats.begin(), formats.end(), static_cast<GLint>(binary.format)) == formats.end()) {
        return false;
    }
    Program loaded;
    loaded.m_handle = Handle<ProgramKind>(glCreateProgram());
    const GLuint name = loaded.m_handle.get();
    glProgramBinary(name, binary.format, binary.bytes.data(), static_cast<GLsizei>(binary.bytes.size()));
    GLint done = GL_FALSE;
    glGetProgramiv(name, GL_LINK_STATUS, &done);
    if (done != GL_TRUE) {
        return false;
    }
    program = std::move(loaded);
    return true;
}

ProgramBinary Program::binary() const {
    GLint length = 0;
    if (!binaryFormats().empty()) {
        glGetProgramiv(m_handle.get(), GL_PROGRAM_BINARY_LENGTH, &length);
    }
    if (length <= 0) {
        return {};
    }
    ProgramBinary binary{.format = 0, .bytes = std::vector<std::byte>(static_cast<std::size_t>(length))};
    GLenum format = 0;
    GLsizei written = 0;
    glGetProgramBinary(m_handle.get(), length, &written, &format, binary.bytes.data());
    binary.format = format;
    binary.bytes.resize(static_cast<std::size_t>(written));
    return binary;
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

}  // namespace kg::gl
