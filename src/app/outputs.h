// Outputs: what leaves the window while it is used: a recording, a file that follows the picture, and stills of what
// plays, and what is too large to be computed at once. It has the newest result read back once it is shown, and hands
// it to threads that encode; the window waits for neither. Owned by the viewer's main thread, with the engine's context
// current.
#pragma once

#include "app/export_thread.h"
#include "app/recorder.h"
#include "app/tiled_export.h"
#include "app/workspace.h"
#include "source/clip_clock.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kg {

class Outputs {
public:
    // The workspace must outlive it. `changed` is called, on another thread, when collect() has something to tell; it
    // may be empty.
    explicit Outputs(Workspace& workspace, std::function<void()> changed = {});
    // Finishes what is under way, as finishAll does.
    ~Outputs();
    Outputs(const Outputs&) = delete;
    Outputs& operator=(const Outputs&) = delete;

    // From the next frame of the window on, what it shows goes into a clip. What goes wrong, here and later, becomes
    // the workspace's problem; true where it has begun.
    bool startRecording(const std::filesystem::path& path, const RecordingOptions& options);
    void stopRecording(double now);
    // Whether pictures are taken into a clip.
    bool records() const;
    struct Recording {
        std::filesystem::path path;
        bool finishing = false;  // no more are taken, and the file is not there yet
        double seconds = 0;      // of the clip
        std::uint64_t written = 0;
        std::uint64_t dropped = 0;
    };
    // The one under way, also while it is being finished.
    std::optional<Recording> recording() const;

    // The result is written into this file now and after each change, the newest where several come while one is
    // written.
    bool startLiveExport(const std::filesystem::path& path);
    void stopLiveExport();
    struct LiveExport {
        std::filesystem::path path;
        std::uint64_t written = 0;  // times
    };
    const std::optional<LiveExport>& liveExport() const { return m_live; }

    // The result as it is shown, into a file, without waiting for it: the notice says when it is there. False where
    // that becomes a problem at once.
    bool exportStill(const std::filesystem::path& path);

    // The result as it is now, which is computed in tiles, into a file, tile by tile with each collect(). False where
    // that becomes a problem at once.
    bool exportTiles(const std::filesystem::path& path);
    // Leaves no file.
    void stopTiles();
    struct TiledState {
        std::filesystem::path path;
        double share = 0;  // of what is to be computed, from 0 to 1
    };
    // The one under way.
    std::optional<TiledState> tiledExport() const;

    // To be called once the window has shown a frame. `changed`: with another result. `now` is in seconds of a clock
    // that never goes back.
    void frameShown(bool changed, double now);
    // Hands on what has come back, and tells what became of it; true where the window has something to say.
    bool collect(double now);
    // Whether something is on its way that announces itself by no event: collect() is to be called again soon.
    bool waits() const { return !m_orders.empty() || (m_recordDue && records()) || m_tiled; }
    // Ends everything and waits for it: the files are there afterwards, or the workspace has a problem.
    void finishAll(double now);

private:
    // What a picture that is read back is for.
    struct Order {
        std::optional<double> clipSeconds;  // for the recording
        bool live = false;
        std::vector<std::filesystem::path> stills;
        Chain chain;
    };

    bool standsStill() const;
    std::optional<double> sourceTime();
    bool canRead(const std::string& what);
    void order(double now);
    void deliver(bool wait);
    void takeEnd();
    bool takeExports();
    bool takeTiles();

    Workspace& m_workspace;
    std::function<void()> m_changed;
    Chain m_shown;  // the chain of the result that the window shows

    std::unique_ptr<Recorder> m_recorder;
    double m_frame = 1.0 / kStillRate;  // seconds of the clip
    ClipClock m_clock{m_frame};
    std::optional<double> m_recordedFrame;  // the source's time of the newest picture of the clip
    double m_length = 0;                    // seconds of the clip that has ended
    bool m_recordDue = false;               // the newest result is not in the clip
    bool m_last = false;                    // nor will another be

    std::optional<LiveExport> m_live;
    bool m_liveDue = false;
    ExportThread m_liveThread;

    std::vector<std::filesystem::path> m_stillsDue;
    ExportThread m_stillThread;

    std::unique_ptr<TiledExport> m_tiled;

    std::deque<Order> m_orders;  // as many as the engine has read-backs under way
};

}  // namespace kg
