// CameraPanel: the controls that the camera at hand offers, in a window of their own: brightness, exposure, gain and
// what else its driver knows. Main thread only.
#pragma once

#include "source/camera_desk.h"
#include "ui/panel.h"

#include <cstdint>
#include <optional>

namespace kg::ui {

class CameraPanel {
public:
    bool isOpen() const { return m_open; }
    void toggle() { m_open = !m_open; }
    // Draws nothing where no camera is shown.
    void draw(Panel& panel, CameraDesk& desk);

private:
    // Which camera the controls were asked of, and which time that it was opened: it may come back with others.
    struct Asked {
        int number = 0;
        std::uint64_t reopened = 0;
        bool operator==(const Asked&) const = default;
    };

    bool m_open = false;
    std::optional<Asked> m_asked;
};

}  // namespace kg::ui
