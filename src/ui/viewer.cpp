#include "ui/viewer.h"

#include "app/device_costs.h"
#include "app/outputs.h"
#include "app/report.h"
#include "app/settings.h"
#include "base/caught_problem.h"
#include "base/error.h"
#include "base/streams.h"
#include "base/text.h"
#include "filter/chain.h"
#include "gl/context.h"
#include "image/atomic_file.h"
#include "image/encode.h"
#include "render/binary_cache.h"
#include "render/calibration.h"
#include "source/source.h"
#include "ui/fonts.h"
#include "ui/frame_log.h"
#include "ui/main_window.h"
#include "ui/rest_clock.h"
#include "ui/theme.h"
#include "ui/window_input.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

using namespace ui;

constexpr double kShaderPoll = 0.25;     // seconds between looks at the shader folder
constexpr double kHiddenPoll = 0.5;      // seconds, of a window that nobody sees
constexpr double kQuickFrame = 0.016;    // seconds
constexpr double kReadBackPoll = 0.002;  // seconds between looks at a picture that is on its way back
constexpr int kTimingFrames = 6;         // enough for the timer queries of a run to come back

struct ImGuiContextScope {
    ImGuiContextScope() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;               // the settings remember the layout
        io.ConfigInputTextCursorBlink = false;  // a blinking cursor would keep the window drawing
        io.ConfigWindowsMoveFromTitleBarOnly = true;
    }
    ~ImGuiContextScope() { ImGui::DestroyContext(); }
    ImGuiContextScope(const ImGuiContextScope&) = delete;
    ImGuiContextScope& operator=(const ImGuiContextScope&) = delete;
};

struct ImGuiRendererScope {
    ImGuiRendererScope() { ImGui_ImplOpenGL3_Init("#version 330 core"); }
    ~ImGuiRendererScope() { ImGui_ImplOpenGL3_Shutdown(); }
    ImGuiRendererScope(const ImGuiRendererScope&) = delete;
    ImGuiRendererScope& operator=(const ImGuiRendererScope&) = delete;
};

// Whoever reads the report is told what the driver says, from the first call on.
std::unique_ptr<gl::WindowContext> openContext(const Settings& settings, bool reports) {
    auto context = gl::WindowContext::make({.width = settings.windowWidth, .height = settings.windowHeight});
    if (reports) {
        context->enableDebugOutput();
    }
    return context;
}

class Viewer {
public:
    Viewer(const ViewerOptions& options, std::optional<Chain> chain)
        : m_options(options),
          m_settings(loadSettings()),
          m_storedSettings(m_settings),
          m_context(openContext(m_settings, !options.report.empty())),
          m_costs(loadDeviceCosts(driverName(m_context->info()))),
          m_engine(*m_context, {.shaderFolder = options.shaders,
                                .timers = true,
                                .memoryBudget = static_cast<std::uint64_t>(m_settings.memoryMebibytes) << 20U,
                                .programCache = programCachePath(),
                                .costs = m_costs,
                                .programsReady = glfwPostEmptyEvent}),
          m_workspace(m_engine, glfwPostEmptyEvent),
          m_outputs(m_workspace, glfwPostEmptyEvent),
          m_input(m_context->handle(), m_pacer),
          m_window(m_context->handle(), m_workspace, m_outputs, m_settings, m_pacer, m_places),
          m_calibration(*m_context, programCachePath(), glfwPostEmptyEvent) {
        if (!options.report.empty()) {
            m_places.enable();
        }
        glfwSwapInterval(1);
        glfwSetTime(0);
        fitWindowToScreen();
        start(std::move(chain));
    }

    void run();

private:
    WindowScale scale() const;
    void fitWindowToScreen();
    void start(std::optional<Chain> chain);
    bool hidden() const;
    void waitForEvents();
    void watchShaders();
    void settle();
    void refreshScale();
    void drawFrame();
    void forgetDrawingTime();
    void takeScreenshot(const std::filesystem::path& path, Size framebuffer);
    Size framebufferSize() const;
    Size windowSize() const;
    void storeSettings();
    void finishOutputs();
    void collectMessages();
    void reportRest(bool resting);
    void report(bool atRest);

    const ViewerOptions& m_options;
    Settings m_settings;
    Settings m_storedSettings;  // as the file has them
    Pacer m_pacer;
    RestClock m_restClock;
    Places m_places;
    FrameLog m_frames;

    std::unique_ptr<gl::WindowContext> m_context;
    std::optional<CostModel> m_costs;  // of this device, as measured earlier
    Engine m_engine;
    Workspace m_workspace;
    Outputs m_outputs;
    ImGuiContextScope m_imgui;
    WindowInput m_input;
    ImGuiRendererScope m_renderer;
    MainWindow m_window;

    BackgroundCalibration m_calibration;

    std::vector<std::string> m_glMessages;  // that say that something is wrong
    std::optional<WindowScale> m_scale;     // that fonts and theme were made for
    bool m_resting = false;
    bool m_settled = false;
    double m_drawingSeconds = 0;  // of the newest frame
    double m_shadersSeen = 0;     // when the shader folder was looked at
};

Size Viewer::windowSize() const {
    Size size;
    glfwGetWindowSize(m_context->handle(), &size.width, &size.height);
    return size;
}

Size Viewer::framebufferSize() const {
    Size size;
    glfwGetFramebufferSize(m_context->handle(), &size.width, &size.height);
    return size;
}

WindowScale Viewer::scale() const {
    float content = 1;
    glfwGetWindowContentScale(m_context->handle(), &content, nullptr);
    const double wanted = m_options.scale > 0 ? m_options.scale : static_cast<double>(content);
    const double ratio = windowSize().width > 0 ? framebufferSize().width / static_cast<double>(windowSize().width) : 1;
    return {.interface = wanted / std::max(ratio, 0.1), .pixelRatio = ratio};
}

// The remembered size, in window units of this display and within its work area.
void Viewer::fitWindowToScreen() {
    const double interface = scale().interface;
    int x = 0;
    int y = 0;
    Size room{.width = 1 << 14, .height = 1 << 14};
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
        glfwGetMonitorWorkarea(monitor, &x, &y, &room.width, &room.height);
    }
    const auto scaled = [&](int length) { return static_cast<int>(std::lround(length * interface)); };
    // What the window manager draws around it belongs to it, as far as it is known before the window is shown.
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    glfwGetWindowFrameSize(m_context->handle(), &left, &top, &right, &bottom);
    room.width = std::max(1, room.width - left - right);
    room.height = std::max(1, room.height - top - bottom);
    const Size size{.width = std::min(scaled(m_settings.windowWidth), room.width),
                    .height = std::min(scaled(m_settings.windowHeight), room.height)};
    glfwSetWindowSize(m_context->handle(), size.width, size.height);
    glfwSetWindowPos(m_context->handle(), x + left + (room.width - size.width) / 2,
                     y + top + (room.height - size.height) / 2);
    glfwSetWindowSizeLimits(m_context->handle(), std::min(scaled(720), room.width), std::min(scaled(480), room.height),
                            GLFW_DONT_CARE, GLFW_DONT_CARE);
}

void Viewer::start(std::optional<Chain> chain) {
    if (!m_options.session.empty()) {
        m_workspace.openSession(m_options.session);
    }
    // The file comes last: an edit that works would take down the sentence about one that does not open.
    if (chain && !m_workspace.problem()) {
        m_workspace.apply(edits::setChain(std::move(*chain)));
    }
    if (!m_options.input.empty()) {
        m_window.openFile(typedSource(m_options.input));
    }
}

void Viewer::run() {
    while (glfwWindowShouldClose(m_context->handle()) == 0) {
        waitForEvents();
        watchShaders();
        settle();
        if (m_workspace.hasNews()) {
            m_pacer.request(1);
        }
        if (m_window.hasNews()) {
            m_pacer.request(Pacer::kSettleFrames);
        }
        m_pacer.wake(glfwGetTime());
        if (m_pacer.frameDue()) {
            reportRest(false);
            drawFrame();
            m_pacer.frameDrawn();
            if (!m_pacer.frameDue() && !ImGui::IsAnyMouseDown()) {
                storeSettings();
            }
        }
        reportRest(!m_pacer.frameDue());
    }
    storeSettings();
    finishOutputs();
    report(false);
}

// A window that closes leaves whole files. What goes wrong then has nowhere else to be said.
void Viewer::finishOutputs() {
    m_workspace.dismissProblem();
    m_outputs.finishAll(glfwGetTime());
    if (m_workspace.problem()) {
        writeMessage(fmt::format("kernelglass: {}\n", printable(*m_workspace.problem())));
    }
}

// Whoever reads the report may rely on it: it says so before the rest ends and after it has begun.
void Viewer::reportRest(bool resting) {
    const bool idle = resting && !m_restClock.ticks(ImGui::IsAnyMouseDown()) && !m_engine.specialising();
    if (idle && !m_costs && m_workspace.imageFormat()) {
        m_calibration.start();  // once
    }
    const bool settled = idle && !m_calibration.underWay();
    if (resting != m_resting || settled != m_settled) {
        m_resting = resting;
        m_settled = settled;
        report(resting);
    }
}

// Nobody sees what a minimised window would filter, unless it is being recorded.
bool Viewer::hidden() const {
    return glfwGetWindowAttrib(m_context->handle(), GLFW_ICONIFIED) == GLFW_TRUE && !m_outputs.recording() &&
           !m_outputs.liveExport();
}

void Viewer::waitForEvents() {
    if (hidden()) {
        glfwWaitEventsTimeout(kHiddenPoll);
        return;
    }
    if (m_pacer.frameDue()) {
        glfwPollEvents();
        return;
    }
    const double now = glfwGetTime();
    auto seconds = m_pacer.sleepSeconds(now);
    if (const auto rest = m_restClock.sleepSeconds(now, ImGui::IsAnyMouseDown())) {
        seconds = std::min(seconds.value_or(*rest), *rest);
    }
    if (!m_options.shaders.empty()) {
        seconds = std::min(seconds.value_or(kShaderPoll), kShaderPoll);
    }
    if (m_outputs.waits()) {
        seconds = std::min(seconds.value_or(kReadBackPoll), kReadBackPoll);
    }
    if (seconds) {
        glfwWaitEventsTimeout(*seconds);
    } else {
        glfwWaitEvents();
    }
}

void Viewer::watchShaders() {
    const double now = glfwGetTime();
    if (m_options.shaders.empty() || now - m_shadersSeen < kShaderPoll) {
        return;
    }
    m_shadersSeen = now;
    if (m_workspace.reloadShaders()) {
        m_pacer.event();
    }
}

// A document that is left alone gets programs of its own in the background, and one more frame once they are there. A
// device that is new here has been measured, and the picture is planned anew.
void Viewer::settle() {
    if (m_restClock.due(glfwGetTime(), ImGui::IsAnyMouseDown())) {
        m_workspace.rest();
    }
    if (m_workspace.takeSpecialised()) {
        m_pacer.request(1);
    }
    if (m_outputs.collect(glfwGetTime())) {
        m_pacer.request(1);
    }
    if (const std::optional<CostModel> costs = m_calibration.take()) {
        // Another program may have been first: all plan by the same costs.
        const std::string driver = driverName(m_context->info());
        const std::optional<CostModel> earlier = loadDeviceCosts(driver);
        if (!earlier) {
            storeDeviceCosts(driver, *costs);
        }
        m_workspace.useCosts(earlier.value_or(*costs));
        m_pacer.request(1);
    }
}

void Viewer::refreshScale() {
    const WindowScale wanted = scale();
    if (m_scale != wanted) {
        m_scale = wanted;
        applyTheme(static_cast<float>(wanted.interface));
        m_window.useFonts(loadFonts(static_cast<float>(wanted.interface), static_cast<float>(wanted.pixelRatio)));
    }
}

void Viewer::drawFrame() {
    const Size framebuffer = framebufferSize();
    if (framebuffer.width < 1 || framebuffer.height < 1 || hidden()) {
        return;
    }
    if (const auto drops = m_input.takeDrops(); !drops.empty()) {
        m_window.openDropped(drops);
    }
    refreshScale();
    const double now = glfwGetTime();
    FrameFacts facts{.now = now, .scale = *m_scale, .spaceHeld = m_input.spaceHeld()};
    if (!m_window.movesFocus()) {
        facts.keys = m_input.deliver();  // else they wait for the field that is about to take them
    }
    if (!m_pacer.lastFrame() || m_workspace.plays()) {
        facts.framesPerSecond = m_frames.framesPerSecond(now);
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    forgetDrawingTime();
    ImGui::NewFrame();
    m_window.draw(facts);
    ImGui::Render();
    const bool moved = m_workspace.takeFrame();
    const bool changed = m_workspace.update();
    if (changed && !moved) {  // what plays comes back by itself, and its chain rests
        m_pacer.request(kTimingFrames);
        m_restClock.changed(glfwGetTime());
    }
    if (m_workspace.imageFormat()) {
        m_engine.drawView(m_window.viewport().parameters(framebuffer));
    }
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (const auto path = m_window.takeScreenshotPath()) {
        takeScreenshot(*path, framebuffer);
    }
    glfwSwapBuffers(m_context->handle());
    m_workspace.presented();
    m_outputs.frameShown(changed, glfwGetTime());
    m_drawingSeconds = glfwGetTime() - now;
    m_frames.add(now, m_engine.counters().programsCompiled);
}

// Dear ImGui tells a double click by the time between two clicks. Where the first one makes a frame that takes long,
// the second waits for its end: of the time that drawing took, only that of a quick frame counts.
void Viewer::forgetDrawingTime() {
    ImGuiIO& io = ImGui::GetIO();
    const auto excess = static_cast<float>(std::max(0.0, m_drawingSeconds - kQuickFrame));
    io.DeltaTime = std::max(static_cast<float>(kQuickFrame) / 8, io.DeltaTime - excess);
}

void Viewer::takeScreenshot(const std::filesystem::path& path, Size framebuffer) {
    try {
        encodeImage(m_engine.readWindow(framebuffer.width, framebuffer.height), path);
        m_workspace.say("Saved " + path.filename().string());
    } catch (...) {
        m_workspace.report(caughtProblem());
    }
}

// What changed is stored whenever the window rests and no button holds a seam, so that neither the layout nor the
// recent files need a clean end.
void Viewer::storeSettings() {
    const double interface = scale().interface;
    const Size size = windowSize();
    m_settings.windowWidth = static_cast<int>(std::lround(size.width / interface));
    m_settings.windowHeight = static_cast<int>(std::lround(size.height / interface));
    if (m_settings != m_storedSettings) {
        m_storedSettings = m_settings;
        saveSettings(m_settings);
    }
}

void Viewer::collectMessages() {
    using Severity = gl::DebugMessage::Severity;
    for (gl::DebugMessage& message : m_context->takeDebugMessages()) {
        if (message.severity == Severity::Medium || message.severity == Severity::High) {
            m_glMessages.push_back(std::move(message.text));
        }
    }
}

void Viewer::report(bool atRest) {
    if (m_options.report.empty()) {
        return;
    }
    collectMessages();
    const Size window = windowSize();
    const Size framebuffer = framebufferSize();
    writeReport({.device = m_context->info().renderer,
                 .atRest = atRest,
                 .settled = m_settled && atRest,
                 .events = m_pacer.events(),
                 .frames = m_frames.count(),
                 .newestFrames = m_frames.newest(),
                 .window = {window.width, window.height},
                 .framebuffer = {framebuffer.width, framebuffer.height},
                 .scale = m_scale ? m_scale->interface : 1,
                 .shows = m_window.viewport().showsSource() ? "source" : "result",
                 .status = m_window.statusTexts(),
                 .glMessages = m_glMessages,
                 .dialog = m_window.dialog(),
                 .recording = m_outputs.recording(),
                 .liveExport = m_outputs.liveExport(),
                 .places = m_places.all()},
                m_workspace, m_options.report);
}

}  // namespace

int runViewer(const ViewerOptions& options) {
    removeUnfinishedFilesOnSignals();
    try {
        std::optional<Chain> chain;
        if (options.chain) {
            chain = parseChain(*options.chain);
        }
        Viewer(options, std::move(chain)).run();
        return 0;
    } catch (const DeviceError& error) {
        writeMessage(fmt::format(
            "kernelglass: {}\nThe viewer needs a display with OpenGL 3.3. Without one, `kernelglass render INPUT "
            "-o OUTPUT --chain TEXT` runs the same chain.\n",
            printable(error.what())));
    } catch (...) {
        writeMessage(fmt::format("kernelglass: {}\n", printable(caughtProblem())));
    }
    return 1;
}

}  // namespace kg
