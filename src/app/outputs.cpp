#include "app/outputs.h"

#include "app/export.h"
#include "base/caught_problem.h"
#include "base/error.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace kg {

namespace {

// Pictures on their way from the device at a time: more would only be later.
constexpr std::size_t kReadBacks = 3;

constexpr double kSlowestRate = 0.5;
constexpr double kFastestRate = 240;

Rational recordingRate(const RecordingOptions& options, const Player* player) {
    if (options.rate > 0) {
        return {options.rate, 1};
    }
    const Rational rate = player != nullptr ? player->info().rate : Rational{kStillRate, 1};
    const bool usual = rate.denominator > 0 && rate.value() >= kSlowestRate && rate.value() <= kFastestRate;
    return usual ? rate : Rational{kStillRate, 1};
}

}  // namespace

Outputs::Outputs(Workspace& workspace, std::function<void()> changed)
    : m_workspace(workspace),
      m_changed(std::move(changed)),
      m_liveThread(ExportThread::Keeps::Newest, m_changed),
      m_stillThread(ExportThread::Keeps::All, m_changed) {}

Outputs::~Outputs() {
    try {
        deliver(true);
    } catch (...) {
        m_orders.clear();  // a device that is lost gives nothing back; what was recorded is finished
    }
    if (m_recorder) {
        m_recorder->finish(m_clock.seconds());
    }
}

// A result that is computed in tiles lies nowhere as a whole while it is shown.
bool Outputs::canRead(const std::string& what) {
    if (!m_workspace.imageFormat()) {
        m_workspace.report(Error("there is no picture", what, "Open one first.").what());
        return false;
    }
    if (m_workspace.engine().resultInTiles()) {
        m_workspace.report(Error("this picture is too large to be read while it is shown: it is computed in tiles",
                                 what, "Export writes it once.")
                               .what());
        return false;
    }
    return true;
}

bool Outputs::startRecording(const std::filesystem::path& path, const RecordingOptions& options) {
    if (!canRead(path.filename().string())) {
        return false;
    }
    if (m_recorder) {
        m_workspace.report(
            Error("another recording is not finished yet", m_recorder->path().filename().string()).what());
        return false;
    }
    try {
        const Rational rate = recordingRate(options, m_workspace.player());
        m_recorder = std::make_unique<Recorder>(path, rate, options.quality, m_changed);
        m_frame = 1 / rate.value();
        m_clock = ClipClock(m_frame);
        m_recordedFrame.reset();
        m_recordDue = true;
        return true;
    } catch (...) {
        m_workspace.report(caughtProblem());
        return false;
    }
}

bool Outputs::records() const {
    return m_recorder && m_recorder->state().phase == RecorderState::Phase::Recording;
}

std::optional<Outputs::Recording> Outputs::recording() const {
    if (!m_recorder) {
        return std::nullopt;
    }
    const RecorderState state = m_recorder->state();
    return Recording{.path = m_recorder->path(),
                     .finishing = state.phase != RecorderState::Phase::Recording,
                     .seconds = m_clock.seconds(),
                     .written = state.written,
                     .dropped = state.dropped};
}

// Whether the picture is timed by the clock on the wall although nothing changes. A source that has ended is over.
bool Outputs::standsStill() const {
    const Player* player = m_workspace.player();
    return player == nullptr || player->state().phase == Playback::Phase::Paused;
}

// The time of the source's frame, where it is another one or the source plays; what a person makes of a frame that
// stands is timed by the clock on the wall.
std::optional<double> Outputs::sourceTime() {
    const std::optional<double> frame = m_workspace.frameSeconds();
    const bool another = frame != std::exchange(m_recordedFrame, frame);
    return another || m_workspace.plays() ? frame : std::nullopt;
}

void Outputs::stopRecording(double now) {
    if (!records()) {
        return;
    }
    m_last = true;
    order(now);
    m_last = false;
    deliver(true);
    m_length = standsStill() ? m_clock.stand(now) : m_clock.seconds() + m_frame;
    m_recorder->finish(m_length);
    m_recordDue = false;
}

bool Outputs::startLiveExport(const std::filesystem::path& path) {
    if (!canRead(path.filename().string())) {
        return false;
    }
    try {
        checkExport(path, {});
    } catch (...) {
        m_workspace.report(caughtProblem());
        return false;
    }
    m_live = {.path = path};
    m_liveDue = true;
    return true;
}

void Outputs::stopLiveExport() {
    m_live.reset();
    m_liveDue = false;
}

bool Outputs::exportStill(const std::filesystem::path& path) {
    if (!canRead(path.filename().string())) {
        return false;
    }
    try {
        checkExport(path, {});
        m_workspace.checkResult(path);
    } catch (...) {
        m_workspace.report(caughtProblem());
        return false;
    }
    m_stillsDue.push_back(path);
    return true;
}

bool Outputs::exportTiles(const std::filesystem::path& path) {
    m_workspace.update();
    try {
        m_workspace.checkResult(path);
        if (m_tiled) {
            throw Error("another export is under way", m_tiled->path().filename().string(),
                        "Wait for it, or stop it in the File menu.");
        }
        m_tiled = std::make_unique<TiledExport>(m_workspace.engine(), m_workspace.document().chain, path, m_changed);
        return true;
    } catch (...) {
        m_workspace.report(caughtProblem());
        return false;
    }
}

void Outputs::stopTiles() {
    if (m_tiled) {
        m_workspace.say(fmt::format("Stopped saving {}", m_tiled->path().filename().string()));
        m_tiled.reset();
    }
}

std::optional<Outputs::TiledState> Outputs::tiledExport() const {
    return m_tiled ? std::optional(TiledState{.path = m_tiled->path(), .share = m_tiled->share()}) : std::nullopt;
}

// What became of an export in tiles, if it is over.
bool Outputs::takeTiles() {
    if (!m_tiled || !m_tiled->over()) {
        return false;
    }
    if (m_tiled->problem().empty()) {
        m_workspace.say("Saved " + m_tiled->path().filename().string());
    } else {
        m_workspace.report(m_tiled->problem());
    }
    m_tiled.reset();
    return true;
}

void Outputs::frameShown(bool changed, double now) {
    if (changed) {
        m_shown = m_workspace.document().chain;
        if (m_recordDue && m_clock.begun() && records()) {
            m_recorder->drop();  // the one before gives way
        }
        m_recordDue = true;
        m_liveDue = true;
    }
    order(now);
}

// Has the newest result read back where somebody wants it. What finds no room in the recorder stays due, and is dropped
// once another comes; the last one goes into the clip in any case.
void Outputs::order(double now) {
    Engine& engine = m_workspace.engine();
    const bool live = m_live && m_liveDue && m_liveThread.idle();
    const bool room = m_last || (engine.readBacksUnderWay() < kReadBacks && m_recorder && m_recorder->hasRoom());
    const bool record = m_recordDue && records() && room;
    if ((!live && !record && m_stillsDue.empty()) || !engine.sourceFormat() || engine.plan() == nullptr) {
        return;
    }
    Order wanted{.clipSeconds = {}, .live = live, .stills = std::exchange(m_stillsDue, {}), .chain = m_shown};
    m_liveDue = m_liveDue && !live;
    m_recordDue = m_recordDue && !record;
    try {
        engine.beginReadBack();
    } catch (...) {
        m_workspace.report(caughtProblem());
        stopLiveExport();
        stopRecording(now);
        return;
    }
    if (record) {
        wanted.clipSeconds = m_clock.show(sourceTime(), now);
        m_recorder->reserve();
    }
    m_orders.push_back(std::move(wanted));
}

void Outputs::deliver(bool wait) {
    while (std::optional<RawPicture> picture = m_workspace.engine().takeReadBack(wait)) {
        const Order order = std::move(m_orders.front());
        m_orders.pop_front();
        for (const std::filesystem::path& path : order.stills) {
            m_stillThread.write({.picture = *picture, .chain = order.chain, .path = path});
        }
        if (order.live && m_live) {
            m_liveThread.write({.picture = *picture, .chain = order.chain, .path = m_live->path});
        }
        if (order.clipSeconds && m_recorder) {
            m_recorder->show(std::move(*picture), *order.clipSeconds);
        }
    }
}

// What became of a recording that has come to its end.
void Outputs::takeEnd() {
    const RecorderState state = m_recorder->state();
    if (state.phase == RecorderState::Phase::Failed) {
        m_workspace.report(state.problem);
    } else {
        m_workspace.say(fmt::format("Recorded {}: {:.1f} s, {} frames{}", m_recorder->path().filename().string(),
                                    m_length, state.written,
                                    state.dropped > 0 ? fmt::format(", {} dropped", state.dropped) : ""));
    }
    m_recorder.reset();
}

bool Outputs::takeExports() {
    bool told = false;
    for (const ExportThread::Outcome& outcome : m_stillThread.takeOutcomes()) {
        if (outcome.problem.empty()) {
            m_workspace.say("Saved " + outcome.path.filename().string());
        } else {
            m_workspace.report(outcome.problem);
        }
        told = true;
    }
    for (const ExportThread::Outcome& outcome : m_liveThread.takeOutcomes()) {
        if (!outcome.problem.empty()) {
            m_workspace.report(outcome.problem);
            stopLiveExport();
        } else if (m_live && m_live->path == outcome.path) {
            ++m_live->written;
        }
        told = true;
    }
    return told;
}

bool Outputs::collect(double now) {
    deliver(false);
    if (records() && m_orders.empty() && standsStill()) {
        m_recorder->stand(m_clock.stand(now));
    }
    bool told = takeExports();
    if (m_tiled) {
        told = m_tiled->step() || told;  // it is further
        told = takeTiles() || told;
    }
    if (m_recorder && m_recorder->over()) {
        takeEnd();
        told = true;
    }
    order(now);
    return told;
}

void Outputs::finishAll(double now) {
    if (m_live && m_liveDue) {
        m_liveThread.waitUntilIdle();
    }
    order(now);
    deliver(true);
    stopRecording(now);
    m_liveThread.waitUntilIdle();
    m_stillThread.waitUntilIdle();
    takeExports();
    if (m_tiled) {
        m_tiled->finish();
        takeTiles();
    }
    stopLiveExport();
    if (m_recorder) {
        m_recorder->waitUntilOver();
        takeEnd();
    }
}

}  // namespace kg
