// The subcommands: what the program does without a window, as one data table.
//
// Results go to standard output, messages to standard error. A command line that makes no sense ends with status 2
// before anything is done; work that fails ends with status 1 once everything else has been done.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace kg {

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongCommand = 2;

// What does a command's work once its options are read; returns the exit status. Throws UsageError for options that
// make no sense together, and Error for work that fails as a whole.
using CommandWork = std::function<int()>;

struct Command {
    std::string name;
    std::string summary;  // one line, for lists of commands
    // Declares the options on a parser; their values live in the work that it gives back.
    std::function<CommandWork(CLI::App& parser)> declare;
};

// In the order in which help lists them.
const std::vector<Command>& commands();
bool isCommand(std::string_view word);

// Runs the subcommand that the first argument names and returns the exit status. Throws nothing.
int runCommand(int argc, const char* const* argv);

}  // namespace kg
