// On POSIX: a new file beside the target, flushed to the disk, then renamed over it.
#include "image/atomic_file.h"

#include "image/encode.h"

#include "base/error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace kg {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const fs::path& path) {
    const auto sentence = [&]() -> std::string {
        switch (error) {
            case ENOENT:
                return fmt::format("there is no folder '{}'", path.parent_path().string());
            case ENOTDIR:
                return fmt::format("'{}' is not a folder", path.parent_path().string());
            case EISDIR:
                return "there is a folder of that name";
            case EACCES:
            case EPERM:
                return "you have no permission to write it";
            case EROFS:
                return "the file system is read-only";
            case ENOSPC:
            case EDQUOT:
                return "the disk is full";
            case EFBIG:
                return "the file would be larger than may be written here";
            case ENAMETOOLONG:
                return "the name is too long";
            default:
                return "it could not be written: " + std::generic_category().message(error);
        }
    };
    throw FileError(sentence(), path.string());
}

// The file that a write to `path` means: the end of a chain of symbolic links, which itself need not exist.
fs::path followLinks(fs::path path, const fs::path& asked) {
    constexpr int kMaxLinks = 40;  // what Linux allows
    std::error_code error;
    for (int i = 0; i < kMaxLinks; ++i) {
        if (!fs::is_symlink(path, error)) {
            return path;
        }
        path = path.parent_path() / fs::read_symlink(path, error);
    }
    fail(ELOOP, asked);
}

// The paths of temporary files, for the signal handler. Whoever takes a path out of its place owns it.
std::array<std::atomic<char*>, 16> unfinished{};

// In the handler only what is safe there: no allocation, no lock. What it takes is not freed, since the program ends.
void removeAndEnd(int signal) {
    for (std::atomic<char*>& place : unfinished) {
        if (const char* path = place.exchange(nullptr)) {
            ::unlink(path);
        }
    }
    ::raise(signal);  // once more, with the default action
}

constexpr std::string_view kTemporaryPrefix = ".kernelglass-";
constexpr std::string_view kTemporaryExtension = ".tmp";
constexpr std::chrono::hours kStaleAge{24};

// Removes what runs that were killed have left in a folder: temporary files of ours, of this account's, that nobody has
// written to for a day. Each folder is looked at once.
void sweepStaleFiles(const fs::path& folder) {
    static std::mutex mutex;
    static std::set<fs::path> swept;
    {
        const std::lock_guard lock(mutex);
        if (!swept.insert(folder).second) {
            return;
        }
    }
    std::error_code error;
    fs::directory_iterator entries(folder.empty() ? "." : folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        const std::string name = entries->path().filename().string();
        struct stat status {};
        if (name.starts_with(kTemporaryPrefix) && name.ends_with(kTemporaryExtension) &&
            ::lstat(entries->path().c_str(), &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == ::geteuid() &&
            std::chrono::system_clock::now() - std::chrono::system_clock::from_time_t(status.st_mtime) > kStaleAge) {
            ::unlink(entries->path().c_str());
        }
    }
}

// The permissions of an existing target; nothing where there is none. Throws where it may not be replaced.
std::optional<mode_t> permissionsOf(const fs::path& target, const fs::path& asked) {
    struct stat status {};
    if (::stat(target.c_str(), &status) != 0) {
        if (errno == ENOENT) {
            return std::nullopt;
        }
        fail(errno, asked);
    }
    if (S_ISDIR(status.st_mode)) {
        fail(EISDIR, asked);
    }
    if (!S_ISREG(status.st_mode)) {
        throw FileError("this is a device or pipe, and a file was expected", asked.string());
    }
    // A rename would replace a write-protected file as well, against its owner's will.
    if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) {
        fail(errno, asked);
    }
    return status.st_mode & 07777;
}

}  // namespace

// A path that the signal handler knows for as long as this lives.
class AtomicFile::Unfinished {
public:
    explicit Unfinished(const fs::path& path) : m_path(::strdup(path.c_str())) {
        for (std::atomic<char*>& place : unfinished) {
            char* free = nullptr;
            if (place.compare_exchange_strong(free, m_path)) {
                m_place = &place;
                return;
            }
        }
    }
    ~Unfinished() {
        char* own = m_path;
        // Where the handler has it, the program ends; where there was no place, the path is ours alone.
        if (m_place == nullptr || m_place->compare_exchange_strong(own, nullptr)) {
            std::free(m_path);
        }
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

private:
    char* m_path;
    std::atomic<char*>* m_place = nullptr;
};

AtomicFile::AtomicFile(fs::path path) : m_asked(std::move(path)) {
    if (m_asked.filename().empty()) {
        throw FileError("the name of a file was expected", m_asked.string());
    }
    m_target = followLinks(m_asked, m_asked);
    const std::optional<mode_t> permissions = permissionsOf(m_target, m_asked);
    sweepStaleFiles(m_target.parent_path());
    static std::atomic<unsigned> counter{0};
    // Names of one process differ by the counter, those of several by the process.
    do {
        m_temporary = m_target.parent_path() /
                      fmt::format("{}{}-{}{}", kTemporaryPrefix, ::getpid(), counter++, kTemporaryExtension);
        m_unfinished = std::make_unique<Unfinished>(m_temporary);
        m_file = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (m_file < 0 && errno == EEXIST);
    if (m_file < 0) {
        const int error = errno;
        m_unfinished.reset();  // there is no file of this name, or it is another's
        fail(error, m_asked);
    }
    if (permissions && ::fchmod(m_file, *permissions) != 0) {
        giveUp(errno);
    }
}

AtomicFile::~AtomicFile() {
    discard();
}

void AtomicFile::discard() {
    if (m_file >= 0) {
        ::close(std::exchange(m_file, -1));
    }
    if (m_unfinished) {
        ::unlink(m_temporary.c_str());
        m_unfinished.reset();
    }
}

void AtomicFile::giveUp(int error) {
    discard();
    fail(error, m_asked);
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            fail(errno, m_asked);
        }
    }
}

void AtomicFile::finish(Flush flush) {
    if ((flush == Flush::ToDisk && ::fsync(m_file) != 0) || ::close(std::exchange(m_file, -1)) != 0 ||
        ::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        giveUp(errno);
    }
    m_unfinished.reset();
}

void removeUnfinishedFilesOnSignals() {
    struct sigaction action {};
    action.sa_handler = removeAndEnd;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        struct sigaction before {};
        // A signal that is ignored, as under nohup, stays so.
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) {
            ::sigaction(signal, &action, nullptr);
        }
    }
}

void writeFileAtomically(const fs::path& path, std::string_view bytes, Flush flush) {
    AtomicFile file(path);
    file.write(bytes);
    file.finish(flush);
}

}  // namespace kg
