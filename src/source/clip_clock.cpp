#include "source/clip_clock.h"

#include <algorithm>

namespace kg {

namespace {

// What a source can advance in a second on the wall: it plays at 16 times its pace at most (source/player.h).
constexpr double kFastestPace = 16;
constexpr double kJitter = 0.5;  // seconds by which a frame may come early or late

}  // namespace

double ClipClock::show(std::optional<double> source, double wall) {
    if (!m_begun) {
        m_begun = true;
    } else if (source && m_source) {
        const double step = *source - *m_source;
        const bool goesOn = step >= 0 && step <= (wall - m_wall) * kFastestPace + kJitter;
        m_seconds += goesOn ? step : m_frame;
    } else {
        m_seconds += source ? m_frame : std::max(0.0, wall - m_stood);
    }
    // A source that stands keeps its place, and goes on from there.
    m_source = source ? source : m_source;
    m_wall = m_stood = wall;
    return m_seconds;
}

double ClipClock::stand(double wall) {
    if (m_begun) {
        m_seconds += std::max(0.0, wall - m_stood);
        m_stood = std::max(m_stood, wall);
    }
    return m_seconds;
}

}  // namespace kg
