// Engine: the face of the renderer. It holds a source image on the GPU, runs chains over it and gives results back.
//
// One engine belongs to one gl::Context and is used on that context's thread only, with the context current. Window
// and command line use it alike: the same chain on the same image gives the same bytes.
#pragma once

#include "filter/chain.h"
#include "image/image.h"
#include "plan/ceiling.h"
#include "plan/plan.h"
#include "plan/planner.h"
#include "render/filter_probe.h"
#include "render/meter.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kg {

namespace gl {
class Context;
}

struct EngineOptions {
    std::filesystem::path shaderFolder = {};  // read shaders from here instead of the embedded ones; empty: embedded
    bool timers = false;                      // measure each pass by timer queries
};

// How much work has been done since the engine was made; tests assert on differences.
struct EngineCounters {
    std::uint64_t programsCompiled = 0;
    std::uint64_t passesDrawn = 0;
    std::uint64_t chainsRun = 0;
    std::uint64_t texturesMade = 0;
    std::uint64_t uploads = 0;
    std::uint64_t viewsDrawn = 0;
    std::uint64_t probesRun = 0;  // probes that had to draw passes
};

// GPU times of the newest frame whose queries have come back.
struct EngineTiming {
    double totalMilliseconds = 0;
    std::vector<double> passMilliseconds;  // one a pass of the plan that ran
};

// A problem with a shader file, for people to read. While it stands, the last good picture is kept.
struct ShaderProblem {
    std::string file;  // as the author named it, such as "passes/convolve.frag"
    int line = 0;      // from 1; 0 where the driver names none
    std::string message;

    bool operator==(const ShaderProblem&) const = default;
};

enum class ViewContent { Result, Source };

// Where and how the picture appears in the window. Framebuffer pixels, origin at the top left of the window.
struct ViewParameters {
    int framebufferWidth = 0;
    int framebufferHeight = 0;
    int x = 0;  // the viewport's rectangle; nothing is drawn outside
    int y = 0;
    int width = 0;
    int height = 0;
    double scale = 1;   // framebuffer pixels an image pixel
    double imageX = 0;  // image coordinates at the rectangle's top left corner
    double imageY = 0;
    ViewContent content = ViewContent::Result;
    std::array<float, 3> backdrop{0.1F, 0.1F, 0.1F};  // around the image
    float checkerSize = 8;                            // framebuffer pixels
};

class Engine {
public:
    // The context must be current and outlive the engine. Throws DeviceError where the device lacks OpenGL 3.3, and
    // Error with file and line where an embedded shader does not compile.
    Engine(gl::Context& context, EngineOptions options = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    const DeviceTraits& traits() const;

    // Uploads an image. Throws DeviceError where it is larger than the device's textures; the old source stays.
    void setSource(std::shared_ptr<const Image> image);
    const Image* source() const;

    // Plans the chain and draws its passes; the result stays on the GPU. Compiles nothing that an earlier run of a
    // chain of the same filter kinds and border rules has compiled. Throws Error (PlanError, DeviceError) and keeps
    // the last good result and plan. With no source, throws Error.
    const Plan& run(const Chain& chain, const PlanSettings& settings = {});
    // The plan of the newest good run; nothing before the first.
    const Plan* plan() const;

    // The newest result at source size, as floats with the source's channels, straight alpha and transfer.
    Image readResult();
    // One pixel of the newest result or of the source: red, green, blue, alpha as stored. Waits for the GPU.
    Color readPixel(ViewContent content, int x, int y);

    // What one filter of a chain reads for a pixel and makes of it, beside the shown result and without touching it or
    // its timing. The passes up to the filter run once; asking again for another pixel of the same chain draws nothing.
    // Throws Error where no image is open, and as ChainProbe::probe does.
    FilterProbe probe(const Chain& chain, const PlanSettings& settings, int filter, int x, int y);

    // Times plans beside the shown result and without touching it or its timing, one batch of runs a step; see
    // render/meter.h. The plans are of makePlan() for this source and this device's traits. Starting again, another
    // source and other shaders drop what is left. Throws Error where no image is open.
    void startMeter(MeterRequest request);
    void stopMeter();
    bool meterActive() const;
    // The reading of a plan, in the step that completes it. Waits for the GPU.
    std::optional<MeterReading> stepMeter();
    // What the filter that is metered alone reads, as MeterReading::result has it; nothing where that is the source.
    std::optional<Image> readMeterInput();
    // How fast the device fetches and copies; the first call measures it, in less than a second.
    const Ceiling& ceiling();

    // The GLSL of a pass as people read it (render/pass_source.h), from the files that this engine reads.
    std::string passSource(const Pass& pass) const;

    // Draws result or source into the window's framebuffer (object 0). Leaves no state behind that Dear ImGui's
    // backend or the next run would see.
    void drawView(const ViewParameters& view);
    // The window's framebuffer as it stands, 8-bit RGB, row 0 at the top.
    Image readWindow(int width, int height);

    const EngineCounters& counters() const;
    // The newest complete timing of the shown result; nothing without timers, or where no pass made it.
    std::optional<EngineTiming> timing();

    // With a shader folder: looks for changed files; true where programs changed and the chain should run again.
    // A broken file is listed in shaderProblems() and the last good program stays.
    bool reloadShaders();
    const std::vector<ShaderProblem>& shaderProblems() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace kg
