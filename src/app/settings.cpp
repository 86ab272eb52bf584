#include "app/settings.h"

#include "base/error.h"
#include "base/json_text.h"
#include "image/encode.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace kg {

namespace {

using nlohmann::json;

// A number of the file within sensible limits, or the default where the key is missing.
template <typename T>
T bounded(const json& object, const char* key, T standard, T lowest, T highest) {
    // Wide first: a number that no T can hold is clamped too.
    return static_cast<T>(std::clamp<double>(object.value(key, static_cast<double>(standard)), lowest, highest));
}

Settings settingsFromJson(const json& object) {
    const Settings standard;
    Settings settings;
    settings.windowWidth = bounded(object, "window_width", standard.windowWidth, 320, 16384);
    settings.windowHeight = bounded(object, "window_height", standard.windowHeight, 240, 16384);
    settings.chainPaneWidth = bounded(object, "chain_pane_width", standard.chainPaneWidth, 100.0, 4096.0);
    settings.detailsPaneWidth = bounded(object, "details_pane_width", standard.detailsPaneWidth, 100.0, 4096.0);
    settings.chainPaneOpen = object.value("chain_pane_open", standard.chainPaneOpen);
    settings.detailsPaneOpen = object.value("details_pane_open", standard.detailsPaneOpen);
    settings.labHeight = bounded(object, "lab_height", standard.labHeight, 100.0, 4096.0);
    settings.labOpen = object.value("lab_open", standard.labOpen);
    settings.recentFiles = object.value("recent_files", standard.recentFiles);
    settings.lastFolder = object.value("last_folder", standard.lastFolder);
    settings.recording.quality = bounded(object, "record_quality", standard.recording.quality, 1, 100);
    settings.recording.rate = bounded(object, "record_rate", standard.recording.rate, 0, 240);
    settings.memoryMebibytes = bounded(object, "memory_mib", standard.memoryMebibytes, 64, 1 << 24);
    if (settings.recentFiles.size() > Settings::kMaxRecent) {
        settings.recentFiles.resize(Settings::kMaxRecent);
    }
    return settings;
}

json settingsToJson(const Settings& settings) {
    return {{"window_width", settings.windowWidth},
            {"window_height", settings.windowHeight},
            {"chain_pane_width", settings.chainPaneWidth},
            {"details_pane_width", settings.detailsPaneWidth},
            {"chain_pane_open", settings.chainPaneOpen},
            {"details_pane_open", settings.detailsPaneOpen},
            {"lab_height", settings.labHeight},
            {"lab_open", settings.labOpen},
            {"recent_files", settings.recentFiles},
            {"last_folder", settings.lastFolder},
            {"record_quality", settings.recording.quality},
            {"record_rate", settings.recording.rate},
            {"memory_mib", settings.memoryMebibytes}};
}

// A folder of the base directory specification, which has relative paths in its variables ignored.
std::filesystem::path baseFolder(const char* variable, const char* underHome) {
    const char* folder = std::getenv(variable);
    if (folder != nullptr && std::filesystem::path(folder).is_absolute()) {
        return folder;
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : ".") / underHome;
}

}  // namespace

void Settings::remember(const std::filesystem::path& file) {
    const std::string name = std::filesystem::absolute(file).lexically_normal().string();
    std::erase(recentFiles, name);
    recentFiles.insert(recentFiles.begin(), name);
    if (recentFiles.size() > kMaxRecent) {
        recentFiles.resize(kMaxRecent);
    }
}

std::filesystem::path settingsPath() {
    return baseFolder("XDG_CONFIG_HOME", ".config") / "kernelglass" / "settings.json";
}

std::filesystem::path programCachePath() {
    return baseFolder("XDG_CACHE_HOME", ".cache") / "kernelglass" / "programs";
}

Settings loadSettings(const std::filesystem::path& path) {
    std::error_code missing;
    if (!std::filesystem::exists(path, missing)) {
        return {};
    }
    try {
        return settingsFromJson(parseJson(readJsonFile(path, "the settings"), path.string()));
    } catch (const std::exception&) {
        std::error_code ignored;
        std::filesystem::rename(path, path.string() + ".bad", ignored);
        return {};
    }
}

void saveSettings(const Settings& settings, const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    try {
        const auto replace = json::error_handler_t::replace;  // file names need not be UTF-8
        writeFileAtomically(path, settingsToJson(settings).dump(4, ' ', false, replace) + "\n");
    } catch (const std::exception&) {
        // The next run starts with the defaults; nothing that a person made is lost.
    }
}

}  // namespace kg
