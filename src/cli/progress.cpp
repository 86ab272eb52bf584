#include "cli/progress.h"

#include "base/streams.h"
#include "base/text.h"
#include "cli/messages.h"

#include <fmt/format.h>

#include <unistd.h>

namespace kg {

Progress::Progress(std::size_t total) : m_total(total), m_terminal(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    clearLine();
    for (const auto& [reason, count] : m_alike) {
        if (count > 1) {
            printNote(fmt::format("{} more of the inputs failed for the same reason", count - 1));
        }
    }
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

void Progress::failedAlike(const std::string& name, const std::string& reason) {
    const std::lock_guard lock(m_mutex);
    ++m_finished;
    ++m_failures;
    if (++m_alike[reason] == 1) {
        clearLine();
        printError(name + ": " + reason);
    }
}

std::size_t Progress::failures() const {
    const std::lock_guard lock(m_mutex);
    return m_failures;
}

void Progress::clearLine() {
    if (m_terminal) {
        writeMessage("\r\033[K");
    }
}

void Progress::showLine(const std::string& name) {
    if (m_terminal) {
        writeMessage(fmt::format("\r\033[K[{}/{}] {}", m_finished, m_total, printable(name)));
    }
}

}  // namespace kg
