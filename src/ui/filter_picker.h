// FilterPicker: the searchable list from which a filter is added. Type, choose with the arrow keys, Enter.
#pragma once

#include "ui/panel.h"

#include <string>

namespace kg::ui {

class FilterPicker {
public:
    // Shows the list from the next frame on.
    void open() { m_opening = m_awaitsFocus = true; }
    bool isOpen() const { return m_open; }
    // Whether its field is about to take the keyboard: what is typed meanwhile belongs to it.
    bool awaitsFocus() const { return m_awaitsFocus; }
    // Where the list's top left corner goes, in window units.
    void anchor(ImVec2 corner) { m_corner = corner; }
    void draw(Panel& panel);

private:
    void drawList(Panel& panel);

    ImVec2 m_corner{};
    bool m_opening = false;
    bool m_open = false;
    bool m_awaitsFocus = false;
    bool m_follows = false;  // the chosen row is scrolled to
    int m_chosen = 0;
    std::string m_text;
};

}  // namespace kg::ui
