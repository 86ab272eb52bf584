// PassTimer: GPU time of each pass, by timer queries in two sets, so that nobody waits for a query.
#pragma once

#include "gl/objects.h"
#include "render/engine.h"

#include <array>
#include <optional>
#include <vector>

namespace kg {

class PassTimer {
public:
    // Begins a frame; where both sets are still out, the frame is not measured.
    void beginFrame();
    void endFrame();

    // The newest frame whose queries have all come back.
    std::optional<EngineTiming> newest();
    // Forgets all frames, those still out included: what they measured is no longer shown.
    void reset();

    // Measures one pass of the frame for as long as it lives. Its query is closed however the scope is left: one that
    // stays open would refuse the next. A null timer measures nothing.
    class Pass {
    public:
        explicit Pass(PassTimer* timer) : m_measured(timer != nullptr && timer->beginPass()) {}
        ~Pass() {
            if (m_measured) {
                gl::TimerQuery::end();
            }
        }
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;

    private:
        bool m_measured;
    };

private:
    bool beginPass();

    struct Set {
        std::vector<gl::TimerQuery> queries;
        std::size_t used = 0;
        bool pending = false;
    };
    void collect();

    std::array<Set, 2> m_sets;
    Set* m_current = nullptr;
    std::size_t m_next = 0;
    std::optional<EngineTiming> m_newest;
};

}  // namespace kg
