#include "gl/context.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <utility>

namespace kg::gl {

namespace {

std::string stringOf(GLenum name) {
    const auto* text = reinterpret_cast<const char*>(glGetString(name));
    return text != nullptr ? text : "";
}

bool isSoftware(const std::string& renderer) {
    constexpr std::array<std::string_view, 5> kRasterisers{"llvmpipe", "softpipe", "SwiftShader", "swrast",
                                                           "Software Rasterizer"};
    return std::any_of(kRasterisers.begin(), kRasterisers.end(),
                       [&](std::string_view rasteriser) { return renderer.find(rasteriser) != std::string::npos; });
}

DebugMessage::Severity severityOf(GLenum severity) {
    switch (severity) {
        case GL_DEBUG_SEVERITY_HIGH:
            return DebugMessage::Severity::High;
        case GL_DEBUG_SEVERITY_MEDIUM:
            return DebugMessage::Severity::Medium;
        case GL_DEBUG_SEVERITY_LOW:
            return DebugMessage::Severity::Low;
        default:
            return DebugMessage::Severity::Notification;
    }
}

void GLAD_API_PTR collect(GLenum source, GLenum type, GLuint /*id*/, GLenum severity, GLsizei length,
                          const GLchar* text, const void* user) {
    // A shader that does not compile is legal; Program::build returns its log.
    if (source == GL_DEBUG_SOURCE_SHADER_COMPILER) {
        return;
    }
    // Advice, however weighty the driver finds it.
    const bool advises = type == GL_DEBUG_TYPE_PERFORMANCE;
    auto* messages = static_cast<std::vector<DebugMessage>*>(const_cast<void*>(user));
    messages->push_back({advises ? DebugMessage::Severity::Low : severityOf(severity),
                         std::string(text, static_cast<std::size_t>(length))});
}

}  // namespace

void Context::load(Lookup lookup, std::string backend) {
    const int version = gladLoadGL(lookup);
    m_info.major = GLAD_VERSION_MAJOR(version);
    m_info.minor = GLAD_VERSION_MINOR(version);
    m_info.backend = std::move(backend);
    if (version == 0 || m_info.major < 3 || (m_info.major == 3 && m_info.minor < 3)) {
        throw DeviceError(fmt::format("OpenGL 3.3 is needed, this driver offers {}.{}", m_info.major, m_info.minor),
                          m_info.backend, "A newer driver or Mesa's software rasteriser would do");
    }
    m_info.vendor = stringOf(GL_VENDOR);
    m_info.renderer = stringOf(GL_RENDERER);
    m_info.version = stringOf(GL_VERSION);
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &m_info.maxTextureSize);
    glGetIntegerv(GL_MAX_UNIFORM_BLOCK_SIZE, &m_info.maxUniformBlockBytes);
    if (GLAD_GL_VERSION_4_1 != 0 || GLAD_GL_ARB_get_program_binary != 0) {
        glGetIntegerv(GL_NUM_PROGRAM_BINARY_FORMATS, &m_info.programBinaryFormats);
    }
    m_info.software = isSoftware(m_info.renderer);
}

void Context::enableDebugOutput() {
    if (GLAD_GL_VERSION_4_3 == 0) {
        return;
    }
    m_messages = std::make_unique<std::vector<DebugMessage>>();
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDebugMessageCallback(collect, m_messages.get());
}

std::vector<DebugMessage> Context::takeDebugMessages() {
    return m_messages ? std::exchange(*m_messages, {}) : std::vector<DebugMessage>{};
}

}  // namespace kg::gl
