#include "base/error.h"
#include "gl/context.h"
#include "gl/driver_cache.h"

#include <fmt/format.h>
#include <glad/egl.h>

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    EglContext(EGLDisplay display, const OffscreenOptions& options, std::string backend) : m_display(display) {
        try {
            create(EGL_NO_CONTEXT);
            if (options.width > 0 && options.height > 0) {
                createSurface(options);
            }
            makeCurrentOrThrow();
            load(eglGetProcAddress, std::move(backend));
        } catch (...) {
            destroy();
            throw;
        }
    }
    struct SharedWith {
        const EglContext& other;
    };
    explicit EglContext(SharedWith shared) : m_display(shared.other.m_display) {
        create(shared.other.m_context);
        loadLike(shared.other);
    }
    ~EglContext() override { destroy(); }

    void makeCurrent() override {
        m_egl.bindApi(EGL_OPENGL_API);  // which a thread does not begin with
        if (m_egl.makeCurrent(m_display, m_surface, m_surface, m_context) == EGL_FALSE) {
            throw DeviceError("the driver does not let this thread use the context");
        }
    }

    void release() override { m_egl.makeCurrent(m_display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT); }

    std::unique_ptr<Context> makeShared() override { return std::make_unique<EglContext>(SharedWith{*this}); }

private:
    void create(EGLContext shared) {
        if (eglBindAPI(EGL_OPENGL_API) == EGL_FALSE) {
            throw DeviceError("EGL has no desktop OpenGL: " + eglProblem());
        }
        m_context = createContext(shared, 4, 5);
        if (m_context == EGL_NO_CONTEXT) {
            m_context = createContext(shared, 3, 3);
        }
        if (m_context == EGL_NO_CONTEXT) {
            throw DeviceError("no OpenGL 3.3 core context: " + eglProblem());
        }
    }

    // The memory that stands for a window's framebuffer.
    void createSurface(const OffscreenOptions& options) {
        const std::array<EGLint, 11> wanted{EGL_SURFACE_TYPE,
                                            EGL_PBUFFER_BIT,
                                            EGL_RENDERABLE_TYPE,
                                            EGL_OPENGL_BIT,
                                            EGL_RED_SIZE,
                                            8,
                                            EGL_GREEN_SIZE,
                                            8,
                                            EGL_BLUE_SIZE,
                                            8,
                                            EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        if (eglChooseConfig(m_display, wanted.data(), &config, 1, &count) == EGL_FALSE || count == 0) {
            throw DeviceError("no off-screen framebuffer of 8 bits a colour: " + eglProblem());
        }
        const std::array<EGLint, 5> size{EGL_WIDTH, options.width, EGL_HEIGHT, options.height, EGL_NONE};
        m_surface = eglCreatePbufferSurface(m_display, config, size.data());
        if (m_surface == EGL_NO_SURFACE) {
            throw DeviceError(
                fmt::format("no off-screen framebuffer of {}x{}: {}", options.width, options.height, eglProblem()));
        }
    }

    void makeCurrentOrThrow() const {
        if (eglMakeCurrent(m_display, m_surface, m_surface, m_context) == EGL_FALSE) {
            throw DeviceError("the context cannot be used without a window: " + eglProblem());
        }
    }

    EGLContext createContext(EGLContext shared, EGLint major, EGLint minor) const {
        const std::array<EGLint, 7> attributes{EGL_CONTEXT_MAJOR_VERSION,
                                               major,
                                               EGL_CONTEXT_MINOR_VERSION,
                                               minor,
                                               EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                               EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                               EGL_NONE};
        return eglCreateContext(m_display, EGL_NO_CONFIG_KHR, shared, attributes.data());
    }

    void destroy() {
        if (eglGetCurrentContext() == m_context) {
            release();  // and leave another one alone
        }
        if (m_surface != EGL_NO_SURFACE) {
            eglDestroySurface(m_display, m_surface);
        }
        if (m_context != EGL_NO_CONTEXT) {
            eglDestroyContext(m_display, m_context);
        }
    }

    // What other threads call. glad's own pointers are written anew by every search for a context.
    struct Functions {
        PFNEGLBINDAPIPROC bindApi = eglBindAPI;
        PFNEGLMAKECURRENTPROC makeCurrent = eglMakeCurrent;
    };

    Functions m_egl;
    EGLDisplay m_display;
    EGLSurface m_surface = EGL_NO_SURFACE;
    EGLContext m_context = EGL_NO_CONTEXT;
};

// The search for a context through EGL. A hardware renderer comes before a software one, and among equals the one that
// was found first.
class EglSearch {
public:
    EglSearch(void* library, const OffscreenOptions& options, std::string& answers)
        : m_library(library), m_options(options), m_answers(answers) {}

    std::unique_ptr<Context> find() {
        // What EGL can do without a display. It is asked again for each context, since a display's answers replace it.
        gladLoadEGLUserPtr(EGL_NO_DISPLAY, lookUp, m_library);
        if (GLAD_EGL_EXT_platform_base == 0) {
            m_answers += "EGL: no displays but the window system's are offered; ";
            return nullptr;
        }
        const bool surfaceless = GLAD_EGL_MESA_platform_surfaceless != 0;
        const std::vector<EGLDeviceEXT> devices = listDevices();
        if (surfaceless) {
            tryDisplay(eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr),
                       "EGL surfaceless");
        } else {
            m_answers += "EGL surfaceless: not offered; ";
        }
        for (std::size_t i = 0; i < devices.size() && !foundHardware(); ++i) {
            // One more software renderer would be no better than what is there, and takes a while to start.
            if (!m_best || !isSoftware(devices[i])) {
                tryDisplay(eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr),
                           fmt::format("EGL device {}", i));
            }
        }
        if (m_best) {
            m_best->makeCurrent();
        }
        return std::move(m_best);
    }

private:
    bool foundHardware() const { return m_best && !m_best->info().software; }

    std::vector<EGLDeviceEXT> listDevices() {
        if (GLAD_EGL_EXT_platform_device == 0 || eglQueryDevicesEXT == nullptr) {
            m_answers += "EGL device: not offered; ";
            return {};
        }
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count);
        m_answers += count == 0 ? "EGL device: none found; " : "";
        return {devices.begin(), devices.begin() + count};
    }

    // Whether the device says that it is Mesa's software rasteriser; what says nothing may be hardware.
    static bool isSoftware(EGLDeviceEXT device) {
        const char* extensions =
            eglQueryDeviceStringEXT != nullptr ? eglQueryDeviceStringEXT(device, EGL_EXTENSIONS) : nullptr;
        return extensions != nullptr &&
               std::string_view(extensions).find("EGL_MESA_device_software") != std::string::npos;
    }

    // EGL displays are shared by the process and are never closed: eglTerminate would take them from other contexts.
    void tryDisplay(EGLDisplay display, const std::string& backend) {
        EGLint major = 0;
        EGLint minor = 0;
        if (display == EGL_NO_DISPLAY || eglInitialize(display, &major, &minor) == EGL_FALSE) {
            m_answers += fmt::format("{}: no display, {}; ", backend, eglProblem());
            return;
        }
        // Only an initialised display tells its version, and glad loads the functions of that version.
        gladLoadEGLUserPtr(display, lookUp, m_library);
        try {
            auto context = std::make_unique<EglContext>(display, m_options, backend);
            if (!m_best || !context->info().software) {
                m_best = std::move(context);
            }
        } catch (const DeviceError& error) {
            m_answers += fmt::format("{}: {}; ", backend, error.what());
        }
    }

    void* m_library;
    const OffscreenOptions& m_options;
    std::string& m_answers;
    std::unique_ptr<Context> m_best;
};

std::unique_ptr<Context> tryEgl(const OffscreenOptions& options, std::string& answers) {
    // Opened at run time, so that a machine without EGL still has its window, and never closed: a driver's threads may
    // run code of the library until the process ends.
    static void* const library = dlopen("libEGL.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (library == nullptr) {
        answers += "EGL: libEGL.so.1 is not installed; ";
        return nullptr;
    }
    return EglSearch(library, options, answers).find();
}

}  // namespace

std::unique_ptr<Context> makeOffscreenContext(const OffscreenOptions& options) {
    keepDriverCacheSafe();
    std::string answers;
    if (auto context = tryEgl(options, answers)) {
        return context;
    }
    try {
        constexpr int kLeastSide = 16;  // window systems may refuse smaller ones
        return WindowContext::make({.width = std::max(kLeastSide, options.width),
                                    .height = std::max(kLeastSide, options.height),
                                    .title = "kernelglass",
                                    .visible = false});
    } catch (const DeviceError& error) {
        throw DeviceError(fmt::format("no OpenGL was found ({}hidden window: {})", answers, error.what()), {},
                          "Mesa's software rasteriser (libgl1-mesa-dri and libegl1) is enough");
    }
}

}  // namespace kg::gl
