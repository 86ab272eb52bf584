#include "app/actions.h"

#include "app/engine_fixture.h"
#include "base/error.h"
#include "image/encode.h"
#include "image/pattern.h"
#include "source/scratch_folder.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

// A window that writes down what it is asked.
class RecordingTarget final : public ActionTarget {
public:
    explicit RecordingTarget(Workspace& workspace) : m_workspace(workspace) {}

    Workspace& workspace() override { return m_workspace; }
    void requestOpen() override { asked.push_back("open"); }
    void requestExport(bool choosePath) override { asked.push_back(choosePath ? "export as" : "export"); }
    void requestScreenshot() override { asked.push_back("screenshot"); }
    void requestSessionOpen() override { asked.push_back("session open"); }
    void requestSessionSave() override { asked.push_back("session save"); }
    void requestAddFilter() override { asked.push_back("add"); }
    void requestCombine() override { asked.push_back("combine"); }
    void requestQuit() override { asked.push_back("quit"); }
    void copyText(const std::string& text) override { clipboard = text; }
    std::string pastedText() override { return clipboard; }
    void zoomBy(double factor) override { zoom *= factor; }
    void zoomTo(double wanted) override { zoom = wanted; }
    bool showsSource() const override { return source; }
    void toggleSource() override { source = !source; }
    bool chainPaneOpen() const override { return chainPane; }
    void toggleChainPane() override { chainPane = !chainPane; }
    bool detailsPaneOpen() const override { return detailsPane; }
    void toggleDetailsPane() override { detailsPane = !detailsPane; }
    bool labOpen() const override { return lab; }
    void toggleLab() override { lab = !lab; }
    bool pixelPinned() const override { return pinned; }
    void togglePin() override { pinned = !pinned; }
    bool compareOpen() const override { return compare; }
    void toggleCompare() override { compare = !compare; }
    void toggleHelp() override { asked.push_back("help"); }
    bool cameraPanelOpen() const override { return cameraPanel; }
    void toggleCameraPanel() override { cameraPanel = !cameraPanel; }
    bool recording() const override { return records; }
    void toggleRecording() override { records = !records; }
    RecordingOptions recordingOptions() const override { return options; }
    void setRecordingOptions(const RecordingOptions& wanted) override { options = wanted; }
    bool exportingTiles() const override { return tiles; }
    void stopTiles() override { tiles = false; }
    bool exportingLive() const override { return live; }
    void toggleLiveExport() override { live = !live; }

    std::vector<std::string> asked;
    std::string clipboard;
    double zoom = 3;
    bool source = false;
    bool chainPane = true;
    bool detailsPane = true;
    bool lab = false;
    bool pinned = false;
    bool compare = false;
    bool cameraPanel = false;
    bool records = false;
    bool tiles = false;
    bool live = false;
    RecordingOptions options;

private:
    Workspace& m_workspace;
};

}  // namespace

class ActionsTest : public EngineFixture {
protected:
    bool run(std::string_view id) { return perform(action(id), target); }
    const Document& document() const { return workspace.document(); }

    RecordingTarget target{workspace};
};

TEST_F(ActionsTest, IdsLabelsAndShortcutsAreUnique) {
    std::set<std::string> ids;
    std::set<std::string> labels;
    std::set<std::string> shortcuts;
    for (const Action& entry : actions()) {
        EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
        EXPECT_TRUE(labels.insert(entry.menu + "/" + entry.label).second) << entry.label;
        EXPECT_FALSE(entry.menu.empty()) << entry.id;
        EXPECT_TRUE(entry.run) << entry.id;
        if (!entry.shortcut.empty()) {
            EXPECT_TRUE(shortcuts.insert(entry.shortcut).second) << entry.id << " has " << entry.shortcut;
        }
    }
    EXPECT_THROW(action("file.explode"), Error);
}

TEST_F(ActionsTest, SavingStopsWhereSomethingIsBeingSaved) {
    EXPECT_FALSE(run("file.stop_export"));
    target.tiles = true;
    EXPECT_TRUE(run("file.stop_export"));
    EXPECT_FALSE(target.tiles);
}

TEST_F(ActionsTest, MenusStandTogether) {
    std::set<std::string> finished;
    std::string current;
    for (const Action& entry : actions()) {
        if (entry.menu != current) {
            EXPECT_TRUE(finished.insert(entry.menu).second) << entry.menu << " is torn apart at " << entry.id;
            current = entry.menu;
        }
    }
}

TEST_F(ActionsTest, NothingRunsWhereItMakesNoSense) {
    for (const char* id : {"file.export", "file.export_as", "filter.remove", "filter.duplicate", "filter.up",
                           "filter.down", "filter.enabled", "chain.copy", "view.fit", "view.one_to_one"}) {
        EXPECT_FALSE(run(id)) << id;
    }
    EXPECT_TRUE(target.asked.empty());
    EXPECT_TRUE(document().chain.empty());
}

TEST_F(ActionsTest, EveryEnabledActionRunsInEveryState) {
    bool sceneMade = false;
    const auto runAll = [&] {
        for (const Action& entry : actions()) {
            if (entry.id == "file.scene" && std::exchange(sceneMade, true)) {
                continue;  // it takes seconds
            }
            perform(entry, target);
            EXPECT_EQ(document().folded.size(), document().chain.size()) << entry.id;
            EXPECT_LT(document().selected, std::ssize(document().chain)) << entry.id;
        }
    };
    runAll();
    const ScratchFolder folder;
    const auto picture = folder / "small.png";
    encodeImage(noise({.width = 48, .height = 32, .channels = 3}, 3), picture);
    workspace.open(picture.string());
    workspace.apply(edits::setChain(parseChain("box | gaussian | sobel")));
    for (int selected = -1; selected < 3; ++selected) {
        workspace.apply(edits::setChain(parseChain("box | gaussian | sobel")));
        workspace.apply(edits::selectFilter(selected));
        runAll();
    }
}

TEST_F(ActionsTest, FilterActionsWorkOnTheSelection) {
    workspace.apply(edits::setChain(parseChain("box | gaussian")));
    workspace.apply(edits::selectFilter(0));
    EXPECT_TRUE(run("filter.down"));
    EXPECT_EQ(printChain(document().chain), "gaussian | box");
    EXPECT_FALSE(run("filter.down"));
    EXPECT_TRUE(run("filter.up"));
    EXPECT_TRUE(run("filter.duplicate"));
    EXPECT_TRUE(run("filter.enabled"));
    EXPECT_EQ(printChain(document().chain), "box | box enabled=false | gaussian");
    EXPECT_FALSE(action("filter.enabled").isChecked(target));
    EXPECT_TRUE(run("filter.remove"));
    EXPECT_TRUE(run("filter.remove"));
    EXPECT_EQ(printChain(document().chain), "box");
}

TEST_F(ActionsTest, CombiningAsksAboutTheSelectedFilterAndTheNext) {
    workspace.apply(edits::setChain(parseChain("box | gaussian")));
    EXPECT_FALSE(run("filter.combine"));  // the difference is a picture's
    workspace.open("pattern:chart");
    workspace.apply(edits::selectFilter(1));
    EXPECT_FALSE(run("filter.combine"));
    workspace.apply(edits::selectFilter(0));
    EXPECT_TRUE(run("filter.combine"));
    EXPECT_EQ(target.asked, std::vector<std::string>{"combine"});
}

TEST_F(ActionsTest, ChainTextIsCopiedAndPasted) {
    workspace.apply(edits::setChain(parseChain("gaussian sigma=3 | sobel")));
    EXPECT_TRUE(run("chain.copy"));
    EXPECT_EQ(target.clipboard, "gaussian sigma=3 | sobel");
    EXPECT_TRUE(run("chain.clear"));
    EXPECT_TRUE(document().chain.empty());
    EXPECT_TRUE(run("chain.paste"));
    EXPECT_EQ(printChain(document().chain), target.clipboard);
    target.clipboard = "gausian";
    EXPECT_TRUE(run("chain.paste"));
    ASSERT_TRUE(workspace.problem());
    EXPECT_NE(workspace.problem()->find("gaussian"), std::string::npos);
    EXPECT_EQ(printChain(document().chain), "gaussian sigma=3 | sobel");
}

TEST_F(ActionsTest, PlanActionsChooseAndTick) {
    EXPECT_TRUE(action("plan.auto").isChecked(target));
    run("plan.separable");
    run("plan.linear");
    run("plan.half");
    EXPECT_EQ(document().settings.strategy, Strategy::Separable);
    EXPECT_EQ(document().settings.light, Light::Linear);
    EXPECT_EQ(document().settings.precision, Precision::Half);
    EXPECT_TRUE(action("plan.separable").isChecked(target));
    EXPECT_FALSE(action("plan.auto").isChecked(target));
    run("plan.auto");
    EXPECT_FALSE(document().settings.strategy);
}

}  // namespace kg
