#include "source/player.h"

#include "base/caught_problem.h"
#include "source/source.h"

#include <algorithm>
#include <utility>

namespace kg {

namespace {

constexpr double kSlowest = 1.0 / 16;
constexpr double kFastest = 16;
constexpr double kFarBehind = 0.25;  // seconds: the clock waits for a source that is slower than its pace

}  // namespace

Player::Player(const std::string& source, std::function<void()> frameReady)
    : m_frameReady(std::move(frameReady)), m_reader(openFrames(source)), m_info(m_reader->info()) {
    m_newest = m_reader->next();
    m_ahead = m_newest ? m_reader->next() : std::nullopt;
    m_moves = m_ahead && m_ahead->image;
    if (m_info.frames) {
        m_state.duration = static_cast<double>(*m_info.frames) / m_info.rate.value();
    }
    m_state.damaged = m_reader->damaged();
    if (!m_moves) {
        m_ahead.reset();
        m_state.phase = Playback::Phase::Paused;
        return;
    }
    m_origin = secondsOf(*m_newest);
    startClock(0);
    m_thread = std::thread([this] { work(); });
}

Player::~Player() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        ++m_orders;
    }
    m_wanted.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
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
    m_wanted.notify_all();
}

void Player::halt() {
    if (m_state.phase == Playback::Phase::Playing) {
        m_state.phase = Playback::Phase::Paused;
    }
}

void Player::play() {
    const std::lock_guard lock(m_mutex);
    if (m_state.phase == Playback::Phase::Ended) {
        m_seek = 0;
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
    m_seek = std::max(0.0, seconds);
    if (m_state.phase == Playback::Phase::Ended) {
        m_state.phase = Playback::Phase::Paused;
    }
    order();
}

void Player::setLoops(bool loops) {
    const std::lock_guard lock(m_mutex);
    m_state.loops = loops;
}

void Player::setSpeed(double speed) {
    const std::lock_guard lock(m_mutex);
    m_state.speed = std::clamp(speed, kSlowest, kFastest);
    startClock(m_state.seconds);
    order();
}

void Player::work() {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        const bool wanted = m_seek || m_step || m_state.phase == Playback::Phase::Playing;
        if (!wanted) {
            m_wanted.wait(lock);
            continue;
        }
        try {
            playFrame(lock);
        } catch (...) {
            if (!lock.owns_lock()) {
                lock.lock();
            }
            m_state.problem = caughtProblem();
            m_state.phase = Playback::Phase::Failed;
            m_seek.reset();
            m_step = false;
            if (m_frameReady) {
                m_frameReady();
            }
        }
    }
}

// The next picture, which may be decoded already; nothing at the end. Sound is passed over.
std::optional<Frame> Player::decoded(std::unique_lock<std::mutex>& lock) {
    if (m_ahead) {
        return std::exchange(m_ahead, std::nullopt);
    }
    lock.unlock();
    std::optional<Frame> frame = m_reader->next();
    const std::uint64_t damaged = m_reader->damaged();
    lock.lock();
    m_state.damaged = damaged;
    return frame && frame->image ? std::move(frame) : std::nullopt;
}

void Player::publish(Frame frame) {
    m_state.seconds = secondsOf(frame);
    m_state.dropped += m_newest ? 1 : 0;
    m_newest = std::move(frame);
    if (m_frameReady) {
        m_frameReady();
    }
}

void Player::playFrame(std::unique_lock<std::mutex>& lock) {
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
        const bool again = m_state.loops && m_state.phase == Playback::Phase::Playing && !sought;
        if (again) {
            m_seek = 0;
            return;
        }
        m_step = false;
        m_state.phase = Playback::Phase::Ended;
        if (m_frameReady) {
            m_frameReady();
        }
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
    publish(std::move(*frame));
}

}  // namespace kg
