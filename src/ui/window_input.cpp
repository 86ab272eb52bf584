#include "ui/window_input.h"

#include <GLFW/glfw3.h>
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

KeyEvent::Kind kindOf(int action) {
    switch (action) {
        case GLFW_PRESS:
            return KeyEvent::Kind::Press;
        case GLFW_REPEAT:
            return KeyEvent::Kind::Repeat;
        default:
            return KeyEvent::Kind::Release;
    }
}

}  // namespace

WindowInput::WindowInput(GLFWwindow* window, Pacer& pacer) : m_window(window), m_pacer(pacer) {
    glfwSetWindowUserPointer(window, this);
    chainEventCallbacks();
    glfwSetDropCallback(window, onDrop);
    // The backend chains to the callbacks that it finds; keys must reach the queue instead of the backend.
    ImGui_ImplGlfw_InitForOpenGL(window, true);
    glfwSetKeyCallback(window, onKey);
    glfwSetCharCallback(window, onCharacter);
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
    glfwSetMouseButtonCallback(m_window, [](GLFWwindow* window, int, int, int) { of(window).m_pacer.event(); });
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
    input.m_queue.push({.kind = KeyEvent::Kind::Character, .codepoint = codepoint});
    input.m_pacer.event();
}

void WindowInput::onDrop(GLFWwindow* window, int count, const char** paths) {
    WindowInput& input = of(window);
    input.m_drops.assign(paths, paths + count);
    input.m_pacer.event();
}

std::vector<KeyPress> WindowInput::deliverKeys() {
    std::vector<KeyPress> presses;
    m_queue.deliver([&](const KeyEvent& event) {
        if (event.kind == KeyEvent::Kind::Character) {
            ImGui_ImplGlfw_CharCallback(m_window, event.codepoint);
            return;
        }
        const bool repeat = event.kind == KeyEvent::Kind::Repeat;
        const int action = event.kind == KeyEvent::Kind::Release ? GLFW_RELEASE : repeat ? GLFW_REPEAT : GLFW_PRESS;
        ImGui_ImplGlfw_KeyCallback(m_window, event.key, event.scancode, action, event.modifiers);
        if (action != GLFW_RELEASE) {
            presses.push_back({event.key, event.scancode, event.modifiers, repeat});
        }
    });
    if (!m_queue.empty()) {
        m_pacer.event();
    }
    return presses;
}

std::vector<std::string> WindowInput::takeDrops() {
    return std::exchange(m_drops, {});
}

}  // namespace kg::ui
