// The driver's own cache of programs, which Mesa maps into memory: where its disk is full, the first program written to
// it would end the process (SIGBUS).
#pragma once

#include <filesystem>

namespace kg::gl {

// Switches Mesa's cache off for this process where its folder has no room, or cannot be written. To be called before a
// context is made; looks once.
void keepDriverCacheSafe();

// Where Mesa would keep it: what its variables, XDG_CACHE_HOME and HOME say.
std::filesystem::path driverCacheFolder();

// Whether a cache has room there: some megabytes can really be had, whatever the disk's numbers say (quotas).
bool hasRoomForCache(const std::filesystem::path& folder);

}  // namespace kg::gl
