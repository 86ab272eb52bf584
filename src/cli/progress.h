// Progress: how far a list of jobs has come, and what went wrong. Any thread may tell it.
//
// On a terminal one line of standard error counts along; elsewhere only errors are printed.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace kg {

class Progress {
public:
    explicit Progress(std::size_t total);
    // Takes the line off the terminal.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // A job has come so far, from 0 to 1.
    void reached(const std::string& name, double share);
    void done(const std::string& name);
    // Something that a person should know although the work goes on.
    void note(const std::string& sentence);
    void failed(const std::string& sentence);
    // For a reason that lies in the chain and will be met again: it is said with the first job that meets it, and the
    // others are counted in the end.
    void failedAlike(const std::string& name, const std::string& reason);

    std::size_t failures() const;

private:
    void clearLine();
    void showLine(const std::string& name);

    const std::size_t m_total;
    const bool m_terminal;
    mutable std::mutex m_mutex;
    std::size_t m_finished = 0;
    std::size_t m_failures = 0;
    std::map<std::string, std::size_t> m_alike;  // by reason: jobs that met it
};

}  // namespace kg
