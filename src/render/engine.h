// Engine: the face of the renderer. It holds a source image on the GPU, runs chains over it and gives results back.
//
// One engine belongs to one gl::Context and is used on that context's thread only, with the context current. Window
// and command line use it alike: the same chain on the same image gives the same bytes.
#pragma once

#include "filter/chain.h"
#include "image/picture.h"
#include "plan/ceiling.h"
#include "plan/plan.h"
#include "plan/planner.h"
#include "render/filter_probe.h"
#include "render/meter.h"
#include "render/pass_source.h"
#include "render/read_back.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kg {

namespace gl {
class Context;
}

class TiledReading;
struct ReadingForm;

// Bytes that textures, and the rows of a result under way, may take where nobody says otherwise.
constexpr std::uint64_t kDefaultMemoryBudget = std::uint64_t{2} << 30U;

struct EngineOptions {
    std::filesystem::path shaderFolder = {};  // read shaders from here instead of the embedded ones; empty: embedded
    bool timers = false;                      // measure each pass by timer queries
    bool compute = true;                      // use compute programs where the device runs them
    std::uint64_t memoryBudget = kDefaultMemoryBudget;  // 0: no limit
    int maxTextureSize = 0;                             // in one axis; 0: the device's, which it never exceeds
    std::filesystem::path programCache = {};  // keep linked programs here, where the driver gives them; empty: nowhere
    std::optional<CostModel> costs = {};      // of this device, as measured; nothing: those that stand in
    // Called on another thread when takeSpecialised() has something to take.
    std::function<void()> programsReady = {};
};

// How much work has been done since the engine was made; tests assert on differences.
struct EngineCounters {
    std::uint64_t programsCompiled = 0;     // general ones, from their source
    std::uint64_t programsLoaded = 0;       // the same, from the cache of EngineOptions
    std::uint64_t programsSpecialised = 0;  // made for one pass alone
    std::uint64_t passesDrawn = 0;
    std::uint64_t passesSpecialised = 0;  // of these, by programs of their own
    std::uint64_t chainsRun = 0;
    std::uint64_t chainsPlanned = 0;  // of these, such as the run before had not planned already
    std::uint64_t texturesMade = 0;
    std::uint64_t uploads = 0;
    std::uint64_t viewsDrawn = 0;
    std::uint64_t probesRun = 0;  // probes that had to draw passes
    std::uint64_t tilesRun = 0;
    std::uint64_t budgetHalvings = 0;  // the device ran out of memory, and less was used from then on
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
    // Plans by these rates from the next run on (render/calibration.h).
    void setCosts(const CostModel& costs);
    // The programs that `auto` counts on from the next run on, whether they are built yet or not: so a picture does not
    // depend on when it is asked for. See app/source_tier.h.
    void setTier(ProgramTier tier);

    // Takes a picture, and uploads it where it fits the device and the budget as a whole.
    void setSource(Picture picture);
    // The next picture of a moving source: of the same format, it replaces the pixels, and plan, timing and the newest
    // result stay until the next run. Of another, the same as setSource.
    void setFrame(Picture picture);
    // Nothing where no image is open.
    std::optional<ImageFormat> sourceFormat() const;
    // The source's pixels; null where no image is open. Those of luma and chroma are read back from the device when
    // somebody first asks.
    const Image* source();

    // Plans the chain and draws its passes; the result stays on the GPU. A plan in tiles is only drawn where something
    // of its result is asked for. Where the device runs out of memory, the budget is halved and the work done again,
    // until not even the smallest tile fits: then DeviceMemoryError. Compiles nothing that an earlier run of a
    // chain of the same filter kinds and border rules has compiled: where it is the newest one with other values,
    // `auto` takes transforms only if their programs are there already, see rest(). Throws Error (PlanError,
    // DeviceError) and keeps the last good result and plan. With no source, throws Error.
    const Plan& run(const Chain& chain, const PlanSettings& settings = {});
    // To be called when the newest run's chain has not changed for a while, and not while somebody drags. Builds the
    // programs of transforms (Strategy::Fourier) where `auto` would take them and they are not there, and begins to
    // build programs for its passes alone, weights written in, on a thread of their own. The next run of another
    // chain calls off what is not begun. Does nothing where it does not pay (specialises() in
    // render/specialised_source.h), where shaders are read from a folder, or where another thread's compiling would not
    // spare this one's.
    void rest();
    // Whether something that rest() began is not yet taken.
    bool specialising() const;
    // Takes what was built since rest(), all at once. True where there is a program that the newest run's chain can
    // use: another run will use it, and make the same picture faster.
    bool takeSpecialised();
    // The same at once, on this thread, which it stops for as long as the driver compiles; for benches and batches.
    void specialise();

    // The plan of the newest good run; nothing before the first.
    const Plan* plan() const;

    // The format of the newest result: the source's, at the size of the result's region.
    ImageFormat resultFormat() const;
    // The newest result, at the size of its region, as floats with the source's channels, straight alpha and transfer.
    Image readResult();
    // The same in another depth and transfer, row by row as they come, so that a large one is held nowhere as a whole.
    // However the plan is tiled, the values are the same. Throws what the sink throws, and as run() does.
    void readResult(PixelType type, Transfer transfer, const RowSink& sink);
    // Begins to read the newest result back while this thread goes on; best done once the window has it, when the
    // device is done with it or soon will be. Throws Error where no image is open or the result is computed in tiles.
    void beginReadBack();
    // The oldest result that is read back so, once it has come; `wait` waits for it. Nothing where none is under way.
    std::optional<RawPicture> takeReadBack(bool wait = false);
    std::size_t readBacksUnderWay() const;
    // Whether the newest result is computed in tiles when it is asked for, and lies nowhere as a whole.
    bool resultInTiles() const;
    // Begins to read such a result tile by tile, while other chains run and are shown. Throws Error for another one.
    std::unique_ptr<TiledReading> beginReading(const ReadingForm& form);
    // Computes its next tile; the rows that are complete with it, from the top, or nothing. Throws as run() does.
    std::optional<Image> stepReading(TiledReading& reading);
    // Where the newest result, or the source, lies in the source: a result may be cropped.
    Region regionOf(ViewContent content) const;
    // One pixel of the newest result or of the source, in the source's coordinates: red, green, blue, alpha as stored.
    // Waits for the GPU.
    Color readPixel(ViewContent content, int x, int y);

    // What one filter of a chain reads for a pixel and makes of it, beside the shown result and without touching it or
    // its timing. The passes up to the filter run once; asking again for another pixel of the same chain draws nothing.
    // The pixel is told in the source's coordinates. Throws Error where no image is open, and as ChainProbe::probe
    // does.
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
    std::string passSource(const Pass& pass, ProgramTier tier = ProgramTier::General) const;

    // Draws result or source into the window's framebuffer (object 0). Of what is computed in tiles, it computes the
    // part that is seen, or shows an overview (render/large_view.h). Leaves no state behind that Dear ImGui's backend
    // or the next run would see.
    void drawView(const ViewParameters& view);
    // Goes on with the overview where that is what the window shows and it is not complete; true where it has more in
    // it now. Throws as run() does.
    bool refineView();
    // What the window shows of a plan in tiles; nothing for others.
    struct LargeViewState {
        int reduction = 1;  // image pixels along the side of a pixel of the overview; 1: the full size
        double share = 1;   // of the overview that is the newest plan's
    };
    std::optional<LargeViewState> largeView() const;
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
