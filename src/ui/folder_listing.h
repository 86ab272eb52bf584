// What a folder holds, as the file browser lists it. Knows no window; any thread may call it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kg::ui {

struct FolderEntry {
    std::string name;
    bool folder = false;
    std::uintmax_t bytes = 0;  // of a file
};

struct FolderListing {
    std::vector<FolderEntry> entries;  // folders first, then files, each by name in any case
    std::string problem;               // why the folder cannot be listed; empty: it was
};

// Hidden entries are left out, and files whose extension (lower case, without dot) is not among those given; no
// extensions let all files in.
FolderListing listFolder(const std::filesystem::path& folder, const std::vector<std::string>& extensions);

// A path from the root, without "." and "..". Where the folder that the program runs in has been deleted, relative ones
// start at the root.
std::filesystem::path absolutePath(const std::filesystem::path& path);

// Whether a name holds a text, in any case.
bool nameMatches(std::string_view name, std::string_view text);

// What a person typed as a path: "~" stands for the home folder, relative paths start from `folder`.
std::filesystem::path typedPath(const std::string& text, const std::filesystem::path& folder);

// The path with an extension put behind it where it has none of those given.
std::filesystem::path withExtension(const std::filesystem::path& path, const std::vector<std::string>& extensions);

}  // namespace kg::ui
