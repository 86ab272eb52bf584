#include "cli/messages.h"

#include "base/streams.h"
#include "base/text.h"

#include <fmt/format.h>

namespace kg {

void printError(std::string_view sentence) {
    writeMessage(fmt::format("kernelglass: error: {}\n", printable(sentence)));
}

void printNote(std::string_view sentence) {
    writeMessage(fmt::format("kernelglass: note: {}\n", printable(sentence)));
}

}  // namespace kg
