// The arguments of the viewer, which is what the program is without a subcommand.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace kg {

struct ViewerArguments {
    std::string input;                 // a file or "pattern:..."; empty: none
    std::optional<std::string> chain;  // chain text that parses
    std::string session;               // a session file; empty: none
    std::filesystem::path shaders;     // folder to read shaders from; empty: the embedded ones
    std::filesystem::path report;      // file to write a report to; empty: none
    double scale = 0;                  // of the interface; 0: the display's
};

// What the arguments say; or the exit status where the program is done already: after --help and --version, which are
// answered here, and after arguments that make no sense, which are complained of here.
std::variant<ViewerArguments, int> readViewerArguments(int argc, const char* const* argv);

}  // namespace kg
