// MainWindow: everything inside the window. It draws the panels, fulfils what actions ask of a window, and turns files
// that were chosen or dropped into work for the workspace. Main thread only; owned by the viewer.
#pragma once

#include "app/actions.h"
#include "app/outputs.h"
#include "app/settings.h"
#include "source/camera_desk.h"
#include "ui/camera_panel.h"
#include "ui/combine_dialog.h"
#include "ui/compare/compare_panel.h"
#include "ui/details_panel.h"
#include "ui/file_browser.h"
#include "ui/filter_picker.h"
#include "ui/fonts.h"
#include "ui/lab/lab_panel.h"
#include "ui/layout.h"
#include "ui/panel.h"
#include "ui/status_bar.h"
#include "ui/viewport.h"
#include "ui/window_input.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

struct GLFWwindow;

namespace kg::ui {

// How large things are: window units a unit of design, and framebuffer pixels a window unit.
struct WindowScale {
    double interface = 1;
    double pixelRatio = 1;
    bool operator==(const WindowScale&) const = default;
};

struct FrameFacts {
    double now = 0;  // seconds
    WindowScale scale;
    std::vector<KeyPress> keys{};
    bool spaceHeld = false;
    std::optional<double> framesPerSecond{};  // nothing at rest
};

class MainWindow final : public ActionTarget {
public:
    MainWindow(GLFWwindow* window, Workspace& workspace, Outputs& outputs, Settings& settings, Pacer& pacer,
               Places& places);

    void useFonts(const Fonts& fonts) { m_fonts = fonts; }
    // Draws all panels between Dear ImGui's NewFrame and Render.
    void draw(const FrameFacts& facts);
    // Opens an image, a pattern or, where the name ends in .json, a session.
    void openFile(const std::string& source);
    void openDropped(const std::vector<std::string>& paths);

    const Viewport& viewport() const { return m_viewport; }
    // Where a screenshot of the frame that was just drawn is to be written, once.
    std::optional<std::filesystem::path> takeScreenshotPath();
    // Whether a field was asked to take the keyboard and does not have it yet.
    bool movesFocus() const { return m_draft.takesFocus || m_picker.awaitsFocus(); }
    // Whether something has come that the next frame would show.
    bool hasNews() const { return m_desk.answers() != m_answersDrawn; }
    const std::vector<std::string>& statusTexts() const { return m_statusBar.texts(); }
    // The title of the dialog that is open; empty: none.
    std::string dialog() const;

    Workspace& workspace() override { return m_workspace; }
    void requestOpen() override;
    void requestExport(bool choosePath) override;
    void requestScreenshot() override;
    void requestSessionOpen() override;
    void requestSessionSave() override;
    void requestAddFilter() override;
    void requestCombine() override;
    void requestQuit() override;
    void copyText(const std::string& text) override;
    std::string pastedText() override;
    void zoomBy(double factor) override { m_viewport.zoomBy(m_workspace, factor); }
    void zoomTo(double zoom) override { m_viewport.zoomTo(m_workspace, zoom); }
    bool showsSource() const override { return m_viewport.sourceToggled(); }
    void toggleSource() override { m_viewport.toggleSource(); }
    bool chainPaneOpen() const override { return m_settings.chainPaneOpen; }
    void toggleChainPane() override { m_settings.chainPaneOpen = !m_settings.chainPaneOpen; }
    bool detailsPaneOpen() const override { return m_settings.detailsPaneOpen; }
    void toggleDetailsPane() override { m_settings.detailsPaneOpen = !m_settings.detailsPaneOpen; }
    bool labOpen() const override { return m_settings.labOpen; }
    void toggleLab() override { m_settings.labOpen = !m_settings.labOpen; }
    bool compareOpen() const override { return m_compare.isOpen(); }
    void toggleCompare() override { m_compare.toggle(); }
    bool pixelPinned() const override { return m_viewport.pinnedPixel().has_value(); }
    void togglePin() override;
    void toggleHelp() override { m_helpOpen = !m_helpOpen; }
    bool cameraPanelOpen() const override { return m_cameraPanel.isOpen(); }
    void toggleCameraPanel() override { m_cameraPanel.toggle(); }
    bool recording() const override { return m_outputs.records(); }
    void toggleRecording() override;
    RecordingOptions recordingOptions() const override { return m_settings.recording; }
    void setRecordingOptions(const RecordingOptions& options) override { m_settings.recording = options; }
    bool exportingTiles() const override { return m_outputs.tiledExport().has_value(); }
    void stopTiles() override { m_outputs.stopTiles(); }
    bool exportingLive() const override { return m_outputs.liveExport().has_value(); }
    void toggleLiveExport() override;

private:
    void runShortcuts(const std::vector<KeyPress>& keys);
    void drawPanes(Panel& panel, const Layout& layout);
    void drawLab(Panel& panel, const Layout& layout);
    void fulfil(const FileBrowser::Choice& choice);
    void openForeign(const std::string& source);
    void openRecent(const std::string& path);
    void remember(const std::filesystem::path& path);
    void requestSweepExport();
    void saveSweep(const std::filesystem::path& path);
    void exportTo(const std::filesystem::path& path);
    std::filesystem::path exportPath() const;
    void refreshTitle();
    std::filesystem::path startFolder() const;
    std::string suggestedName(const std::string& ending) const;

    GLFWwindow* m_window;
    Workspace& m_workspace;
    Outputs& m_outputs;
    Settings& m_settings;
    Pacer& m_pacer;
    Places& m_places;
    Fonts m_fonts;
    Draft m_draft;

    Viewport m_viewport;
    StatusBar m_statusBar;
    DetailsPanel m_details;
    LabPanel m_lab;
    ComparePanel m_compare;
    FilterPicker m_picker;
    FileBrowser m_browser;
    CombineDialog m_combine;
    CameraPanel m_cameraPanel;
    CameraDesk m_desk;
    std::uint64_t m_answersDrawn = 0;
    bool m_helpOpen = false;

    struct Exported {
        std::string source;
        std::filesystem::path path;
    };

    std::string m_titledSource;
    Exported m_exported;  // the newest export
    std::optional<std::filesystem::path> m_screenshotPath;
    int m_screenshotDelay = 0;  // frames until the dialog has left the window
};

}  // namespace kg::ui
