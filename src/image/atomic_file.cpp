// writeFileAtomically, on POSIX: a new file beside the target, flushed to the disk, then renamed over it.
#include "image/encode.h"

#include "base/error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <optional>
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

// A temporary file that removes itself unless it was renamed.
class TemporaryFile {
public:
    TemporaryFile(const fs::path& target, const fs::path& asked) : m_asked(asked) {
        static std::atomic<unsigned> counter{0};
        // Names of one process differ by the counter, those of several by the process.
        do {
            m_path = target.parent_path() / fmt::format(".kernelglass-{}-{}.tmp", ::getpid(), counter++);
            m_file = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (m_file < 0 && errno == EEXIST);
        if (m_file < 0) {
            m_path.clear();
            fail(errno, asked);
        }
    }
    ~TemporaryFile() {
        if (m_file >= 0) {
            ::close(m_file);
        }
        if (!m_path.empty()) {
            ::unlink(m_path.c_str());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_file, bytes.data(), bytes.size());
            if (written >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(written));
            } else if (errno != EINTR) {
                fail(errno, m_asked);
            }
        }
    }

    void setPermissions(mode_t mode) { check(::fchmod(m_file, mode)); }

    void moveTo(const fs::path& target, Flush flush) {
        if (flush == Flush::ToDisk) {
            check(::fsync(m_file));
        }
        check(::close(std::exchange(m_file, -1)));
        check(::rename(m_path.c_str(), target.c_str()));
        m_path.clear();
    }

private:
    void check(int result) const {
        if (result != 0) {
            fail(errno, m_asked);
        }
    }

    const fs::path& m_asked;
    fs::path m_path;
    int m_file = -1;
};

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

void writeFileAtomically(const fs::path& path, std::string_view bytes, Flush flush) {
    if (path.filename().empty()) {
        throw FileError("the name of a file was expected", path.string());
    }
    const fs::path target = followLinks(path, path);
    const std::optional<mode_t> permissions = permissionsOf(target, path);
    TemporaryFile file(target, path);
    file.write(bytes);
    if (permissions) {
        file.setPermissions(*permissions);
    }
    file.moveTo(target, flush);
}

}  // namespace kg
