// Picks the viewer or a subcommand.
#include "cli/command.h"
#include "cli/viewer_arguments.h"
#include "ui/viewer.h"

#include <variant>

int main(int argc, char** argv) {
    if (argc > 1 && kg::isCommand(argv[1])) {
        return kg::runCommand(argc, argv);
    }
    const auto read = kg::readViewerArguments(argc, argv);
    if (const int* status = std::get_if<int>(&read)) {
        return *status;
    }
    const auto& arguments = std::get<kg::ViewerArguments>(read);
    return kg::runViewer({
        .input = arguments.input,
        .chain = arguments.chain,
        .session = arguments.session,
        .shaders = arguments.shaders,
        .report = arguments.report,
        .scale = arguments.scale,
    });
}
