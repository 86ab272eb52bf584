#include "gl/driver_cache.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <string>
#include <system_error>

namespace kg::gl {

namespace {

namespace fs = std::filesystem;

// Mesa's index takes 1.3 MB, and a few programs beside it.
constexpr off_t kRoom = off_t{4} << 20U;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

fs::path driverCacheFolder() {
    for (const char* name : {"MESA_SHADER_CACHE_DIR", "MESA_GLSL_CACHE_DIR", "XDG_CACHE_HOME"}) {
        if (const std::string folder = variable(name); !folder.empty()) {
            return folder;
        }
    }
    return fs::path(variable("HOME").empty() ? "/" : variable("HOME")) / ".cache";
}

bool hasRoomForCache(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    std::string name = (folder / ".kernelglass-room-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file < 0) {
        return false;
    }
    ::unlink(name.c_str());
    const bool room = ::posix_fallocate(file, 0, kRoom) == 0;
    ::close(file);
    return room;
}

void keepDriverCacheSafe() {
    static std::once_flag looked;
    std::call_once(looked, [] {
        if (!hasRoomForCache(driverCacheFolder())) {
            ::setenv("MESA_SHADER_CACHE_DISABLE", "true", 1);
            ::setenv("MESA_GLSL_CACHE_DISABLE", "true", 1);  // its name up to Mesa 22
        }
    });
}

}  // namespace kg::gl
