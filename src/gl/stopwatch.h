// Stopwatch: how long the device takes for what is drawn between two moments; waits for it.
//
// A timer query counts the device's own time. A rasteriser on the CPU may begin one anew with every tile that it draws
// (llvmpipe of Mesa 22 does), so that little more than the last tile is counted; there the clock on the wall is read.
#pragma once

#include "gl/objects.h"

#include <chrono>

namespace kg::gl {

class Stopwatch {
public:
    explicit Stopwatch(bool software) : m_software(software) {}

    // Milliseconds from the first to the last command of `work`. Throws what `work` throws.
    template <typename Work>
    double time(Work&& work) const {
        return m_software ? timeOnWall(work) : timeByQuery(work);
    }

private:
    // Waits until everything that was asked of the device so far is done.
    static void finish();

    template <typename Work>
    static double timeOnWall(Work& work) {
        finish();
        const auto start = std::chrono::steady_clock::now();
        work();
        finish();
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    }

    template <typename Work>
    double timeByQuery(Work& work) const {
        m_query.begin();
        try {
            work();
        } catch (...) {
            TimerQuery::end();  // one that stays open would refuse the next
            throw;
        }
        TimerQuery::end();
        return m_query.milliseconds();
    }

    bool m_software;
    TimerQuery m_query;
};

}  // namespace kg::gl
