#include "gl/driver_cache.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace kg::gl {
namespace {

TEST(DriverCache, HasRoomWhereAFileCanGrow) {
    const auto folder = std::filesystem::temp_directory_path() / "kernelglass-driver-cache" / "new";
    EXPECT_TRUE(hasRoomForCache(folder));
    EXPECT_TRUE(std::filesystem::is_empty(folder)) << "nothing is left of the look";
    std::filesystem::remove_all(folder.parent_path());
    EXPECT_FALSE(hasRoomForCache("/dev/full"));
    EXPECT_FALSE(hasRoomForCache("/proc/self/nothing"));
}

}  // namespace
}  // namespace kg::gl
