// Actions: what a person can tell the program to do, in one table that feeds menus, shortcuts and help.
#pragma once

#include "app/recorder.h"
#include "app/workspace.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kg {

// A key with its modifiers, as people read it: "Ctrl+Shift+S", "F", "0", "Delete". Empty: none.
using Shortcut = std::string;

// What an action can reach: the workspace, and the requests that only a window can fulfil.
class ActionTarget {
public:
    virtual ~ActionTarget() = default;
    virtual Workspace& workspace() = 0;

    virtual void requestOpen() = 0;                   // shows the file browser
    virtual void requestExport(bool choosePath) = 0;  // the last path, or the file browser
    virtual void requestScreenshot() = 0;
    virtual void requestSessionOpen() = 0;
    virtual void requestSessionSave() = 0;
    virtual void requestAddFilter() = 0;  // opens the searchable list
    virtual void requestCombine() = 0;    // asks about the selected filter and the next one
    virtual void requestQuit() = 0;

    virtual void copyText(const std::string& text) = 0;
    virtual std::string pastedText() = 0;  // empty: the clipboard holds no text

    virtual void zoomBy(double factor) = 0;  // around the viewport's centre
    virtual void zoomTo(double zoom) = 0;    // 1: one to one
    virtual bool showsSource() const = 0;
    virtual void toggleSource() = 0;
    virtual bool chainPaneOpen() const = 0;
    virtual void toggleChainPane() = 0;
    virtual bool detailsPaneOpen() const = 0;
    virtual void toggleDetailsPane() = 0;
    virtual bool labOpen() const = 0;
    virtual void toggleLab() = 0;
    virtual bool compareOpen() const = 0;
    virtual void toggleCompare() = 0;  // the comparison of strategies
    virtual bool pixelPinned() const = 0;
    virtual void togglePin() = 0;  // pins the pixel under the mouse for the lab to explain, or lets it go
    virtual void toggleHelp() = 0;
    virtual bool cameraPanelOpen() const = 0;
    virtual void toggleCameraPanel() = 0;  // what the camera lets a person set

    virtual bool recording() const = 0;
    virtual void toggleRecording() = 0;  // asks for a file and begins, or ends it
    virtual RecordingOptions recordingOptions() const = 0;
    virtual void setRecordingOptions(const RecordingOptions& options) = 0;
    virtual bool exportingTiles() const = 0;
    virtual void stopTiles() = 0;  // of an export that is computed in tiles
    virtual bool exportingLive() const = 0;
    virtual void toggleLiveExport() = 0;  // asks for a file and begins, or ends it
};

struct Action {
    std::string id;     // "file.open"
    std::string label;  // "Open..."
    std::string menu;   // "File"; the table's order is the menu's order
    Shortcut shortcut{};
    bool separatorBefore = false;
    std::function<void(ActionTarget&)> run{};
    std::function<bool(ActionTarget&)> enabled{};  // none: always
    std::function<bool(ActionTarget&)> checked{};  // none: nothing to tick

    bool isEnabled(ActionTarget& target) const { return !enabled || enabled(target); }
    bool isChecked(ActionTarget& target) const { return checked && checked(target); }
};

const std::vector<Action>& actions();
// Throws Error for unknown ids.
const Action& action(std::string_view id);

// Runs an action where it is enabled; returns whether it ran.
bool perform(const Action& action, ActionTarget& target);

}  // namespace kg
