// Picks the viewer or a subcommand.
#include "base/streams.h"
#include "cli/command.h"
#include "cli/viewer_arguments.h"
#include "ui/viewer.h"

#include <variant>

int main(int argc, char** argv) {
    kg::prepareStreams();
    if (argc > 1 && kg::isCommand(argv[1])) {
        return kg::statusAfterOutput(kg::runCommand(argc, argv));
    }
    const auto read = kg::readViewerArguments(argc, argv);
    if (const int* status = std::get_if<int>(&read)) {
        return kg::statusAfterOutput(*status);
    }
    const auto& arguments = std::get<kg::ViewerArguments>(read);
    return kg::statusAfterOutput(kg::runViewer({
        .input = arguments.input,
        .chain = arguments.chain,
        .session = arguments.session,
        .shaders = arguments.shaders,
        .report = arguments.report,
        .scale = arguments.scale,
    }));
}
