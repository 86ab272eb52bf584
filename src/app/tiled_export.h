// TiledExport: a result that is computed in tiles, into a file, tile by tile while the window goes on. The bytes are
// those of exportResult. Of the engine's thread; a thread of its own encodes.
#pragma once

#include "base/bounded_queue.h"
#include "filter/chain.h"
#include "image/encode.h"
#include "render/engine.h"
#include "render/tiled_reading.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace kg {

class TiledExport {
public:
    // Of the newest result, which `chain` made; the engine must outlive it. Throws as exportResult does, as far as it
    // can be known before the pixels. `over` is called on the other thread once the file is there or has failed; it may
    // be empty.
    TiledExport(Engine& engine, const Chain& chain, std::filesystem::path path, std::function<void()> over);
    // Gives up what is not over: the file is then as it was.
    ~TiledExport();
    TiledExport(const TiledExport&) = delete;
    TiledExport& operator=(const TiledExport&) = delete;

    // Computes the next tile, unless the encoder is still behind or there is none; whether it has. What goes wrong ends
    // the export.
    bool step();
    // All that is left, waiting for it.
    void finish();

    const std::filesystem::path& path() const { return m_path; }
    // How much is computed, from 0 to 1.
    double share() const { return m_reading->share(); }
    bool over() const { return m_over; }
    // Once it is over: the sentence about what went wrong; empty: the file is there.
    const std::string& problem() const { return m_problem; }

private:
    void compute();
    void end();
    void write();

    Engine& m_engine;
    const std::filesystem::path m_path;
    const std::function<void()> m_told;
    const ImageFormat m_format;  // of the file
    const std::unique_ptr<TiledReading> m_reading;
    ImageFileWriter m_file;  // of the thread, but for its beginning
    BoundedQueue<Image> m_rows{2};
    std::string m_computing;  // what went wrong here; read by the thread once the rows end
    std::string m_problem;    // of the thread until it is over
    bool m_ended = false;     // no more rows come
    std::atomic<bool> m_stopped = false;
    std::atomic<bool> m_over = false;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
