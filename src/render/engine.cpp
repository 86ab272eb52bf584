#include "render/engine.h"

#include "base/error.h"
#include "gl/context.h"
#include "gl/objects.h"
#include "image/crop.h"
#include "plan/tiling.h"
#include "render/binary_cache.h"
#include "render/ceiling_probe.h"
#include "render/chain_probe.h"
#include "render/executor.h"
#include "render/large_view.h"
#include "render/pass_source.h"
#include "render/pass_textures.h"
#include "render/pass_timer.h"
#include "render/plan_meter.h"
#include "render/program_cache.h"
#include "render/sampling_precision.h"
#include "render/shader_library.h"
#include "render/source_picture.h"
#include "render/specialised_programs.h"
#include "render/specialised_source.h"
#include "render/specialiser.h"
#include "render/texture_pool.h"
#include "render/tile_runner.h"
#include "render/tiled_reading.h"
#include "render/transfer.h"
#include "render/tunable_programs.h"

#include <fmt/format.h>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Whether a chain is another one with its values tuned: what a drag changes.
bool isTuned(const Chain& chain, const Chain& other) {
    return std::equal(chain.begin(), chain.end(), other.begin(), other.end(),
                      [](const Filter& a, const Filter& b) { return a.kind == b.kind && borderOf(a) == borderOf(b); });
}

// Whether a source of floats is such that every strategy may compute it: looked at once, as it comes.
bool holdsBoundedFloats(const Picture& picture) {
    if (!picture.image || picture.image->type() != PixelType::F32) {
        return false;
    }
    const std::span<const float> samples = picture.image->samples<float>();
    return std::all_of(samples.begin(), samples.end(), [](float sample) {
        return std::abs(sample) <= static_cast<float>(kBoundedMagnitude);  // of a NaN that is false
    });
}

}  // namespace

struct Engine::State {
    State(gl::Context& context, const EngineOptions& options)
        : binaries(options.programCache, driverName(context.info())),
          programs(ShaderLibrary(options.shaderFolder), binaries),
          source(programs),
          executor(programs, specialised, pool),
          tiles(executor, pool),
          large(programs, pool, tiles),
          probe(executor, pool),
          meter(executor, pool),
          measures(options.timers),
          // Mesa's software rasteriser compiles a program for each context that draws with it, and finds what another
          // one has compiled through its cache on disk, without which it gives no binaries away either.
          sparesCompiling(!context.info().software || context.info().programBinaryFormats > 0),
          specialiser(context, binaries, options.programsReady) {}

    // What to plan a run with: a chain that is dragged does not wait for the programs of transforms.
    PlanRequest requestFor(const Chain& chain, const PlanSettings& settings) const {
        PlanRequest request{.chain = chain, .source = source.format(), .settings = settings, .device = traits};
        const bool dragged = plan && settings == planned.settings && isTuned(chain, planned.chain);
        const bool waits = !dragged || (chain == planned.chain && planned.device.transforms);
        request.device.transforms = executor.hasTransforms() || waits;
        return request;
    }

    // Builds the programs of transforms where the newest run's chain would be faster by them.
    void buildTransforms() {
        if (!plan || planned.device.transforms || executor.hasTransforms() || !traits.compute) {
            return;
        }
        const Plan better = makePlan(planned.chain, planned.source, planned.settings, traits);
        executor.buildCompute(better);
        transformsCame = executor.hasTransforms();
    }

    // Whether the image may lie on the device as a whole; what passes take beside it, the plan of a chain says.
    bool holdsSource() const {
        const ImageFormat& format = source.format();
        return std::max(format.width, format.height) <= traits.maxTextureSize &&
               (traits.memoryBudget == 0 || format.pixelCount() * sourcePixelBytes(format) <= traits.memoryBudget);
    }

    // Draws a plan, or makes room for the tiles that it will be drawn in.
    void draw(const Plan& next) {
        if (next.tiles) {
            freeTextures();
            large.restart();
            return;
        }
        large.clear();
        source.upload();
        // The old result is given up only once the new one is drawn.
        gl::Texture drawn;
        if (next.passes.empty()) {
            timer.reset();
        } else {
            drawn = executor.run(next, source.texture(), measures ? &timer : nullptr);
        }
        pool.give(std::exchange(result, std::move(drawn)));
    }

    // What lies on the device of an image as a whole.
    void freeTextures() {
        probe.clear();
        meter.stop();
        result = {};
        source.free();
        timer.reset();
        tiles.clear();
        readBack.freeIdle();
    }

    // The plan of a chain within half of what the device had no memory for. Throws the error where that is too little
    // for any tile.
    Plan smallerPlan(const Plan& tooLarge, PlanRequest& request, const DeviceMemoryError& error) {
        ++counters.budgetHalvings;
        const std::uint64_t needed = textureBytes(tooLarge);
        traits.memoryBudget =
            std::max<std::uint64_t>(1, (traits.memoryBudget == 0 ? needed : std::min(needed, traits.memoryBudget)) / 2);
        request.device.memoryBudget = traits.memoryBudget;
        try {
            return makePlan(request);
        } catch (const PlanError&) {
            throw DeviceMemoryError(error.problem() + ", and smaller tiles than these do not do", error.where(),
                                    "Free memory on the device, or take filters of smaller kernels.");
        }
    }

    bool inTiles() const { return plan && plan->tiles; }

    // Does work in tiles; where the device runs out of memory, `shrink(error)` is to make them smaller.
    template <typename Work, typename Shrink>
    void withinMemory(Work&& work, Shrink&& shrink) {
        for (bool done = false; !done;) {
            try {
                work();
                done = true;
            } catch (const DeviceMemoryError& error) {
                tiles.clear();
                large.clear();
                shrink(error);
            }
        }
    }

    // For the plan at hand.
    template <typename Work>
    void withinMemory(Work&& work) {
        withinMemory(work, [&](const DeviceMemoryError& error) { plan = smallerPlan(*plan, planned, error); });
    }

    // For the plan of a reading.
    std::optional<Image> step(TiledReading& reading) {
        std::optional<Image> rows;
        withinMemory([&] { rows = reading.step(tiles, pool); },
                     [&](const DeviceMemoryError& error) {
                         PlanRequest request = reading.request();
                         Plan smaller = smallerPlan(reading.plan(), request, error);
                         reading.setPlan(std::move(request), std::move(smaller));
                     });
        ++counters.tilesRun;
        return rows;
    }

    LargeView::Picture pictureFor(const ViewParameters& view);

    // As the executor finds them when it draws the newest run's plan.
    PassTextures texturesOf(const Pass& pass) const {
        const auto traitsAt = [this](int slot) {
            if (slot == Slot::kNone) {
                return TextureTraits{};
            }
            if (slot == Slot::kSource) {
                const gl::Texture& texture = source.texture();
                return traitsOf(texture.format(), texture.width(), texture.height());
            }
            const Pass& writer = plan->passes[static_cast<std::size_t>(slot) - 1];
            return traitsOf(passFormat(writer.stores), writer.width, writer.height, layersWritten(writer));
        };
        return {.input = traitsAt(pass.input),
                .other = traitsAt(pass.other),
                .base = traitsAt(pass.base),
                .output = {.format = passFormat(pass.stores), .layers = layersWritten(pass)}};
    }

    static bool same(const SpecialiserTask& a, const SpecialiserTask& b) {
        return a.textures == b.textures && sameProgram(a.pass, b.pass);
    }

    // The passes of the newest run that a program of their own would make faster and that have none.
    std::vector<SpecialiserTask> specialiserTasks() const {
        std::vector<SpecialiserTask> tasks;
        if (!plan || plan->tiles || programs.watches()) {
            return tasks;
        }
        for (const Pass& pass : plan->passes) {
            SpecialiserTask task{.pass = pass, .textures = texturesOf(pass)};
            const bool listed =
                std::any_of(tasks.begin(), tasks.end(), [&](const SpecialiserTask& one) { return same(one, task); });
            if (specialises(pass) && !listed && !specialised.knows(pass, task.textures)) {
                tasks.push_back(std::move(task));
            }
        }
        return tasks;
    }

    // True where the newest run has a pass that it can use.
    bool keep(const SpecialiserTask& task, SpecialisedProgram program) {
        const bool useful =
            program.program && plan && std::any_of(plan->passes.begin(), plan->passes.end(), [&](const Pass& pass) {
                return same({.pass = pass, .textures = texturesOf(pass)}, task);
            });
        specialised.add(task.pass, task.textures, std::move(program));
        return useful;
    }

    const gl::Texture& shown(ViewContent content) const {
        return content == ViewContent::Result && result ? result : source.texture();
    }

    DeviceTraits traits;
    BinaryCache binaries;
    ProgramCache programs;
    SpecialisedPrograms specialised;
    SourcePicture source;
    TexturePool pool;
    Executor executor;
    TileRunner tiles;
    LargeView large;
    ChainProbe probe;
    PlanMeter meter;
    ReadBack readBack;
    std::optional<Ceiling> ceiling;
    PassTimer timer;
    bool measures = false;
    bool sparesCompiling = false;  // here, what another context of this device has compiled
    gl::Framebuffer framebuffer;
    gl::EmptyVertexArray triangle;
    gl::Texture result;  // empty where the result is the source, or where it is computed in tiles
    std::optional<Plan> plan;
    PlanRequest planned;          // what the plan is for
    bool transformsCame = false;  // since the newest run
    EngineCounters counters;
    Specialiser specialiser;
};

Engine::Engine(gl::Context& context, EngineOptions options) {
    context.makeCurrent();
    m_state = std::make_unique<State>(context, options);
    const gl::ContextInfo& info = context.info();
    m_state->traits = {.software = info.software,
                       .compute = options.compute && std::pair(info.major, info.minor) >= std::pair(4, 3),
                       .maxTextureSize = info.maxTextureSize};
    m_state->traits.memoryBudget = options.memoryBudget;
    m_state->traits.costs = options.costs.value_or(info.software ? kSoftwareCosts : kHardwareCosts);
    if (options.maxTextureSize > 0) {
        m_state->traits.maxTextureSize = std::min(m_state->traits.maxTextureSize, options.maxTextureSize);
    }
    measureBlends(m_state->traits);
    m_state->meter.setSoftware(m_state->traits.software);
}

Engine::~Engine() = default;

const DeviceTraits& Engine::traits() const {
    return m_state->traits;
}

void Engine::setCosts(const CostModel& costs) {
    m_state->traits.costs = costs;
}

void Engine::setTier(ProgramTier tier) {
    m_state->traits.tier = tier;
}

void Engine::setSource(Picture picture) {
    State& state = *m_state;
    state.traits.boundedFloats = holdsBoundedFloats(picture);
    state.source.set(std::move(picture));
    state.result = {};
    state.plan.reset();
    state.timer.reset();
    state.probe.clear();
    state.large.clear();
    state.meter.stop();
    state.readBack.freeIdle();
    state.pool.keepOnly(gl::TextureFormat::RGBA32F, state.source.format().width, state.source.format().height);
    if (state.holdsSource()) {
        try {
            state.source.upload();
        } catch (const DeviceMemoryError&) {
            state.pool.clear();  // a run tries again, and goes on in tiles
        }
    }
}

void Engine::setFrame(Picture picture) {
    State& state = *m_state;
    if (!state.source.replace(picture)) {
        setSource(std::move(picture));
        return;
    }
    state.traits.boundedFloats = holdsBoundedFloats(picture);
    state.probe.clear();
    state.meter.stop();
}

std::optional<ImageFormat> Engine::sourceFormat() const {
    return m_state->source ? std::optional(m_state->source.format()) : std::nullopt;
}

const Image* Engine::source() {
    return m_state->source.image().get();
}

const Plan& Engine::run(const Chain& chain, const PlanSettings& settings) {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no image to filter");
    }
    PlanRequest request = state.requestFor(chain, settings);
    std::optional<Plan> changed;
    if (!state.plan || request != state.planned) {
        changed = makePlan(request);
        state.specialiser.cancel();
        buildTunablePrograms(state.programs, chain, request.source, settings.light, request.device);
        state.executor.buildCompute(*changed);
    }
    for (bool drawn = false; !drawn;) {
        const Plan& plan = changed ? *changed : *state.plan;
        try {
            state.draw(plan);
            drawn = true;
        } catch (const DeviceMemoryError& error) {
            state.freeTextures();
            changed = state.smallerPlan(plan, request, error);
        }
    }
    if (changed) {
        state.plan = std::move(changed);
        state.planned = std::move(request);
        ++state.counters.chainsPlanned;
    }
    state.transformsCame = false;
    ++state.counters.chainsRun;
    return *state.plan;
}

void Engine::rest() {
    State& state = *m_state;
    state.buildTransforms();
    if (state.transformsCame || !state.sparesCompiling) {
        return;
    }
    if (std::vector<SpecialiserTask> tasks = state.specialiserTasks(); !tasks.empty()) {
        state.specialiser.begin(std::move(tasks));
    }
}

bool Engine::specialising() const {
    return m_state->specialiser.busy();
}

bool Engine::takeSpecialised() {
    State& state = *m_state;
    bool useful = std::exchange(state.transformsCame, false);
    for (SpecialiserResult& result : state.specialiser.take()) {
        useful |= state.keep(result.task, std::move(result.program));
    }
    return useful;
}

void Engine::specialise() {
    State& state = *m_state;
    SpecialisedBuilder builder(state.binaries, state.traits.software);
    for (const SpecialiserTask& task : state.specialiserTasks()) {
        state.keep(task, builder.build(task));
    }
}

const Plan* Engine::plan() const {
    return m_state->plan ? &*m_state->plan : nullptr;
}

ImageFormat Engine::resultFormat() const {
    ImageFormat format = m_state->source.format();
    const Region region = regionOf(ViewContent::Result);
    format.width = region.width;
    format.height = region.height;
    return format;
}

Image Engine::readResult() {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no result to read: no image is open");
    }
    ImageFormat format = resultFormat();
    format.type = PixelType::F32;
    Image whole(format);
    int y = 0;
    readResult(format.type, format.transfer, [&](const Image& rows) {
        paste(rows, whole, 0, y);
        y += rows.height();
    });
    return whole;
}

void Engine::readResult(PixelType type, Transfer transfer, const RowSink& sink) {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no result to read: no image is open");
    }
    if (resultInTiles()) {
        const auto reading = beginReading({.type = type, .transfer = transfer});
        while (!reading->done()) {
            if (std::optional<Image> rows = stepReading(*reading)) {
                sink(std::move(*rows));
            }
        }
        return;
    }
    const ImageFormat format = resultFormat();
    for (int y = 0; y < format.height; y += kRowsAtATime) {
        const int rows = std::min(kRowsAtATime, format.height - y);
        const Image band = state.result ? readTexture(state.framebuffer, state.result, 0, y, format.width, rows,
                                                      format.channels, format.transfer)
                                        : cropRows(*state.source.image(), y, rows);
        sink(convertImage(band, format.channels, type, transfer));
    }
}

void Engine::beginReadBack() {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no result to read: no image is open");
    }
    if (resultInTiles()) {
        throw Error("this picture is computed in tiles, and too large to be read while it is shown");
    }
    if (state.result) {
        state.readBack.begin(state.framebuffer, state.result, resultFormat());
    } else if (!state.source.inMemory() && state.source.texture()) {
        state.readBack.begin(state.framebuffer, state.source.texture(), resultFormat());
    } else {
        state.readBack.begin(state.source.image());
    }
}

std::optional<RawPicture> Engine::takeReadBack(bool wait) {
    return m_state->readBack.take(wait);
}

std::size_t Engine::readBacksUnderWay() const {
    return m_state->readBack.underWay();
}

bool Engine::resultInTiles() const {
    return m_state->inTiles() && !m_state->plan->passes.empty();
}

std::unique_ptr<TiledReading> Engine::beginReading(const ReadingForm& form) {
    State& state = *m_state;
    if (!resultInTiles()) {
        throw Error("this result is not computed in tiles");
    }
    return std::make_unique<TiledReading>(state.planned, *state.plan, state.source.image(), form);
}

std::optional<Image> Engine::stepReading(TiledReading& reading) {
    State& state = *m_state;
    std::optional<Image> rows = state.step(reading);
    if (reading.done()) {
        state.tiles.clear();
    }
    return rows;
}

Region Engine::regionOf(ViewContent content) const {
    const State& state = *m_state;
    if (content == ViewContent::Result && state.plan && (state.result || state.inTiles())) {
        return state.plan->region;
    }
    return {.width = state.source.format().width, .height = state.source.format().height};
}

Color Engine::readPixel(ViewContent content, int x, int y) {
    State& state = *m_state;
    if (!state.source || !regionOf(content).contains(x, y)) {
        throw Error(fmt::format("there is no pixel {}, {}", x, y));
    }
    const bool tiled = state.inTiles() && !state.plan->passes.empty();
    if (content == ViewContent::Source || (!state.result && !tiled)) {
        return state.source.pixel(x, y);
    }
    std::array<float, 4> pixel{};
    const Region region = regionOf(content);
    if (tiled) {
        state.withinMemory([&] { pixel = state.large.readPixel(*state.plan, *state.source.image(), x, y); });
    } else {
        state.framebuffer.target(state.result);
        state.framebuffer.read(x - region.x, y - region.y, 1, 1, pixel);
    }
    return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

FilterProbe Engine::probe(const Chain& chain, const PlanSettings& settings, int filter, int x, int y) {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no pixel to explain: no image is open");
    }
    if (state.holdsSource()) {
        state.source.upload();
    }
    DeviceTraits traits = state.traits;
    traits.transforms = state.planned.device.transforms;  // as the newest run was planned
    return state.probe.probe(chain, settings, traits, *state.source.image(), state.source.texture(), filter, x, y);
}

void Engine::startMeter(MeterRequest request) {
    if (!m_state->source) {
        throw Error("there is nothing to measure: no image is open");
    }
    if (!m_state->source.texture()) {
        throw Error("strategies are timed on whole images, and this one is computed in tiles");
    }
    m_state->meter.start(std::move(request));
}

void Engine::stopMeter() {
    m_state->meter.stop();
}

bool Engine::meterActive() const {
    return m_state->meter.active();
}

std::optional<MeterReading> Engine::stepMeter() {
    State& state = *m_state;
    return state.meter.active() ? state.meter.step(*state.source.image(), state.source.texture()) : std::nullopt;
}

std::optional<Image> Engine::readMeterInput() {
    return m_state->meter.readInput();
}

const Ceiling& Engine::ceiling() {
    if (!m_state->ceiling) {
        m_state->ceiling = measureCeiling({.software = m_state->traits.software, .compute = m_state->traits.compute});
    }
    return *m_state->ceiling;
}

std::string Engine::passSource(const Pass& pass, ProgramTier tier) const {
    return kg::passSource(pass, tier, [this](const std::string& path) { return m_state->programs.read(path); });
}

void Engine::drawView(const ViewParameters& view) {
    State& state = *m_state;
    const LargeView::Picture picture = state.pictureFor(view);
    const int bottom = view.framebufferHeight - view.y - view.height;
    const glm::vec4 backdrop(view.backdrop[0], view.backdrop[1], view.backdrop[2], 1);
    gl::resetState();
    gl::Framebuffer::targetWindow(view.x, bottom, view.width, view.height);
    gl::setScissor(view.x, bottom, view.width, view.height);
    gl::clearTarget(backdrop);
    if (picture.texture != nullptr && *picture.texture && view.width > 0 && view.height > 0) {
        const ViewProgram& program = state.programs.view();
        const double reduction = picture.reduction;
        const ImageFormat& format = state.source.format();
        // What lies beyond the picture is the backdrop, also within the last pixel of an overview.
        const glm::dvec2 size = picture.reduction > 1 ? glm::dvec2(format.width / reduction, format.height / reduction)
                                                      : glm::dvec2(picture.texture->width(), picture.texture->height());
        picture.texture->bind(kInputUnit);
        program.program.use();
        program.imageSize.set(glm::vec2(size));
        program.windowTopLeft.set(glm::vec2(view.x, view.y));
        program.windowHeight.set(static_cast<float>(view.framebufferHeight));
        program.imageTopLeft.set(
            glm::vec2((view.imageX - picture.x) / reduction, (view.imageY - picture.y) / reduction));
        program.scale.set(static_cast<float>(view.scale * reduction));
        program.backdrop.set(backdrop);
        program.checkerSize.set(view.checkerSize);
        program.linear.set(format.transfer == Transfer::Linear ? 1 : 0);
        state.triangle.drawTriangle();
    }
    gl::clearScissor();
    gl::Framebuffer::targetWindow(0, 0, view.framebufferWidth, view.framebufferHeight);
    ++state.counters.viewsDrawn;
}

namespace {

// The part of the image that a view sees, and the neighbours that its blends read.
TileRect visibleRect(const ViewParameters& view, const ImageFormat& format) {
    const auto span = [](double begin, double length, int size) {
        const int first = static_cast<int>(std::clamp(std::floor(begin) - 2, 0.0, size - 1.0));
        const int end = static_cast<int>(std::clamp(std::ceil(begin + length) + 2, first + 1.0, size * 1.0));
        return Span{.begin = first, .end = end};
    };
    return {.columns = span(view.imageX, view.width / view.scale, format.width),
            .rows = span(view.imageY, view.height / view.scale, format.height)};
}

}  // namespace

LargeView::Picture Engine::State::pictureFor(const ViewParameters& view) {
    const Region region = result && plan && view.content == ViewContent::Result ? plan->region : Region{};
    LargeView::Picture picture{.texture = &shown(view.content), .x = region.x, .y = region.y};
    if (inTiles() && view.width > 0 && view.height > 0) {
        try {
            const TileRect visible = visibleRect(view, source.format());
            withinMemory([&] { picture = large.show(*plan, *source.image(), view.content, visible); });
        } catch (const DeviceMemoryError&) {
            picture.texture = nullptr;  // the window stays; whatever computes next says why
        }
    }
    return picture;
}

bool Engine::refineView() {
    State& state = *m_state;
    bool refined = false;
    if (state.inTiles() && state.large.showsOverview()) {
        state.withinMemory([&] { refined = state.large.refine(*state.plan, *state.source.image()); });
    }
    return refined;
}

std::optional<Engine::LargeViewState> Engine::largeView() const {
    const State& state = *m_state;
    if (!state.inTiles()) {
        return std::nullopt;
    }
    return state.large.showsOverview() ? LargeViewState{.reduction = LargeView::reductionOf(state.source.format()),
                                                        .share = state.large.share()}
                                       : LargeViewState{};
}

Image Engine::readWindow(int width, int height) {
    Image upsideDown({.width = width, .height = height, .channels = 3});
    gl::Framebuffer::readWindow(width, height, upsideDown.bytes());
    Image image(upsideDown.format());
    const std::size_t rowBytes = std::size_t{3} * width;
    for (int y = 0; y < height; ++y) {
        const auto row = upsideDown.bytes().subspan(rowBytes * (height - 1 - y), rowBytes);
        std::copy(row.begin(), row.end(), image.bytes().begin() + static_cast<std::ptrdiff_t>(rowBytes * y));
    }
    return image;
}

const EngineCounters& Engine::counters() const {
    State& state = *m_state;
    state.counters.programsCompiled = state.programs.compiled();
    state.counters.programsLoaded = state.programs.loaded();
    state.counters.programsSpecialised = state.specialised.made();
    state.counters.probesRun = state.probe.runs();
    state.counters.passesDrawn = state.executor.passesDrawn();
    state.counters.passesSpecialised = state.executor.passesSpecialised();
    state.counters.texturesMade = state.source.texturesMade() + state.pool.made();
    state.counters.uploads = state.source.uploads();
    return state.counters;
}

std::optional<EngineTiming> Engine::timing() {
    return m_state->measures ? m_state->timer.newest() : std::nullopt;
}

bool Engine::reloadShaders() {
    const bool changed = m_state->programs.watches() && m_state->programs.reload();
    if (changed) {
        m_state->probe.clear();
        m_state->meter.stop();
    }
    return changed;
}

const std::vector<ShaderProblem>& Engine::shaderProblems() const {
    return m_state->programs.problems();
}

}  // namespace kg
