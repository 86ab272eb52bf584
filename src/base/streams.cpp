#include "base/streams.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

namespace kg {

namespace {

std::atomic<bool> someLost = false;

}  // namespace

void prepareStreams() {
    // A descriptor that is closed would be given to the next file that is opened, and messages would end up in it. What
    // stands in its place takes nothing, as before.
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
            ::open("/dev/null", O_RDONLY);  // the lowest free number, which is this one
        }
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void writeMessage(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            someLost = true;
            return;
        }
    }
}

int statusAfterOutput(int status) {
    std::cout.flush();
    const bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
    if (!written) {
        writeMessage("kernelglass: error: standard output could not be written\n");
    }
    return status == 0 && (!written || someLost) ? 1 : status;
}

}  // namespace kg
