#include "cli/messages.h"

#include <fmt/format.h>

#include <cstdio>

namespace kg {

void printError(std::string_view sentence) {
    fmt::print(stderr, "kernelglass: error: {}\n", sentence);
}

void printNote(std::string_view sentence) {
    fmt::print(stderr, "kernelglass: note: {}\n", sentence);
}

}  // namespace kg
