// WindowInput: what GLFW tells about the window, kept until the next frame wants it.
//
// It stands between GLFW and Dear ImGui's backend: every event makes frames due, and key and button events go through
// an InputQueue. Made after Dear ImGui's context and backend, destroyed before them. Main thread only; one a window.
#pragma once

#include "ui/input_queue.h"
#include "ui/pacer.h"

#include <string>
#include <vector>

struct GLFWwindow;

namespace kg::ui {

struct KeyPress {
    int key = 0;
    int scancode = 0;
    int modifiers = 0;
};

class WindowInput {
public:
    WindowInput(GLFWwindow* window, Pacer& pacer);
    ~WindowInput();
    WindowInput(const WindowInput&) = delete;
    WindowInput& operator=(const WindowInput&) = delete;

    // Hands a frame's events to Dear ImGui and returns the presses of keys among them.
    std::vector<KeyPress> deliver();
    // Takes files that are dropped on the window, and hands over those since the last call.
    void drop(const std::vector<std::string>& paths);
    std::vector<std::string> takeDrops();
    bool spaceHeld() const { return m_spaceHeld; }

private:
    static WindowInput& of(GLFWwindow* window);
    static void onKey(GLFWwindow* window, int key, int scancode, int action, int modifiers);
    static void onCharacter(GLFWwindow* window, unsigned codepoint);
    static void onButton(GLFWwindow* window, int button, int action, int modifiers);
    static void onDrop(GLFWwindow* window, int count, const char** paths);
    static void onFocus(GLFWwindow* window, int focused);
    void chainEventCallbacks();

    GLFWwindow* m_window;
    Pacer& m_pacer;
    InputQueue m_queue;
    std::vector<std::string> m_drops;
    bool m_spaceHeld = false;
};

}  // namespace kg::ui
