// Pacer: says when the window draws a frame and how long it may sleep otherwise.
//
// A still picture at rest costs nothing: frames are drawn after events, a few more until Dear ImGui has settled, and
// then none until the next event or until a wake-up that was asked for. Main thread only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace kg::ui {

class Pacer {
public:
    // Dear ImGui needs a frame to see an event, one to lay out what it changed, and one to show what that moved.
    static constexpr int kSettleFrames = 3;

    // Something happened that the picture may depend on.
    void event() {
        ++m_events;
        request(kSettleFrames);
    }
    // How many things have happened since the start.
    std::uint64_t events() const { return m_events; }
    // At least this many more frames.
    void request(int frames) { m_due = std::max(m_due, frames); }
    // A frame after so many seconds, for what appears with a delay.
    void wakeIn(double now, double seconds) { m_wakeAt = std::min(m_wakeAt, now + seconds); }

    bool frameDue() const { return m_due > 0; }
    // Whether the frame that is being drawn is the last one before the rest.
    bool lastFrame() const { return m_due <= 1; }
    void frameDrawn() { m_due = std::max(0, m_due - 1); }

    // How long to sleep while no frame is due; nothing: until an event.
    std::optional<double> sleepSeconds(double now) const {
        if (m_wakeAt == kNever) {
            return {};
        }
        return std::max(m_wakeAt - now, kShortestSleep);
    }
    // Turns a wake-up that is due into a frame.
    void wake(double now) {
        if (now >= m_wakeAt) {
            m_wakeAt = kNever;
            request(1);
        }
    }

private:
    static constexpr double kNever = std::numeric_limits<double>::infinity();
    static constexpr double kShortestSleep = 0.001;

    std::uint64_t m_events = 0;
    int m_due = kSettleFrames;
    double m_wakeAt = kNever;
};

}  // namespace kg::ui
