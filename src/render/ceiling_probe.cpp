#include "render/ceiling_probe.h"

#include "base/error.h"
#include "gl/objects.h"
#include "gl/shader_source.h"
#include "gl/stopwatch.h"
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
constexpr int kRuns = 4;
constexpr int kDrawsInRun = 2;

// Seconds that the fastest draw of a square takes.
double secondsOf(int fetches, gl::TextureFormat source, int side, const gl::Stopwatch& stopwatch) {
    const gl::ShaderSource vertex = gl::assembleShader("passes/fullscreen.vert", {}, ShaderLibrary::readEmbedded);
    const gl::ShaderSource fragment = gl::assembleShader(
        "passes/ceiling_probe.frag", {{"FETCHES", std::to_string(fetches)}}, ShaderLibrary::readEmbedded);
    gl::Program program;
    if (const auto failure = gl::Program::build(vertex.text, fragment.text, program)) {
        throw Error(failure->log, "passes/ceiling_probe.frag");
    }
    program.bindSampler("u_input", kUnit);
    const gl::Texture input(source, side, side);
    const gl::Texture output(gl::TextureFormat::RGBA32F, side, side);
    const gl::Sampler sampler(gl::Wrap::Clamp, gl::Filtering::Nearest);
    const gl::EmptyVertexArray triangle;
    gl::Framebuffer framebuffer;
    framebuffer.target(output);
    program.use();
    program.uniform("u_texel").set(glm::vec2(1.0F / static_cast<float>(side)));
    input.bind(kUnit);
    sampler.bind(kUnit);
    double fastest = std::numeric_limits<double>::infinity();
    for (int run = 0; run < kRuns; ++run) {  // the first one also builds what the driver puts off
        const double milliseconds = stopwatch.time([&] {
            for (int draw = 0; draw < kDrawsInRun; ++draw) {
                triangle.drawTriangle();
            }
        });
        fastest = std::min(fastest, milliseconds / kDrawsInRun / 1000);
    }
    gl::Sampler::unbind(kUnit);
    return fastest;
}

}  // namespace

Ceiling measureCeiling(bool software) {
    gl::resetState();
    const gl::Stopwatch stopwatch(software);
    const double fetched = secondsOf(kFetches, gl::TextureFormat::RGBA8, kFetchSide, stopwatch);
    const double copied = secondsOf(1, gl::TextureFormat::RGBA32F, kCopySide, stopwatch);
    constexpr double kFetchPixels = static_cast<double>(kFetchSide) * kFetchSide;
    constexpr double kCopyBytes = 2.0 * kCopySide * kCopySide * 4 * sizeof(float);
    // A clock that does not tick has measured nothing.
    return {.fetchesPerSecond = fetched > 0 ? kFetches * kFetchPixels / fetched : 0,
            .bytesPerSecond = copied > 0 ? kCopyBytes / copied : 0};
}

}  // namespace kg
