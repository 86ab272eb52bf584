// RestClock: says when the document has been left alone for a while, which is when work that must not disturb begins.
//
// Main thread only.
#pragma once

#include <algorithm>
#include <optional>

namespace kg::ui {

class RestClock {
public:
    static constexpr double kRest = 0.2;  // seconds; longer than the pauses within a drag

    // There is a new picture.
    void changed(double now) {
        m_wanted = true;
        m_since = now;
    }

    // True once for each change, when nothing has changed since and no button was held for kRest seconds.
    bool due(double now, bool held) {
        if (held) {
            m_since = now;
        }
        if (!m_wanted || now - m_since < kRest) {
            return false;
        }
        m_wanted = false;
        return true;
    }

    // Whether due() will be true in time.
    bool ticks(bool held) const { return m_wanted && !held; }

    // How long until due() is worth asking; nothing: until an event.
    std::optional<double> sleepSeconds(double now, bool held) const {
        if (!ticks(held)) {
            return {};
        }
        return std::max(m_since + kRest - now, kShortestSleep);
    }

private:
    static constexpr double kShortestSleep = 0.001;

    bool m_wanted = false;
    double m_since = 0;
};

}  // namespace kg::ui
