#include "app/session.h"

#include "base/error.h"
#include "base/json_text.h"
#include "base/text.h"
#include "filter/chain_json.h"
#include "image/encode.h"
#include "source/source.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace kg {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int kVersion = 1;

// A value of an object, or the standard where the key is missing. Throws Error that names the key.
template <typename T>
T valueAt(const json& object, const char* key, const T& standard, std::string_view expected) {
    if (!object.contains(key)) {
        return standard;
    }
    try {
        return object.at(key).get<T>();
    } catch (const json::exception&) {
        throw Error(fmt::format("expected {}, got {}", expected, quotedJson(object.at(key))), key);
    }
}

json objectAt(const json& object, const char* key) {
    json member = object.value(key, json::object());
    if (!member.is_object()) {
        throw Error(fmt::format("expected an object, got {}", quotedJson(member)), key);
    }
    return member;
}

View viewFromJson(const json& object) {
    const View standard;
    View view;
    view.fit = valueAt(object, "fit", standard.fit, "true or false");
    view.zoom = valueAt(object, "zoom", standard.zoom, "a number");
    if (!(view.zoom > 0)) {
        throw Error(fmt::format("expected a positive number, got {}", view.zoom), "zoom");
    }
    const auto centre = valueAt(object, "centre", std::array{standard.centreX, standard.centreY}, "[x, y]");
    view.centreX = centre[0];
    view.centreY = centre[1];
    return view;
}

PlanSettings planSettingsFromJson(const json& object) {
    const PlanSettings standard;
    PlanSettings settings;
    const std::string automatic = "auto";
    settings.light = lightFromName(valueAt(object, "light", std::string(lightName(standard.light)), "a name"));
    settings.strategy = strategyFromName(valueAt(object, "strategy", automatic, "a name"));
    settings.precision = precisionFromName(valueAt(object, "precision", automatic, "a name"));
    settings.budget = valueAt(object, "budget", standard.budget, "a number");
    return settings;
}

json planSettingsToJson(const PlanSettings& settings) {
    return {{"light", lightName(settings.light)},
            {"strategy", settings.strategy ? strategyName(*settings.strategy) : "auto"},
            {"precision", settings.precision ? precisionName(*settings.precision) : "auto"},
            {"budget", settings.budget}};
}

// Copies the keys of an older object that this program does not write itself.
void keepUnknown(json& fresh, const json& older, std::initializer_list<std::string_view> known) {
    if (!older.is_object()) {
        return;
    }
    for (const auto& [key, value] : older.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            fresh[key] = value;
        }
    }
}

// The same for a chain's filters, which are matched by place and name.
void keepUnknownOfFilters(json& fresh, const json& older) {
    const std::size_t count = older.is_array() ? std::min(fresh.size(), older.size()) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (older[i].is_object() && older[i].value("filter", json()) == fresh[i]["filter"]) {
            keepUnknown(fresh[i], older[i], {"filter", "params", "enabled", "mix"});
        }
    }
}

// What stands in the file that is about to be replaced; null where that is no session.
json olderSession(const fs::path& path) {
    try {
        json older = parseJson(readJsonFile(path, "the session"), path.filename().string());
        return older.is_object() ? older : json();
    } catch (const Error&) {
        return {};
    }
}

// Sources below the session's folder are stored relative to it, so that the folder can be moved as a whole.
std::string storedSource(const std::string& source, const fs::path& session) {
    const fs::path absolute = fs::absolute(source).lexically_normal();
    const fs::path relative = absolute.lexically_relative(fs::absolute(session).lexically_normal().parent_path());
    return relative.empty() || *relative.begin() == ".." ? absolute.string() : relative.string();
}

}  // namespace

json viewToJson(const View& view) {
    return {{"fit", view.fit}, {"zoom", view.zoom}, {"centre", {view.centreX, view.centreY}}};
}

Document readSession(const fs::path& path) {
    const json session = parseJson(readJsonFile(path, "the session"), path.filename().string());
    if (!session.is_object() || !session.contains("kernelglass")) {
        throw Error("this is no kernelglass session: the key \"kernelglass\" is missing", path.filename().string());
    }
    const int version = valueAt(session, "kernelglass", kVersion, "a version number");
    if (version != kVersion) {
        throw Error(fmt::format("version {} is not known, this program reads version {}", version, kVersion),
                    "kernelglass");
    }
    Document document;
    document.source = valueAt(session, "source", std::string(), "a path");
    if (!document.source.empty() && isPath(document.source)) {
        document.source = (fs::absolute(path).parent_path() / document.source).lexically_normal().string();
    }
    document.chain = chainFromJson(session.value("chain", json::array()));
    document.view = viewFromJson(objectAt(session, "view"));
    document.settings = planSettingsFromJson(objectAt(session, "settings"));
    document.folded.assign(document.chain.size(), false);
    document.selected = document.chain.empty() ? -1 : 0;
    return document;
}

bool isSessionName(const fs::path& path) {
    return extensionOf(path) == "json";
}

void writeSession(const Document& document, const fs::path& path) {
    const json older = olderSession(path);
    const auto olderAt = [&](const char* key) { return older.is_object() ? older.value(key, json()) : json(); };

    json session = {{"kernelglass", kVersion},
                    {"chain", chainToJson(document.chain)},
                    {"view", viewToJson(document.view)},
                    {"settings", planSettingsToJson(document.settings)}};
    const bool plain = document.source.empty() || !isPath(document.source);
    session["source"] = plain ? document.source : storedSource(document.source, path);
    keepUnknown(session, older, {"kernelglass", "source", "chain", "view", "settings"});
    keepUnknown(session["view"], olderAt("view"), {"fit", "zoom", "centre"});
    keepUnknown(session["settings"], olderAt("settings"), {"light", "strategy", "precision", "budget"});
    keepUnknownOfFilters(session["chain"], olderAt("chain"));
    writeFileAtomically(path, session.dump(4, ' ', false, json::error_handler_t::replace) + "\n");
}

}  // namespace kg
