#include "cli/process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace kg {
namespace {

using nlohmann::json;
using test::ProcessResult;
using test::runProgram;

class DoctorCosts : public testing::Test {
protected:
    ProcessResult run(std::vector<std::string> arguments) const {
        return runProgram(arguments, {{"XDG_CACHE_HOME", m_cache.string()}});
    }

    std::filesystem::path m_cache = test::testFolder() / "cache";
};

// Measured once, read back, and what plans of this device go by; what stands in is good enough where it is damaged.
TEST_F(DoctorCosts, AreMeasuredOnceAndChooseTheStrategies) {
    const ProcessResult first = run({"doctor", "--json"});
    ASSERT_TRUE(worked(first));
    const json costs = json::parse(first.output)["costs"];
    ASSERT_TRUE(costs.is_object());
    EXPECT_GT(costs["layer"], 0);
    EXPECT_GT(costs["bilinear_fetch"], 0);
    EXPECT_EQ(json::parse(run({"doctor", "--json"}).output)["costs"], costs) << "digit by digit";
    EXPECT_NE(run({"doctor"}).output.find("measured earlier"), std::string::npos);

    const std::filesystem::path file = m_cache / "kernelglass" / "costs.json";
    json stored = json::parse(std::ifstream(file));
    const auto chosen = [&](const std::map<std::string, double>& rates) {
        for (auto& [name, rate] : stored["devices"].begin().value().items()) {
            rate = rates.count(name) > 0 ? rates.at(name) : 0;
        }
        std::ofstream(file) << stored;
        const ProcessResult plan = run({"plan", "--device", "--size", "640x480", "-f",
                                        "convolve kernel=\"3: 1 2 1 2 4 2 1 2 1\" scale=\"1!\"", "--json"});
        EXPECT_TRUE(worked(plan));
        return json::parse(plan.output)["passes"][0]["strategy"].get<std::string>();
    };
    EXPECT_EQ(chosen({{"start", 1e9}, {"dispatch", 1e9}}), "direct") << "a pass is a second";
    EXPECT_EQ(chosen({{"fetch", 1},
                      {"bilinear_fetch", 9},
                      {"running_sum", 9},
                      {"recursion", 9},
                      {"tile_fetch", 9},
                      {"transform_multiply_add", 9}}),
              "separable")
        << "a pass is nothing";

    std::ofstream(file) << "{\"version\": 1, \"devices\": 3";
    EXPECT_TRUE(worked(run({"plan", "--device", "--size", "64x48", "-f", "box"})));
    EXPECT_NE(run({"doctor", "--calibrate"}).output.find("measured just now"), std::string::npos);
}

TEST_F(DoctorCosts, SaysWhereNothingCanBeKept) {
    std::filesystem::create_directories(m_cache.parent_path());
    std::ofstream(m_cache) << "a file where a folder is expected";
    const ProcessResult result = run({"doctor"});
    EXPECT_TRUE(worked(result));
    EXPECT_NE(result.output.find("cannot be kept"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace kg
