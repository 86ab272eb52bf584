// Report: what the viewer did and what it shows, as JSON, for bug reports and for tests that drive the window.
#pragma once

#include "app/outputs.h"
#include "app/workspace.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kg {

struct FrameRecord {
    double seconds = 0;  // since the viewer started
    std::uint64_t programsCompiled = 0;
};

struct Report {
    std::string device;
    bool atRest = false;       // nothing is drawn until the next event
    bool settled = false;      // nor is anything under way that will draw once it is done
    std::uint64_t events = 0;  // of mouse, keyboard and window since the start
    std::uint64_t frames = 0;  // drawn since the start
    std::vector<FrameRecord> newestFrames;
    std::array<int, 2> window{};          // in window units
    std::array<int, 2> framebuffer{};     // in pixels
    double scale = 1;                     // of the interface
    std::string shows = "result";         // or "source"
    std::vector<std::string> status;      // the texts of the status bar, from left to right
    std::vector<std::string> glMessages;  // of medium severity and above, since the start
    std::string dialog;                   // the title of the dialog that is open; empty: none
    std::optional<Outputs::Recording> recording{};
    std::optional<Outputs::LiveExport> liveExport{};
    std::map<std::string, std::array<float, 4>>
        places;  // widgets that can be seen: x, y, width, height in window units
};

// Atomic; throws FileError.
void writeReport(const Report& report, const Workspace& workspace, const std::filesystem::path& path);

}  // namespace kg
