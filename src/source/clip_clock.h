// ClipClock: when, within a recorded clip, a picture is shown. A source that plays is timed by its own clock, so that
// the clip has its length however slowly it was shown; anything else by the clock on the wall. Pure.
#pragma once

#include <optional>

namespace kg {

class ClipClock {
public:
    // `frame` is the length of a frame in seconds: what parts two pictures between which the source went elsewhere.
    explicit ClipClock(double frame) : m_frame(frame) {}

    // A picture that is there from `wall` on, in seconds of a clock that never goes back. `source` is the source's
    // time of it; nothing where the source does not play. The first one is at 0. A source that starts again or is wound
    // goes on a frame later.
    double show(std::optional<double> source, double wall);
    // The newest picture still stands, as a still does.
    double stand(double wall);
    double seconds() const { return m_seconds; }
    bool begun() const { return m_begun; }

private:
    double m_frame;
    double m_seconds = 0;
    bool m_begun = false;
    double m_wall = 0;               // of the newest picture
    double m_stood = 0;              // up to where standing was counted
    std::optional<double> m_source;  // of the newest picture
};

}  // namespace kg
