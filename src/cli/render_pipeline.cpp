#include "cli/render_pipeline.h"

#include "app/settings.h"
#include "app/source_tier.h"
#include "base/bounded_queue.h"
#include "base/caught_problem.h"
#include "base/error.h"
#include "cli/engine_options.h"
#include "cli/frame_pipeline.h"
#include "gl/context.h"
#include "render/engine.h"
#include "source/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kg {

namespace {

// Decoded images that may wait for the GPU: enough to even out their speeds, few enough for memory.
constexpr std::size_t kWaitingImages = 2;

// Bytes of rows that may wait for the encoder: several pictures of common size, less than one band of a huge one.
constexpr std::size_t kWaitingBytes = std::size_t{64} << 20U;

struct Decoded {
    const RenderJob* job = nullptr;
    Picture picture;
};

// Rows of a job's result on their way to its file.
struct Rendered {
    const RenderJob* job = nullptr;
    ImageFormat format;  // of the whole result
    Image rows;          // empty: the job has failed, and no more will come
};

// Does one stage of one job; a failure is the job's, not the program's. Returns whether it worked.
template <typename Stage>
bool attempt(const RenderJob& job, Progress& progress, Stage&& stage) {
    try {
        stage();
        return true;
    } catch (const PlanError& error) {
        progress.failedAlike(job.input, error.what());
    } catch (const FileError& error) {
        progress.failed(error.what());  // names the file itself
    } catch (...) {
        progress.failed(job.input + ": " + caughtProblem());
    }
    return false;
}

void decodeAll(const std::vector<RenderJob>& jobs, BoundedQueue<Decoded>& decoded, Progress& progress) {
    for (const RenderJob& job : jobs) {
        attempt(job, progress, [&] {
            std::string note;
            decoded.push({&job, loadPicture(job.input, &note)});
            if (!note.empty()) {
                progress.note(job.input + ": " + note);
            }
        });
    }
    decoded.close();
}

// The encoder's side: one file at a time, from its first row to its last.
class FileStage {
public:
    FileStage(const RenderSettings& settings, Progress& progress) : m_settings(settings), m_progress(progress) {}

    void run(BoundedQueue<Rendered>& rendered) {
        while (std::optional<Rendered> item = rendered.pop()) {
            if (item->rows.empty()) {
                m_writer.reset();
            } else if (item->job != m_failed && !attempt(*item->job, m_progress, [&] { write(*item); })) {
                m_writer.reset();
                m_failed = item->job;
            }
        }
    }

    // Whether there is no use in more rows of a job. Any thread may ask.
    bool hasFailed(const RenderJob& job) const { return m_failed == &job; }

private:
    void write(Rendered& item) {
        const std::filesystem::path& path = item.job->output;
        if (!m_writer) {
            m_writer.emplace(item.format, path, exportEncoding(m_settings.chain, path, m_settings.output));
            m_rows = 0;
        }
        m_rows += item.rows.height();
        m_writer->write(std::move(item.rows));
        if (m_rows < item.format.height) {
            if (item.format.byteCount() > kWaitingBytes) {
                m_progress.reached(path.string(), static_cast<double>(m_rows) / item.format.height);
            }
            return;
        }
        m_writer->finish();
        m_writer.reset();
        m_progress.done(path.string());
    }

    const RenderSettings& m_settings;
    Progress& m_progress;
    std::optional<ImageFileWriter> m_writer;  // of the job whose rows come
    int m_rows = 0;                           // that it has
    std::atomic<const RenderJob*> m_failed = nullptr;
};

// The GPU's side.
class ChainStage {
public:
    ChainStage(Engine& engine, const RenderSettings& settings, const FileStage& files, BoundedQueue<Rendered>& rendered,
               Progress& progress)
        : m_engine(engine), m_settings(settings), m_files(files), m_rendered(rendered), m_progress(progress) {}

    void run(Decoded& item) {
        const RenderJob& job = *item.job;
        const std::uint64_t halvings = m_engine.counters().budgetHalvings;
        try {
            if (!attempt(job, m_progress, [&] { render(job, std::move(item.picture)); })) {
                m_rendered.push({.job = &job, .format = {}, .rows = {}});
            }
        } catch (const Stopped&) {
            return;  // the encoder has said why
        }
        if (m_engine.counters().budgetHalvings > halvings) {
            m_progress.note(fmt::format("{}: the device ran out of memory; it was computed within {:.4g} MiB",
                                        job.input, static_cast<double>(m_engine.traits().memoryBudget) / (1U << 20U)));
        }
    }

private:
    struct Stopped {};

    // Hands the chain's result for one image on. Throws Error.
    void render(const RenderJob& job, Picture picture) {
        m_engine.setSource(std::move(picture));
        m_engine.setTier(tierOf(job.input));
        runChain(m_engine, m_settings.chain, m_settings.plan);
        const ImageFormat format = exportFormat(m_engine.resultFormat(), job.output, m_settings.output);
        m_engine.readResult(format.type, format.transfer, [&](Image rows) {
            if (m_files.hasFailed(job)) {
                throw Stopped{};
            }
            const std::size_t bytes = rows.bytes().size();
            m_rendered.push({.job = &job, .format = format, .rows = std::move(rows)}, bytes);
        });
    }

    Engine& m_engine;
    const RenderSettings& m_settings;
    const FileStage& m_files;
    BoundedQueue<Rendered>& m_rendered;
    Progress& m_progress;
};

// Whether programs for this chain's passes alone win back the time that it takes to compile them, on `pixels` more. A
// software rasteriser compiles a weight in 8 ms and then takes some 3 ns a pixel and weight less; a GPU compiles as
// long and gains less than it takes to upload a picture.
bool paysToSpecialise(const Engine& engine, double pixels) {
    constexpr double kWorthwhilePixels = 8e6;
    return engine.traits().software && pixels >= kWorthwhilePixels;
}

// Jobs that end in one picture each.
void renderStills(Engine& engine, const std::vector<RenderJob>& jobs, const RenderSettings& settings,
                  Progress& progress) {
    std::size_t left = jobs.size();
    BoundedQueue<Decoded> decoded(kWaitingImages);
    BoundedQueue<Rendered> rendered(kWaitingBytes);
    FileStage files(settings, progress);
    ChainStage chain(engine, settings, files, rendered, progress);
    const std::future<void> decoder = std::async(std::launch::async, [&] { decodeAll(jobs, decoded, progress); });
    const std::future<void> encoder = std::async(std::launch::async, [&] { files.run(rendered); });
    std::exception_ptr failure;
    try {
        while (std::optional<Decoded> item = decoded.pop()) {
            const auto pixels = static_cast<double>(item->picture.format().pixelCount());
            chain.run(*item);
            if (paysToSpecialise(engine, pixels * static_cast<double>(--left))) {
                engine.specialise();
            }
        }
    } catch (...) {
        failure = std::current_exception();
    }
    while (decoded.pop()) {  // nobody waits for room in a queue that is not emptied any more
    }
    rendered.close();
    encoder.wait();
    decoder.wait();
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace

void renderAll(const std::vector<RenderJob>& jobs, const RenderSettings& settings, Progress& progress) {
    const std::unique_ptr<gl::Context> context = gl::makeOffscreenContext();
    EngineOptions options = engineOptions(*context);
    options.shaderFolder = settings.shaders;
    options.memoryBudget = settings.memoryBudget;
    Engine engine(*context, options);

    std::vector<RenderJob> stills = jobs;
    const auto moving = std::stable_partition(stills.begin(), stills.end(),
                                              [](const RenderJob& job) { return !makesFrames(job.output); });
    const std::vector<RenderJob> clips(moving, stills.end());
    stills.erase(moving, stills.end());
    if (!stills.empty()) {
        renderStills(engine, stills, settings, progress);
    }
    for (const RenderJob& job : clips) {
        if (attempt(job, progress, [&] { renderFrames(engine, job, settings, progress); })) {
            progress.done(job.output.string());
        }
    }
}

}  // namespace kg
