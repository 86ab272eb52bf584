// Patience: how long a device or a network may keep a reader waiting, and the way out for whoever no longer wants to
// wait. One thread at a time, but for the token.
#pragma once

extern "C" {
#include <libavformat/avio.h>
}

#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

namespace kg::av {

class Patience {
public:
    // Without a limit, only the token ends a wait.
    Patience(std::stop_token stop, std::optional<std::chrono::milliseconds> limit)
        : m_stop(std::move(stop)), m_limit(limit) {}
    Patience(const Patience&) = delete;  // FFmpeg keeps its address
    Patience& operator=(const Patience&) = delete;

    // A wait begins.
    void begin() { m_start = std::chrono::steady_clock::now(); }
    bool stopped() const { return m_stop.stop_requested(); }
    bool usedUp() const { return m_limit && std::chrono::steady_clock::now() - m_start > *m_limit; }
    double seconds() const { return m_limit ? std::chrono::duration<double>(*m_limit).count() : 0; }

    // What FFmpeg asks while it waits.
    AVIOInterruptCB callback() {
        return {[](void* self) {
                    const auto* patience = static_cast<const Patience*>(self);
                    return patience->stopped() || patience->usedUp() ? 1 : 0;
                },
                this};
    }

private:
    std::stop_token m_stop;
    std::optional<std::chrono::milliseconds> m_limit;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

}  // namespace kg::av
