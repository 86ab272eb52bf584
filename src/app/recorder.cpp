#include "app/recorder.h"

#include "app/export.h"
#include "base/caught_problem.h"
#include "base/error.h"
#include "base/text.h"
#include "source/clip_writer.h"
#include "source/media.h"
#include "source/sequence_writer.h"
#include "source/source.h"

#include <fmt/format.h>

#include <utility>

namespace kg {

namespace {

// Pictures that may wait for the encoder: enough to even out its speed, few enough for memory.
constexpr std::size_t kWaitingPictures = 4;

ClipWriter::Standing standingIn(const std::filesystem::path& path) {
    if (isSequence(path.string())) {
        return ClipWriter::Standing::Once;
    }
    return extensionOf(path) == "gif" ? ClipWriter::Standing::Longer : ClipWriter::Standing::Again;
}

bool isOver(RecorderState::Phase phase) {
    return phase == RecorderState::Phase::Done || phase == RecorderState::Phase::Failed;
}

}  // namespace

void checkRecording(const std::filesystem::path& path) {
    if (isSequence(path.string())) {
        writableFormat(path);
        return;
    }
    if (findWritableFormat(path) != nullptr) {
        throw FileError("a recording is many stills, and the name has no place for a number", path.string(),
                        fmt::format("Name it {}_%04d{}.", path.stem().string(), path.extension().string()));
    }
    if (!isMediaName(path)) {
        throw FileError("this is not the name of a recording", path.string(),
                        "Known are mp4, m4v, mov, mkv, webm, avi and gif, and stills such as out_%04d.png.");
    }
}

std::vector<std::string> recordingExtensions() {
    return hasMedia() ? std::vector<std::string>{"mp4", "webm", "mkv", "mov", "avi", "gif", "png"}
                      : std::vector<std::string>{"png"};
}

Recorder::Recorder(std::filesystem::path path, Rational rate, int quality, std::function<void()> changed)
    : m_path(std::move(path)), m_rate(rate), m_quality(quality), m_changed(std::move(changed)) {
    checkRecording(m_path);
    m_thread = std::thread([this] { work(); });
}

Recorder::~Recorder() {
    finish(0);
    m_thread.join();
}

bool Recorder::hasRoom() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.size() + m_reserved < kWaitingPictures;
}

void Recorder::reserve() {
    const std::lock_guard lock(m_mutex);
    ++m_reserved;
}

void Recorder::drop() {
    const std::lock_guard lock(m_mutex);
    ++m_state.dropped;
    m_behind = true;
}

void Recorder::show(RawPicture picture, double seconds) {
    const std::lock_guard lock(m_mutex);
    m_reserved -= m_reserved > 0 ? 1 : 0;
    if (m_state.phase == RecorderState::Phase::Recording) {
        m_waiting.push_back({std::move(picture), seconds, std::exchange(m_behind, false)});
        m_wanted.notify_all();
    }
}

void Recorder::stand(double seconds) {
    const std::lock_guard lock(m_mutex);
    m_stands = seconds;
    m_wanted.notify_all();
}

void Recorder::finish(double seconds) {
    const std::lock_guard lock(m_mutex);
    if (m_state.phase == RecorderState::Phase::Recording) {
        m_state.phase = RecorderState::Phase::Finishing;
        m_end = seconds;
        m_wanted.notify_all();
    }
}

RecorderState Recorder::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

bool Recorder::over() const {
    const std::lock_guard lock(m_mutex);
    return isOver(m_state.phase);
}

void Recorder::waitUntilOver() {
    std::unique_lock lock(m_mutex);
    m_wanted.wait(lock, [&] { return isOver(m_state.phase); });
}

void Recorder::end(RecorderState::Phase phase, std::string problem) {
    {
        const std::lock_guard lock(m_mutex);
        m_state.phase = phase;
        m_state.problem = std::move(problem);
        m_waiting.clear();
    }
    m_wanted.notify_all();
    if (m_changed) {
        m_changed();
    }
}

void Recorder::open(const ImageFormat& format) {
    m_format = format;
    const std::string name = m_path.string();
    std::unique_ptr<FrameWriter> writer;
    if (isSequence(name)) {
        writer = std::make_unique<SequenceWriter>(name, EncodeOptions{}, nextNumber(name));
    } else {
        const SourceInfo info{.format = format,
                              .rate = m_rate,
                              .timeBase = {m_rate.denominator, m_rate.numerator},
                              .frames = {},
                              .description = {}};
        writer = makeMediaWriter(m_path, info, nullptr, {.quality = m_quality});
    }
    m_clip = std::make_unique<ClipWriter>(std::move(writer), m_rate, standingIn(m_path));
}

// A clip has one size, and keeps the depth and channels of its first picture.
void Recorder::write(const Shown& shown) {
    const ImageFormat& format = shown.picture.format();
    if (!m_clip) {
        open(isSequence(m_path.string()) ? exportFormat(format, m_path, {}) : videoFormat(format));
    }
    if (format.width != m_format.width || format.height != m_format.height) {
        m_clip->finish(shown.seconds);
        throw Error(fmt::format("the picture has become {}x{}, and a clip has one size: the recording ends with its "
                                "last picture of {}x{}",
                                format.width, format.height, m_format.width, m_format.height),
                    m_path.filename().string());
    }
    Image image = shown.picture.convert(m_format.type, m_format.transfer);
    if (image.channels() != m_format.channels) {
        image = convertImage(image, m_format.channels, m_format.type, m_format.transfer);
    }
    m_clip->show(std::make_shared<const Image>(std::move(image)), shown.seconds, shown.behind);
}

// What is to be done next; waits for it.
Recorder::Work Recorder::next() {
    std::unique_lock lock(m_mutex);
    m_wanted.wait(lock, [&] { return !m_waiting.empty() || m_stands || m_end; });
    Work work;
    if (!m_waiting.empty()) {
        work.shown = std::move(m_waiting.front());
        m_waiting.pop_front();
    } else if (m_end) {
        work.end = m_end;
    } else {
        work.stands = std::exchange(m_stands, std::nullopt);
    }
    return work;
}

void Recorder::count() {
    const std::lock_guard lock(m_mutex);
    m_state.written = m_clip ? m_clip->written() : 0;
}

void Recorder::work() {
    try {
        for (bool over = false; !over;) {
            const Work work = next();
            if (work.shown) {
                write(*work.shown);
            } else if (work.stands && m_clip) {
                m_clip->stand(*work.stands);
            } else if (work.end) {
                if (!m_clip) {
                    throw Error("nothing was recorded: there was no picture", m_path.filename().string());
                }
                m_clip->finish(*work.end);
                over = true;
            }
            count();
        }
        m_clip.reset();
        end(RecorderState::Phase::Done, {});
    } catch (...) {
        m_clip.reset();  // what is not finished leaves no file
        end(RecorderState::Phase::Failed, caughtProblem());
    }
}

}  // namespace kg
