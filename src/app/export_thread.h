// ExportThread: results into files on a thread of its own, each through a temporary file and a rename, with the bytes
// that exportResult writes.
#pragma once

#include "filter/chain.h"
#include "render/read_back.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kg {

class ExportThread {
public:
    // All: each is written, in order. Newest: what has not begun gives way to what comes after it.
    enum class Keeps { All, Newest };

    struct Job {
        RawPicture picture;
        Chain chain;  // that made it
        std::filesystem::path path;
    };

    struct Outcome {
        std::filesystem::path path;
        std::string problem;  // a sentence; empty: it is written
    };

    // `done` is called on the thread after each file; it may be empty.
    ExportThread(Keeps keeps, std::function<void()> done);
    // Writes what waits.
    ~ExportThread();
    ExportThread(const ExportThread&) = delete;
    ExportThread& operator=(const ExportThread&) = delete;

    void write(Job job);
    // Whether nothing waits or is being written.
    bool idle() const;
    void waitUntilIdle();
    // What became of the files since the last call.
    std::vector<Outcome> takeOutcomes();

private:
    void work();

    const Keeps m_keeps;
    const std::function<void()> m_done;

    mutable std::mutex m_mutex;  // of what follows
    std::condition_variable m_changed;
    std::deque<Job> m_waiting;
    std::vector<Outcome> m_outcomes;
    bool m_writing = false;
    bool m_stopping = false;

    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace kg
