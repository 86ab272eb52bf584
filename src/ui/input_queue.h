// InputQueue: key and button events on their way to Dear ImGui and to the shortcuts, a digestible amount a frame.
//
// Dear ImGui before 1.87 looks at which keys and buttons are down when a frame starts, and at the characters typed
// since the last one. On a slow frame a key that is pressed and released in between is lost, a double click is one
// click, and "Backspace, 5" is seen as "5, Backspace". So the queue hands out events in order and stops before the
// first that would hide or overtake another.
// Main thread only; knows neither GLFW nor Dear ImGui, so that it is tested without a window.
#pragma once

#include <deque>
#include <functional>

namespace kg::ui {

struct InputEvent {
    enum class Kind { KeyPress, KeyRepeat, KeyRelease, Character, ButtonPress, ButtonRelease };
    Kind kind = Kind::KeyPress;
    int key = 0;  // GLFW's number of the key or button
    int scancode = 0;
    int modifiers = 0;
    unsigned codepoint = 0;  // of a Character
    bool silent = false;     // a press without an effect of its own: a modifier, or a character follows
};

class InputQueue {
public:
    void push(const InputEvent& event) { m_events.push_back(event); }
    bool empty() const { return m_events.empty(); }

    // Hands the next frame's events to `sink`. `typing` says whether a field has the keyboard: where none has, a letter
    // may open one that the letters behind it belong to, so that each comes in a frame of its own.
    void deliver(const std::function<void(const InputEvent&)>& sink, bool typing = true);

private:
    std::deque<InputEvent> m_events;
};

}  // namespace kg::ui
