#include "app/device_costs.h"

#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <string>

namespace kg {
namespace {

TEST(DeviceCosts, AreKeptForEachDriver) {
    const ScratchFolder folder;
    const auto file = folder / "deep" / "costs.json";
    EXPECT_FALSE(loadDeviceCosts("a", file)) << "nothing was measured";
    CostModel costs = kSoftwareCosts;
    costs.fetch = 1.0 / 3;
    ASSERT_TRUE(storeDeviceCosts("a", costs, file));
    ASSERT_TRUE(storeDeviceCosts("b, version \xff", kHardwareCosts, file)) << "a driver may call itself anything";
    EXPECT_EQ(loadDeviceCosts("a", file), costs);
    EXPECT_FALSE(loadDeviceCosts("c", file));
}

TEST(DeviceCosts, DamageIsNothingMeasured) {
    const ScratchFolder folder;
    const auto file = folder / "costs.json";
    ASSERT_TRUE(storeDeviceCosts("a", kSoftwareCosts, file));
    const std::string whole = readFile(file);
    const auto broken = [&](std::string text) {
        writeFile(file, text);
        return !loadDeviceCosts("a", file);
    };
    for (std::size_t length = 0; length + 2 < whole.size(); length += 7) {
        EXPECT_TRUE(broken(whole.substr(0, length))) << length;
    }
    for (const char* text : {"[]", "3", "null", "{}", R"({"version": 1})", R"({"version": 1, "devices": []})",
                             R"({"version": 1, "devices": {"a": 3}})", R"({"version": 1, "devices": {"a": {}}})"}) {
        EXPECT_TRUE(broken(text)) << text;
    }
    std::string negative = whole;
    negative.replace(negative.find("\"layer\": "), 9, "\"layer\": -");
    EXPECT_TRUE(broken(negative));
    EXPECT_TRUE(storeDeviceCosts("a", kSoftwareCosts, file)) << "what is damaged is written anew";
    EXPECT_TRUE(loadDeviceCosts("a", file));
}

TEST(DeviceCosts, AFolderThatCannotBeIsNoError) {
    const ScratchFolder folder;
    writeFile(folder / "file", "x");
    EXPECT_FALSE(storeDeviceCosts("a", kSoftwareCosts, folder / "file" / "costs.json"));
}

}  // namespace
}  // namespace kg
