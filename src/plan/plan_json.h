// A plan as JSON and as a table for people.
#pragma once

#include "plan/plan.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace kg {

// {"width","height","light","precision","error_bound","passes":[{"label","strategy","fetches","multiply_adds",
//  "bytes_read","bytes_written"}],"total":{the same four},"receptive_field":{"width","height"}}. Prepare and Finish
//  passes have the strategy "point".
nlohmann::json planToJson(const Plan& plan);

// One line a pass and one for the total, columns aligned; then the receptive field.
std::string planTable(const Plan& plan);

}  // namespace kg
