#include "ui/key_queue.h"

namespace kg::ui {

void KeyQueue::deliver(const std::function<void(const KeyEvent&)>& sink) {
    bool commanded = false;  // a key that does something by itself, such as Enter
    bool typed = false;
    while (!m_events.empty()) {
        const KeyEvent event = m_events.front();
        switch (event.kind) {
            case KeyEvent::Kind::Press:
            case KeyEvent::Kind::Repeat:
                if (!event.silent) {
                    if (commanded || typed) {
                        return;
                    }
                    commanded = true;
                }
                break;
            case KeyEvent::Kind::Release:
                if (commanded) {
                    return;  // of that key, or of a modifier that it was pressed with
                }
                break;
            case KeyEvent::Kind::Character:
                if (commanded) {
                    return;
                }
                typed = true;
                break;
        }
        m_events.pop_front();
        sink(event);
    }
}

}  // namespace kg::ui
