#include "cli/render_pipeline.h"

#include "app/settings.h"
#include "app/source.h"
#include "base/error.h"
#include "cli/bounded_queue.h"
#include "gl/context.h"
#include "render/engine.h"

#include <fmt/format.h>

#include <exception>
#include <future>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace kg {

namespace {

// Finished images that may wait between two stages: enough to even out their speeds, few enough for memory.
constexpr std::size_t kWaiting = 2;

struct Decoded {
    const RenderJob* job = nullptr;
    std::shared_ptr<const Image> image;
};

struct Rendered {
    const RenderJob* job = nullptr;
    PixelType sourceDepth = PixelType::U8;
    Image result;
};

// Does one stage of one job; a failure is the job's, not the program's.
template <typename Stage>
void attempt(const RenderJob& job, Progress& progress, Stage&& stage) {
    try {
        stage();
    } catch (const std::bad_alloc&) {
        progress.failed(job.input + ": there is not enough memory");
    } catch (const FileError& error) {
        progress.failed(error.what());  // names the file itself
    } catch (const std::exception& error) {
        progress.failed(job.input + ": " + error.what());
    }
}

void decodeAll(const std::vector<RenderJob>& jobs, BoundedQueue<Decoded>& decoded, Progress& progress) {
    for (const RenderJob& job : jobs) {
        attempt(job, progress, [&] { decoded.push({&job, loadSource(job.input)}); });
    }
    decoded.close();
}

void encodeAll(BoundedQueue<Rendered>& rendered, const RenderSettings& settings, Progress& progress) {
    while (const std::optional<Rendered> item = rendered.pop()) {
        attempt(*item->job, progress, [&] {
            writeResult(item->result, item->sourceDepth, settings.chain, item->job->output, settings.output);
            progress.done(item->job->output.string());
        });
    }
}

// Whether programs for this chain's passes alone win back the time that it takes to compile them, on `pixels` more. A
// software rasteriser compiles a weight in 8 ms and then takes some 3 ns a pixel and weight less; a GPU compiles as
// long and gains less than it takes to upload a picture.
bool paysToSpecialise(const Engine& engine, double pixels) {
    constexpr double kWorthwhilePixels = 8e6;
    return engine.traits().software && pixels >= kWorthwhilePixels;
}

// The chain's result for one image. Throws Error.
Image render(Engine& engine, std::shared_ptr<const Image> image, const RenderSettings& settings) {
    engine.setSource(std::move(image));
    engine.run(settings.chain, settings.plan);
    if (const auto& problems = engine.shaderProblems(); !problems.empty()) {
        const ShaderProblem& problem = problems.front();
        throw Error(problem.message, fmt::format("{} line {}", problem.file, problem.line));
    }
    return engine.readResult();
}

}  // namespace

void renderAll(const std::vector<RenderJob>& jobs, const RenderSettings& settings, Progress& progress) {
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    Engine engine(*context, {.shaderFolder = settings.shaders, .programCache = programCachePath()});
    std::size_t left = jobs.size();

    BoundedQueue<Decoded> decoded(kWaiting);
    BoundedQueue<Rendered> rendered(kWaiting);
    const std::future<void> decoder = std::async(std::launch::async, [&] { decodeAll(jobs, decoded, progress); });
    const std::future<void> encoder = std::async(std::launch::async, [&] { encodeAll(rendered, settings, progress); });
    while (std::optional<Decoded> item = decoded.pop()) {
        attempt(*item->job, progress, [&] {
            const PixelType depth = item->image->type();
            const auto pixels = static_cast<double>(item->image->format().pixelCount());
            rendered.push({item->job, depth, render(engine, std::move(item->image), settings)});
            if (paysToSpecialise(engine, pixels * static_cast<double>(--left))) {
                engine.specialise();
            }
        });
    }
    rendered.close();
    encoder.wait();
    decoder.wait();
}

}  // namespace kg
