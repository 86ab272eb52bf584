#include "render/engine.h"

#include "base/error.h"
#include "gl/context.h"
#include "gl/objects.h"
#include "render/chain_probe.h"
#include "render/executor.h"
#include "render/pass_timer.h"
#include "render/program_cache.h"
#include "render/sampling_precision.h"
#include "render/scan_passes.h"
#include "render/shader_library.h"
#include "render/texture_pool.h"
#include "render/transfer.h"

#include <fmt/format.h>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <utility>

namespace kg {

struct Engine::State {
    explicit State(const EngineOptions& options)
        : programs(ShaderLibrary(options.shaderFolder)),
          executor(programs, pool),
          probe(executor, pool),
          measures(options.timers) {}

    // Nothing a person can drag may compile: every structure that this chain's filters can need is built up front,
    // whatever strategy is chosen now.
    void buildPrograms(const Chain& chain) {
        for (const Filter& filter : chain) {
            const BorderRule border = borderOf(filter);
            programs.convolve(Terms::Kernels, 1, border);
            if (traits.compute) {
                prepareScans(programs, border);
            }
            const KernelBank bank = bankOf(filter);
            if (bank.kernels.size() == 1) {
                programs.prepareLowRank(border);
            } else if (bank.combine != Combine::Sequence) {
                programs.convolve(Terms::Kernels, 2, border);
            }
        }
    }

    const gl::Texture& shown(ViewContent content) const {
        return content == ViewContent::Result && result ? result : sourceTexture;
    }

    DeviceTraits traits;
    ProgramCache programs;
    TexturePool pool;
    Executor executor;
    ChainProbe probe;
    PassTimer timer;
    bool measures = false;
    gl::Framebuffer framebuffer;
    gl::EmptyVertexArray triangle;
    std::shared_ptr<const Image> source;
    gl::Texture sourceTexture;
    gl::Texture result;  // empty where the result is the source
    std::optional<Plan> plan;
    EngineCounters counters;
};

Engine::Engine(gl::Context& context, EngineOptions options) {
    context.makeCurrent();
    m_state = std::make_unique<State>(options);
    const gl::ContextInfo& info = context.info();
    m_state->traits = {.software = info.software,
                       .compute = std::pair(info.major, info.minor) >= std::pair(4, 3),
                       .maxTextureSize = info.maxTextureSize};
    measureBlends(m_state->traits);
}

Engine::~Engine() = default;

const DeviceTraits& Engine::traits() const {
    return m_state->traits;
}

void Engine::setSource(std::shared_ptr<const Image> image) {
    State& state = *m_state;
    if (std::max(image->width(), image->height()) > state.traits.maxTextureSize) {
        throw DeviceError(fmt::format("the image is {}x{}, this device's textures reach {} in one axis", image->width(),
                                      image->height(), state.traits.maxTextureSize));
    }
    gl::Texture texture = uploadImage(*image);
    ++state.counters.uploads;
    ++state.counters.texturesMade;
    state.sourceTexture = std::move(texture);
    state.source = std::move(image);
    state.result = {};
    state.plan.reset();
    state.timer.reset();
    state.probe.clear();
    state.pool.keepOnly(gl::TextureFormat::RGBA32F, state.source->width(), state.source->height());
}

const Image* Engine::source() const {
    return m_state->source.get();
}

const Plan& Engine::run(const Chain& chain, const PlanSettings& settings) {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no image to filter");
    }
    Plan plan = makePlan(chain, state.source->format(), settings, state.traits);
    state.buildPrograms(chain);
    // The old result is given up only once the new one is drawn.
    gl::Texture result;
    if (plan.passes.empty()) {
        state.timer.reset();
    } else {
        result = state.executor.run(plan, state.sourceTexture, state.measures ? &state.timer : nullptr);
    }
    state.pool.give(std::exchange(state.result, std::move(result)));
    state.plan = std::move(plan);
    ++state.counters.chainsRun;
    return *state.plan;
}

const Plan* Engine::plan() const {
    return m_state->plan ? &*m_state->plan : nullptr;
}

Image Engine::readResult() {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no result to read: no image is open");
    }
    const ImageFormat& format = state.source->format();
    if (!state.result) {
        return convertImage(*state.source, format.channels, PixelType::F32, format.transfer);
    }
    return readTexture(state.framebuffer, state.result, format.channels, format.transfer);
}

Color Engine::readPixel(ViewContent content, int x, int y) {
    State& state = *m_state;
    const gl::Texture& texture = state.shown(content);
    if (!texture || x < 0 || y < 0 || x >= texture.width() || y >= texture.height()) {
        throw Error(fmt::format("there is no pixel {}, {}", x, y));
    }
    if (&texture == &state.sourceTexture) {
        // Not every device draws to, and so reads from, every source format; the image itself knows.
        const Image& image = *state.source;
        const bool grey = image.channels() <= 2;
        return {image.value(x, y, 0), image.value(x, y, grey ? 0 : 1), image.value(x, y, grey ? 0 : 2),
                image.format().hasAlpha() ? image.value(x, y, image.channels() - 1) : 1.0};
    }
    std::array<float, 4> pixel{};
    state.framebuffer.target(texture);
    state.framebuffer.read(x, y, 1, 1, pixel);
    return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

FilterProbe Engine::probe(const Chain& chain, const PlanSettings& settings, int filter, int x, int y) {
    State& state = *m_state;
    if (!state.source) {
        throw Error("there is no pixel to explain: no image is open");
    }
    return state.probe.probe(chain, settings, state.traits, *state.source, state.sourceTexture, filter, x, y);
}

void Engine::drawView(const ViewParameters& view) {
    State& state = *m_state;
    const gl::Texture& texture = state.shown(view.content);
    const int bottom = view.framebufferHeight - view.y - view.height;
    const glm::vec4 backdrop(view.backdrop[0], view.backdrop[1], view.backdrop[2], 1);
    gl::resetState();
    gl::Framebuffer::targetWindow(view.x, bottom, view.width, view.height);
    gl::setScissor(view.x, bottom, view.width, view.height);
    gl::clearTarget(backdrop);
    if (texture && view.width > 0 && view.height > 0) {
        const ViewProgram& program = state.programs.view();
        texture.bind(kInputUnit);
        program.program.use();
        program.imageSize.set(glm::vec2(texture.width(), texture.height()));
        program.windowTopLeft.set(glm::vec2(view.x, view.y));
        program.windowHeight.set(static_cast<float>(view.framebufferHeight));
        program.imageTopLeft.set(glm::vec2(view.imageX, view.imageY));
        program.scale.set(static_cast<float>(view.scale));
        program.backdrop.set(backdrop);
        program.checkerSize.set(view.checkerSize);
        program.linear.set(state.source->format().transfer == Transfer::Linear ? 1 : 0);
        state.triangle.drawTriangle();
    }
    gl::clearScissor();
    gl::Framebuffer::targetWindow(0, 0, view.framebufferWidth, view.framebufferHeight);
    ++state.counters.viewsDrawn;
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
    state.counters.probesRun = state.probe.runs();
    state.counters.passesDrawn = state.executor.passesDrawn();
    state.counters.texturesMade = state.counters.uploads + state.pool.made();
    return state.counters;
}

std::optional<EngineTiming> Engine::timing() {
    return m_state->measures ? m_state->timer.newest() : std::nullopt;
}

bool Engine::reloadShaders() {
    const bool changed = m_state->programs.watches() && m_state->programs.reload();
    if (changed) {
        m_state->probe.clear();
    }
    return changed;
}

const std::vector<ShaderProblem>& Engine::shaderProblems() const {
    return m_state->programs.problems();
}

}  // namespace kg
