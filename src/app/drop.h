// Drop: what files that were dropped on the window mean together.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace kg {

// The window shows one picture: the last session of a drop is opened, and then its last image over that session's.
struct Drop {
    std::string session{};  // a path; empty: none
    std::string image{};
    std::size_t passedOver = 0;  // files that are not opened

    bool operator==(const Drop&) const = default;
};

Drop dropOf(const std::vector<std::string>& paths);

}  // namespace kg
