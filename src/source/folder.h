// Folder: the stills beside an opened one, in the order in which people count.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace kg {

// Whether a name comes before another: numbers in it by their value, so that "shot 9" stands before "shot 10", and
// letters in any case.
bool naturallyBefore(std::string_view name, std::string_view other);

// Where a still stands among those of its folder that can be opened, by their extensions.
struct FolderPlace {
    std::filesystem::path file;
    std::size_t index = 0;  // from 0
    std::size_t count = 1;
};

// The file itself counts whatever its name is. A folder that cannot be read holds only it.
FolderPlace placeInFolder(const std::filesystem::path& file);

// The next one or the one before, of the folder as it is now; after the last comes the first. Where the file is gone,
// those that would stand beside it.
FolderPlace neighbourOf(const FolderPlace& place, bool next);

}  // namespace kg
