#include "ui/window_input.h"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>

#include <utility>

namespace kg::ui {

namespace {

bool isModifier(int key) {
    return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
}

// Whether a character follows the press: printing keys without Ctrl and the like, and the keypad's numbers.
bool types(int key, int modifiers) {
    const bool plain = (modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) == 0;
    const bool prints = (key >= GLFW_KEY_SPACE && key <= GLFW_KEY_WORLD_2) ||
                        (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_ADD) || key == GLFW_KEY_KP_EQUAL;
    return plain && prints;
}

InputEvent::Kind kindOf(int action) {
    switch (action) {
        case GLFW_PRESS:
            return InputEvent::Kind::KeyPress;
        case GLFW_REPEAT:
            return InputEvent::Kind::KeyRepeat;
        default:
            return InputEvent::Kind::KeyRelease;
    }
}

}  // namespace

WindowInput::WindowInput(GLFWwindow* window, Pacer& pacer) : m_window(window), m_pacer(pacer) {
    glfwSetWindowUserPointer(window, this);
    chainEventCallbacks();
    glfwSetDropCallback(window, onDrop);
    // The backend chains to the callbacks that it finds; what the queue orders must
    // not reach the backend at once.
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    glfwSetKeyCallback(window, onKey);
    glfwSetCharCallback(window, onCharacter);
    glfwSetMouseButtonCallback(window, onButton);
}

WindowInput::~WindowInput() {
    ImGui_ImplGlfw_Shutdown();
    glfwSetWindowUserPointer(m_window, nullptr);
}

WindowInput& WindowInput::of(GLFWwindow* window) {
    return *static_cast<WindowInput*>(glfwGetWindowUserPointer(window));
}

// Everything that may change what the window shows makes frames due.
void WindowInput::chainEventCallbacks() {
    glfwSetWindowRefreshCallback(m_window, [](GLFWwindow* window) { of(window).m_pacer.event(); });
    glfwSetFramebufferSizeCallback(m_window, [](GLFWwindow* window, int, int) { of(window).m_pacer.event(); });
    glfwSetWindowContentScaleCallback(m_window, [](GLFWwindow* window, float, float) { of(window).m_pacer.event(); });
    glfwSetCursorPosCallback(m_window, [](GLFWwindow* window, double, double) { of(window).m_pacer.event(); });
    glfwSetCursorEnterCallback(m_window, [](GLFWwindow* window, int) { of(window).m_pacer.event(); });
    glfwSetScrollCallback(m_window, [](GLFWwindow* window, double, double) { of(window).m_pacer.event(); });
    glfwSetWindowFocusCallback(m_window, onFocus);
}

void WindowInput::onFocus(GLFWwindow* window, int focused) {
    WindowInput& input = of(window);
    input.m_pacer.event();
    input.m_spaceHeld = input.m_spaceHeld && focused != 0;  // its release goes to another window
}

void WindowInput::onKey(GLFWwindow* window, int key, int scancode, int action, int modifiers) {
    WindowInput& input = of(window);
    if (key == GLFW_KEY_SPACE) {
        input.m_spaceHeld = action != GLFW_RELEASE;
    }
    input.m_queue.push({.kind = kindOf(action),
                        .key = key,
                        .scancode = scancode,
                        .modifiers = modifiers,
                        .silent = isModifier(key) || types(key, modifiers)});
    input.m_pacer.event();
}

void WindowInput::onCharacter(GLFWwindow* window, unsigned codepoint) {
    WindowInput& input = of(window);
    input.m_queue.push({.kind = InputEvent::Kind::Character, .codepoint = codepoint});
    input.m_pacer.event();
}

void WindowInput::onButton(GLFWwindow* window, int button, int action, int modifiers) {
    WindowInput& input = of(window);
    const auto kind = action == GLFW_PRESS ? InputEvent::Kind::ButtonPress : InputEvent::Kind::ButtonRelease;
    input.m_queue.push({.kind = kind, .key = button, .modifiers = modifiers});
    input.m_pacer.event();
}

void WindowInput::onDrop(GLFWwindow* window, int count, const char** paths) {
    of(window).drop({paths, paths + count});
}

void WindowInput::drop(const std::vector<std::string>& paths) {
    m_drops.insert(m_drops.end(), paths.begin(), paths.end());
    m_pacer.event();
}

std::vector<KeyPress> WindowInput::deliver() {
    using Kind = InputEvent::Kind;
    std::vector<KeyPress> presses;
    m_queue.deliver(
        [&](const InputEvent& event) {
            switch (event.kind) {
                case Kind::Character:
                    ImGui_ImplGlfw_CharCallback(m_window, event.codepoint);
                    break;
                case Kind::ButtonPress:
                    ImGui_ImplGlfw_MouseButtonCallback(m_window, event.key, GLFW_PRESS, event.modifiers);
                    break;
                case Kind::ButtonRelease:
                    ImGui_ImplGlfw_MouseButtonCallback(m_window, event.key, GLFW_RELEASE, event.modifiers);
                    break;
                case Kind::KeyRelease:
                    ImGui_ImplGlfw_KeyCallback(m_window, event.key, event.scancode, GLFW_RELEASE, event.modifiers);
                    break;
                case Kind::KeyPress:
                case Kind::KeyRepeat: {
                    const int action = event.kind == Kind::KeyPress ? GLFW_PRESS : GLFW_REPEAT;
                    ImGui_ImplGlfw_KeyCallback(m_window, event.key, event.scancode, action, event.modifiers);
                    presses.push_back({event.key, event.scancode, event.modifiers});
                    break;
                }
            }
        },
        ImGui::GetIO().WantTextInput);
    if (!m_queue.empty()) {
        m_pacer.request(Pacer::kSettleFrames);
    }
    return presses;
}

std::vector<std::string> WindowInput::takeDrops() {
    return std::exchange(m_drops, {});
}

}  // namespace kg::ui
