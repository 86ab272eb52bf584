// FrameLog: when frames were drawn, for the status bar and the report.
#pragma once

#include "app/report.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace kg::ui {

class FrameLog {
public:
    static constexpr std::size_t kKept = 2000;

    void add(double seconds, std::uint64_t programsCompiled) {
        m_frames.push_back({.seconds = seconds, .programsCompiled = programsCompiled});
        if (m_frames.size() > kKept) {
            m_frames.pop_front();
        }
        ++m_count;
    }

    std::uint64_t count() const { return m_count; }
    std::vector<FrameRecord> newest() const { return {m_frames.begin(), m_frames.end()}; }

    // Over the last half second; nothing where the last frame is older than a quarter or there are too few.
    std::optional<double> framesPerSecond(double now) const {
        std::size_t recent = 0;
        double oldest = now;
        for (auto frame = m_frames.rbegin(); frame != m_frames.rend() && now - frame->seconds < 0.5; ++frame) {
            oldest = frame->seconds;
            ++recent;
        }
        if (recent < 4 || now - m_frames.back().seconds > 0.25 || !(now > oldest)) {
            return {};
        }
        return static_cast<double>(recent) / (now - oldest);
    }

private:
    std::deque<FrameRecord> m_frames;
    std::uint64_t m_count = 0;
};

}  // namespace kg::ui
