#include "base/error.h"
#include "gl/context.h"

#include <fmt/format.h>
#include <glad/egl.h>

#include <dlfcn.h>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace kg::gl {

namespace {

using GetProcAddress = GLADapiproc (*)(const char*);

// glad's loader takes a function and a user pointer; the library's own symbols come before eglGetProcAddress, which
// need not know core functions.
GLADapiproc lookUp(void* user, const char* name) {
    void* symbol = dlsym(user, name);
    if (symbol != nullptr) {
        return reinterpret_cast<GLADapiproc>(symbol);
    }
    const auto getProcAddress = reinterpret_cast<GetProcAddress>(dlsym(user, "eglGetProcAddress"));
    return getProcAddress != nullptr ? getProcAddress(name) : nullptr;
}

std::string eglProblem() {
    return fmt::format("EGL error 0x{:04x}", eglGetError());
}

class EglContext final : public Context {
public:
    EglContext(EGLDisplay display, std::string backend) : m_display(display) {
        try {
            create();
            load(eglGetProcAddress, std::move(backend));
        } catch (...) {
            release();
            throw;
        }
    }
    ~EglContext() override { release(); }

    void makeCurrent() override { eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_context); }

private:
    void create() {
        if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
            throw DeviceError("EGL has no desktop OpenGL: " + eglProblem());
        }
        m_context = createContext(4, 5);
        if (m_context == EGL_NO_CONTEXT) {
            m_context = createContext(3, 3);
        }
        if (m_context == EGL_NO_CONTEXT) {
            throw DeviceError("no OpenGL 3.3 core context: " + eglProblem());
        }
        if (eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, m_context) == EGL_FALSE) {
            throw DeviceError("the context cannot be used without a surface: " + eglProblem());
        }
    }

    EGLContext createContext(EGLint major, EGLint minor) const {
        const std::array<EGLint, 7> attributes{EGL_CONTEXT_MAJOR_VERSION,
                                               major,
                                               EGL_CONTEXT_MINOR_VERSION,
                                               minor,
                                               EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                               EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                               EGL_NONE};
        return eglCreateContext(m_display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes.data());
    }

    void release() {
        eglMakeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (m_context != EGL_NO_CONTEXT) {
            eglDestroyContext(m_display, m_context);
        }
    }

    EGLDisplay m_display;
    EGLContext m_context = EGL_NO_CONTEXT;
};

// EGL displays are shared by the process and are never closed: eglTerminate would take them from other contexts.
std::unique_ptr<Context> tryDisplay(void* library, EGLDisplay display, const std::string& backend,
                                    std::string& answers) {
    EGLint major = 0;
    EGLint minor = 0;
    if (display == EGL_NO_DISPLAY || eglInitialize(display, &major, &minor) == EGL_FALSE) {
        answers += fmt::format("{}: no display, {}; ", backend, eglProblem());
        return nullptr;
    }
    // Only an initialised display tells its version, and glad loads the functions of that version.
    gladLoadEGLUserPtr(display, lookUp, library);
    try {
        return std::make_unique<EglContext>(display, backend);
    } catch (const DeviceError& error) {
        answers += fmt::format("{}: {}; ", backend, error.what());
        return nullptr;
    }
}

std::unique_ptr<Context> trySurfaceless(void* library, std::string& answers) {
    if (GLAD_EGL_MESA_platform_surfaceless == 0) {
        answers += "EGL surfaceless: not offered; ";
        return nullptr;
    }
    return tryDisplay(library, eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr),
                      "EGL surfaceless", answers);
}

std::unique_ptr<Context> tryDevices(void* library, std::string& answers) {
    if (GLAD_EGL_EXT_device_enumeration == 0 && GLAD_EGL_EXT_device_base == 0) {
        answers += "EGL device: not offered; ";
        return nullptr;
    }
    std::array<EGLDeviceEXT, 16> devices{};
    EGLint count = 0;
    eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count);
    for (EGLint i = 0; i < count; ++i) {
        EGLDisplay display = eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr);
        if (auto context = tryDisplay(library, display, fmt::format("EGL device {}", i), answers)) {
            return context;
        }
    }
    answers += count == 0 ? "EGL device: none found; " : "";
    return nullptr;
}

std::unique_ptr<Context> tryEgl(std::string& answers) {
    // Opened at run time, so that a machine without EGL still has its window, and never closed: a driver's threads may
    // run code of the library until the process ends.
    static void* const library = dlopen("libEGL.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr) {
        answers += "EGL: libEGL.so.1 is not installed; ";
        return nullptr;
    }
    // What EGL can do without a display. It is asked again for each context, since a display's answers replace it.
    gladLoadEGLUserPtr(EGL_NO_DISPLAY, lookUp, library);
    if (GLAD_EGL_EXT_platform_base == 0) {
        answers += "EGL: no displays but the window system's are offered; ";
        return nullptr;
    }
    auto context = trySurfaceless(library, answers);
    if (!context) {
        gladLoadEGLUserPtr(EGL_NO_DISPLAY, lookUp, library);
        context = tryDevices(library, answers);
    }
    return context;
}

}  // namespace

std::unique_ptr<Context> makeOffscreenContext() {
    std::string answers;
    if (auto context = tryEgl(answers)) {
        return context;
    }
    try {
        return WindowContext::make({.width = 16, .height = 16, .title = "kernelglass", .visible = false});
    } catch (const DeviceError& error) {
        throw DeviceError(fmt::format("no OpenGL was found ({}hidden window: {})", answers, error.what()), {},
                          "Mesa's software rasteriser (libgl1-mesa-dri and libegl1) is enough");
    }
}

}  // namespace kg::gl
