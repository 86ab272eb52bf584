// Contexts: where OpenGL comes from, with or without a window.
//
// OpenGL 3.3 core is asked for and a newer one taken where the driver has it. A context belongs to the thread that
// made it current; there is one current context a thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

struct GLFWwindow;

namespace kg::gl {

// A message of the driver (KHR_debug). High and medium ones are defects in this program.
struct DebugMessage {
    enum class Severity { Notification, Low, Medium, High };
    Severity severity = Severity::Notification;
    std::string text;
};

struct ContextInfo {
    std::string backend;  // "EGL surfaceless", "EGL device", "hidden window", "window"
    std::string vendor;
    std::string renderer;
    std::string version;
    int major = 3;
    int minor = 3;
    int maxTextureSize = 0;
    int maxUniformBlockBytes = 0;
    int programBinaryFormats = 0;  // in which the driver gives linked programs away; 0: it does not
    bool software = false;         // llvmpipe, softpipe, SwiftShader ...
};

class Context {
public:
    virtual ~Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    // Throws DeviceError where the driver refuses.
    virtual void makeCurrent() = 0;
    // No context is current on this thread any more.
    virtual void release() = 0;

    // A context without a window that has its textures, buffers and programs in common with this one, for one other
    // thread. Called on the thread of this one with it current, which it stays; destroyed there too, once it is current
    // nowhere. Throws DeviceError.
    virtual std::unique_ptr<Context> makeShared() = 0;

    const ContextInfo& info() const { return m_info; }

    // Collects the driver's messages from now on, synchronously; needs OpenGL 4.3 or KHR_debug, else it does nothing.
    void enableDebugOutput();
    // What has come since the last call.
    std::vector<DebugMessage> takeDebugMessages();

protected:
    Context() = default;
    // Loads the functions through a platform's lookup and fills m_info; the context must be current.
    using Lookup = void (*(*)(const char*))();
    void load(Lookup lookup, std::string backend);
    // The same for a context that shares: the functions are those of the other one, which may be in use meanwhile.
    void loadLike(const Context& other) { m_info = other.m_info; }

private:
    ContextInfo m_info;
    std::unique_ptr<std::vector<DebugMessage>> m_messages;  // its address is the driver's for the context's life
};

// The framebuffer that stands for a window's, where one is needed: off-screen work draws to textures.
struct OffscreenOptions {
    int width = 0;  // 0: none
    int height = 0;
};

// A context without any display. A hardware renderer comes before a software one, and among equals EGL surfaceless
// before an EGL device; where EGL offers neither, a hidden window. Current on return. Throws DeviceError that says what
// was tried and what each answered.
std::unique_ptr<Context> makeOffscreenContext(const OffscreenOptions& options = {});

struct WindowOptions {
    int width = 1280;
    int height = 800;
    std::string title = "kernelglass";
    bool visible = true;
};

// A window with a context, and the handle that Dear ImGui's backend and the viewer's callbacks need. Main thread only.
class WindowContext : public Context {
public:
    // Throws DeviceError where there is no display or no OpenGL 3.3, with what GLFW says.
    static std::unique_ptr<WindowContext> make(const WindowOptions& options);

    virtual GLFWwindow* handle() = 0;
};

}  // namespace kg::gl
