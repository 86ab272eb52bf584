// The viewer: the window, from start to end. Main thread only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace kg {

struct ViewerOptions {
    std::string input;                 // an image file or a pattern; empty: none
    std::optional<std::string> chain;  // its text; nothing: the session's, or none
    std::string session;               // a file; empty: none
    std::filesystem::path shaders;     // a folder to read shaders from, and to watch; empty: the embedded ones
    std::filesystem::path report;      // where to write what the viewer does (app/report.h); empty: nowhere
    double scale = 0;                  // of the interface; 0: what the display asks for
};

// Opens the window and returns once it is closed. Problems before that are printed to stderr: without a display, the
// command that needs none is named. Returns the exit status.
int runViewer(const ViewerOptions& options);

}  // namespace kg
