#include "kernel/presets/presets.h"

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "kernel/text/kernel_text.h"
#include "presets/embedded_presets.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <utility>

namespace kg {

namespace {

using nlohmann::json;

KernelPreset presetFromJson(const json& object, const json& file) {
    const auto number = object.find("number");
    return {.id = object.at("id"),
            .name = object.at("name"),
            .origin = file.at("origin"),
            .source = file.at("source"),
            .purpose = object.at("purpose"),
            .text = object.at("kernel"),
            .scale = object.value("scale", "1"),
            .flipped = file.at("laid") == "flipped",
            .compose = object.value("combine", ""),
            .notes = object.value("notes", ""),
            .number = number == object.end() ? std::nullopt : std::optional(number->get<int>()),
            .erratum = object.value("erratum", false),
            .correctedBy = object.value("corrected_by", "")};
}

std::vector<KernelPreset> readPresets() {
    std::vector<KernelPreset> presets;
    for (const EmbeddedPresets& embedded : embeddedPresets()) {
        try {
            const json file = json::parse(embedded.text);
            for (const json& object : file.at("presets")) {
                presets.push_back(presetFromJson(object, file));
            }
        } catch (const json::exception& error) {
            throw Error(error.what(), std::string(embedded.path));
        }
    }
    return presets;
}

bool holds(const std::string& text, const std::string& word) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool number = std::all_of(word.begin(), word.end(), digit);
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool longer = (at > 0 && digit(text[at - 1])) || (end < text.size() && digit(text[end]));
        if (!number || !longer) {
            return true;
        }
    }
    return false;
}

bool holdsAll(const std::string& text, const std::vector<std::string>& words) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return holds(text, word); });
}

std::vector<std::string> wordsOf(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

// All that a query is looked for in.
std::string searchText(const KernelPreset& preset) {
    const std::string number = preset.number ? std::to_string(*preset.number) : "";
    std::string text;
    for (const std::string& part : {preset.id, preset.name, preset.origin, number, preset.purpose, preset.notes}) {
        text += part + " ";
    }
    return lowered(text);
}

}  // namespace

const std::vector<KernelPreset>& kernelPresets() {
    static const std::vector<KernelPreset> kPresets = readPresets();
    return kPresets;
}

const KernelPreset* findPreset(std::string_view id) {
    const auto& all = kernelPresets();
    const auto found = std::find_if(all.begin(), all.end(), [=](const KernelPreset& p) { return p.id == id; });
    return found == all.end() ? nullptr : &*found;
}

const KernelPreset& presetOf(std::string_view id) {
    if (const KernelPreset* preset = findPreset(id)) {
        return *preset;
    }
    std::vector<std::string> ids;
    for (const KernelPreset& preset : kernelPresets()) {
        ids.push_back(preset.id);
    }
    const std::string nearest = nearestWord(id, ids);
    throw Error(fmt::format("there is no preset \"{}\"", id), {},
                nearest.empty() ? "" : fmt::format("Did you mean {}?", nearest));
}

std::vector<Kernel> kernelsOf(const KernelPreset& preset) {
    std::vector<Kernel> kernels = parseKernels(preset.text);
    const KernelScale scale = parseKernelScale(preset.scale);
    for (Kernel& kernel : kernels) {
        kernel = applyScale(kernel, scale);
    }
    return kernels;
}

std::vector<const KernelPreset*> searchPresets(std::string_view query) {
    const std::vector<std::string> words = wordsOf(lowered(query));
    std::vector<const KernelPreset*> found;
    for (const KernelPreset& preset : kernelPresets()) {
        if (holdsAll(searchText(preset), words)) {
            found.push_back(&preset);
        }
    }
    std::stable_partition(found.begin(), found.end(),
                          [&](const KernelPreset* preset) { return holdsAll(lowered(preset->name), words); });
    return found;
}

std::string nearestPresetSearch(std::string_view query) {
    std::set<std::string> known;
    for (const KernelPreset& preset : kernelPresets()) {
        for (const std::string& part : {preset.id, preset.name, preset.origin, preset.purpose}) {
            const std::vector<std::string> words = wordsOf(lowered(part));
            known.insert(words.begin(), words.end());
        }
    }
    const std::vector<std::string> candidates(known.begin(), known.end());
    std::string nearest;
    for (const std::string& word : wordsOf(lowered(query))) {
        const std::string meant = searchPresets(word).empty() ? nearestWord(word, candidates) : word;
        nearest += (nearest.empty() ? "" : " ") + meant;
    }
    return searchPresets(nearest).empty() || nearest.empty() ? "" : nearest;
}

}  // namespace kg
