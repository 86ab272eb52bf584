#include "source/player.h"

#include "base/caught_problem.h"
#include "base/error.h"
#include "source/camera.h"
#include "source/source.h"

#include <algorithm>
#include <utility>

namespace kg {

namespace {

constexpr double kSlowest = 1.0 / 16;
constexpr double kFastest = 16;
constexpr std::chrono::seconds kRetry{1};    // between two tries to open what is gone
constexpr std::size_t kMeasuredFrames = 40;  // whose mean rate is the source's
constexpr double kNewestShare = 0.1;         // of the newest frame in the mean latency
constexpr double kFarBehind = 0.25;          // seconds: the clock waits for a source that is slower than its pace
constexpr double kSameTime = 1e-6;           // seconds, of two that were computed from one timestamp

}  // namespace

Player::Player(const std::string& source, std::function<void()> frameReady, std::unique_ptr<Player> before,
               FramePixels pixels)
    : m_source(source), m_pixels(pixels), m_frameReady(std::move(frameReady)), m_before(std::move(before)) {
    if (opensSlowly(source)) {
        if (isCamera(source)) {
            m_state.mirrored = parseCamera(source).mirrored;
        }
        m_moves = true;
        m_state.live = true;
        m_state.phase = Playback::Phase::Opening;
        m_thread = std::thread([this] { work(); });
        return;
    }
    m_reader = openFrames(source, m_stop.get_token(), m_pixels);
    m_info = m_reader->info();
    m_newest = m_reader->next();
    m_ahead = m_newest ? m_reader->next() : std::nullopt;
    m_moves = m_ahead && m_ahead->hasPicture();
    if (!m_moves) {
        m_ahead.reset();
        m_state.phase = Playback::Phase::Paused;
    }
    begin();
    if (m_moves) {
        m_thread = std::thread([this] { work(); });
    }
}

Player::~Player() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        ++m_orders;
    }
    m_stop.request_stop();
    m_wanted.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

// Takes up what the reader says of its source; its first frame is in m_newest.
void Player::begin() {
    m_state.live = m_info.live;
    if (m_info.frames) {
        m_state.duration = static_cast<double>(*m_info.frames) / m_info.rate.value();
    }
    m_state.damaged = m_damagedBefore + m_reader->damaged();
    m_origin = 0;
    m_origin = m_newest ? secondsOf(*m_newest) : 0;
    m_state.seconds = 0;
    m_arrivals.clear();
    startClock(0);
}

SourceInfo Player::info() const {
    const std::lock_guard lock(m_mutex);
    return m_info;
}

double Player::secondsOf(const Frame& frame) const {
    return static_cast<double>(frame.timestamp) * m_info.timeBase.value() - m_origin;
}

void Player::startClock(double seconds) {
    m_start = Clock::now();
    m_startSeconds = seconds;
}

std::optional<Frame> Player::take() {
    const std::lock_guard lock(m_mutex);
    if (m_newest) {
        ++m_state.shown;
    }
    return std::exchange(m_newest, std::nullopt);
}

bool Player::hasFrame() const {
    const std::lock_guard lock(m_mutex);
    return m_newest.has_value();
}

Playback Player::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

void Player::order() {
    ++m_orders;
    m_arrivals.clear();
    m_wanted.notify_all();
}

void Player::halt() {
    m_frozen = m_state.live;
    if (m_state.phase == Playback::Phase::Playing) {
        m_state.phase = Playback::Phase::Paused;
    }
}

bool Player::playing() const {
    const std::lock_guard lock(m_mutex);
    const bool absent = m_state.phase == Playback::Phase::Opening || m_state.phase == Playback::Phase::Waiting;
    return absent ? !m_frozen : m_state.phase == Playback::Phase::Playing;
}

void Player::play() {
    const std::lock_guard lock(m_mutex);
    m_frozen = false;
    if (m_state.phase == Playback::Phase::Opening || m_state.phase == Playback::Phase::Waiting) {
        return;
    }
    if (!m_reader && m_moves && m_state.phase == Playback::Phase::Failed) {
        tell(Playback::Phase::Opening);
        order();
        return;
    }
    if (m_state.phase == Playback::Phase::Ended) {
        m_seek = m_state.in.value_or(0);
    }
    m_state.phase = m_moves ? Playback::Phase::Playing : Playback::Phase::Paused;
    startClock(m_state.seconds);
    order();
}

void Player::pause() {
    const std::lock_guard lock(m_mutex);
    halt();
    order();
}

void Player::step() {
    const std::lock_guard lock(m_mutex);
    halt();
    m_step = m_moves;
    order();
}

void Player::seek(double seconds) {
    const std::lock_guard lock(m_mutex);
    if (m_state.live) {
        return;
    }
    m_seek = std::max(0.0, seconds);
    if (m_state.phase == Playback::Phase::Ended) {
        m_state.phase = Playback::Phase::Paused;
    }
    order();
}

void Player::rewind() {
    seek(state().in.value_or(0));
}

void Player::setIn(std::optional<double> seconds) {
    const std::lock_guard lock(m_mutex);
    m_state.in = seconds;
    if (seconds && m_state.out && *m_state.out <= *seconds) {
        m_state.out.reset();
    }
    order();
}

void Player::setOut(std::optional<double> seconds) {
    const std::lock_guard lock(m_mutex);
    m_state.out = seconds;
    if (seconds && m_state.in && *m_state.in >= *seconds) {
        m_state.in.reset();
    }
    order();
}

void Player::setLoops(bool loops) {
    const std::lock_guard lock(m_mutex);
    m_state.loops = loops;
}

void Player::setSpeed(double speed) {
    const std::lock_guard lock(m_mutex);
    if (m_state.live) {
        return;
    }
    m_state.speed = std::clamp(speed, kSlowest, kFastest);
    startClock(m_state.seconds);
    order();
}

void Player::setMirrored(bool mirrored) {
    const std::lock_guard lock(m_mutex);
    m_state.mirrored = mirrored;
}

void Player::presented(Clock::time_point captured) {
    const double latency = std::chrono::duration<double>(Clock::now() - captured).count();
    const std::lock_guard lock(m_mutex);
    const double before = m_state.latency.value_or(latency);
    m_state.latency = before + kNewestShare * (latency - before);
}

void Player::work() {
    m_before.reset();
    Lock lock(m_mutex);
    while (!m_stopping) {
        try {
            workOnce(lock);
        } catch (...) {
            const std::string problem = caughtProblem();
            if (!lock.owns_lock()) {
                lock.lock();
            }
            fail(lock, problem);
        }
    }
    closeReader(lock);
}

void Player::workOnce(Lock& lock) {
    if (!m_reader && m_state.phase != Playback::Phase::Failed) {
        openReader(lock);
    } else if (m_reader && m_state.live) {
        playLive(lock);
    } else if (m_reader && (m_seek || m_step || m_state.phase == Playback::Phase::Playing)) {
        playFrame(lock);
    } else {
        m_wanted.wait(lock);
    }
}

void Player::tell(Playback::Phase phase) {
    m_state.phase = phase;
    if (m_frameReady) {
        m_frameReady();
    }
}

// A source of other times keeps its reader: elsewhere in it there may be whole frames.
void Player::fail(Lock& lock, const std::string& problem) {
    const bool late = m_state.live || !m_reader;
    if (late) {
        closeReader(lock);
    }
    if (m_stopping) {
        return;
    }
    m_state.problem = problem;
    m_state.rate.reset();
    m_state.latency.reset();
    m_seek.reset();
    m_step = false;
    // An address that never answered is more likely wrong than late.
    if (!late || (!m_answered && !isCamera(m_source))) {
        tell(Playback::Phase::Failed);
        return;
    }
    tell(Playback::Phase::Waiting);
    m_wanted.wait_for(lock, kRetry, [&] { return m_stopping; });
}

void Player::closeReader(Lock& lock) {
    std::unique_ptr<FrameReader> reader = std::move(m_reader);
    if (reader) {
        m_damagedBefore += reader->damaged();
        m_state.damaged = m_damagedBefore;
    }
    lock.unlock();
    reader.reset();
    lock.lock();
}

void Player::openReader(Lock& lock) {
    lock.unlock();
    std::unique_ptr<FrameReader> reader = openFrames(m_source, m_stop.get_token(), m_pixels);
    lock.lock();
    reader->setMirrored(m_state.mirrored);
    lock.unlock();
    std::optional<Frame> first = reader->next();
    if (!first || !first->hasPicture()) {
        throw FileError("it holds no picture", m_source);
    }
    lock.lock();
    m_reader = std::move(reader);
    m_info = m_reader->info();
    m_newest = std::move(first);
    begin();
    m_state.reopened += m_answered ? 1 : 0;
    m_answered = true;
    m_state.problem.clear();
    tell(m_frozen ? Playback::Phase::Paused : Playback::Phase::Playing);
}

// What comes is shown at once. While it is frozen, frames are read all the same: those that wait in a driver would be
// the first to be shown afterwards.
void Player::playLive(Lock& lock) {
    const bool seen = !m_frozen || m_step;
    m_reader->setMirrored(m_state.mirrored);
    lock.unlock();
    std::optional<Frame> frame = seen ? m_reader->next() : std::nullopt;
    const bool there = seen ? frame && frame->hasPicture() : m_reader->pass();
    const std::uint64_t damaged = m_reader->damaged();
    lock.lock();
    m_state.damaged = m_damagedBefore + damaged;
    if (!there) {
        throw FileError("it has ended", m_source);
    }
    measureRate();
    // Who froze it meanwhile has seen the last one.
    if (frame && (!m_frozen || std::exchange(m_step, false))) {
        const bool late = frame->captured && std::chrono::duration<double>(Clock::now() - *frame->captured).count() >
                                                 1 / m_info.rate.value();
        m_state.late += late ? 1 : 0;
        publish(std::move(*frame));
    }
}

// Of the newest frames, over a second or two.
void Player::measureRate() {
    m_arrivals.push_back(Clock::now());
    if (m_arrivals.size() > kMeasuredFrames) {
        m_arrivals.pop_front();
    }
    if (m_arrivals.size() >= kMeasuredFrames / 4) {
        const double seconds = std::chrono::duration<double>(m_arrivals.back() - m_arrivals.front()).count();
        m_state.rate = seconds > 0 ? std::optional(static_cast<double>(m_arrivals.size() - 1) / seconds) : std::nullopt;
    }
}

// The next picture, which may be decoded already; nothing at the end. Sound is passed over.
std::optional<Frame> Player::decoded(Lock& lock) {
    if (m_ahead) {
        return std::exchange(m_ahead, std::nullopt);
    }
    lock.unlock();
    std::optional<Frame> frame = m_reader->next();
    const std::uint64_t damaged = m_reader->damaged();
    lock.lock();
    m_state.damaged = m_damagedBefore + damaged;
    measureRate();
    return frame && frame->hasPicture() ? std::move(frame) : std::nullopt;
}

void Player::publish(Frame frame) {
    m_state.seconds = secondsOf(frame);
    m_state.dropped += m_newest ? 1 : 0;
    m_newest = std::move(frame);
    if (m_frameReady) {
        m_frameReady();
    }
}

void Player::endRound(bool sought) {
    if (m_state.loops && m_state.phase == Playback::Phase::Playing && !sought) {
        m_seek = m_state.in.value_or(0);
        return;
    }
    m_step = false;
    tell(Playback::Phase::Ended);
}

void Player::playFrame(Lock& lock) {
    const bool sought = m_seek.has_value();
    if (sought) {
        const double seconds = *std::exchange(m_seek, std::nullopt);
        m_ahead.reset();
        lock.unlock();
        m_reader->seek(m_origin + seconds);
        lock.lock();
    }
    const std::uint64_t orders = m_orders;
    std::optional<Frame> frame = decoded(lock);
    if (!frame) {
        endRound(sought);
        return;
    }
    const double seconds = secondsOf(*frame);
    if (sought || m_step || m_stopping) {
        m_step = false;
        startClock(seconds);
        publish(std::move(*frame));
        return;
    }
    const auto due = m_start + std::chrono::duration_cast<Clock::duration>(
                                   std::chrono::duration<double>((seconds - m_startSeconds) / m_state.speed));
    const double behind = std::chrono::duration<double>(Clock::now() - due).count();
    m_state.late += behind > 1 / m_info.rate.value() ? 1 : 0;
    if (behind > kFarBehind) {
        startClock(seconds);
    }
    // Whoever asks for something else meanwhile finds this frame still to come.
    if (m_wanted.wait_until(lock, due, [&] { return m_orders != orders; })) {
        m_ahead = std::move(frame);
        return;
    }
    if (m_state.out && seconds > *m_state.out + kSameTime) {
        m_ahead = std::move(frame);  // for who steps on
        endRound(false);
        return;
    }
    publish(std::move(*frame));
}

}  // namespace kg
