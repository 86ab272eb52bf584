#include "ui/main_window.h"

#include "app/drop.h"
#include "app/session.h"
#include "base/caught_problem.h"
#include "image/encode.h"
#include "source/media.h"
#include "source/source.h"
#include "ui/banner.h"
#include "ui/chain_panel.h"
#include "ui/folder_listing.h"
#include "ui/help_overlay.h"
#include "ui/menu_bar.h"
#include "ui/panes.h"
#include "ui/shortcuts.h"
#include "ui/transport_bar.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui_internal.h>

#include <system_error>
#include <utility>

namespace kg::ui {

namespace fs = std::filesystem;

namespace {

constexpr ImGuiWindowFlags kPaneFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                        ImGuiWindowFlags_NoScrollWithMouse;

// A menu, a list of choices, the picker of filters: what lies over the window until something is chosen.
bool popupOpen() {
    return ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

// A pane of the window: a fixed rectangle with square corners.
void beginPane(Panel& panel, const char* name, const Rect& rect) {
    ImGui::SetNextWindowPos(cornerOf(rect));
    ImGui::SetNextWindowSize(extentOf(rect));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {panel.px(12), panel.px(10)});
    ImGui::Begin(name, nullptr, kPaneFlags);
    ImGui::PopStyleVar(3);
}

}  // namespace

MainWindow::MainWindow(GLFWwindow* window, Workspace& workspace, Outputs& outputs, Settings& settings, Pacer& pacer,
                       Places& places)
    : m_window(window),
      m_workspace(workspace),
      m_outputs(outputs),
      m_settings(settings),
      m_pacer(pacer),
      m_places(places),
      m_desk(glfwPostEmptyEvent) {}

void MainWindow::openFile(const std::string& source) {
    if (!isFile(source)) {
        m_workspace.open(source);
        return;
    }
    const fs::path path = absolutePath(source);
    if (isSessionName(path) ? m_workspace.openSession(path) : m_workspace.open(path.string())) {
        remember(path);
    }
}

// What nobody typed: names that were dropped, or stand in a list that another program may have written.
void MainWindow::openForeign(const std::string& source) {
    if (needsTrust(source)) {
        m_workspace.offerSource(source);
    } else {
        openFile(source);
    }
}

void MainWindow::remember(const fs::path& path) {
    m_settings.remember(path);
    m_settings.lastFolder = path.parent_path().string();
}

void MainWindow::openDropped(const std::vector<std::string>& paths) {
    const Drop drop = dropOf(paths);
    for (const std::string& path : {drop.session, drop.image}) {
        if (path.empty()) {
            continue;
        }
        openForeign(path);
        if (m_workspace.problem()) {
            return;
        }
    }
    if (drop.passedOver > 0) {
        m_workspace.say(fmt::format("{}, the last of the files that were dropped", m_workspace.notice()));
    }
}

void MainWindow::openRecent(const std::string& path) {
    std::error_code error;
    if (fs::exists(path, error) || error) {
        openForeign(path);
        return;
    }
    m_settings.forget(path);
    m_workspace.report(path + ": the file is gone, so it has left the list of recent files");
}

fs::path MainWindow::startFolder() const {
    const std::string& source = m_workspace.document().source;
    if (!source.empty() && isFile(source)) {
        return fs::path(source).parent_path();
    }
    return absolutePath(m_settings.lastFolder.empty() ? "." : m_settings.lastFolder);
}

std::string MainWindow::suggestedName(const std::string& ending) const {
    const std::string& source = m_workspace.document().source;
    std::string stem = sourceStem(source);
    while (stem.ends_with('_') || stem.ends_with('-')) {
        stem.pop_back();  // what parted a sequence's name from its number
    }
    return (stem.empty() ? "kernelglass" : stem) + ending;
}

void MainWindow::requestOpen() {
    m_browser.open({.purpose = FileRequest::Purpose::OpenImage,
                    .title = hasMedia() ? "Open an image or a video" : "Open an image",
                    .button = "Open",
                    .extensions = openableExtensions(),
                    .folder = startFolder()});
}

void MainWindow::requestExport(bool choosePath) {
    const fs::path newest = exportPath();
    if (!choosePath && !newest.empty()) {
        exportTo(newest);
        return;
    }
    m_browser.open({.purpose = FileRequest::Purpose::Export,
                    .title = "Export the result",
                    .button = "Export",
                    .writes = true,
                    .extensions = encodableExtensions(),
                    .folder = newest.empty() ? startFolder() : newest.parent_path(),
                    .name = newest.empty() ? suggestedName("-filtered.png") : newest.filename().string()});
}

void MainWindow::requestScreenshot() {
    m_browser.open({.purpose = FileRequest::Purpose::Screenshot,
                    .title = "Save a screenshot of the window",
                    .button = "Save",
                    .writes = true,
                    .extensions = encodableExtensions(),
                    .folder = startFolder(),
                    .name = "kernelglass-screenshot.png"});
}

void MainWindow::requestSweepExport() {
    m_browser.open({.purpose = FileRequest::Purpose::SaveSweep,
                    .title = "Save the sweep as a table",
                    .button = "Save",
                    .writes = true,
                    .extensions = {"csv"},
                    .folder = startFolder(),
                    .name = suggestedName("-sweep.csv")});
}

void MainWindow::toggleRecording() {
    if (m_outputs.records()) {
        m_outputs.stopRecording(glfwGetTime());
        return;
    }
    const std::vector<std::string> extensions = recordingExtensions();
    const bool video = extensions.front() != "png";
    m_browser.open({.purpose = FileRequest::Purpose::Record,
                    .title = "Record the result",
                    .button = "Record",
                    .writes = true,
                    .extensions = extensions,
                    .folder = startFolder(),
                    .name = suggestedName(video ? "-recorded." + extensions.front() : "-recorded_%04d.png")});
}

void MainWindow::toggleLiveExport() {
    if (m_outputs.liveExport()) {
        m_outputs.stopLiveExport();
        return;
    }
    m_browser.open({.purpose = FileRequest::Purpose::LiveExport,
                    .title = "Rewrite a file with each change",
                    .button = "Start",
                    .writes = true,
                    .extensions = encodableExtensions(),
                    .folder = startFolder(),
                    .name = suggestedName("-live.png")});
}

void MainWindow::requestSessionOpen() {
    m_browser.open({.purpose = FileRequest::Purpose::OpenSession,
                    .title = "Open a session",
                    .button = "Open",
                    .extensions = {"json"},
                    .folder = startFolder()});
}

void MainWindow::requestSessionSave() {
    m_browser.open({.purpose = FileRequest::Purpose::SaveSession,
                    .title = "Save the session",
                    .button = "Save",
                    .writes = true,
                    .extensions = {"json"},
                    .folder = startFolder(),
                    .name = suggestedName(".json")});
}

void MainWindow::requestAddFilter() {
    m_settings.chainPaneOpen = true;
    m_picker.open();
}

void MainWindow::requestCombine() {
    m_combine.open(m_workspace, m_workspace.document().selected);
}

void MainWindow::togglePin() {
    if (m_viewport.pinnedPixel()) {
        m_viewport.pin({});
        return;
    }
    m_viewport.pin(m_viewport.hoveredPixel());
    if (m_viewport.pinnedPixel()) {
        m_settings.labOpen = true;
        m_lab.showPixel();
    } else {
        m_workspace.say("Point at a pixel of the picture to pin it");
    }
}

void MainWindow::requestQuit() {
    glfwSetWindowShouldClose(m_window, GLFW_TRUE);
}

void MainWindow::copyText(const std::string& text) {
    glfwSetClipboardString(m_window, text.c_str());
}

std::string MainWindow::pastedText() {
    const char* text = glfwGetClipboardString(m_window);
    return text != nullptr ? text : "";
}

void MainWindow::exportTo(const fs::path& path) {
    // What plays goes on playing while a still of it is written, and what takes long goes on beside the window.
    const auto write = [&] {
        if (m_workspace.engine().resultInTiles()) {
            return m_outputs.exportTiles(path);
        }
        return m_workspace.plays() ? m_outputs.exportStill(path) : m_workspace.exportTo(path);
    };
    if (write()) {
        m_exported = {.source = m_workspace.document().source, .path = path};
    }
}

void MainWindow::saveSweep(const fs::path& path) {
    try {
        writeFileAtomically(path, m_compare.csv());
        m_workspace.say("Saved " + path.filename().string());
    } catch (...) {
        m_workspace.report(caughtProblem());
    }
}

// Where the newest export of this source went; empty: nowhere yet. The file of another source is not written over
// unasked.
fs::path MainWindow::exportPath() const {
    return m_exported.source == m_workspace.document().source ? m_exported.path : fs::path();
}

void MainWindow::fulfil(const FileBrowser::Choice& choice) {
    m_settings.lastFolder = choice.path.parent_path().string();
    switch (choice.purpose) {
        case FileRequest::Purpose::OpenImage:
            openFile(choice.path.string());
            break;
        case FileRequest::Purpose::Export:
            exportTo(choice.path);
            break;
        case FileRequest::Purpose::OpenSession:
            // Whatever its name; the recent files are told apart by theirs.
            if (m_workspace.openSession(choice.path) && isSessionName(choice.path)) {
                remember(choice.path);
            }
            break;
        case FileRequest::Purpose::SaveSession:
            m_workspace.saveSession(choice.path);
            break;
        case FileRequest::Purpose::Record:
            m_outputs.startRecording(choice.path, m_settings.recording);
            break;
        case FileRequest::Purpose::LiveExport:
            m_outputs.startLiveExport(choice.path);
            break;
        case FileRequest::Purpose::SaveSweep:
            saveSweep(choice.path);
            break;
        case FileRequest::Purpose::Screenshot:
            m_screenshotPath = choice.path;
            m_screenshotDelay = 2;
            break;
    }
}

std::optional<fs::path> MainWindow::takeScreenshotPath() {
    if (!m_screenshotPath) {
        return {};
    }
    m_pacer.event();
    if (m_screenshotDelay-- > 0) {
        return {};
    }
    return std::exchange(m_screenshotPath, {});
}

std::string MainWindow::dialog() const {
    if (m_browser.isOpen()) {
        return m_browser.title();
    }
    if (m_picker.isOpen()) {
        return "Add a filter";
    }
    if (m_combine.isOpen()) {
        return CombineDialog::kTitle;
    }
    return m_helpOpen ? "Shortcuts" : "";
}

void MainWindow::runShortcuts(const std::vector<KeyPress>& keys) {
    for (const KeyPress& press : keys) {
        const char* name = glfwGetKeyName(press.key, press.scancode);
        const Action* action = actionFor(shortcutOf(press.key, name != nullptr ? name : "", press.modifiers));
        // While a text is typed, only keys that type nothing and edit nothing are shortcuts.
        const bool commands = (press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0 ||
                              (press.key >= GLFW_KEY_F1 && press.key <= GLFW_KEY_F25);
        const bool closesHelp = m_helpOpen && action != nullptr && action->id == "help.shortcuts";
        const bool free = dialog().empty() && (commands || !ImGui::GetIO().WantTextInput);
        if (action != nullptr && (free || closesHelp)) {
            perform(*action, *this);
        } else if (press.key == GLFW_KEY_ESCAPE && dialog().empty() && popupOpen()) {
            ImGui::ClosePopupToLevel(0, true);
        } else if (press.key == GLFW_KEY_ESCAPE && free) {
            m_workspace.dismissProblem();
        }
    }
}

void MainWindow::drawPanes(Panel& panel, const Layout& layout) {
    if (m_settings.chainPaneOpen) {
        beginPane(panel, "chain", layout.chain);
        chainPanel(panel, m_picker);
        ImGui::End();
    } else {
        paneRail(panel, layout.chain, "chain rail", icons::kUnfold, "view.chain_pane");
    }
    if (m_settings.detailsPaneOpen) {
        beginPane(panel, "details pane", layout.details);
        m_details.draw(panel, m_compare.measured(m_workspace));
        ImGui::End();
    } else {
        paneRail(panel, layout.details, "details rail", icons::kPaneLeft, "view.details_pane");
    }
}

void MainWindow::drawLab(Panel& panel, const Layout& layout) {
    if (!m_settings.labOpen) {
        return;
    }
    beginPane(panel, "lab", layout.lab);
    const auto pinned = m_viewport.pinnedPixel();
    m_lab.draw(panel, pinned ? pinned : m_viewport.hoveredPixel(), pinned.has_value());
    ImGui::End();
}

void MainWindow::refreshTitle() {
    const std::string& source = m_workspace.document().source;
    if (source != m_titledSource) {
        m_titledSource = source;
        glfwSetWindowTitle(m_window, (sourceName(source) + " — kernelglass").c_str());
    }
}

void MainWindow::draw(const FrameFacts& facts) {
    std::vector<int> keys;
    for (const KeyPress& press : facts.keys) {
        keys.push_back(press.key);
    }
    m_answersDrawn = m_desk.answers();
    m_places.clear();
    runShortcuts(facts.keys);
    m_viewport.holdSource(facts.spaceHeld && dialog().empty() && !ImGui::GetIO().WantTextInput);
    Panel panel{.workspace = m_workspace,
                .target = *this,
                .outputs = m_outputs,
                .settings = m_settings,
                .fonts = m_fonts,
                .pacer = m_pacer,
                .places = m_places,
                .draft = m_draft,
                .scale = static_cast<float>(facts.scale.interface),
                .now = facts.now,
                .keys = keys};
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const Layout layout = layoutOf(size.x, size.y, panel.scale, m_settings,
                                   m_workspace.player() != nullptr || m_workspace.coming() != nullptr);
    const auto recent = menuBar(panel, m_desk, layout.menu);
    m_viewport.draw(panel, layout.viewport, facts.scale.pixelRatio);
    transportBar(panel, layout.transport);
    drawPanes(panel, layout);
    drawLab(panel, layout);
    splitters(panel, layout);
    m_statusBar.draw(panel, layout.status, m_viewport, facts.framesPerSecond);
    banners(panel, layout.viewport);
    m_compare.draw(panel);
    if (m_compare.takeExportRequest()) {
        requestSweepExport();
    }
    m_cameraPanel.draw(panel, m_desk);
    helpOverlay(panel, m_helpOpen);
    m_combine.draw(panel);
    if (const auto choice = m_browser.draw(panel)) {
        fulfil(*choice);
    }
    if (recent) {
        openRecent(*recent);
    }
    refreshTitle();
}

}  // namespace kg::ui
