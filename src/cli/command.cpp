#include "cli/command.h"

#include "base/caught_problem.h"
#include "cli/commands.h"
#include "cli/messages.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace kg {

namespace {

// Reads the arguments and does the work; every kind of failure leaves as its own kind of exception.
int parseAndRun(const Command& command, int argc, const char* const* argv) {
    CLI::App parser{command.summary, "kernelglass " + command.name};
    const CommandWork work = command.declare(parser);
    try {
        parser.parse(argc - 1, argv + 1);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return parser.exit(error);  // help
        }
        throw UsageError(error.what(), {}, fmt::format("\"kernelglass {} --help\" lists the options.", command.name));
    }
    return work();
}

}  // namespace

const std::vector<Command>& commands() {
    static const std::vector<Command> table{
        renderCommand(),  planCommand(),   combineCommand(), kernelCommand(),  kernelsCommand(),
        filtersCommand(), verifyCommand(), benchCommand(),   explainCommand(), doctorCommand(),
    };
    return table;
}

bool isCommand(std::string_view word) {
    return std::any_of(commands().begin(), commands().end(),
                       [&](const Command& command) { return command.name == word; });
}

int runCommand(int argc, const char* const* argv) {
    try {
        const std::string_view word = argc > 1 ? argv[1] : "";
        for (const Command& command : commands()) {
            if (command.name == word) {
                return parseAndRun(command, argc, argv);
            }
        }
        throw UsageError(fmt::format("there is no command \"{}\"", word));
    } catch (const UsageError& error) {
        printError(error.what());
        return kWrongCommand;
    } catch (...) {
        if (std::ferror(stdout) == 0) {  // else that is why, and statusAfterOutput() says so
            printError(caughtProblem());
        }
        return kFailed;
    }
}

}  // namespace kg
