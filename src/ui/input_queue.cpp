#include "ui/input_queue.h"

namespace kg::ui {

namespace {

// What a frame has been handed so far.
struct Handed {
    bool command = false;  // a key that does something by itself, such as Enter
    bool text = false;
    bool button = false;
    bool typing = true;  // a field has the keyboard

    // Whether an event may be handed on as well.
    bool admits(const InputEvent& event) const {
        switch (event.kind) {
            case InputEvent::Kind::KeyPress:
            case InputEvent::Kind::KeyRepeat:
                return !button && (typing || !text) && (event.silent || (!command && !text));
            case InputEvent::Kind::KeyRelease:
                return !command && !button;  // the key, or a modifier of it, is held until it was seen
            case InputEvent::Kind::Character:
                return !command && !button;
            case InputEvent::Kind::ButtonPress:
            case InputEvent::Kind::ButtonRelease:
                return !command && !text && !button;
        }
        return true;
    }

    void note(const InputEvent& event) {
        using Kind = InputEvent::Kind;
        const bool press = event.kind == Kind::KeyPress || event.kind == Kind::KeyRepeat;
        command |= press && !event.silent;
        text |= event.kind == Kind::Character;
        button |= event.kind == Kind::ButtonPress || event.kind == Kind::ButtonRelease;
    }
};

}  // namespace

void InputQueue::deliver(const std::function<void(const InputEvent&)>& sink, bool typing) {
    Handed handed{.typing = typing};
    while (!m_events.empty() && handed.admits(m_events.front())) {
        const InputEvent event = m_events.front();
        m_events.pop_front();
        handed.note(event);
        sink(event);
    }
}

}  // namespace kg::ui
