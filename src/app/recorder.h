// Recorder: results into a clip, on a thread of its own. Whoever hands them over never waits: where the encoder is
// slower than what comes, pictures are dropped and counted.
#pragma once

#include "render/read_back.h"
#include "source/frame.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kg {

class ClipWriter;

// What a person chooses of a recording.
struct RecordingOptions {
    int quality = 80;  // 1..100, see MediaOptions
    int rate = 0;      // frames a second; 0: the source's, and kStillRate of a still

    bool operator==(const RecordingOptions&) const = default;
};

// Frames a second of a clip whose source has no rate of its own.
constexpr int kStillRate = 30;

// Throws FileError for a name that says nothing that can be recorded: known are videos, "gif", and stills with a place
// for a number ("out_%04d.png"). Looks at the name only.
void checkRecording(const std::filesystem::path& path);
// What the extensions of recordings are, the one that is suggested first.
std::vector<std::string> recordingExtensions();

struct RecorderState {
    enum class Phase { Recording, Finishing, Done, Failed };

    Phase phase = Phase::Recording;
    std::uint64_t written = 0;  // frames
    std::uint64_t dropped = 0;  // pictures
    std::string problem;        // of one that failed, or ended before it was asked to: a sentence
};

class Recorder {
public:
    // Throws as checkRecording does. `changed` is called on the recorder's thread when the phase has changed; it may be
    // empty. The file is opened with the first picture.
    Recorder(std::filesystem::path path, Rational rate, int quality, std::function<void()> changed);
    // Finishes the file.
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    const std::filesystem::path& path() const { return m_path; }

    // Whether the encoder keeps up: pictures that wait are few.
    bool hasRoom() const;
    // Keeps a place for a picture that is on its way.
    void reserve();
    // A picture gave way to a newer one because there was no room.
    void drop();
    // The picture of a place that was kept, shown from this time of the clip on, in seconds.
    void show(RawPicture picture, double seconds);
    // What is shown goes on being shown until this time.
    void stand(double seconds);
    // The last that is recorded ends here; the file is there once the phase says so. One without a picture fails.
    void finish(double seconds);

    RecorderState state() const;
    // Whether it is done or has failed.
    bool over() const;
    void waitUntilOver();

private:
    struct Shown {
        RawPicture picture;
        double seconds;
        bool behind;  // others were dropped before it
    };

    // One of these.
    struct Work {
        std::optional<Shown> shown;
        std::optional<double> stands;
        std::optional<double> end;
    };

    void work();
    Work next();
    void count();
    void write(const Shown& shown);
    void open(const ImageFormat& format);
    void end(RecorderState::Phase phase, std::string problem);

    const std::filesystem::path m_path;
    const Rational m_rate;
    const int m_quality;
    const std::function<void()> m_changed;

    // Of the thread.
    std::unique_ptr<ClipWriter> m_clip;
    ImageFormat m_format;  // of the clip's pictures

    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable m_wanted;
    std::deque<Shown> m_waiting;
    std::size_t m_reserved = 0;
    bool m_behind = false;  // pictures were dropped since the newest one
    std::optional<double> m_stands;
    std::optional<double> m_end;
    RecorderState m_state;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
