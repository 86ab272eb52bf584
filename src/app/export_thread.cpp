#include "app/export_thread.h"

#include "app/export.h"
#include "base/caught_problem.h"

#include <utility>

namespace kg {

ExportThread::ExportThread(Keeps keeps, std::function<void()> done)
    : m_keeps(keeps), m_done(std::move(done)), m_thread([this] { work(); }) {}

ExportThread::~ExportThread() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void ExportThread::write(Job job) {
    const std::lock_guard lock(m_mutex);
    if (m_keeps == Keeps::Newest) {
        m_waiting.clear();
    }
    m_waiting.push_back(std::move(job));
    m_changed.notify_all();
}

bool ExportThread::idle() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting.empty() && !m_writing;
}

void ExportThread::waitUntilIdle() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_waiting.empty() && !m_writing; });
}

std::vector<ExportThread::Outcome> ExportThread::takeOutcomes() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_outcomes, {});
}

void ExportThread::work() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [&] { return !m_waiting.empty() || m_stopping; });
        if (m_waiting.empty()) {
            return;
        }
        const Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_writing = true;
        lock.unlock();
        Outcome outcome{.path = job.path, .problem = {}};
        try {
            exportPicture(job.picture, job.chain, job.path);
        } catch (...) {
            outcome.problem = caughtProblem();
        }
        lock.lock();
        m_writing = false;
        m_outcomes.push_back(std::move(outcome));
        m_changed.notify_all();
        if (m_done) {
            lock.unlock();
            m_done();
            lock.lock();
        }
    }
}

}  // namespace kg
