#include "base/error.h"
#include "gl/context.h"
#include "gl/driver_cache.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>

namespace kg::gl {

namespace {

std::string glfwProblem() {
    const char* description = nullptr;
    glfwGetError(&description);
    return description != nullptr ? description : "no reason given";
}

// GLFW is started by its first window and stopped after the last.
class Library {
public:
    Library() {
        // Errors are asked for where they matter; without this, old messages would be found there.
        glfwSetErrorCallback(nullptr);
        if (glfwInit() == GLFW_FALSE) {
            throw DeviceError("no window can be opened: " + glfwProblem(), "display");
        }
    }
    ~Library() { glfwTerminate(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    static std::shared_ptr<Library> shared() {
        static std::weak_ptr<Library> current;
        std::shared_ptr<Library> library = current.lock();
        if (!library) {
            library = std::make_shared<Library>();
            current = library;
        }
        return library;
    }
};

struct WindowDeleter {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};
using WindowPointer = std::unique_ptr<GLFWwindow, WindowDeleter>;

WindowPointer createWindow(const WindowOptions& options, int major, int minor, GLFWwindow* shared = nullptr) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, major);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, minor);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    // The picture has no use for these, and a software rasteriser pays for them.
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    return WindowPointer(glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, shared));
}

class GlfwContext final : public WindowContext {
public:
    GlfwContext(const WindowOptions& options, std::string backend) : m_library(Library::shared()) {
        // Drivers differ in whether asking for 3.3 gives the newest version; so the newest useful one is asked for
        // first.
        m_window = createWindow(options, 4, 5);
        if (!m_window) {
            m_window = createWindow(options, 3, 3);
        }
        if (!m_window) {
            throw DeviceError("no window with OpenGL 3.3 can be opened: " + glfwProblem(), "display");
        }
        glfwMakeContextCurrent(m_window.get());
        load(glfwGetProcAddress, std::move(backend));
    }

    // GLFW knows no context without a window, so the shared one has one that nobody sees.
    struct SharedWith {
        const GlfwContext& other;
    };
    explicit GlfwContext(SharedWith shared) : m_library(shared.other.m_library) {
        const WindowOptions unseen{.width = 16, .height = 16, .visible = false};
        const ContextInfo& info = shared.other.info();
        m_window = createWindow(unseen, info.major, info.minor, shared.other.m_window.get());
        if (!m_window) {
            throw DeviceError("no second context can be made for this window: " + glfwProblem(), "display");
        }
        loadLike(shared.other);
    }

    void makeCurrent() override { glfwMakeContextCurrent(m_window.get()); }
    void release() override { glfwMakeContextCurrent(nullptr); }
    std::unique_ptr<Context> makeShared() override { return std::make_unique<GlfwContext>(SharedWith{*this}); }
    GLFWwindow* handle() override { return m_window.get(); }

private:
    std::shared_ptr<Library> m_library;
    WindowPointer m_window;
};

}  // namespace

std::unique_ptr<WindowContext> WindowContext::make(const WindowOptions& options) {
    keepDriverCacheSafe();
    return std::make_unique<GlfwContext>(options, options.visible ? "window" : "hidden window");
}

}  // namespace kg::gl
