// Player: a moving source as a person watches it. A thread of its own decodes, at the source's own pace; the newest
// frame wins, and those that nobody took in time are dropped and counted.
//
// What a device or a network has to answer first, cameras and streams, is opened by that thread, too: it waits for
// whatever comes or does not come, and nobody else does. Live sources are shown as they come. One that is gone, and a
// camera that cannot be opened, is tried again every second.
#pragma once

#include "source/frame.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

namespace kg {

// What a player is doing.
struct Playback {
    // Opening: no frame yet, and nothing wrong so far. Waiting: it cannot be read just now, and is tried again.
    enum class Phase { Opening, Playing, Paused, Ended, Failed, Waiting };

    Phase phase = Phase::Playing;
    double seconds = 0;              // of the newest frame, from the source's start
    std::optional<double> duration;  // seconds, where the source says
    bool loops = true;
    std::optional<double> in;   // seconds: where it starts, again and again; nothing: the source's start
    std::optional<double> out;  // of the last frame that is played; nothing: the source's end
    double speed = 1;
    std::uint64_t shown = 0;    // frames that were taken
    std::uint64_t dropped = 0;  // that gave way to newer ones
    std::uint64_t late = 0;     // that were decoded more than a frame's length after their time
    std::uint64_t damaged = 0;
    bool live = false;              // there is no other time to go to, no speed, and nothing to repeat
    bool mirrored = false;          // flipped left to right
    std::optional<double> rate;     // frames a second that came lately
    std::optional<double> latency;  // seconds from the camera to the screen, lately
    std::uint64_t reopened = 0;     // how often a source that was gone has come back
    std::string problem;            // of a player that failed or waits: a sentence
};

class Player {
public:
    // Opens the source and decodes its first frame, which waits to be taken; of one that opens slowly (source.h) both
    // are still to come. `frameReady` is called on the player's thread when there is another, or when the phase
    // changes, and must not call the player; it may be empty. Throws as openFrames does. `before` is a player whose
    // device is the same: a source that opens slowly has it closed first, on the thread.
    Player(const std::string& source, std::function<void()> frameReady, std::unique_ptr<Player> before = nullptr,
           FramePixels pixels = FramePixels::Rgb);
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // As far as it is known: that of a source that opens slowly comes with its first frame.
    SourceInfo info() const;
    // Whether there is more than one picture. A player of one is paused.
    bool moves() const { return m_moves; }

    // The newest frame, once.
    std::optional<Frame> take();
    bool hasFrame() const;
    Playback state() const;

    // To be told when a frame is on the screen that was captured then.
    void presented(std::chrono::steady_clock::time_point captured);

    // Whether frames are shown as they come; of a source that is not there, whether they will be.
    bool playing() const;
    // At the end it starts again, from the in point.
    void play();
    // A live source goes on unseen.
    void pause();
    // The next frame, and pauses.
    void step();
    // The frame that is shown at this time, or the nearest that there is. Goes on as before.
    void seek(double seconds);
    void rewind();  // to the in point, as seek() does
    void setLoops(bool loops);
    // What is played, in seconds; a seek or a step goes anywhere. A point that would leave nothing between the two
    // takes the other one away.
    void setIn(std::optional<double> seconds);
    void setOut(std::optional<double> seconds);
    // 1 is the source's own; from 1/16 to 16.
    void setSpeed(double speed);
    // Flips what comes left to right, where the source offers it.
    void setMirrored(bool mirrored);

private:
    using Clock = std::chrono::steady_clock;

    using Lock = std::unique_lock<std::mutex>;

    // Both with the lock held: the thread looks at what is asked for now; playing becomes pausing.
    void order();
    void halt();
    void begin();
    void work();
    void workOnce(Lock& lock);
    // Of a source that opens slowly; with the lock held, but not while it opens, closes or reads.
    void openReader(Lock& lock);
    void closeReader(Lock& lock);
    void playLive(Lock& lock);
    void fail(Lock& lock, const std::string& problem);
    void tell(Playback::Phase phase);
    // Decodes until the lock's holder wants something else; with the lock held, but not while it decodes or waits.
    void playFrame(Lock& lock);
    void publish(Frame frame);
    void measureRate();
    // The last frame was shown: from the start again, or the end.
    void endRound(bool sought);
    void startClock(double seconds);
    std::optional<Frame> decoded(Lock& lock);
    double secondsOf(const Frame& frame) const;

    std::string m_source;
    FramePixels m_pixels;
    std::function<void()> m_frameReady;
    std::unique_ptr<Player> m_before;       // of the thread
    std::stop_source m_stop;                // ends what the reader waits for
    std::unique_ptr<FrameReader> m_reader;  // of the thread, once it runs
    bool m_moves = false;
    double m_origin = 0;  // seconds of the first frame, which files need not count from 0

    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable m_wanted;
    SourceInfo m_info;
    Playback m_state;
    std::deque<Clock::time_point> m_arrivals;  // of the newest frames
    std::optional<Frame> m_newest;
    std::optional<Frame> m_ahead;  // decoded, and not yet due
    std::optional<double> m_seek;
    bool m_step = false;
    bool m_frozen = false;              // a live source goes on unseen
    bool m_answered = false;            // it has had a frame
    std::uint64_t m_damagedBefore = 0;  // in readers that are closed
    bool m_stopping = false;
    std::uint64_t m_orders = 0;  // counts what a person asks for, so that a wait for a frame's time ends
    Clock::time_point m_start;   // when m_startSeconds was due
    double m_startSeconds = 0;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
