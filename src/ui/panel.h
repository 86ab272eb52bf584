// Panel: what every panel of the window is handed to draw itself: the document to show, the ways to change it, and the
// means to measure. Panels never hold document state of their own. Main thread only.
#pragma once

#include "app/actions.h"
#include "app/outputs.h"
#include "app/settings.h"
#include "app/workspace.h"
#include "ui/fonts.h"
#include "ui/pacer.h"
#include "ui/rect.h"
#include "ui/theme.h"

#include <imgui.h>

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kg::ui {

inline ImVec2 cornerOf(const Rect& rect) {
    return {rect.x, rect.y};
}

inline ImVec2 extentOf(const Rect& rect) {
    return {rect.width, rect.height};
}

// Where the widgets stand that can be seen, by name, for the report; kept only where one is asked for.
class Places {
public:
    void enable() { m_enabled = true; }
    void clear() { m_places.clear(); }
    // Notes the rectangle of the last item. One whose middle is scrolled out of sight or covered by the edge of its
    // window has no place: a click there would meet something else.
    void note(std::string_view name);
    const std::map<std::string, std::array<float, 4>>& all() const { return m_places; }

private:
    bool m_enabled = false;
    std::map<std::string, std::array<float, 4>> m_places;
};

// A drag or a text that a person is in the middle of; at most one at a time in the whole window.
struct Draft {
    ImGuiID field = 0;  // of the text that is being typed; 0: none
    std::string text{};
    std::string base{};     // what the document said when typing began
    std::string problem{};  // why the text was refused
    bool takesFocus = false;

    ImGuiID dragged = 0;
    double dragStart = 0;  // the value or the handle's place where the drag or its fine mode began
    float dragX = 0;       // where the mouse was then
    double dragStep = 0;   // of a cell: the change a unit of the mouse
    double before = 0;     // of a slider: its value before the drag
    bool fine = false;     // Shift is held
    bool moving = false;   // of a cell: the mouse went far enough to be no click
    bool resting = false;  // the mouse is still down but the drag is over
    int scrolledTo = -1;   // the selected filter whose card was last brought into sight
    int drags = 0;         // numbers the drags: edits of one share a group
};

struct Panel {
    Workspace& workspace;
    ActionTarget& target;
    const Outputs& outputs;
    Settings& settings;
    const Fonts& fonts;
    Pacer& pacer;
    Places& places;
    Draft& draft;
    float scale = 1;               // window units a unit of design
    double now = 0;                // seconds, as the pacer counts them
    const std::vector<int>& keys;  // GLFW keys pressed or repeated for this frame

    // Units of design in window units.
    float px(float units) const { return units * scale; }
    bool pressed(int key) const;
};

}  // namespace kg::ui
