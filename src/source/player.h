// Player: a moving source as a person watches it. A thread of its own decodes, at the source's own pace; the newest
// frame wins, and those that nobody took in time are dropped and counted.
#pragma once

#include "source/frame.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace kg {

// What a player is doing.
struct Playback {
    enum class Phase { Playing, Paused, Ended, Failed };

    Phase phase = Phase::Playing;
    double seconds = 0;              // of the newest frame, from the source's start
    std::optional<double> duration;  // seconds, where the source says
    bool loops = true;
    double speed = 1;
    std::uint64_t shown = 0;    // frames that were taken
    std::uint64_t dropped = 0;  // that gave way to newer ones
    std::uint64_t late = 0;     // that were decoded more than a frame's length after their time
    std::uint64_t damaged = 0;
    std::string problem;  // of a player that failed: a sentence
};

class Player {
public:
    // Opens the source and decodes its first frame, which waits to be taken. `frameReady` is called on the player's
    // thread when there is another, or when the phase changes, and must not call the player; it may be empty. Throws as
    // openFrames does.
    Player(const std::string& source, std::function<void()> frameReady);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    const SourceInfo& info() const { return m_info; }
    // Whether there is more than one picture. A player of one is paused.
    bool moves() const { return m_moves; }

    // The newest frame, once.
    std::optional<Frame> take();
    bool hasFrame() const;
    Playback state() const;

    // At the end it starts again.
    void play();
    void pause();
    // The next frame, and pauses.
    void step();
    // The frame that is shown at this time, or the nearest that there is. Goes on as before.
    void seek(double seconds);
    void setLoops(bool loops);
    // 1 is the source's own; from 1/16 to 16.
    void setSpeed(double speed);

private:
    using Clock = std::chrono::steady_clock;

    // Both with the lock held: the thread looks at what is asked for now; playing becomes pausing.
    void order();
    void halt();
    void work();
    // Decodes until the lock's holder wants something else; with the lock held, but not while it decodes or waits.
    void playFrame(std::unique_lock<std::mutex>& lock);
    void publish(Frame frame);
    void startClock(double seconds);
    std::optional<Frame> decoded(std::unique_lock<std::mutex>& lock);
    double secondsOf(const Frame& frame) const;

    std::function<void()> m_frameReady;
    std::unique_ptr<FrameReader> m_reader;  // of the thread, once it runs
    SourceInfo m_info;
    bool m_moves = false;
    double m_origin = 0;  // seconds of the first frame, which files need not count from 0

    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable m_wanted;
    Playback m_state;
    std::optional<Frame> m_newest;
    std::optional<Frame> m_ahead;  // decoded, and not yet due
    std::optional<double> m_seek;
    bool m_step = false;
    bool m_stopping = false;
    std::uint64_t m_orders = 0;  // counts what a person asks for, so that a wait for a frame's time ends
    Clock::time_point m_start;   // when m_startSeconds was due
    double m_startSeconds = 0;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
