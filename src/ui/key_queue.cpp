#include "ui/key_queue.h"

#include <algorithm>

namespace kg::ui {

void KeyQueue::deliver(const std::function<void(const KeyEvent&)>& sink) {
    std::vector<int> pressed;
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
                    pressed.push_back(event.key);
                }
                break;
            case KeyEvent::Kind::Release:
                if (std::find(pressed.begin(), pressed.end(), event.key) != pressed.end()) {
                    return;
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
