// What work costs on a device (plan/cost_model.h), kept in the cache folder from one start to the next. Window and
// command line read the same file, so that they plan alike.
#pragma once

#include "plan/cost_model.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace kg {

// {rate: nanoseconds}, as the file holds it and `doctor --json` prints it.
nlohmann::json costsToJson(const CostModel& costs);

// costs.json in the cache folder.
std::filesystem::path deviceCostsPath();

// What was measured on this device with this version of its driver, which `driver` names (render/binary_cache.h);
// nothing where nothing was, or the file is damaged. Never throws.
std::optional<CostModel> loadDeviceCosts(const std::string& driver,
                                         const std::filesystem::path& path = deviceCostsPath());

// Keeps what was measured on other devices. Atomic; false where it cannot be written, with which one can go on.
bool storeDeviceCosts(const std::string& driver, const CostModel& costs,
                      const std::filesystem::path& path = deviceCostsPath());

}  // namespace kg
