#include "render/ceiling_probe.h"

#include "base/error.h"
#include "gl/objects.h"
#include "gl/shader_source.h"
#include "gl/stopwatch.h"
#include "render/compute_textures.h"
#include "render/shader_library.h"

#include <glm/vec2.hpp>

#include <algorithm>
#include <limits>
#include <string>

namespace kg {

namespace {

constexpr int kUnit = 0;
constexpr int kFetches = 32;
constexpr int kFetchSide = 1024;
constexpr int kCopySide = 2048;  // 64 MiB of 32-bit floats, beyond the caches
constexpr int kGroupWidth = 32;  // ceiling_probe.comp
constexpr int kGroupHeight = 8;
constexpr int kRuns = 4;
constexpr int kTurnsInRun = 2;

gl::ShaderSource assembled(const char* file, int fetches) {
    return gl::assembleShader(file, {{"FETCHES", std::to_string(fetches)}}, ShaderLibrary::readEmbedded);
}

gl::Program drawProgram(int fetches) {
    const gl::ShaderSource vertex = gl::assembleShader("passes/fullscreen.vert", {}, ShaderLibrary::readEmbedded);
    gl::Program program;
    if (const auto failure =
            gl::Program::build(vertex.text, assembled("passes/ceiling_probe.frag", fetches).text, program)) {
        throw Error(failure->log, "passes/ceiling_probe.frag");
    }
    return program;
}

gl::Program computeProgram(int fetches) {
    gl::Program program;
    if (const auto failure = gl::Program::buildCompute(assembled("passes/ceiling_probe.comp", fetches).text, program)) {
        throw Error(failure->log, "passes/ceiling_probe.comp");
    }
    return program;
}

// A square that is read, one that is written, and how long it takes to get from one to the other.
class Squares {
public:
    Squares(gl::TextureFormat source, int side, bool software)
        : m_side(side),
          m_input(source, side, side),
          m_output(gl::TextureFormat::RGBA32F, side, side),
          m_stopwatch(software) {}
    ~Squares() { gl::Sampler::unbind(kUnit); }
    Squares(const Squares&) = delete;
    Squares& operator=(const Squares&) = delete;

    double secondsDrawn(int fetches) {
        const gl::Program program = drawProgram(fetches);
        prepare(program);
        m_framebuffer.target(m_output);
        return fastest([&] { m_triangle.drawTriangle(); });
    }
    double secondsComputed(int fetches) {
        const gl::Program program = computeProgram(fetches);
        prepare(program);
        m_output.bindImage(kOutputImage, gl::ImageAccess::Write);
        return fastest([&] { gl::dispatchCompute(m_side / kGroupWidth, m_side / kGroupHeight); });
    }
    // Of two squares of one format.
    double secondsCopied() {
        m_framebuffer.target(m_input);
        return fastest([&] { m_output.copyFrom(m_framebuffer, 0, 0, m_side, m_side, 0, 0); });
    }

private:
    void prepare(const gl::Program& program) const {
        program.bindSampler("u_input", kUnit);
        program.use();
        program.uniform("u_texel").set(glm::vec2(1.0F / static_cast<float>(m_side)));
        m_input.bind(kUnit);
        m_sampler.bind(kUnit);
    }

    template <typename Work>
    double fastest(Work&& work) const {
        double seconds = std::numeric_limits<double>::infinity();
        for (int run = 0; run < kRuns; ++run) {  // the first one also builds what the driver puts off
            const double milliseconds = m_stopwatch.time([&] {
                for (int turn = 0; turn < kTurnsInRun; ++turn) {
                    work();
                }
            });
            seconds = std::min(seconds, milliseconds / kTurnsInRun / 1000);
        }
        return seconds;
    }

    int m_side;
    gl::Texture m_input;
    gl::Texture m_output;
    gl::Stopwatch m_stopwatch;
    gl::Sampler m_sampler{gl::Wrap::Clamp, gl::Filtering::Nearest};
    gl::EmptyVertexArray m_triangle;
    gl::Framebuffer m_framebuffer;
};

}  // namespace

Ceiling measureCeiling(const CeilingWays& ways) {
    gl::resetState();
    const bool compute = ways.compute && !ways.software;
    double fetched = 0;
    {
        Squares squares(gl::TextureFormat::RGBA8, kFetchSide, ways.software);
        fetched = squares.secondsDrawn(kFetches);
        fetched = compute ? std::min(fetched, squares.secondsComputed(kFetches)) : fetched;
    }
    Squares squares(gl::TextureFormat::RGBA32F, kCopySide, ways.software);
    double copied = std::min(squares.secondsDrawn(1), squares.secondsCopied());
    copied = compute ? std::min(copied, squares.secondsComputed(1)) : copied;
    constexpr double kFetchPixels = static_cast<double>(kFetchSide) * kFetchSide;
    constexpr double kCopyBytes = 2.0 * kCopySide * kCopySide * 4 * sizeof(float);
    // A clock that does not tick has measured nothing.
    return {.fetchesPerSecond = fetched > 0 ? kFetches * kFetchPixels / fetched : 0,
            .bytesPerSecond = copied > 0 ? kCopyBytes / copied : 0};
}

}  // namespace kg
