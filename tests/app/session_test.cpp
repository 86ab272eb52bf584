#include "app/session.h"

#include "app/edits.h"
#include "base/error.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace kg {

namespace {

using nlohmann::json;

Document sample(const ScratchFolder& folder) {
    Document document;
    document.source = (folder / "photo.png").string();
    document.chain =
        parseChain(R"(convolve kernel="3x3: 0,-1,0 -1,5,-1 0,-1,0" mix=0.5 | gaussian sigma=0.1 enabled=false)");
    document.folded.assign(2, false);
    document.settings = {
        .light = Light::Linear, .strategy = Strategy::Direct, .precision = Precision::Full, .budget = 0.125};
    document.view = {.fit = false, .zoom = 2.5, .centreX = 100.25, .centreY = -3};
    document.selected = 0;
    return document;
}

std::string refusal(const std::filesystem::path& path) {
    try {
        readSession(path);
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST(Session, ReadsBackWhatItWrote) {
    const ScratchFolder folder;
    const Document document = sample(folder);
    writeSession(document, folder / "work.json");
    EXPECT_EQ(readSession(folder / "work.json"), document);
    writeSession({}, folder / "empty.json");
    EXPECT_EQ(readSession(folder / "empty.json"), Document());
}

TEST(Session, SourcesBelowItsFolderMoveWithIt) {
    const ScratchFolder folder;
    Document document = sample(folder);
    std::filesystem::create_directories(folder / "a/pictures");
    document.source = (folder / "a/pictures/photo.png").string();
    writeSession(document, folder / "a/work.json");
    EXPECT_EQ(json::parse(readFile(folder / "a/work.json")).at("source"), "pictures/photo.png");
    std::filesystem::rename(folder / "a", folder / "b");
    EXPECT_EQ(readSession(folder / "b/work.json").source, (folder / "b/pictures/photo.png").string());
}

TEST(Session, PatternsStayPatterns) {
    const ScratchFolder folder;
    Document document;
    document.source = "pattern:chart";
    writeSession(document, folder / "work.json");
    EXPECT_EQ(readSession(folder / "work.json").source, "pattern:chart");
}

TEST(Session, UnknownKeysSurviveASave) {
    const ScratchFolder folder;
    const auto path = folder / "work.json";
    Document document = sample(folder);
    writeSession(document, path);
    json file = json::parse(readFile(path));
    file["later"] = {{"a", 1}};
    file["view"]["tone"] = "log";
    file["settings"]["tiles"] = 4;
    file["chain"][1]["colour"] = "red";
    writeFile(path, file.dump());

    document.view.zoom = 8;
    writeSession(document, path);
    const json saved = json::parse(readFile(path));
    EXPECT_EQ(saved.at("later"), file.at("later"));
    EXPECT_EQ(saved.at("view").at("tone"), "log");
    EXPECT_EQ(saved.at("view").at("zoom"), 8);
    EXPECT_EQ(saved.at("settings").at("tiles"), 4);
    EXPECT_EQ(saved.at("chain")[1].at("colour"), "red");
    EXPECT_EQ(readSession(path), document);
}

TEST(Session, OldValuesOfKnownKeysDoNotComeBack) {
    const ScratchFolder folder;
    const auto path = folder / "work.json";
    Document document = sample(folder);
    writeSession(document, path);
    edits::resetValue(1, "sigma").change(document);
    edits::removeFilter(0).change(document);
    writeSession(document, path);
    EXPECT_EQ(readSession(path).chain, document.chain);
}

TEST(Session, SaysWhereAFileIsWrong) {
    const ScratchFolder folder;
    const auto path = folder / "work.json";
    EXPECT_NE(refusal(path).find("work.json"), std::string::npos);
    EXPECT_NE(refusal(folder.path()).find("cannot be read"), std::string::npos);
    writeFile(path, "{\n  \"kernelglass\": 1,\n  oops\n}");
    EXPECT_NE(refusal(path).find("line 3"), std::string::npos) << refusal(path);
    writeFile(path, "{}");
    EXPECT_NE(refusal(path).find("kernelglass"), std::string::npos);
    writeFile(path, R"({"kernelglass": 7})");
    EXPECT_NE(refusal(path).find("version 7"), std::string::npos);
    writeFile(path, R"({"kernelglass": 1, "view": {"zoom": "wide"}})");
    EXPECT_NE(refusal(path).find("zoom"), std::string::npos);
    writeFile(path, R"({"kernelglass": 1, "view": {"zoom": 0}})");
    EXPECT_NE(refusal(path).find("positive"), std::string::npos);
    writeFile(path, R"({"kernelglass": 1, "settings": {"strategy": "magic"}})");
    EXPECT_NE(refusal(path).find("direct"), std::string::npos);
    writeFile(path, R"({"kernelglass": 1, "chain": [{"filter": "nothing"}]})");
    EXPECT_NE(refusal(path).find("nothing"), std::string::npos);
    writeFile(path, R"({"kernelglass": 1, "source": 3})");
    EXPECT_NE(refusal(path).find("source"), std::string::npos);
}

TEST(Session, AFailedWriteIsAnError) {
    const ScratchFolder folder;
    EXPECT_THROW(writeSession({}, folder / "no/such/folder.json"), FileError);
}

}  // namespace kg
