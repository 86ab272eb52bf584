#include "render/specialiser.h"

#include "base/error.h"
#include "render/pass_textures.h"
#include "render/program_cache.h"
#include "render/shader_library.h"
#include "render/specialised_source.h"
#include "render/yield.h"

#include <glm/vec2.hpp>

#include <exception>
#include <iterator>
#include <utility>

namespace kg {

namespace {

// A small texture that stands for a large one of its kind.
gl::Texture smallTexture(const TextureTraits& traits) {
    return {traits.format, traits.powerOfTwoWidth ? 4 : 3, traits.powerOfTwoHeight ? 4 : 3, traits.layers};
}

}  // namespace

SpecialisedProgram SpecialisedBuilder::build(const SpecialiserTask& task) {
    const gl::ShaderSource vertex = gl::assembleShader("passes/fullscreen.vert", {}, ShaderLibrary::readEmbedded);
    const gl::ShaderSource fragment =
        specialisedSource(task.pass, {.inOrder = m_software}, ShaderLibrary::readEmbedded);
    SpecialisedProgram result;
    if (buildProgram(m_cache, vertex.text, fragment.text, result.program).failure) {
        return {};
    }
    result.program.bindSampler("u_input", kInputUnit);
    result.program.bindSampler("u_other", kOtherUnit);
    result.program.bindSampler("u_base", kBaseUnit);
    result.inputSize = result.program.uniform("u_inputSize");
    result.inputTexel = result.program.uniform("u_inputTexel");
    drawOnce(result, task);
    return result;
}

void SpecialisedBuilder::drawOnce(const SpecialisedProgram& program, const SpecialiserTask& task) {
    const gl::Texture input = smallTexture(task.textures.input);
    const gl::Texture other = smallTexture(task.textures.other);
    const gl::Texture base = smallTexture(task.textures.base);
    const gl::Texture output = smallTexture(task.textures.output);
    const gl::Sampler sampler(wrapOf(task.pass), filteringOf(task.pass));
    const gl::Sampler nearest(gl::Wrap::Clamp, gl::Filtering::Nearest);
    gl::resetState();
    m_framebuffer.target(output);
    input.bind(kInputUnit);
    other.bind(kOtherUnit);
    base.bind(kBaseUnit);
    sampler.bind(kInputUnit);
    nearest.bind(kOtherUnit);
    nearest.bind(kBaseUnit);
    program.program.use();
    const glm::vec2 size(input.width(), input.height());
    program.inputSize.set(size);
    program.inputTexel.set(1.0F / size);
    m_triangle.drawTriangle();
    for (const int unit : {kInputUnit, kOtherUnit, kBaseUnit}) {
        gl::Sampler::unbind(unit);
    }
    gl::finish();
}

Specialiser::Specialiser(gl::Context& context, BinaryCache cache, std::function<void()> ready)
    : m_context(context), m_cache(std::move(cache)), m_ready(std::move(ready)) {}

Specialiser::~Specialiser() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_waiting.clear();
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Specialiser::begin(std::vector<SpecialiserTask> tasks) {
    if (!startThread()) {
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        if (m_ended) {
            return;
        }
        m_waiting.assign(std::make_move_iterator(tasks.begin()), std::make_move_iterator(tasks.end()));
    }
    m_changed.notify_all();
}

void Specialiser::cancel() {
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
}

bool Specialiser::busy() const {
    const std::lock_guard lock(m_mutex);
    return m_underWay || !m_waiting.empty() || !m_results.empty();
}

std::vector<SpecialiserResult> Specialiser::take() {
    const std::lock_guard lock(m_mutex);
    if (m_underWay || !m_waiting.empty()) {
        return {};
    }
    return std::exchange(m_results, {});
}

bool Specialiser::startThread() {
    if (m_thread.joinable() || m_refused) {
        return !m_refused;
    }
    try {
        m_shared = m_context.makeShared();
        m_thread = std::thread([this] { work(); });
    } catch (const std::exception&) {
        m_refused = true;  // the general programs go on
    }
    return !m_refused;
}

void Specialiser::work() {
    yieldToOthers();
    try {
        m_shared->makeCurrent();
    } catch (const std::exception&) {
        const std::lock_guard lock(m_mutex);  // the general programs go on
        m_ended = true;
        m_waiting.clear();
        return;
    }
    {
        SpecialisedBuilder builder(m_cache, m_context.info().software);
        while (std::optional<SpecialiserTask> task = nextTask()) {
            SpecialiserResult result;
            try {
                result.program = builder.build(*task);
            } catch (const std::exception&) {
                result.program = {};  // no memory for the textures, say: the general program goes on
            }
            result.task = *std::move(task);
            finished(std::move(result));
        }
    }
    m_shared->release();
}

std::optional<SpecialiserTask> Specialiser::nextTask() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
    if (m_stopping) {
        return std::nullopt;
    }
    SpecialiserTask task = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_underWay = true;
    return task;
}

void Specialiser::finished(SpecialiserResult result) {
    bool last = false;
    {
        const std::lock_guard lock(m_mutex);
        m_results.push_back(std::move(result));
        m_underWay = false;
        last = m_waiting.empty();
    }
    if (last && m_ready) {
        m_ready();
    }
}

}  // namespace kg
