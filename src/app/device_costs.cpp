#include "app/device_costs.h"

#include "app/settings.h"
#include "base/error.h"
#include "base/json_text.h"
#include "image/encode.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace kg {

namespace {

using nlohmann::json;

// Counts what the rates mean: a file of another number is measured anew.
constexpr int kCostsVersion = 3;

// {"version": N, "devices": {driver: {rate: nanoseconds}}}; an empty one where there is none of this version.
json readFile(const std::filesystem::path& path) {
    json stored;
    try {
        stored = parseJson(readJsonFile(path, "the costs"), path.string());
    } catch (const Error&) {  // measured anew
    }
    const bool usable = stored.is_object() && stored.value("version", json()) == kCostsVersion &&
                        stored.value("devices", json()).is_object();
    return usable ? stored : json{{"version", kCostsVersion}, {"devices", json::object()}};
}

std::optional<CostModel> costsFromJson(const json& rates) {
    CostModel costs;
    for (const CostRate& rate : costRates()) {
        const json value = rates.is_object() ? rates.value(rate.name, json()) : json();
        if (!value.is_number() || !std::isfinite(value.get<double>()) || value.get<double>() < 0) {
            return std::nullopt;
        }
        costs.*rate.value = value.get<double>();
    }
    return costs;
}

}  // namespace

json costsToJson(const CostModel& costs) {
    json rates;
    for (const CostRate& rate : costRates()) {
        rates[std::string(rate.name)] = costs.*rate.value;
    }
    return rates;
}

std::filesystem::path deviceCostsPath() {
    return programCachePath().parent_path() / "costs.json";
}

std::optional<CostModel> loadDeviceCosts(const std::string& driver, const std::filesystem::path& path) {
    return costsFromJson(readFile(path)["devices"].value(driver, json()));
}

bool storeDeviceCosts(const std::string& driver, const CostModel& costs, const std::filesystem::path& path) {
    json stored = readFile(path);
    stored["devices"][driver] = costsToJson(costs);
    try {
        std::filesystem::create_directories(path.parent_path());
        writeFileAtomically(path, stored.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace kg
