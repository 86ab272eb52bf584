// A kernel's analysis, for people and for programs.
#pragma once

#include "kernel/analysis/analysis.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace kg {

nlohmann::json analysisToJson(const KernelAnalysis& analysis);
// A table of one line a fact, with units.
std::string analysisTable(const KernelAnalysis& analysis);

}  // namespace kg
