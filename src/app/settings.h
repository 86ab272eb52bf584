// Settings: what the viewer remembers between runs; window layout, recent files. Stored as JSON in the user's
// configuration folder ($XDG_CONFIG_HOME/kernelglass or ~/.config/kernelglass), never needed.
#pragma once

#include "app/recorder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kg {

struct Settings {
    static constexpr std::size_t kMaxRecent = 12;

    // Lengths are in units of design: window units at content scale 1.
    int windowWidth = 1280;
    int windowHeight = 800;
    double chainPaneWidth = 320;
    double detailsPaneWidth = 320;
    bool chainPaneOpen = true;
    bool detailsPaneOpen = true;
    double labHeight = 340;
    bool labOpen = false;
    std::vector<std::string> recentFiles;  // newest first
    std::string lastFolder;
    RecordingOptions recording;
    int memoryMebibytes = 2048;  // for pictures on the device; larger ones are computed in tiles

    // Moves or puts a file to the front.
    void remember(const std::filesystem::path& file);
    // Takes a file that is gone off the list; `file` is as the list has it.
    void forget(const std::string& file) { std::erase(recentFiles, file); }

    bool operator==(const Settings&) const = default;
};

std::filesystem::path settingsPath();
// Where linked programs are kept from run to run: $XDG_CACHE_HOME/kernelglass/programs or
// ~/.cache/kernelglass/programs.
std::filesystem::path programCachePath();
// Defaults where there is no file; a damaged one is set aside as settings.json.bad and the defaults stand.
Settings loadSettings(const std::filesystem::path& path = settingsPath());
// Failures are ignored: a read-only home must not stop the viewer.
void saveSettings(const Settings& settings, const std::filesystem::path& path = settingsPath());

}  // namespace kg
