#include "app/actions.h"

#include "app/edits.h"
#include "base/error.h"
#include "source/camera.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kg {

namespace {

constexpr double kZoomStep = 1.4142135623730951;  // two steps double

const Document& documentOf(ActionTarget& target) {
    return target.workspace().document();
}

int selected(ActionTarget& target) {
    return documentOf(target).selected;
}

int lastIndex(ActionTarget& target) {
    return static_cast<int>(documentOf(target).chain.size()) - 1;
}

bool hasImage(ActionTarget& target) {
    return target.workspace().imageFormat().has_value();
}

bool plays(ActionTarget& target) {
    return target.workspace().player() != nullptr;
}

// Whether the source has other times than now.
bool winds(ActionTarget& target) {
    return plays(target) && !target.workspace().player()->state().live;
}

bool showsCamera(ActionTarget& target) {
    return plays(target) && isCamera(documentOf(target).source);
}

bool isMirrored(ActionTarget& target) {
    return showsCamera(target) && target.workspace().player()->state().mirrored;
}

bool hasSelection(ActionTarget& target) {
    return selected(target) >= 0;
}

const Filter& selectedFilter(ActionTarget& target) {
    return documentOf(target).chain.at(static_cast<std::size_t>(selected(target)));
}

// Actions in the order of menus. Each function holds the rows of one menu.
using Table = std::vector<Action>;

void addFileActions(Table& table) {
    table.push_back(
        {.id = "file.open", .label = "Open...", .menu = "File", .shortcut = "Ctrl+O", .run = [](ActionTarget& target) {
             target.requestOpen();
         }});
    table.push_back({.id = "file.chart", .label = "Open Test Chart", .menu = "File", .run = [](ActionTarget& target) {
                         target.workspace().open("pattern:chart");
                     }});
    table.push_back({.id = "file.scene", .label = "Open Test Scene", .menu = "File", .run = [](ActionTarget& target) {
                         target.workspace().open("pattern:scene");
                     }});
    table.push_back({.id = "file.export",
                     .label = "Export",
                     .menu = "File",
                     .shortcut = "Ctrl+S",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.requestExport(false); },
                     .enabled = hasImage});
    table.push_back({.id = "file.export_as",
                     .label = "Export As...",
                     .menu = "File",
                     .shortcut = "Ctrl+Shift+S",
                     .run = [](ActionTarget& target) { target.requestExport(true); },
                     .enabled = hasImage});
    table.push_back({.id = "file.stop_export",
                     .label = "Stop Saving",
                     .menu = "File",
                     .run = [](ActionTarget& target) { target.stopTiles(); },
                     .enabled = [](ActionTarget& target) { return target.exportingTiles(); }});
    table.push_back({.id = "file.screenshot",
                     .label = "Screenshot...",
                     .menu = "File",
                     .shortcut = "F12",
                     .run = [](ActionTarget& target) { target.requestScreenshot(); }});
    table.push_back({.id = "session.open",
                     .label = "Open Session...",
                     .menu = "File",
                     .shortcut = "Ctrl+Shift+O",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.requestSessionOpen(); }});
    table.push_back({.id = "session.save",
                     .label = "Save Session...",
                     .menu = "File",
                     .shortcut = "Ctrl+Shift+E",
                     .run = [](ActionTarget& target) { target.requestSessionSave(); }});
    table.push_back({.id = "file.quit",
                     .label = "Quit",
                     .menu = "File",
                     .shortcut = "Ctrl+Q",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.requestQuit(); }});
}

void addSourceActions(Table& table) {
    table.push_back({.id = "source.play",
                     .label = "Play or Pause",
                     .menu = "Source",
                     .shortcut = "Ctrl+P",
                     .run =
                         [](ActionTarget& target) {
                             Player& player = *target.workspace().player();
                             player.playing() ? player.pause() : player.play();
                         },
                     .enabled = plays});
    table.push_back({.id = "source.step",
                     .label = "Next Frame",
                     .menu = "Source",
                     .shortcut = ".",
                     .run = [](ActionTarget& target) { target.workspace().player()->step(); },
                     .enabled = plays});
    table.push_back({.id = "source.rewind",
                     .label = "To the Start",
                     .menu = "Source",
                     .shortcut = "Home",
                     .run = [](ActionTarget& target) { target.workspace().player()->rewind(); },
                     .enabled = winds});
    table.push_back(
        {.id = "source.loop",
         .label = "Loop",
         .menu = "Source",
         .run =
             [](ActionTarget& target) {
                 Player& player = *target.workspace().player();
                 player.setLoops(!player.state().loops);
             },
         .enabled = winds,
         .checked = [](ActionTarget& target) { return winds(target) && target.workspace().player()->state().loops; }});
}

void addCameraActions(Table& table) {
    table.push_back({.id = "camera.mirror",
                     .label = "Mirror",
                     .menu = "Source",
                     .shortcut = "Ctrl+M",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.workspace().setMirrored(!isMirrored(target)); },
                     .enabled = showsCamera,
                     .checked = isMirrored});
    table.push_back({.id = "camera.controls",
                     .label = "Camera Controls",
                     .menu = "Source",
                     .shortcut = "F6",
                     .run = [](ActionTarget& target) { target.toggleCameraPanel(); },
                     .enabled = showsCamera,
                     .checked = [](ActionTarget& target) { return target.cameraPanelOpen(); }});
}

// Where there is an end to go to, and so points between which to play.
bool hasLength(ActionTarget& target) {
    return plays(target) && target.workspace().player()->state().duration.has_value();
}

void addPointActions(Table& table) {
    const auto hasPoints = [](ActionTarget& target) {
        return plays(target) && (target.workspace().player()->state().in || target.workspace().player()->state().out);
    };
    table.push_back({.id = "source.in",
                     .label = "Set In Point",
                     .menu = "Source",
                     .shortcut = "I",
                     .separatorBefore = true,
                     .run =
                         [](ActionTarget& target) {
                             Player& player = *target.workspace().player();
                             player.setIn(player.state().seconds);
                         },
                     .enabled = hasLength});
    table.push_back({.id = "source.out",
                     .label = "Set Out Point",
                     .menu = "Source",
                     .shortcut = "O",
                     .run =
                         [](ActionTarget& target) {
                             Player& player = *target.workspace().player();
                             player.setOut(player.state().seconds);
                         },
                     .enabled = hasLength});
    table.push_back({.id = "source.clear_points",
                     .label = "Clear In and Out",
                     .menu = "Source",
                     .shortcut = "Shift+I",
                     .run =
                         [](ActionTarget& target) {
                             target.workspace().player()->setIn({});
                             target.workspace().player()->setOut({});
                         },
                     .enabled = hasPoints});
}

void addFolderActions(Table& table) {
    const auto hasNeighbours = [](ActionTarget& target) {
        const auto& place = target.workspace().folderPlace();
        return place && place->count > 1;
    };
    table.push_back({.id = "source.next_image",
                     .label = "Next Image",
                     .menu = "Source",
                     .shortcut = "Right",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.workspace().openNeighbour(true); },
                     .enabled = hasNeighbours});
    table.push_back({.id = "source.previous_image",
                     .label = "Previous Image",
                     .menu = "Source",
                     .shortcut = "Left",
                     .run = [](ActionTarget& target) { target.workspace().openNeighbour(false); },
                     .enabled = hasNeighbours});
}

// An action that gives recordings one of their settings' values, ticked while they have it.
Action recordingAction(std::string id, std::string label, int RecordingOptions::*setting, int value) {
    return {.id = std::move(id),
            .label = std::move(label),
            .menu = "Record",
            .run =
                [setting, value](ActionTarget& target) {
                    RecordingOptions options = target.recordingOptions();
                    options.*setting = value;
                    target.setRecordingOptions(options);
                },
            .checked = [setting, value](ActionTarget& target) { return target.recordingOptions().*setting == value; }};
}

void addRecordActions(Table& table) {
    table.push_back({.id = "record.clip",
                     .label = "Record",
                     .menu = "Record",
                     .shortcut = "Ctrl+R",
                     .run = [](ActionTarget& target) { target.toggleRecording(); },
                     .enabled = hasImage,
                     .checked = [](ActionTarget& target) { return target.recording(); }});
    table.push_back({.id = "record.live",
                     .label = "Live Export",
                     .menu = "Record",
                     .shortcut = "Ctrl+L",
                     .run = [](ActionTarget& target) { target.toggleLiveExport(); },
                     .enabled = hasImage,
                     .checked = [](ActionTarget& target) { return target.exportingLive(); }});
    const auto separated = [](Action action) {
        action.separatorBefore = true;
        return action;
    };
    using Options = RecordingOptions;
    table.push_back(separated(recordingAction("record.best", "Best Quality", &Options::quality, 95)));
    table.push_back(recordingAction("record.good", "Good Quality", &Options::quality, Options{}.quality));
    table.push_back(recordingAction("record.small", "Small Files", &Options::quality, 60));
    table.push_back(separated(recordingAction("record.rate_source", "The Source's Rate", &Options::rate, 0)));
    for (const int rate : {15, 25, 30, 60}) {
        table.push_back(recordingAction(fmt::format("record.rate_{}", rate), fmt::format("{} Frames a Second", rate),
                                        &Options::rate, rate));
    }
}

// Runs the edit that a function makes of the state at hand.
template <typename MakeEdit>
std::function<void(ActionTarget&)> apply(MakeEdit makeEdit) {
    return [makeEdit](ActionTarget& target) { target.workspace().apply(makeEdit(target)); };
}

void addFilterActions(Table& table) {
    table.push_back({.id = "filter.add",
                     .label = "Add Filter...",
                     .menu = "Filter",
                     .shortcut = "A",
                     .run = [](ActionTarget& target) { target.requestAddFilter(); }});
    table.push_back({.id = "filter.duplicate",
                     .label = "Duplicate",
                     .menu = "Filter",
                     .shortcut = "Ctrl+D",
                     .run = apply([](ActionTarget& target) { return edits::duplicateFilter(selected(target)); }),
                     .enabled = hasSelection});
    table.push_back({.id = "filter.remove",
                     .label = "Remove",
                     .menu = "Filter",
                     .shortcut = "Delete",
                     .run = apply([](ActionTarget& target) { return edits::removeFilter(selected(target)); }),
                     .enabled = hasSelection});
    table.push_back(
        {.id = "filter.enabled",
         .label = "Enabled",
         .menu = "Filter",
         .shortcut = "E",
         .separatorBefore = true,
         .run = apply(
             [](ActionTarget& target) { return edits::setEnabled(selected(target), !selectedFilter(target).enabled); }),
         .enabled = hasSelection,
         .checked = [](ActionTarget& target) { return hasSelection(target) && selectedFilter(target).enabled; }});
    table.push_back({.id = "filter.combine",
                     .label = "Combine with Next...",
                     .menu = "Filter",
                     .run = [](ActionTarget& target) { target.requestCombine(); },
                     .enabled =
                         [](ActionTarget& target) {
                             return hasImage(target) && hasSelection(target) && selected(target) < lastIndex(target);
                         }});
    table.push_back({.id = "filter.reset",
                     .label = "Reset",
                     .menu = "Filter",
                     .run = apply([](ActionTarget& target) { return edits::resetFilter(selected(target)); }),
                     .enabled = hasSelection});
}

void addOrderActions(Table& table) {
    table.push_back(
        {.id = "filter.up",
         .label = "Move Up",
         .menu = "Filter",
         .shortcut = "Ctrl+Up",
         .separatorBefore = true,
         .run = apply([](ActionTarget& target) { return edits::moveFilter(selected(target), selected(target) - 1); }),
         .enabled = [](ActionTarget& target) { return selected(target) > 0; }});
    table.push_back(
        {.id = "filter.down",
         .label = "Move Down",
         .menu = "Filter",
         .shortcut = "Ctrl+Down",
         .run = apply([](ActionTarget& target) { return edits::moveFilter(selected(target), selected(target) + 1); }),
         .enabled = [](ActionTarget& target) { return hasSelection(target) && selected(target) < lastIndex(target); }});
    table.push_back({.id = "filter.next",
                     .label = "Select Next",
                     .menu = "Filter",
                     .shortcut = "Down",
                     .run = apply([](ActionTarget& target) { return edits::selectFilter(selected(target) + 1); }),
                     .enabled = [](ActionTarget& target) { return selected(target) < lastIndex(target); }});
    table.push_back({.id = "filter.previous",
                     .label = "Select Previous",
                     .menu = "Filter",
                     .shortcut = "Up",
                     .run = apply([](ActionTarget& target) { return edits::selectFilter(selected(target) - 1); }),
                     .enabled = [](ActionTarget& target) { return selected(target) > 0; }});
}

void copyChain(ActionTarget& target) {
    target.copyText(printChain(documentOf(target).chain));
    target.workspace().say("Copied the chain's text");
}

void pasteChain(ActionTarget& target) {
    try {
        target.workspace().apply(edits::setChain(parseChain(target.pastedText())));
    } catch (const Error& error) {
        target.workspace().report(error.what());
    }
}

void addChainActions(Table& table) {
    const auto hasFilters = [](ActionTarget& target) { return lastIndex(target) >= 0; };
    table.push_back({.id = "chain.copy",
                     .label = "Copy Chain Text",
                     .menu = "Filter",
                     .shortcut = "Ctrl+Shift+C",
                     .separatorBefore = true,
                     .run = copyChain,
                     .enabled = hasFilters});
    table.push_back({.id = "chain.paste",
                     .label = "Paste Chain Text",
                     .menu = "Filter",
                     .shortcut = "Ctrl+Shift+V",
                     .run = pasteChain});
    table.push_back({.id = "chain.clear",
                     .label = "Clear Chain",
                     .menu = "Filter",
                     .run = [](ActionTarget& target) { target.workspace().apply(edits::setChain({})); },
                     .enabled = hasFilters});
}

void fitView(ActionTarget& target) {
    View view = documentOf(target).view;
    view.fit = true;
    target.workspace().apply(edits::setView(view));
}

void addViewActions(Table& table) {
    table.push_back({.id = "view.fit",
                     .label = "Fit",
                     .menu = "View",
                     .shortcut = "F",
                     .run = fitView,
                     .enabled = hasImage,
                     .checked = [](ActionTarget& target) { return hasImage(target) && documentOf(target).view.fit; }});
    table.push_back({.id = "view.one_to_one",
                     .label = "One to One",
                     .menu = "View",
                     .shortcut = "1",
                     .run = [](ActionTarget& target) { target.zoomTo(1); },
                     .enabled = hasImage});
    table.push_back({.id = "view.zoom_in",
                     .label = "Zoom In",
                     .menu = "View",
                     .shortcut = "+",
                     .run = [](ActionTarget& target) { target.zoomBy(kZoomStep); },
                     .enabled = hasImage});
    table.push_back({.id = "view.zoom_out",
                     .label = "Zoom Out",
                     .menu = "View",
                     .shortcut = "-",
                     .run = [](ActionTarget& target) { target.zoomBy(1 / kZoomStep); },
                     .enabled = hasImage});
    table.push_back({.id = "view.source",
                     .label = "Show Source",
                     .menu = "View",
                     .shortcut = "S",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.toggleSource(); },
                     .enabled = hasImage,
                     .checked = [](ActionTarget& target) { return target.showsSource(); }});
    table.push_back({.id = "view.chain_pane",
                     .label = "Chain Pane",
                     .menu = "View",
                     .shortcut = "F2",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.toggleChainPane(); },
                     .checked = [](ActionTarget& target) { return target.chainPaneOpen(); }});
    table.push_back({.id = "view.details_pane",
                     .label = "Details Pane",
                     .menu = "View",
                     .shortcut = "F3",
                     .run = [](ActionTarget& target) { target.toggleDetailsPane(); },
                     .checked = [](ActionTarget& target) { return target.detailsPaneOpen(); }});
    table.push_back({.id = "view.lab",
                     .label = "Kernel Lab",
                     .menu = "View",
                     .shortcut = "K",
                     .run = [](ActionTarget& target) { target.toggleLab(); },
                     .checked = [](ActionTarget& target) { return target.labOpen(); }});
    table.push_back({.id = "view.pin",
                     .label = "Pin Pixel",
                     .menu = "View",
                     .shortcut = "P",
                     .run = [](ActionTarget& target) { target.togglePin(); },
                     .enabled = hasImage,
                     .checked = [](ActionTarget& target) { return target.pixelPinned(); }});
}

// An action that changes one of the plan's settings to one of its values, ticked while it has it.
template <typename T>
Action planAction(std::string id, std::string label, T PlanSettings::*setting, T value) {
    return {
        .id = std::move(id),
        .label = std::move(label),
        .menu = "Plan",
        .run =
            [setting, value](ActionTarget& target) {
                PlanSettings settings = documentOf(target).settings;
                settings.*setting = value;
                target.workspace().apply(edits::setSettings(settings));
            },
        .checked = [setting, value](ActionTarget& target) { return documentOf(target).settings.*setting == value; }};
}

void addPlanActions(Table& table) {
    using OptionalStrategy = std::optional<Strategy>;
    using OptionalPrecision = std::optional<Precision>;
    const auto separated = [](Action action) {
        action.separatorBefore = true;
        return action;
    };
    table.push_back(planAction("plan.auto", "Cheapest Strategy", &PlanSettings::strategy, OptionalStrategy{}));
    for (const Strategy strategy : allStrategies()) {
        table.push_back(planAction("plan." + std::string(strategyName(strategy)), std::string(strategyLabel(strategy)),
                                   &PlanSettings::strategy, OptionalStrategy{strategy}));
    }
    table.push_back(separated(planAction("plan.encoded", "Encoded Light", &PlanSettings::light, Light::Encoded)));
    table.push_back(planAction("plan.linear", "Linear Light", &PlanSettings::light, Light::Linear));
    table.push_back(separated(
        planAction("plan.precision_auto", "Automatic Precision", &PlanSettings::precision, OptionalPrecision{})));
    table.push_back(
        planAction("plan.half", "Half Floats", &PlanSettings::precision, OptionalPrecision{Precision::Half}));
    table.push_back(
        planAction("plan.full", "Full Floats", &PlanSettings::precision, OptionalPrecision{Precision::Full}));
    table.push_back({.id = "plan.compare",
                     .label = "Compare Strategies",
                     .menu = "Plan",
                     .shortcut = "F4",
                     .separatorBefore = true,
                     .run = [](ActionTarget& target) { target.toggleCompare(); },
                     .checked = [](ActionTarget& target) { return target.compareOpen(); }});
}

Table makeTable() {
    Table table;
    addFileActions(table);
    addSourceActions(table);
    addCameraActions(table);
    addPointActions(table);
    addFolderActions(table);
    addRecordActions(table);
    addFilterActions(table);
    addOrderActions(table);
    addChainActions(table);
    addViewActions(table);
    addPlanActions(table);
    table.push_back({.id = "help.shortcuts",
                     .label = "Shortcuts",
                     .menu = "Help",
                     .shortcut = "F1",
                     .run = [](ActionTarget& target) { target.toggleHelp(); }});
    return table;
}

}  // namespace

const std::vector<Action>& actions() {
    static const std::vector<Action> table = makeTable();
    return table;
}

const Action& action(std::string_view id) {
    const auto found = std::find_if(actions().begin(), actions().end(), [&](const Action& a) { return a.id == id; });
    if (found == actions().end()) {
        throw Error(fmt::format("there is no action \"{}\"", id));
    }
    return *found;
}

bool perform(const Action& action, ActionTarget& target) {
    const bool enabled = action.isEnabled(target);
    if (enabled) {
        action.run(target);
    }
    return enabled;
}

}  // namespace kg
