#include "render/pass_timer.h"

#include <algorithm>

namespace kg {

void PassTimer::beginFrame() {
    collect();
    Set& set = m_sets[m_next];
    if (set.pending) {
        m_current = nullptr;
        return;
    }
    m_current = &set;
    m_current->used = 0;
}

// Whether a query was opened.
bool PassTimer::beginPass() {
    if (m_current == nullptr) {
        return false;
    }
    if (m_current->used == m_current->queries.size()) {
        m_current->queries.emplace_back();
    }
    m_current->queries[m_current->used].begin();
    ++m_current->used;
    return true;
}

void PassTimer::endFrame() {
    if (m_current == nullptr) {
        return;
    }
    m_current->pending = true;
    m_current = nullptr;
    m_next = 1 - m_next;
}

std::optional<EngineTiming> PassTimer::newest() {
    collect();
    return m_newest;
}

void PassTimer::reset() {
    for (Set& set : m_sets) {
        set.pending = false;
    }
    m_newest.reset();
}

// The older set stands at m_next, since sets take turns; so the newest result is stored last.
void PassTimer::collect() {
    for (const std::size_t index : {m_next, 1 - m_next}) {
        Set& set = m_sets[index];
        const auto end = set.queries.begin() + static_cast<std::ptrdiff_t>(set.used);
        if (!set.pending ||
            !std::all_of(set.queries.begin(), end, [](const gl::TimerQuery& query) { return query.available(); })) {
            continue;
        }
        EngineTiming timing;
        std::for_each(set.queries.begin(), end, [&](const gl::TimerQuery& query) {
            timing.passMilliseconds.push_back(query.milliseconds());
            timing.totalMilliseconds += timing.passMilliseconds.back();
        });
        m_newest = std::move(timing);
        set.pending = false;
    }
}

}  // namespace kg
