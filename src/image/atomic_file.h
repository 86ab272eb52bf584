// AtomicFile: a file that comes into being all at once.
//
// What is written goes into a temporary file in the target's folder, which finish() puts in the target's place. A
// symbolic link stays, and the file it points to is replaced; an existing file keeps its permissions. A process that is
// killed leaves its temporary file; the next one that writes to the same folder removes it once it is a day old.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace kg {

// What can be made again need not be on the disk when it is finished: power that fails may then cost the file.
enum class Flush { ToDisk, Later };

class AtomicFile {
public:
    // Throws FileError, also where the target is a folder, a device, or not writable.
    explicit AtomicFile(std::filesystem::path path);
    // Without finish(), nothing is left behind.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    // Both throw FileError with the cause.
    void write(std::string_view bytes);
    void finish(Flush flush = Flush::ToDisk);

    // Where the bytes go until then, for libraries that open files by name.
    const std::filesystem::path& temporary() const { return m_temporary; }

private:
    class Unfinished;

    void discard();
    [[noreturn]] void giveUp(int error);

    std::filesystem::path m_asked;
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;
    std::unique_ptr<Unfinished> m_unfinished;
    int m_file = -1;
};

// From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT, where they end the program, remove the temporary files before they
// do. For programs that run in a terminal: Ctrl+C leaves no half-written file.
void removeUnfinishedFilesOnSignals();

}  // namespace kg
