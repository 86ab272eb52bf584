#include "cli/progress.h"

#include "cli/messages.h"

#include <fmt/format.h>

#include <cstdio>

#include <unistd.h>

namespace kg {

Progress::Progress(std::size_t total) : m_total(total), m_terminal(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clearLine();
}

void Progress::reached(const std::string& name, double share) {
    const std::lock_guard lock(m_mutex);
    showLine(fmt::format("{} {:.0f} %", name, share * 100));
}

void Progress::note(const std::string& sentence) {
    const std::lock_guard lock(m_mutex);
    clearLine();
    printNote(sentence);
}

void Progress::done(const std::string& name) {
    const std::lock_guard lock(m_mutex);
    ++m_finished;
    showLine(name);
}

void Progress::failed(const std::string& sentence) {
    const std::lock_guard lock(m_mutex);
    ++m_finished;
    ++m_failures;
    clearLine();
    printError(sentence);
}

std::size_t Progress::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

void Progress::clearLine() {
    if (m_terminal) {
        fmt::print(stderr, "\r\033[K");
        std::fflush(stderr);
    }
}

void Progress::showLine(const std::string& name) {
    if (m_terminal) {
        fmt::print(stderr, "\r\033[K[{}/{}] {}", m_finished, m_total, name);
        std::fflush(stderr);
    }
}

}  // namespace kg
