#include "base/error.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "kernel/analysis/factorisation.h"
#include "kernel/analysis/statistics.h"
#include "kernel/presets/presets.h"
#include "kernel/text/kernel_export.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace kg {

namespace {

struct KernelsOptions {
    std::string search;
    bool json = false;
};

std::string sizeOf(const std::vector<Kernel>& kernels) {
    const std::string size = fmt::format("{}x{}", kernels.front().width(), kernels.front().height());
    return kernels.size() == 1 ? size : fmt::format("{} of {}", kernels.size(), size);
}

// The largest of a list.
int rankOf(const std::vector<Kernel>& kernels) {
    std::size_t rank = 0;
    for (const Kernel& kernel : kernels) {
        rank = std::max(rank, factorise(kernel).terms.size());
    }
    return static_cast<int>(rank);
}

nlohmann::ordered_json presetToJson(const KernelPreset& preset) {
    const std::vector<Kernel> kernels = kernelsOf(preset);
    nlohmann::ordered_json object{{"id", preset.id},
                                  {"name", preset.name},
                                  {"origin", preset.origin},
                                  {"source", preset.source},
                                  {"purpose", preset.purpose},
                                  {"laid", preset.flipped ? "flipped" : "as-written"},
                                  {"text", preset.text},
                                  {"scale", preset.scale},
                                  {"width", kernels.front().width()},
                                  {"height", kernels.front().height()},
                                  {"count", kernels.size()},
                                  {"rank", rankOf(kernels)},
                                  {"sum", statistics(kernels.front()).sum},
                                  {"erratum", preset.erratum},
                                  {"notes", preset.notes}};
    if (preset.number) {
        object["number"] = *preset.number;
    }
    if (!preset.compose.empty()) {
        object["compose"] = preset.compose;
    }
    if (!preset.correctedBy.empty()) {
        object["corrected_by"] = preset.correctedBy;
    }
    return object;
}

int listPresets(const KernelsOptions& options) {
    const auto found = searchPresets(options.search);
    if (found.empty()) {
        const std::string nearest = nearestPresetSearch(options.search);
        throw Error(
            fmt::format("no preset holds the words \"{}\"", options.search), "--search",
            nearest.empty() ? "kernelglass kernels lists all of them." : fmt::format("Did you mean {}?", nearest));
    }
    if (options.json) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const KernelPreset* preset : found) {
            list.push_back(presetToJson(*preset));
        }
        fmt::print("{}\n", list.dump(2));
        return kDone;
    }
    fmt::print("{:28} {:20} {:10} {:4}  {}\n", "id", "origin", "size", "rank", "name and notes");
    for (const KernelPreset* preset : found) {
        const std::vector<Kernel> kernels = kernelsOf(*preset);
        fmt::print("{:28} {:20} {:10} {:4}  {}{}{}{}\n", preset->id, preset->origin, sizeOf(kernels), rankOf(kernels),
                   preset->name, preset->erratum ? " (erratum)" : "", preset->notes.empty() ? "" : ": ", preset->notes);
    }
    return kDone;
}

}  // namespace

Command kernelsCommand() {
    return {
        .name = "kernels",
        .summary = "The library of preset kernels, with their origins",
        .declare = [](CLI::App& parser) -> CommandWork {
            const auto options = std::make_shared<KernelsOptions>();
            parser.add_option("--search", options->search, "Only presets that hold these words")->type_name("WORDS");
            parser.add_flag("--json", options->json, "Print JSON");
            return [options] { return listPresets(*options); };
        },
    };
}

}  // namespace kg
