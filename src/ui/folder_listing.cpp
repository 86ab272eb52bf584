#include "ui/folder_listing.h"

#include "base/text.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace kg::ui {

namespace fs = std::filesystem;

namespace {

bool hasExtension(const fs::path& path, const std::vector<std::string>& extensions) {
    const std::string extension = extensionOf(path);
    return !extension.empty() && std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

}  // namespace

FolderListing listFolder(const fs::path& folder, const std::vector<std::string>& extensions) {
    FolderListing listing;
    std::error_code error;
    fs::directory_iterator iterator(folder, error);
    for (; !error && iterator != fs::directory_iterator(); iterator.increment(error)) {
        const std::string name = iterator->path().filename().string();
        std::error_code ignored;  // a link to nowhere is neither folder nor file
        const bool isFolder = iterator->is_directory(ignored);
        const bool wanted = isFolder || extensions.empty() || hasExtension(iterator->path(), extensions);
        if (name.starts_with('.') || !wanted || (!isFolder && !iterator->is_regular_file(ignored))) {
            continue;
        }
        const std::uintmax_t bytes = isFolder ? 0 : iterator->file_size(ignored);
        listing.entries.push_back({.name = name, .folder = isFolder, .bytes = ignored ? 0 : bytes});
    }
    if (error) {
        listing.problem = "This folder cannot be read: " + error.message() + ".";
    }
    std::sort(listing.entries.begin(), listing.entries.end(), [](const FolderEntry& a, const FolderEntry& b) {
        if (a.folder != b.folder) {
            return a.folder;
        }
        const std::string lowerA = lowered(a.name);
        const std::string lowerB = lowered(b.name);
        return lowerA != lowerB ? lowerA < lowerB : a.name < b.name;
    });
    return listing;
}

fs::path absolutePath(const fs::path& path) {
    std::error_code gone;
    const fs::path folder = path.is_absolute() ? fs::path() : fs::current_path(gone);
    return ((gone ? fs::path("/") : folder) / path).lexically_normal();
}

bool nameMatches(std::string_view name, std::string_view text) {
    return lowered(name).find(lowered(text)) != std::string::npos;
}

fs::path typedPath(const std::string& text, const fs::path& folder) {
    const char* home = std::getenv("HOME");
    if (home != nullptr && (text == "~" || text.starts_with("~/"))) {
        return (fs::path(home) / fs::path(text.substr(std::min<std::size_t>(2, text.size())))).lexically_normal();
    }
    return (folder / text).lexically_normal();
}

fs::path withExtension(const fs::path& path, const std::vector<std::string>& extensions) {
    if (extensions.empty() || hasExtension(path, extensions) || !path.extension().empty()) {
        return path;  // an unknown extension is refused by the writer, which says what it knows
    }
    return path.string() + "." + extensions.front();
}

}  // namespace kg::ui
