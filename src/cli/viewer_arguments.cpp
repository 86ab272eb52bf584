#include "cli/viewer_arguments.h"

#include "cli/command.h"
#include "cli/messages.h"
#include "filter/chain.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace kg {

namespace {

std::string commandList() {
    std::string list = "Subcommands, which need no window:\n";
    for (const Command& command : commands()) {
        list += fmt::format("  {:<9} {}\n", command.name, command.summary);
    }
    return list + "\n\"kernelglass SUBCOMMAND --help\" lists the options of one.";
}

}  // namespace

std::variant<ViewerArguments, int> readViewerArguments(int argc, const char* const* argv) {
    ViewerArguments arguments;
    std::string chain;
    std::string shaders;
    std::string report;
    CLI::App parser{"Image convolutions as GLSL shaders, live. Opens the viewer on INPUT.", "kernelglass"};
    parser.set_version_flag("--version", "kernelglass " KG_VERSION);
    parser.footer(commandList());
    parser.add_option("INPUT", arguments.input,
                      "An image, a video or stream, a numbered name such as shot_%04d.png, camera:N, or pattern:NAME");
    CLI::Option* text =
        parser.add_option("--chain", chain, "Filters to start with, such as 'box size=3 | sobel'")->type_name("TEXT");
    parser.add_option("--session", arguments.session, "A session to start with")->excludes(text)->type_name("FILE");
    parser.add_option("--shaders", shaders, "Read shaders from a folder, and again when they change")
        ->check(CLI::Validator(CLI::ExistingDirectory).description(""))
        ->type_name("DIR");
    parser.add_option("--report", report, "Write what the viewer does to a JSON file")->type_name("FILE");
    parser.add_option("--scale", arguments.scale, "Size of the interface; 1 is 96 dots per inch")
        ->check(CLI::Range(0.5, 4.0))
        ->type_name("X");
    try {
        parser.parse(argc, argv);
        if (text->count() > 0) {
            meaningOf("--chain", [&] { return parseChain(chain); });
            arguments.chain = chain;
        }
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return parser.exit(error);  // help, version
        }
        printError(fmt::format("{}. \"kernelglass --help\" lists the options and subcommands.", error.what()));
        return kWrongCommand;
    } catch (const UsageError& error) {
        printError(error.what());
        return kWrongCommand;
    }
    arguments.shaders = shaders;
    arguments.report = report;
    return arguments;
}

}  // namespace kg
